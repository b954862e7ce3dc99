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
  lineSchema,
  linkSchema,
  refSchema,
  textSchema,
} from '#server/http/schemas.ts'
import { bodiesOf, transitionOf } from '#server/sheets/event.ts'
import type { ActionEventName } from '#workflows/action/action-events.ts'
import { actionStates, evidenceKinds } from '#workflows/action/action-facts.ts'
import { ratings } from '#workflows/rating/rating.ts'
import { actionEvents, reportFields } from './action-sheet.ts'

/** What each event of an action carries. */
export const transitionSchema = transitionOf(
  'ActionTransition',
  actionEvents,
  "Give 'event' the name of one of the action's events.",
)
export type TransitionBody = { event: ActionEventName } & Record<string, unknown>

export const updateSchema = z.strictObject(bodiesOf(reportFields)).meta({ id: 'NewUpdate' })

export const evidenceSchema = z
  .strictObject({
    criterionId: idSchema,
    kind: z.enum(evidenceKinds, { error: `Give one of: ${evidenceKinds.join(', ')}.` }),
    title: lineSchema('Give the evidence a title.'),
    url: linkSchema,
    datedOn: daySchema,
    independent: z.boolean({ error: 'Give true or false.' }).default(false),
  })
  .meta({ id: 'NewEvidence' })

export const milestoneSchema = z
  .strictObject({
    title: lineSchema('Give the milestone a title.'),
    dueOn: daySchema,
  })
  .meta({ id: 'NewMilestone' })

const fields = {
  title: lineSchema('Give the action a title.'),
  description: z.string().trim().max(5_000, 'Keep it to 5000 characters.'),
  horizon: z.enum(horizonNames, { error: 'Give short, medium or long.' }),
  agencyId: idSchema.nullable(),
  ownerId: idSchema.nullable(),
  contributorIds: z.array(idSchema).max(50, 'Name at most 50 contributors.'),
  startOn: daySchema.nullable(),
  dueOn: daySchema.nullable(),
  criteria: z
    .array(z.strictObject({ id: idSchema.optional(), text: textSchema('Say what has to be shown.', 1_000) }))
    .max(20, 'Give at most 20 closure criteria.'),
  recommendationIds: z.array(idSchema).max(50, 'Name at most 50 recommendations.'),
  critical: z.boolean({ error: 'Give true or false.' }),
  regulatorDate: z.boolean({ error: 'Give true or false.' }),
}

/** A new action: a draft in the priority of the path. */
export const newActionSchema = z
  .strictObject({
    ...fields,
    ref: refSchema("Give a reference that is free in the plan, such as 'P1.S3'."),
    description: fields.description.default(''),
    agencyId: fields.agencyId.default(null),
    ownerId: fields.ownerId.default(null),
    contributorIds: fields.contributorIds.default([]),
    startOn: fields.startOn.default(null),
    dueOn: fields.dueOn.default(null),
    criteria: fields.criteria.default([]),
    recommendationIds: fields.recommendationIds.default([]),
    critical: fields.critical.default(false),
    regulatorDate: fields.regulatorDate.default(false),
  })
  .meta({ id: 'NewAction' })
export type NewAction = z.infer<typeof newActionSchema>

/** A merge patch (RFC 7396) of an action: what is there changes, what is left out stays. */
export const actionPatchSchema = z
  .strictObject({ ...fields, priorityId: idSchema })
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
  q: z
    .string()
    .trim()
    .min(1, 'Say what to look for.')
    .max(200, 'Keep it to 200 characters.')
    .refine((text) => !text.includes('\0'), { error: 'Say what to look for in letters.' })
    .meta({ description: 'Words in the reference, title, description or a closure criterion.' })
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
