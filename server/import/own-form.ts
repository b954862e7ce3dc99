import type { z } from 'zod'
import type { ActionDraft, PlanDraft, PriorityDraft } from '#db/plan-draft.ts'
import { horizonNames } from '#db/schema/plan.ts'
import { confidences } from '#db/schema/priority.ts'
import { polarities, units } from '#workflows/measure-facts.ts'
import { roles } from '#workflows/policy.ts'
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
import { mappingOf, readForm } from './form.ts'
import { brokenReferences } from './own-form-references.ts'
import { PlanFileError } from './plan-file-error.ts'
import type { Tree } from './tree.ts'

/**
 * Read Waymark's own documented plan file.
 * @returns the plan; its title is null where the file gives none
 * @throws PlanFileError with every problem: first those of single entries, then those between entries
 */
export function readOwnForm(tree: Tree, name: string): Omit<PlanDraft, 'title'> & { title: string | null } {
  const file = readForm(ownForm, tree, name)
  const broken = brokenReferences(file, tree)
  if (broken.length > 0) throw new PlanFileError(name, broken)
  return {
    title: file.title,
    description: file.description,
    vision: file.vision,
    ownerBody: file.ownerBody,
    challenges: file.challenges,
    firstOn: file.term?.first ?? null,
    lastOn: file.term?.last ?? null,
    people: file.people,
    members: file.members,
    horizons: horizonNames.flatMap((horizon) => {
      const window = file.horizons?.[horizon]
      return window
        ? [{ name: horizon, label: window.label, firstOn: window.first, lastOn: window.last }]
        : []
    }),
    recommendations: file.recommendations,
    priorities: file.priorities.map(priorityIn),
  }
}

/** What a plan file says once its single entries are right. */
export type OwnFile = z.output<typeof ownForm>

type PrioritySaid = OwnFile['priorities'][number]

function priorityIn(said: PrioritySaid): PriorityDraft {
  const { lead, confidence, actions, ...priority } = said
  return { ...priority, leadEmail: lead, outcomeConfidence: confidence, actions: actions.map(actionIn) }
}

function actionIn(said: PrioritySaid['actions'][number]): ActionDraft {
  const { owner, contributors, start, due, milestones, ...action } = said
  return {
    ...action,
    ownerEmail: owner,
    contributorEmails: contributors,
    startOn: start,
    dueOn: due,
    milestones: milestones.map((milestone) => ({ title: milestone.title, dueOn: milestone.due })),
  }
}

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

const ownForm = mappingOf({
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
