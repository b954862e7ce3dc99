import type { z } from 'zod'
import { horizonNames } from '#db/schema/plan.ts'
import { actionFields } from '#server/features/actions/action-fields-sheet.ts'
import { inspectionFields } from '#server/features/inspections/inspection-fields-sheet.ts'
import { planDescription } from '#server/features/plans/plan-fields-sheet.ts'
import { recommendationFields } from '#server/features/plans/recommendations/recommendation-fields-sheet.ts'
import { priorityFields, verdictFields } from '#server/features/priorities/priority-fields-sheet.ts'
import { roles } from '#workflows/engine/policy.ts'
import { limits } from '#workflows/limits.ts'
import { polarities, units } from '#workflows/measure/measure-facts.ts'
import { oneOf } from './choice.ts'
import {
  amount,
  day,
  email,
  link,
  listOf,
  needed,
  optional,
  priorityRef,
  ref,
  tally,
  words,
} from './fields.ts'
import { mappingOf } from './form.ts'
import { entriesOf } from './from-sheet.ts'
import {
  actionDescription,
  entryOf,
  inspectionNote,
  refuseUnlessKept,
  statementWithin,
  withRemarks,
} from './in-doubt.ts'

const action = entryOf({
  ref: needed(ref),
  horizon: needed(oneOf(horizonNames)),
  ...entriesOf(actionFields),
  owner: optional(email, null),
  contributors: listOf(needed(email), limits.action.contributors),
  agency: optional(words(limits.agency.name), null),
  criteria: listOf(statementWithin(limits.action.criterion), limits.action.criteria),
  milestones: listOf(entryOf({ title: needed(words(limits.milestone.title)), due: needed(day) })),
  recommendations: listOf(needed(ref), limits.action.recommendations),
  measures: listOf(needed(ref), limits.action.measures),
}).superRefine((entry, context) =>
  refuseUnlessKept(actionDescription(entry), limits.action.description, context),
)

const measure = entryOf({
  ref: needed(ref),
  title: needed(words(limits.measure.title)),
  unit: needed(oneOf(units)),
  polarity: optional(oneOf(polarities), null),
  baseline: optional(amount, null),
  target: optional(amount, null),
  targetOn: optional(day, null),
  note: optional(words(limits.measure.note), ''),
}).superRefine((entry, context) =>
  refuseUnlessKept(withRemarks(entry.note, entry), limits.measure.note, context),
)

const { ref: _ref, leadId: _lead, parentId: _parent, ...ownWords } = priorityFields
/** What a plan file tells of a priority beside its ref and its lead. */
export const describedPriority = { ...ownWords, ...verdictFields }

const priority = entryOf({
  ref: needed(priorityRef),
  ...entriesOf(describedPriority),
  lead: optional(email, null),
  measures: listOf(measure),
  actions: listOf(action),
}).superRefine((entry, context) =>
  refuseUnlessKept(withRemarks(entry.description, entry), limits.priority.description, context),
)

const { ref: _own, url: _url, ...inspectionWords } = inspectionFields
/** What a plan file tells of an inspection beside its ref, its link and its lists. */
export const describedInspection = inspectionWords

const inspection = entryOf({
  ref: needed(ref),
  ...entriesOf(describedInspection),
  url: optional(link, ''),
  aspects: listOf(
    entryOf({
      aspect: needed(words(limits.inspection.aspect)),
      judgement: needed(words(limits.inspection.judgement)),
    }),
    limits.inspection.aspects,
  ),
  recommendations: listOf(needed(ref), limits.inspection.recommendations),
}).superRefine((entry, context) => refuseUnlessKept(inspectionNote(entry), limits.inspection.note, context))

const horizon = entryOf({
  label: needed(words(limits.horizon.label)),
  first: needed(day),
  last: needed(day),
})

// Its title may come from the command, its vision may be in doubt, and its days stand under `term`.
const { ownerBody, serves, description: planText } = planDescription
const { ref: _, ...recommendationEntries } = recommendationFields
const planEntries = { ownerBody, serves, description: planText }

/** Waymark's own documented plan file, entry by entry. */
export const ownForm = entryOf({
  waymark: needed(oneOf(['1'])),
  title: optional(words(limits.plan.title), null),
  ...entriesOf(planEntries),
  vision: statementWithin(limits.plan.vision).nullish(),
  challenges: listOf(statementWithin(limits.plan.challenge), limits.plan.challenges),
  term: entryOf({ first: needed(day), last: needed(day) }).nullish(),
  people: listOf(
    entryOf({
      name: needed(words(limits.person.name)),
      email: needed(email),
      post: optional(words(limits.person.post), ''),
      agency: optional(words(limits.agency.name), null),
    }),
  ),
  members: listOf(entryOf({ email: needed(email), role: needed(oneOf(roles)) })),
  horizons: mappingOf({
    short: horizon.nullish(),
    medium: horizon.nullish(),
    long: horizon.nullish(),
  }).nullish(),
  recommendations: listOf(
    entryOf({
      ref: needed(ref),
      ...entriesOf(recommendationEntries),
    }),
  ),
  priorities: listOf(priority),
  inspections: listOf(inspection),
  counts: mappingOf({
    priorities: optional(tally, null),
    measures: optional(tally, null),
    actions: optional(tally, null),
    short: optional(tally, null),
    medium: optional(tally, null),
    long: optional(tally, null),
    doubts: optional(tally, null),
  }).nullish(),
})

/** What a plan file says once its single entries are right. */
export type OwnFile = z.output<typeof ownForm>
