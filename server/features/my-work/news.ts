import type { ActionRead } from '#db/read/action-facts.ts'
import type { Work } from '#db/read/work.ts'
import { type ChairNews, chairNews } from '#emails/digests/chair-facts.ts'
import { type DeputyFacts, deputyFacts } from '#emails/digests/deputy.ts'
import { type LeadNews, leadNews } from '#emails/digests/lead-facts.ts'
import type { Deps } from '#server/deps.ts'
import { todayOf } from '#server/http/actor.ts'

/** What a person is told without being asked to answer it: as deputy, as lead, and as chair. */
export type WorkNews = { deputy: DeputyFacts; led: LeadNews; chaired: ChairNews }

/**
 * What the weekly email tells a person besides what waits for them, as it is today and by the email's own rules. As in
 * the email, what stands in `work` or among the news before it is told once.
 */
export async function newsFor(deps: Deps, personId: string, work: Work): Promise<WorkNews> {
  const ask = { personId, scope: 'allActive', day: todayOf(deps), at: deps.clock.now() } as const
  const [deputy, led, chaired] = await Promise.all([
    deputyFacts(deps.db, ask),
    leadNews(deps.db, ask),
    chairNews(deps.db, ask),
  ])
  const told = new Set([...idsIn(work), ...deputy.items.map(({ actionId }) => actionId)])
  const untold = <Line>(lines: readonly Line[], read: (line: Line) => ActionRead): Line[] => {
    const left = lines.filter((line) => !told.has(read(line).facts.id))
    for (const line of left) told.add(read(line).facts.id)
    return left
  }
  return {
    deputy,
    led: {
      overdue: untold(led.overdue, ({ read }) => read),
      stale: untold(led.stale, (read) => read),
    },
    chaired: {
      overdue: untold(chaired.overdue, ({ read }) => read),
      newlyRed: untold(chaired.newlyRed, ({ read }) => read),
    },
  }
}

/** The actions that wait for a person, or of which a part does. */
function idsIn({
  asked: _,
  other: __,
  milestones,
  extensionsToDecide,
  evidenceOwed,
  ...groups
}: Work): string[] {
  const reads = [...milestones, ...extensionsToDecide, ...evidenceOwed].map(({ action }) => action)
  return [...Object.values(groups).flat(), ...reads].map(({ facts }) => facts.id)
}

/** How many things there are to tell. */
export function newsLength({ deputy, led, chaired }: WorkNews): number {
  const lists = [deputy.items, led.overdue, led.stale, chaired.overdue, chaired.newlyRed]
  return lists.reduce((sum, { length }) => sum + length, 0)
}
