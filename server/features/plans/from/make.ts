import { readPerson } from '#db/read/people-list.ts'
import { planAsDraft } from '#db/read/plan-as-draft.ts'
import { listPlans, type PlanRow } from '#db/read/plans.ts'
import { createPlan, type MadeFrom } from '#db/write/create-plan.ts'
import { heed } from '#db/write/heed.ts'
import type { PlanDraft } from '#db/write/plan-draft.ts'
import type { Deps } from '#server/deps.ts'
import { mayCreatePlan, seePlan, whyNoNewPlan } from '#server/features/plans/service.ts'
import type { Actor } from '#server/http/actor.ts'
import { Problem } from '#server/http/problem.ts'
import { fieldRefused } from '#server/http/refusals.ts'
import { londonDay } from '#workflows/calendar/calendar.ts'
import { mailboxKey } from '#workflows/people/mailbox.ts'
import type { Term } from '#workflows/plan/plan-days.ts'
import { defaultReminders } from '#workflows/plan/plan-settings.ts'
import { requireEscalationInOrder } from '../reminders.ts'
import { type Copying, copyOf } from './copy.ts'
import { daysFault, daysWarnings } from './days.ts'
import { planTemplates } from './templates.ts'

/** What of a new plan is told otherwise than the other has it. */
export type Overriding = Partial<Omit<PlanDraft, 'people' | 'members' | 'horizons' | 'priorities'>>

/**
 * The draft of what a plan is made from: another plan that the person may see, or one of our templates.
 * @throws Problem 404 for a plan that is not theirs to see, 400 for a template that there is not
 */
export async function sourceOf(deps: Deps, actor: Actor, from: MadeFrom): Promise<PlanDraft> {
  if ('planId' in from) return planAsDraft(deps.db, await seePlan(deps, actor, from.planId))
  const template = planTemplates().find(({ name }) => name === from.template)
  if (template) return template.draft
  const detail = `There is no such template. Give one of: ${planTemplates()
    .map(({ name }) => name)
    .join(', ')}.`
  throw fieldRefused('invalidRequest', { field: 'from/template', detail })
}

/** The plans that a person may make another from, by title, and the templates. */
export async function sourcesFor(deps: Deps, actor: Actor) {
  return { plans: await listPlans(deps.db, actor.id), templates: planTemplates() }
}

/**
 * Makes a plan from another, as a draft that the person administers. Nothing of what happened to the other comes with
 * it; its history says what it was made from.
 * @throws Problem 403 for who may not start plans, 400 by `daysFault`, and as `sourceOf`
 */
export async function makePlanFrom(
  deps: Deps,
  actor: Actor,
  from: MadeFrom,
  { copying, overriding = {} }: { copying: Copying; overriding?: Overriding },
): Promise<PlanRow> {
  const [may, self] = await Promise.all([mayCreatePlan(deps, actor), readPerson(deps.db, actor.id)])
  if (!may || !self) throw new Problem('forbidden', whyNoNewPlan)
  const source = await sourceOf(deps, actor, from)
  const copy = copyOf(source, copying)
  const draft = { ...copy, ...overriding, settings: { ...copy.settings, ...overriding.settings } }
  requireEscalationInOrder({ ...defaultReminders, ...draft.settings })
  const fault = daysFault(source, copy, daysIn(overriding))
  if (fault) throw fieldRefused('invalidRequest', fault)
  const now = deps.clock.now()
  heed(daysWarnings(draft, londonDay(now)))
  const { name, email, post } = self
  const own = mailboxKey(email)
  const isOther = (each: { email: string }) => mailboxKey(each.email) !== own
  const ids = await createPlan(
    deps.db,
    {
      ...draft,
      known: {
        people: new Map([...(draft.known?.people ?? []), [own, self.id]]),
        agencies: draft.known?.agencies ?? new Map(),
      },
      people: [...draft.people.filter(isOther), { name, email, post, agency: null }],
      members: [...draft.members.filter(isOther), { email, role: 'administrator' }],
    },
    { by: email, now, madeFrom: from },
  )
  return seePlan(deps, actor, ids.plan)
}

function daysIn({ firstOn, lastOn }: Overriding): Term {
  return { ...(firstOn !== undefined && { firstOn }), ...(lastOn !== undefined && { lastOn }) }
}
