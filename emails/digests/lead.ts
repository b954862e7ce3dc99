import type { Db } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'
import { type ActionRead, readActions } from '#db/read/action-facts.ts'
import { workOf } from '#db/read/work.ts'
import { mailedPages } from '#emails/frame/addresses.ts'
import { inScope, mailedPlans } from '#emails/ledger/mailed-plans.ts'
import { escalationOf } from '#workflows/action/escalation.ts'
import { ownersTurn, staleSince } from '#workflows/action/owner-work.ts'
import type { Ask } from './ask.ts'
import { type PartWords, plansOf } from './part.ts'
import {
  type Asked,
  byDue,
  closureLine,
  isForLead,
  type Overdue,
  overdueLine,
  requestLine,
  staleLine,
} from './waiting.ts'
import { subjectOf } from './words.ts'

export type LeadFacts = {
  toEndorse: readonly ActionRead[]
  requests: readonly Asked[]
  overdue: readonly Overdue[]
  stale: readonly ActionRead[]
}

/**
 * What the lead of priorities is told: what waits for their decision, what is overdue beyond the plan's
 * number of working days, and what has gone quiet. Null when there is nothing of the kind.
 */
export async function leadDigest(db: Db, ask: Ask): Promise<PartWords | null> {
  const [plans, work, led] = await Promise.all([
    mailedPlans(db, ask.scope),
    workOf(db, ask.personId, ask.day),
    readActions(
      db,
      sql`${inScope(ask.scope)} and priorities.lead_id = ${ask.personId} and actions.state in ${[...ownersTurn]}`,
      { limit: 5_000 },
    ),
  ])
  const overdue = led.flatMap((read) => {
    const plan = plans.get(read.plan.id)
    const escalation = plan && escalationOf(read.facts, plan, ask.day)
    return escalation ? [{ read, escalation }] : []
  })
  const escalated = new Set(overdue.map(({ read }) => read))
  const facts: LeadFacts = {
    toEndorse: work.toEndorse.filter(({ plan }) => plans.has(plan.id)).toSorted(byDue),
    requests: work.extensionsToDecide.filter((asked) => plans.has(asked.action.plan.id) && isForLead(asked)),
    overdue: overdue.toSorted((one, other) => byDue(one.read, other.read)),
    stale: led
      .filter((read) => !escalated.has(read) && staleSince(read.facts, read.plan.settings, ask.day) !== null)
      .toSorted(byDue),
  }
  const isEmpty = Object.values(facts).every(({ length }) => length === 0)
  return isEmpty ? null : leadWords(facts, ask)
}

/** What a lead is told, in words. */
export function leadWords(
  { toEndorse, requests, overdue, stale }: LeadFacts,
  { day, publicUrl }: Pick<Ask, 'day' | 'publicUrl'>,
): PartWords {
  const decisions = toEndorse.length + requests.length
  const told = [
    ...toEndorse,
    ...requests.map(({ action }) => action),
    ...overdue.map(({ read }) => read),
    ...stale,
  ]
  return {
    part: 'leadDigest',
    waiting: decisions,
    overdue: 0,
    plans: plansOf(told.map(({ plan }) => plan)),
    subject: subjectOf(
      [
        [decisions, 'decision waits for you', 'decisions wait for you'],
        [overdue.length, 'action long overdue', 'actions long overdue'],
        [stale.length, 'action without an update', 'actions without an update'],
      ],
      'The priorities you lead',
    ),
    intro: ['This is how the priorities you lead stand.'],
    sections: [
      { title: 'To endorse or return', lines: toEndorse.map((read) => closureLine(read, day, publicUrl)) },
      { title: 'More time asked for', lines: requests.map((asked) => requestLine(asked, publicUrl)) },
      {
        title: 'Long overdue',
        isNews: true,
        lines: overdue.map((each) => overdueLine(each, day, publicUrl)),
      },
      {
        title: 'No update for some time',
        isNews: true,
        lines: stale.map((read) => staleLine(read, publicUrl)),
      },
    ],
    all: { words: 'All that waits for you', path: mailedPages.myWork.at(), button: 'Open My work' },
    why: [
      'You lead a priority of an improvement plan. Waymark writes to leads once a week, and only when a decision waits for them, an action is overdue beyond the working days that the plan allows, or one has had no update for some time.',
      'An update by its owner, or more time that is granted, takes an overdue action off this list.',
    ],
  }
}
