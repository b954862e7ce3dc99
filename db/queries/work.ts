import { eq, sql } from 'drizzle-orm'
import { isLive } from '#workflows/action-facts.ts'
import { chairStandsBack } from '#workflows/action-requirements.ts'
import type { Day } from '#workflows/calendar.ts'
import { leadDecides } from '#workflows/extension-requirements.ts'
import { type OwnerGroup, overdueMilestones, ownerGroupOf } from '#workflows/owner-work.ts'
import { type Role, standingTowards } from '#workflows/policy.ts'
import type { Db } from '../connect.ts'
import { actions, extensions, memberships, plans, priorities } from '../schema/index.ts'
import { type ActionRead, readActions } from './action-facts.ts'
import { membershipsOf } from './people.ts'

/** What waits for one person, over all plans they are part of. */
export type Work = Record<OwnerGroup, ActionRead[]> & {
  milestones: { action: ActionRead; milestoneId: string }[]
  toEndorse: ActionRead[]
  toSignOff: ActionRead[]
  extensionsToDecide: { action: ActionRead; extensionId: string }[]
  /** Their other live actions, so that nothing of theirs is out of sight. */
  other: ActionRead[]
}

/** What waits for a person on a London day: as owner, as lead, and as chair. */
export async function workOf(db: Db, personId: string, day: Day): Promise<Work> {
  const [found, roles, chairs] = await Promise.all([
    readActions(db, concerns(personId)),
    membershipsOf(db, personId),
    db.select().from(memberships).where(eq(memberships.role, 'chair')),
  ])
  const chairsOf = (planId: string) =>
    chairs.flatMap((chair) => (chair.planId === planId ? [chair.personId] : []))
  const roleIn = new Map(roles.map(({ planId, role }) => [planId, role]))
  const work: Work = {
    overdue: [],
    returned: [],
    dueSoon: [],
    stale: [],
    milestones: [],
    toEndorse: [],
    toSignOff: [],
    extensionsToDecide: [],
    other: [],
  }
  for (const action of found)
    place(work, action, personId, roleIn.get(action.facts.planId) ?? null, chairsOf(action.facts.planId), day)
  return work
}

/** Live actions of active plans that the person owns, leads, or decides on as chair. */
function concerns(personId: string) {
  const chairs = sql`exists (select from ${memberships} where ${memberships.planId} = ${actions.planId}
    and ${memberships.personId} = ${personId} and ${memberships.role} in ('chair', 'viceChair'))`
  const waits = sql`(${actions.state} in ('submitted', 'endorsed') or exists (select from ${extensions}
    where ${extensions.actionId} = ${actions.id} and ${extensions.state} = 'requested'))`
  return sql`${plans.state} = 'active' and ${actions.state} in ('agreed', 'inProgress', 'returned', 'submitted', 'endorsed')
    and (${actions.ownerId} = ${personId} or (${waits} and (${priorities.leadId} = ${personId} or ${chairs})))`
}

function place(
  work: Work,
  action: ActionRead,
  personId: string,
  role: Role | null,
  chairs: string[],
  day: Day,
): void {
  const { facts, plan, priority } = action
  const standing = standingTowards({ id: personId, role }, facts, priority.leadId)
  if (facts.ownerId === personId) {
    const group = ownerGroupOf(facts, plan.settings, day)
    if (group) work[group].push(action)
    else if (isLive(facts.state)) work.other.push(action)
    for (const { id } of overdueMilestones(facts, day)) work.milestones.push({ action, milestoneId: id })
    return
  }
  if (facts.state === 'submitted' && standing.lead) work.toEndorse.push(action)
  const ready =
    facts.state === 'endorsed' || (facts.state === 'submitted' && plan.settings.closure === 'oneKey')
  const signsOff = standing.chair || (standing.viceChair && chairStandsBack(facts, { chairIds: chairs }))
  if (ready && signsOff && facts.endorsedBy !== personId) work.toSignOff.push(action)
  for (const extension of facts.extensions) {
    const decides = leadDecides(facts, priority.leadId, extension) ? standing.lead : standing.chair
    const mayDecide = extension.state === 'requested' && decides && extension.requestedBy !== personId
    if (mayDecide) work.extensionsToDecide.push({ action, extensionId: extension.id })
  }
}
