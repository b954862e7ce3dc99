import type { z } from 'zod'
import { horizonNames } from '#db/schema/plan.ts'
import { confidences } from '#db/schema/priority.ts'
import { roles } from '#workflows/engine/policy.ts'
import { limits } from '#workflows/limits.ts'
import { polarities, units } from '#workflows/measure/measure-facts.ts'
import { oneOf } from './choice.ts'
import { amount, day, email, flag, listOf, needed, optional, priorityRef, ref, words } from './fields.ts'
import { mappingOf } from './form.ts'

const action = mappingOf({
  ref: needed(ref),
  horizon: needed(oneOf(horizonNames)),
  title: needed(words(limits.action.title)),
  description: optional(words(limits.action.description), ''),
  owner: optional(email, null),
  contributors: listOf(needed(email), limits.action.contributors),
  agency: optional(words(limits.agency.name), null),
  start: optional(day, null),
  due: optional(day, null),
  criteria: listOf(needed(words(limits.action.criterion)), limits.action.criteria),
  milestones: listOf(mappingOf({ title: needed(words(limits.milestone.title)), due: needed(day) })),
  recommendations: listOf(needed(ref), limits.action.recommendations),
  critical: optional(flag, false),
  regulatorDate: optional(flag, false),
})

const measure = mappingOf({
  ref: needed(ref),
  title: needed(words(limits.measure.title)),
  unit: needed(oneOf(units)),
  polarity: needed(oneOf(polarities)),
  baseline: optional(amount, null),
  target: optional(amount, null),
  targetOn: optional(day, null),
  note: optional(words(limits.measure.note), ''),
})

const priority = mappingOf({
  ref: needed(priorityRef),
  title: needed(words(limits.priority.title)),
  description: optional(words(limits.priority.description), ''),
  impact: optional(words(limits.priority.impact), ''),
  lead: optional(email, null),
  confidence: optional(oneOf(confidences), 'noData' as const),
  confidenceNote: optional(words(limits.priority.confidenceNote), ''),
  measures: listOf(measure),
  actions: listOf(action),
})

const horizon = mappingOf({
  label: needed(words(limits.horizon.label)),
  first: needed(day),
  last: needed(day),
})

/** Waymark's own documented plan file, entry by entry. */
export const ownForm = mappingOf({
  waymark: needed(oneOf(['1'])),
  title: optional(words(limits.plan.title), null),
  description: optional(words(limits.plan.description), ''),
  vision: optional(words(limits.plan.vision), ''),
  ownerBody: optional(words(limits.plan.ownerBody), ''),
  challenges: listOf(needed(words(limits.plan.challenge)), limits.plan.challenges),
  term: mappingOf({ first: needed(day), last: needed(day) }).nullish(),
  people: listOf(
    mappingOf({
      name: needed(words(limits.person.name)),
      email: needed(email),
      post: optional(words(limits.person.post), ''),
      agency: optional(words(limits.agency.name), null),
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
      source: optional(words(limits.recommendation.source), ''),
      paragraph: optional(words(limits.recommendation.paragraph), ''),
      text: needed(words(limits.recommendation.text)),
    }),
  ),
  priorities: listOf(priority),
})

/** What a plan file says once its single entries are right. */
export type OwnFile = z.output<typeof ownForm>
