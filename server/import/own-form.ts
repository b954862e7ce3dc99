import type { z } from 'zod'
import { horizonNames } from '#db/schema/plan.ts'
import { confidences } from '#db/schema/priority.ts'
import { roles } from '#workflows/engine/policy.ts'
import { polarities, units } from '#workflows/measure/measure-facts.ts'
import { oneOf } from './choice.ts'
import {
  amount,
  day,
  email,
  flag,
  line,
  listOf,
  needed,
  optional,
  priorityRef,
  prose,
  ref,
  tally,
} from './fields.ts'
import { mappingOf } from './form.ts'
import { actionDescription, entryOf, refuseUnlessKept, statementSaid, withRemarks } from './in-doubt.ts'

const action = entryOf({
  ref: needed(ref),
  horizon: needed(oneOf(horizonNames)),
  title: needed(line),
  description: optional(prose, ''),
  owner: optional(email, null),
  contributors: listOf(needed(email)),
  agency: optional(line, null),
  start: optional(day, null),
  due: optional(day, null),
  criteria: listOf(statementSaid),
  milestones: listOf(entryOf({ title: needed(line), due: needed(day) })),
  recommendations: listOf(needed(ref)),
  critical: optional(flag, false),
  regulatorDate: optional(flag, false),
}).superRefine((said, context) => refuseUnlessKept(actionDescription(said), context))

const measure = entryOf({
  ref: needed(ref),
  title: needed(line),
  unit: needed(oneOf(units)),
  polarity: optional(oneOf(polarities), null),
  baseline: optional(amount, null),
  target: optional(amount, null),
  targetOn: optional(day, null),
  note: optional(prose, ''),
}).superRefine((said, context) => refuseUnlessKept(withRemarks(said.note, said), context))

const priority = entryOf({
  ref: needed(priorityRef),
  title: needed(line),
  description: optional(prose, ''),
  impact: optional(prose, ''),
  lead: optional(email, null),
  confidence: optional(oneOf(confidences), 'noData' as const),
  confidenceNote: optional(prose, ''),
  measures: listOf(measure),
  actions: listOf(action),
}).superRefine((said, context) => refuseUnlessKept(withRemarks(said.description, said), context))

const horizon = entryOf({ label: needed(line), first: needed(day), last: needed(day) })

/** Waymark's own documented plan file, entry by entry. */
export const ownForm = entryOf({
  waymark: needed(oneOf(['1'])),
  title: optional(line, null),
  description: optional(prose, ''),
  vision: statementSaid.nullish(),
  ownerBody: optional(line, ''),
  challenges: listOf(statementSaid),
  term: entryOf({ first: needed(day), last: needed(day) }).nullish(),
  people: listOf(
    entryOf({
      name: needed(line),
      email: needed(email),
      post: optional(line, ''),
      agency: optional(line, null),
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
      source: optional(line, ''),
      paragraph: optional(line, ''),
      text: needed(prose),
    }),
  ),
  priorities: listOf(priority),
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
