import { z } from 'zod'
import { actionSorts } from '#db/read/actions.ts'
import { horizonNames } from '#db/schema/plan.ts'
import { asAtFields } from '#server/http/as-at.ts'
import { listFields } from '#server/http/lists.ts'
import {
  anyOf,
  daySchema,
  flagSchema,
  idSchema,
  listSchema,
  refSchema,
  searchSchema,
  textSchema,
} from '#server/http/schemas.ts'
import { bodiesOf, transitionOf } from '#server/sheets/event.ts'
import { newBodiesOf } from '#server/sheets/noun.ts'
import type { ActionEventName } from '#workflows/action/action-events.ts'
import { actionStates } from '#workflows/action/action-facts.ts'
import { limits } from '#workflows/limits.ts'
import { ratings } from '#workflows/rating/rating.ts'
import { actionFields } from './action-fields-sheet.ts'
import { actionEvents } from './action-sheet.ts'
import { evidenceFields } from './evidence-fields-sheet.ts'
import { milestoneFields } from './milestone-sheet.ts'
import { reportFields } from './report-fields-sheet.ts'

const { action } = limits

/** What each event of an action carries. */
export const transitionSchema = transitionOf(
  'ActionTransition',
  actionEvents,
  "Give 'event' the name of one of the action's events.",
)
export type TransitionBody = { event: ActionEventName } & Record<string, unknown>

export const updateSchema = z.strictObject(bodiesOf(reportFields)).meta({ id: 'NewUpdate' })

export const evidenceSchema = z.strictObject(newBodiesOf(evidenceFields)).meta({ id: 'NewEvidence' })

export const milestoneSchema = z.strictObject(bodiesOf(milestoneFields)).meta({ id: 'NewMilestone' })

const ties = {
  horizon: z.enum(horizonNames, { error: 'Give short, medium or long.' }),
  agencyId: idSchema.nullable(),
  ownerId: idSchema.nullable(),
  contributorIds: listSchema(idSchema, action.contributors),
  criteria: listSchema(
    z.strictObject({
      id: idSchema.optional(),
      text: textSchema('Say what has to be shown.', action.criterion),
    }),
    action.criteria,
  ),
  recommendationIds: listSchema(idSchema, action.recommendations),
  measureIds: listSchema(idSchema, action.measures),
  decisionId: idSchema.nullable().meta({
    description: 'The decision of the plan that it came from: it waits until that can be carried out.',
  }),
}

/** A new action: a draft in the priority of the path. */
export const newActionSchema = z
  .strictObject({
    ...newBodiesOf(actionFields),
    ref: refSchema("Give a reference that is free in the plan, such as 'P1.S3'.", action.ref),
    horizon: ties.horizon,
    agencyId: ties.agencyId.default(null),
    ownerId: ties.ownerId.default(null),
    contributorIds: ties.contributorIds.default([]),
    criteria: ties.criteria.default([]),
    recommendationIds: ties.recommendationIds.default([]),
    measureIds: ties.measureIds.default([]),
    decisionId: ties.decisionId.default(null),
  })
  .meta({ id: 'NewAction' })
export type NewAction = z.infer<typeof newActionSchema>

/** A merge patch (RFC 7396) of an action: what is there changes, what is left out stays. */
export const actionPatchSchema = z
  .strictObject({ ...bodiesOf(actionFields), ...ties, priorityId: idSchema })
  .partial()
  .meta({ id: 'ActionPatch' })
export type ActionPatch = z.infer<typeof actionPatchSchema>

export const actionQuerySchema = z.strictObject({
  plan: anyOf(idSchema).optional(),
  priority: anyOf(idSchema).optional(),
  horizon: anyOf(z.enum(horizonNames, { error: `Give any of: ${horizonNames.join(', ')}.` })).optional(),
  owner: anyOf(z.union([idSchema, z.literal('me')], { error: "Give a person's id, or me." })).optional(),
  agency: anyOf(idSchema).optional(),
  state: anyOf(z.enum(actionStates, { error: `Give any of: ${actionStates.join(', ')}.` })).optional(),
  rating: anyOf(z.enum(ratings, { error: `Give any of: ${ratings.join(', ')}.` })).optional(),
  overdue: flagSchema.optional(),
  dueBefore: daySchema.optional(),
  dueAfter: daySchema.optional(),
  staleSince: daySchema.optional(),
  q: searchSchema
    .meta({ description: 'Words anywhere in the action, or in the name or post of its owner.' })
    .optional(),
  sort: anyOf(z.enum(actionSorts, { error: `Give any of: ${actionSorts.join(', ')}.` }))
    .refine((sorts) => new Set(sorts.map((sort) => sort.replace('-', ''))).size === sorts.length, {
      error: 'Name each field once.',
    })
    .default(['dueOn'])
    .meta({ description: 'Most important first, with - before what is to be sorted downwards.' }),
  ...listFields,
  ...asAtFields,
})
