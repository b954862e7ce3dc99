import type { ActionRead } from '#db/read/action-facts.ts'
import { isForLead, waitsForLead } from '#db/read/work.ts'
import { askedInTime, overdueDays, overdueMilestones, ownersTurn } from '#workflows/action/owner-work.ts'
import { daysBetween } from '#workflows/calendar/calendar.ts'
import { byName } from '#workflows/search/reading-order.ts'
import type { Board } from './board.ts'

/** An action, or a milestone of one, that is past its date on the board's day. */
export type Late = { read: ActionRead; days: number; what: 'action' | 'milestone' }

/** What is past its date: what waits for owners, and actions that wait for others and are no lateness of an owner. */
export type LateOnBoard = { owners: Late[]; lead: Late[]; chair: Late[] }

/** What of a plan is past its date, by whom it waits for. */
export function lateOn({ actions, today }: Board): LateOnBoard {
  const late: LateOnBoard = { owners: [], lead: [], chair: [] }
  for (const read of actions) {
    const days = overdueDays(read.facts, today)
    if (days > 0) late[moveOf(read)].push({ read, days, what: 'action' })
    for (const { dueOn } of overdueMilestones(read.facts, today))
      late.owners.push({ read, days: daysBetween(dueOn, today), what: 'milestone' })
  }
  return late
}

/** Whose move it is: also where the owner asked for more time before it was late, and waits for the answer. */
function moveOf(read: ActionRead): keyof LateOnBoard {
  const request = askedInTime(read.facts)
  if (request) return isForLead({ action: read, extensionId: request.id }) ? 'lead' : 'chair'
  if ((ownersTurn as readonly string[]).includes(read.facts.state)) return 'owners'
  return waitsForLead(read) ? 'lead' : 'chair'
}

/** The agency that answers for an action: the one it names, or that of its owner. */
export function agencyOf({ agency, owner }: ActionRead): string {
  return agency ?? owner?.agency ?? 'No agency'
}

/** What is late of one name: of an owner, an agency or a reason. */
export type LateGroup = { name: string; actions: number; milestones: number; most: number }

/** What is late by a name, the most first. */
export function lateBy(late: readonly Late[], nameOf: (read: ActionRead) => string): LateGroup[] {
  return [...Map.groupBy(late, ({ read }) => nameOf(read))]
    .map(([name, own]) => ({
      name,
      actions: own.filter(({ what }) => what === 'action').length,
      milestones: own.filter(({ what }) => what === 'milestone').length,
      most: Math.max(...own.map(({ days }) => days)),
    }))
    .toSorted((a, b) => b.actions + b.milestones - (a.actions + a.milestones) || byName(a, b))
}
