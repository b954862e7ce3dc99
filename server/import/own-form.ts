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
} from './fields.ts'
import { mappingOf } from './form.ts'

const action = mappingOf({
  ref: needed(ref),
  horizon: needed(oneOf(horizonNames)),
  title: needed(line),
  description: optional(prose, ''),
  owner: optional(email, null),
  contributors: listOf(needed(email)),
  agency: optional(line, null),
  start: optional(day, null),
  due: optional(day, null),
  criteria: listOf(needed(prose)),
  milestones: listOf(mappingOf({ title: needed(line), due: needed(day) })),
  recommendations: listOf(needed(ref)),
  critical: optional(flag, false),
  regulatorDate: optional(flag, false),
})

const measure = mappingOf({
  ref: needed(ref),
  title: needed(line),
  unit: needed(oneOf(units)),
  polarity: needed(oneOf(polarities)),
  baseline: optional(amount, null),
  target: optional(amount, null),
  targetOn: optional(day, null),
  note: optional(prose, ''),
})

const priority = mappingOf({
  ref: needed(priorityRef),
  title: needed(line),
  description: optional(prose, ''),
  impact: optional(prose, ''),
  lead: optional(email, null),
  confidence: optional(oneOf(confidences), 'noData' as const),
  confidenceNote: optional(prose, ''),
  measures: listOf(measure),
  actions: listOf(action),
})

const horizon = mappingOf({ label: needed(line), first: needed(day), last: needed(day) })

/** Waymark's own documented plan file, entry by entry. */
export const ownForm = mappingOf({
  waymark: needed(oneOf(['1'])),
  title: optional(line, null),
  description: optional(prose, ''),
  vision: optional(prose, ''),
  ownerBody: optional(line, ''),
  challenges: listOf(needed(prose)),
  term: mappingOf({ first: needed(day), last: needed(day) }).nullish(),
  people: listOf(
    mappingOf({
      name: needed(line),
      email: needed(email),
      post: optional(line, ''),
      agency: optional(line, null),
    }),
  ),
  members: listOf(mappingOf({ email: needed(email), role: needed(oneOf(roles)) })),
  horizons: mappingOf({
    short: horizon.nullish(),
    medium: horizon.nullish(),
    long: horizon.nullish(),
  }).nullish(),
  recommendations: listOf(
    mappingOf({
      ref: needed(ref),
      source: optional(line, ''),
      paragraph: optional(line, ''),
      text: needed(prose),
    }),
  ),
  priorities: listOf(priority),
})

/** What a plan file says once its single entries are right. */
export type OwnFile = z.output<typeof ownForm>
