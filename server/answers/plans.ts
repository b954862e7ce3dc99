import { z } from 'zod'
import { foundPlaces } from '#db/read/found-texts.ts'
import { foundKinds } from '#db/read/search.ts'
import { horizonNames } from '#db/schema/plan.ts'
import { confidences } from '#db/schema/priority.ts'
import { planDescription } from '#server/features/plans/plan-fields-sheet.ts'
import { recommendationFields } from '#server/features/plans/recommendations/recommendation-fields-sheet.ts'
import { priorityFields, verdictFields } from '#server/features/priorities/priority-fields-sheet.ts'
import {
  type Answers,
  count,
  day,
  excelFile,
  id,
  listOf,
  moment,
  referred,
  titled,
  version,
  dayOrNull,
  namedOrNull,
  idOrNull,
  warnings,
} from '#server/http/answers.ts'
import { answersOf } from '#server/sheets/noun.ts'
import { regions } from '#workflows/calendar/bank-holidays.ts'
import { callInKinds } from '#workflows/decision/call-in.ts'
import { planStates, priorityStates } from '#workflows/plan/plan-settings.ts'
import { actionState, historySchema, possibilitiesSchema, ratingSchema } from './actions.ts'

const horizon = z
  .strictObject({ id, name: z.enum(horizonNames), label: z.string(), firstOn: day, lastOn: day, warnings })
  .meta({ id: 'Horizon' })

const recommendation = z
  .strictObject({ id, ...answersOf(recommendationFields) })
  .meta({ id: 'Recommendation' })

export const planSchema = z
  .strictObject({
    id,
    ...answersOf(planDescription),
    challenges: z.array(z.string()),
    state: z.enum(planStates),
    version,
    activeFrom: dayOrNull,
    successorId: idOrNull,
    settings: z.strictObject({
      closure: z.enum(['twoKeys', 'oneKey']),
      dueSoonDays: count,
      staleDays: count,
      farLateDays: count,
      embedAfterDays: count,
      oftenExtended: count,
      digestWeekday: count,
      digestHour: count,
      bankHolidays: z.enum(regions),
      escalateLeadDays: count,
      escalateChairDays: count,
      escalateAgendaDays: count,
      answersByLink: z.boolean(),
      callInDays: count,
      callInKind: z.enum(callInKinds),
      callInHour: count,
      callInWho: z.string(),
    }),
    horizons: z.array(horizon),
    createdAt: moment,
    updatedAt: moment,
    warnings,
  })
  .meta({ id: 'Plan' })

export const prioritySchema = z
  .strictObject({
    id,
    ...answersOf(priorityFields),
    plan: titled,
    planId: id.meta({ deprecated: true, description: 'The id of `plan`.' }),
    parent: referred.nullable().meta({ description: 'The priority that this one is a strand of.' }),
    parentId: idOrNull.meta({ deprecated: true, description: 'The id of `parent`.' }),
    lead: namedOrNull,
    leadId: idOrNull.meta({ deprecated: true, description: 'The id of `lead`.' }),
    state: z.enum(priorityStates),
    version,
    ...answersOf(verdictFields),
    outcomeNote: z.string(),
    createdAt: moment,
    updatedAt: moment,
  })
  .meta({ id: 'Priority' })

const counts = z
  .array(
    z
      .strictObject({ key: z.string().nullable(), name: z.string().nullable(), count })
      .meta({ id: 'Counted' }),
  )
  .meta({ id: 'Counts' })

export const summarySchema = z
  .strictObject({
    plan: titled,
    asAt: day,
    total: count,
    byRating: counts,
    byState: counts,
    byPriority: counts,
    byHorizon: counts,
    byAgency: counts,
    overdue: counts,
    reprogrammed: count,
    progress: z
      .strictObject({ finished: count, counted: count, percent: count.nullable() })
      .meta({ id: 'Progress' }),
  })
  .meta({ id: 'Summary' })

const brief = z
  .strictObject({
    id,
    ref: z.string(),
    title: z.string(),
    state: actionState,
    rating: ratingSchema,
    dueOn: dayOrNull,
    overdueDays: count,
    critical: z.boolean(),
    owner: namedOrNull,
  })
  .meta({ id: 'BriefAction' })

export const matrixSchema = z
  .strictObject({
    plan: titled,
    asAt: day,
    horizons: z.array(horizon.omit({ id: true })),
    priorities: z.array(
      z.strictObject({
        id,
        parentId: idOrNull,
        ref: z.string(),
        title: z.string(),
        state: z.enum(priorityStates),
        lead: namedOrNull,
        outcomes: z.strictObject({
          impact: z.string(),
          outcomeConfidence: z.enum(confidences),
          confidenceNote: z.string(),
          measures: z.array(z.strictObject({ id, ref: z.string(), title: z.string() })),
        }),
        short: z.array(brief),
        medium: z.array(brief),
        long: z.array(brief),
      }),
    ),
  })
  .meta({ id: 'Matrix' })

