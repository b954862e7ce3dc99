import { z } from 'zod'
import { listFields } from '#server/http/lists.ts'
import { idSchema, listSchema, textSchema } from '#server/http/schemas.ts'
import { bodiesOf, transitionOf } from '#server/sheets/event.ts'
import { newBodiesOf } from '#server/sheets/noun.ts'
import { inspectionStates } from '#workflows/inspection/inspection-facts.ts'
import { limits } from '#workflows/limits.ts'
import { inspectionFields } from './inspection-fields-sheet.ts'
import { inspectionEvents } from './inspection-sheet.ts'

const { aspect, aspects, judgement, recommendations } = limits.inspection

/** A judgement of an aspect. */
const aspectSchema = z
  .strictObject({
    aspect: textSchema('Name the aspect.', aspect),
    judgement: textSchema('Give its judgement in the words of the report.', judgement),
  })
  .meta({ id: 'AspectJudgement' })

const lists = {
  aspects: listSchema(aspectSchema, aspects),
  recommendationIds: listSchema(idSchema, recommendations),
}

/** A new inspection. Without a reference it gets the next of its plan that is free. */
export const newInspectionSchema = z
  .strictObject({
    ...newBodiesOf(inspectionFields),
    ref: inspectionFields.ref.body.optional(),
    aspects: lists.aspects.default([]),
    recommendationIds: lists.recommendationIds.default([]),
  })
  .meta({ id: 'NewInspection' })

export const inspectionPatchSchema = z
  .strictObject({ ...bodiesOf(inspectionFields), ...lists })
  .partial()
  .meta({ id: 'InspectionPatch' })

/** What each event of an inspection carries. */
export const inspectionTransitionSchema = transitionOf(
  'InspectionTransition',
  inspectionEvents,
  "Give 'event' the name of one of the inspection's events.",
)

export const inspectionsQuery = z.strictObject({
  ...listFields,
  state: z.enum(inspectionStates, { error: `Give one of: ${inspectionStates.join(', ')}.` }).optional(),
})
