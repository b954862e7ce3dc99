import { z } from 'zod'
import { inspectionFields } from '#server/features/inspections/inspection-fields-sheet.ts'
import { type Answers, dayOrNull, id, listOf, moment, version, warnings } from '#server/http/answers.ts'
import { answersOf } from '#server/sheets/noun.ts'
import { inspectionPrecisions, inspectionStates } from '#workflows/inspection/inspection-facts.ts'
import { judgementChanges } from '#workflows/inspection/judgements.ts'
import { historySchema, possibilitiesSchema } from './actions.ts'

const before = z.strictObject({
  judgement: z.string(),
  inspector: z.string(),
  on: dayOrNull,
  precision: z.enum(inspectionPrecisions),
  inspection: z
    .strictObject({ id, ref: z.string() })
    .nullable()
    .meta({ description: 'Null where only a later report tells of it.' }),
})

const inspection = z
  .strictObject({
    id,
    planId: id,
    ...answersOf(inspectionFields),
    aspects: z.array(z.strictObject({ aspect: z.string(), judgement: z.string() })),
    before: before.nullable().meta({ description: 'The judgement before, of the same setting.' }),
    change: z.strictObject({ change: z.enum(judgementChanges), because: z.string() }),
    recommendations: z.array(z.strictObject({ id, ref: z.string(), text: z.string() })),
    state: z.enum(inspectionStates),
    version,
    createdAt: moment,
    updatedAt: moment,
    warnings,
  })
  .meta({ id: 'Inspection' })

export const inspectionAnswers: Answers = {
  'GET /plans/:id/inspections': { 200: listOf(inspection) },
  'POST /plans/:id/inspections': { 201: inspection },
  'GET /inspections/:id': { 200: inspection },
  'PATCH /inspections/:id': { 200: inspection },
  'GET /inspections/:id/transitions': { 200: possibilitiesSchema },
  'POST /inspections/:id/transitions': { 200: inspection },
  'GET /inspections/:id/history': { 200: historySchema },
}
