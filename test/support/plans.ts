import type { Db } from '#db/connection/connect.ts'
import { eq } from '#db/connection/drizzle.ts'
import { newId } from '#db/connection/ids.ts'
import { actions, plans } from '#db/schema/index.ts'
import { createPlan } from '#db/write/create-plan.ts'
import type { ActionDraft, PlanDraft } from '#db/write/plan-draft.ts'
import { changeAction } from '#db/write/transition.ts'
import { initialDescription } from '#workflows/action/action-facts.ts'
import type { Instant } from '#workflows/calendar/calendar.ts'

/** When the plans of tests were made; tests say for themselves what day it is later. */
export const MADE_AT: Instant = '2026-06-01T09:00:00.000Z'

const cast = {
  owner: 'owner@plan.example',
  otherOwner: 'other.owner@plan.example',
  contributor: 'contributor@plan.example',
  lead: 'lead@plan.example',
  chair: 'chair@plan.example',
  viceChair: 'vice.chair@plan.example',
  administrator: 'administrator@plan.example',
  member: 'member@plan.example',
  stranger: 'stranger@plan.example',
}
export type CastName = keyof typeof cast

export type TestPlan = {
  planId: string
  people: Record<CastName, string>
  /** Ids by reference. */
  actions: Record<string, string>
}

/**
 * An active plan of one priority with a full cast, in one line. Its complete actions are agreed, unless the plan is
 * said to be a draft.
 * @param actions what is special about each action; `P1.S1`, `P1.S2` … unless told
 * @param plan what is special about the plan
 */
export async function givenPlan(
  db: Db,
  actions: Partial<ActionDraft>[] = [{}],
  plan: Partial<typeof plans.$inferInsert> = {},
): Promise<TestPlan> {
  const mark = newId().slice(-8)
  const emails = Object.fromEntries(Object.entries(cast).map(([name, email]) => [name, `${mark}.${email}`]))
  const drafts = actions.map((action, at) => ({
    ...plainAction(`P1.S${at + 1}`, emails.owner ?? ''),
    ...action,
    ...(action.ownerEmail && { ownerEmail: emails[action.ownerEmail] ?? action.ownerEmail }),
    contributorEmails: (action.contributorEmails ?? ['contributor']).map((name) => emails[name] ?? name),
  }))
  const {
    plan: planId,
    person: personIds,
    action: actionIds,
  } = await createPlan(db, planDraft(emails, drafts), {
    by: null,
    now: MADE_AT,
  })
  const people = Object.fromEntries(
    Object.entries(emails).map(([name, email]) => [name, personIds.get(email)]),
  ) as Record<CastName, string>
  await db
    .update(plans)
    .set({ state: 'active', activeFrom: '2026-06-01', digestsFrom: '2026-06-01', ...plan })
    .where(eq(plans.id, planId))
  for (const draft of plan.state === 'draft' ? [] : drafts) {
    if (!draft.ownerEmail || !draft.dueOn || draft.criteria.length === 0) continue
    const actionId = actionIds.get(draft.ref) ?? ''
    await changeAction(
      db,
      { actionId, actorId: people.chair, now: MADE_AT, notify: false },
      { subject: 'action', event: { type: 'agree' } },
    )
  }
  return { planId, people, actions: Object.fromEntries(actionIds) }
}

function plainAction(ref: string, ownerEmail: string): ActionDraft {
  return {
    ...initialDescription,
    ref,
    horizon: 'short',
    title: `What ${ref} commits to`,
    ownerEmail,
    contributorEmails: [],
    agency: 'Agency of the owner',
    startOn: '2026-06-01',
    dueOn: '2026-12-18',
    criteria: ['The first thing is shown', 'The second thing is shown'],
    milestones: [],
    recommendations: [],
    measures: [],
  }
}

function planDraft(emails: Record<string, string>, actions: ActionDraft[]): PlanDraft {
  return {
    title: 'A plan for tests',
    description: '',
    vision: '',
    ownerBody: 'The board',
    serves: '',
    challenges: [],
    firstOn: '2026-06-01',
    lastOn: '2028-05-31',
    people: Object.entries(emails).map(([name, email]) => ({
      name: `The ${name}`,
      email,
      post: `Post of the ${name}`,
      agency: 'Agency of the owner',
    })),
    members: [
      { email: emails.chair ?? '', role: 'chair' },
      { email: emails.viceChair ?? '', role: 'viceChair' },
      { email: emails.administrator ?? '', role: 'administrator' },
      { email: emails.member ?? '', role: 'member' },
    ],
    horizons: [
      { name: 'short', label: 'Short term', firstOn: '2026-06-01', lastOn: '2026-12-31' },
      { name: 'medium', label: 'Medium term', firstOn: '2027-01-01', lastOn: '2027-06-30' },
      { name: 'long', label: 'Long term', firstOn: '2027-07-01', lastOn: '2028-05-31' },
    ],
    recommendations: [{ ref: 'R1', source: 'Inspection', paragraph: '12', text: 'Do this' }],
    priorities: [
      {
        ref: 'P1',
        title: 'The first priority',
        description: '',
        impact: '',
        leadEmail: emails.lead ?? '',
        outcomeConfidence: 'medium',
        confidenceNote: '',
        measures: [],
        actions,
      },
    ],
  }
}

/** Puts an action of a plan as it is to stand, past its workflow and its history. */
export async function putAction(
  db: Db,
  plan: Pick<TestPlan, 'actions'>,
  ref: string,
  change: Partial<typeof actions.$inferInsert>,
): Promise<void> {
  await db
    .update(actions)
    .set(change)
    .where(eq(actions.id, plan.actions[ref] ?? ''))
}
