import { z } from 'zod'
import { subjectKinds } from '#db/schema/event.ts'
import { horizonNames } from '#db/schema/plan.ts'
import { actionFields } from '#server/features/actions/action-fields-sheet.ts'
import { describedEvidence } from '#server/features/actions/evidence-fields-sheet.ts'
import {
  type Answers,
  count,
  day,
  id,
  listOf,
  moment,
  named,
  referred,
  refusalCode,
  titled,
  version,
  dayOrNull,
  idOrNull,
  namedOrNull,
  warnings,
} from '#server/http/answers.ts'
import { answersOf } from '#server/sheets/noun.ts'
import {
  actionStates,
  blockerStates,
  extensionReasons,
  extensionStates,
  milestoneStates,
} from '#workflows/action/action-facts.ts'
import { type RatingCode, ratingCodes, ratings } from '#workflows/rating/rating.ts'

const ratingCode = z
  .enum(Object.keys(ratingCodes) as [RatingCode, ...RatingCode[]])
  .meta({ id: 'RatingCode' })
export const actionState = z.enum(actionStates).meta({ id: 'ActionState' })
const ownRating = z.enum(['amber', 'red']).nullable()
const person = z
  .strictObject({ id, name: z.string(), post: z.string(), agency: z.string().nullable() })
  .meta({ id: 'PersonOfAction' })

export const ratingSchema = z
  .strictObject({ rating: z.enum(ratings), code: ratingCode, because: z.string() })
  .meta({ id: 'Rating' })
export const milestoneSchema = z
  .strictObject({
    id,
    title: z.string(),
    state: z.enum(milestoneStates),
    dueOn: day,
    metOn: dayOrNull,
    timesReplanned: count,
    overdue: z.boolean(),
    late: z.boolean(),
  })
  .meta({ id: 'ActionMilestone' })

const evidence = z.strictObject({
  id,
  ...answersOf(describedEvidence),
  addedBy: named,
  addedAt: moment,
})
const extension = z.strictObject({
  id,
  state: z.enum(extensionStates),
  dueOn: day,
  previousDueOn: day,
  reasonCode: z.enum(extensionReasons),
  text: z.string(),
  effect: z.string().nullable(),
  mitigation: z.string().nullable(),
  requestedOn: day,
  requestedBy: named,
})
const blocker = z.strictObject({
  id,
  state: z.enum(blockerStates).optional(),
  what: z.string(),
  waitingOn: z.string(),
  sinceOn: day,
  critical: z.boolean(),
})

export const actionSchema = z
  .strictObject({
    id,
    ref: z.string(),
    plan: titled,
    priority: referred,
    horizon: z.enum(horizonNames),
    ...answersOf(actionFields),
    state: actionState,
    version,
    owner: person.nullable(),
    contributors: z.array(person),
    agency: namedOrNull,
    criteria: z.array(z.strictObject({ id, text: z.string(), evidence: z.array(evidence) })),
    recommendations: z.array(z.strictObject({ id, ref: z.string(), text: z.string() })),
    measures: z.array(referred),
    decisionId: idOrNull,
    decision: referred.nullable().meta({ description: 'The decision that it came from.' }),
    baselineDueOn: dayOrNull,
    forecastOn: dayOrNull,
    timesExtended: count,
    timesMoved: count,
    overdueDays: count,
    rating: ratingSchema.extend({ toTurnGreen: z.string().nullable() }),
    ownRating,
    lastUpdate: z
      .strictObject({ at: moment, by: named, note: z.string(), via: z.literal('link').nullable() })
      .nullable(),
    openExtension: extension.nullable(),
    openBlockers: z.array(blocker),
    milestones: z.array(milestoneSchema),
    embedCheckOn: dayOrNull,
    createdAt: moment,
    updatedAt: moment,
    warnings,
  })
  .meta({ id: 'Action' })

/** What happened to a plan, priority, action or measure. */
export const historySchema = listOf(
  z
    .strictObject({
      id,
      at: moment,
      actor: namedOrNull,
      subject: z.strictObject({ kind: z.enum(subjectKinds), id }),
      event: z.string(),
      from: z.string().nullable(),
      to: z.string().nullable(),
      version,
      payload: z.record(z.string(), z.unknown()),
      imported: z.strictObject({ at: moment }).optional().meta({
        description: 'It came with a plan that was loaded from a file, which tells it.',
      }),
    })
    .meta({ id: 'HistoryEntry' }),
)

/** Every event of a machine, with what it needs or why it is refused. */
export const possibilitiesSchema = z
  .strictObject({
    state: z.string(),
    version,
    items: z.array(
      z
        .strictObject({
          event: z.string(),
          allowed: z.boolean(),
          code: refusalCode.nullable(),
          because: z.string().nullable(),
          needs: z.array(z.string()),
          missing: z.array(z.strictObject({ field: z.string(), detail: z.string() })),
        })
        .meta({ id: 'Possibility' }),
    ),
  })
  .meta({ id: 'Possibilities' })

const update = z
  .strictObject({
    id,
    at: moment,
    by: named,
    note: z.string(),
    forecastOn: dayOrNull,
    ownRating,
    whatChanged: z.string().nullable(),
  })
  .meta({ id: 'Update' })

export const actionAnswers: Answers = {
  'GET /actions': { 200: listOf(actionSchema) },
  'GET /actions/:id': { 200: actionSchema },
  'PATCH /actions/:id': { 200: actionSchema },
  'GET /actions/:id/transitions': { 200: possibilitiesSchema },
  'POST /actions/:id/transitions': { 200: actionSchema },
  'GET /actions/:id/history': { 200: historySchema },
  'GET /actions/:id/updates': { 200: listOf(update) },
  'POST /actions/:id/updates': { 201: actionSchema },
  'GET /actions/:id/evidence': { 200: listOf(evidence.extend({ criterionId: id }).meta({ id: 'Evidence' })) },
  'POST /actions/:id/evidence': { 201: actionSchema },
  'POST /priorities/:id/actions': { 201: actionSchema },
}
