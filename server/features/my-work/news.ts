import type { ActionRead } from '#db/read/action-facts.ts'
import { isForLead, type Work } from '#db/read/work.ts'
import { type ChairNews, chairNews } from '#emails/digests/chair-facts.ts'
import { type DeputyFacts, deputyFacts } from '#emails/digests/deputy.ts'
import { type LeadNews, leadNews } from '#emails/digests/lead-facts.ts'
import type { Deps } from '#server/deps.ts'
import { todayOf } from '#server/http/actor.ts'
import { ownerGroups } from '#workflows/action/owner-work.ts'

/** What a person is told without being asked to answer it: as deputy, as lead, and as chair. */
export type WorkNews = { deputy: DeputyFacts; led: LeadNews; chaired: ChairNews }

/**
 * What the weekly email tells a person besides what waits for them, as it is today and by the email's own rules. As in
 * the email, news of what an earlier part tells of (owner, deputy, lead, chair) is left out.
 */
export async function newsFor(deps: Deps, personId: string, work: Work): Promise<WorkNews> {
  const ask = { personId, scope: 'allActive', day: todayOf(deps), at: deps.clock.now() } as const
  const [deputy, led, chaired] = await Promise.all([
    deputyFacts(deps.db, ask),
    leadNews(deps.db, ask),
    chairNews(deps.db, ask),
  ])
  const owned = [...ownerGroups.flatMap((group) => work[group]), ...others(work)].map(({ facts }) => facts.id)
  const before = new Set([...owned, ...deputy.items.map(({ actionId }) => actionId)])
  const requests = work.extensionsToDecide.filter(isForLead).map(({ action }) => action)
  const ledReads = [...work.toEndorse, ...requests, ...led.overdue.map(({ read }) => read), ...led.stale]
  const asLead = new Set([...before, ...ledReads.map(({ facts }) => facts.id)])
  return {
    deputy,
    led: {
      overdue: led.overdue.filter(({ read }) => !before.has(read.facts.id)),
      stale: led.stale.filter(({ facts }) => !before.has(facts.id)),
    },
    chaired: {
      overdue: chaired.overdue.filter(({ read }) => !asLead.has(read.facts.id)),
      newlyRed: chaired.newlyRed.filter(({ read }) => !asLead.has(read.facts.id)),
      lacking: chaired.lacking,
    },
  }
}

/** What else waits for a person as owner. */
const others = ({ milestones, evidenceOwed }: Work): ActionRead[] =>
  [...milestones, ...evidenceOwed].map(({ action }) => action)

/** How many things there are to tell. */
export function newsLength({ deputy, led, chaired }: WorkNews): number {
  const lists = [deputy.items, led.overdue, led.stale, chaired.lacking, chaired.overdue, chaired.newlyRed]
  return lists.reduce((sum, { length }) => sum + length, 0)
}