const action = z
  .strictObject({
    id,
    ref: z.string(),
    title: z.string(),
    priority: z.strictObject({ id, ref: z.string() }),
    owner: namedOrNull,
  })
  .meta({ id: 'ChangedAction' })
const state = actionState
const reason = z.string().nullable()
/** What happened to one action, with who did it and when. */
const entriesOf = (more: z.core.$ZodLooseShape = {}) =>
  z.array(z.strictObject({ action, at: moment, actor: namedOrNull, ...more }))

export const changesSchema = z
  .strictObject({
    plan: titled,
    since: day,
    until: day,
    turned: z.array(
      z.strictObject({
        action,
        from: ratingSchema,
        to: ratingSchema,
        direction: z.enum(['better', 'worse', 'neither']),
        last: z.strictObject({ event: z.string(), at: moment, actor: namedOrNull }).nullable(),
      }),
    ),
    newlyOverdue: z.array(z.strictObject({ action, dueOn: dayOrNull, overdueDays: count })),
    added: entriesOf(),
    closed: entriesOf({ from: state, to: state }),
    reopened: entriesOf({ from: state, dueOn: dayOrNull, reason }),
    moved: entriesOf({ from: day, to: day, days: z.int(), event: z.string(), reason }),
    cancelled: entriesOf({ reason }),
    superseded: entriesOf({ successor: namedOrNull, reason }),
    reinstated: entriesOf({ dueOn: dayOrNull, reason }),
    handedOver: entriesOf({ from: namedOrNull, to: namedOrNull, fromOn: dayOrNull, reason }),
  })
  .meta({ id: 'Changes' })

const searchResult = z
  .strictObject({
    kind: z.enum(foundKinds),
    id,
    ref: z.string().nullable(),
    title: z.string(),
    in: z.enum(foundPlaces).meta({ description: 'Where the excerpt is from.' }),
    excerpt: z.array(z.strictObject({ text: z.string(), found: z.boolean() }).meta({ id: 'ExcerptPiece' })),
    page: z.string().meta({ description: 'The path of its page.' }),
  })
  .meta({ id: 'SearchResult' })

const priorities = listOf(prioritySchema)

const template = z
  .strictObject({
    id: z.string(),
    title: z.string(),
    description: z.string(),
    serves: z.string(),
    priorities: count,
    measures: count,
    actions: count,
    recommendations: count,
  })
  .meta({ id: 'PlanTemplate' })

const wholePlan = z
  .looseObject({ format: z.literal('waymark-plan'), version: z.int(), exportedAt: moment })
  .meta({ id: 'WholePlan', description: 'Its form: /help/plan.schema.json.' })

export const planAnswers: Answers = {
  'GET /plans': { 200: listOf(planSchema) },
  'GET /plan-templates': { 200: listOf(template) },
  'POST /plans': { 201: planSchema },
  'GET /plans/:id': { 200: planSchema },
  'PATCH /plans/:id': { 200: planSchema },
  'GET /plans/:id/export': { 200: excelFile },
  'GET /plans/:id/export/json': { 200: wholePlan },
  'GET /plans/:id/summary': { 200: summarySchema },
  'GET /plans/:id/matrix': { 200: matrixSchema },
  'GET /plans/:id/changes': { 200: changesSchema },
  'GET /plans/:id/search': { 200: listOf(searchResult) },
  'GET /plans/:id/transitions': { 200: possibilitiesSchema },
  'POST /plans/:id/transitions': { 200: planSchema },
  'GET /plans/:id/horizons': { 200: listOf(horizon) },
  'POST /plans/:id/horizons': { 201: horizon },
  'PATCH /plans/:id/horizons/:horizonId': { 200: horizon },
  'GET /plans/:id/recommendations': { 200: listOf(recommendation) },
  'POST /plans/:id/recommendations': { 201: recommendation },
  'PATCH /plans/:id/recommendations/:recommendationId': { 200: recommendation },
  'GET /plans/:id/history': { 200: historySchema },
  'GET /plans/:id/priorities': { 200: priorities },
  'POST /plans/:id/priorities': { 201: prioritySchema },
  'GET /priorities': { 200: priorities },
  'GET /priorities/:id': { 200: prioritySchema },
  'PATCH /priorities/:id': { 200: prioritySchema },
  'GET /priorities/:id/transitions': { 200: possibilitiesSchema },
  'POST /priorities/:id/transitions': { 200: prioritySchema },
  'GET /priorities/:id/history': { 200: historySchema },
}
