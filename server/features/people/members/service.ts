import { type Member, membersOf } from '#db/read/members.ts'
import type { PlanRow } from '#db/read/plans.ts'
import { addMember, changeMember } from '#db/write/plan-parts.ts'
import type { Deps } from '#server/deps.ts'
import { requireEditor, seePlan } from '#server/features/plans/service.ts'
import type { Actor } from '#server/http/actor.ts'
import { reportingConflicts } from '#server/http/conflicts.ts'
import { Problem } from '#server/http/problem.ts'
import { changedMeanwhile, staleVersion } from '#server/http/refusals.ts'
import { type Role, roleLeftEmpty } from '#workflows/engine/policy.ts'

/** A member as the API gives it. The version is the plan's, of which memberships are a part. */
export function memberResource({ personId, role, leftOn, ...person }: Member, { version }: PlanRow) {
  return { id: personId, ...person, role, leftOn, version }
}

/** Makes a person a member of a plan. */
export async function join(
  deps: Deps,
  actor: Actor,
  planId: string,
  wanted: { personId: string; role: Role },
) {
  const changed = await changeMembers(deps, actor, planId, undefined, async (plan, members, author) => {
    if (members.some(({ personId }) => personId === wanted.personId)) {
      throw new Problem('conflict', 'They are a member already. Change their role instead.')
    }
    refuseOwn(actor, wanted.personId)
    return reportingConflicts(deps.db, () => addMember(deps.db, plan, wanted, author))
  })
  return shown(changed, wanted.personId)
}

/** Gives a member another role. */
export async function changeRole(
  deps: Deps,
  actor: Actor,
  planId: string,
  wanted: { personId: string; role: Role },
  ifVersion?: number,
) {
  const changed = await changeMembers(deps, actor, planId, ifVersion, async (plan, members, author) => {
    const was = refuseUnlessFree(plan, members, actor, wanted)
    return changeMember(deps.db, plan, { ...wanted, was }, author)
  })
  return shown(changed, wanted.personId)
}

/** Ends a membership. What the person owns or leads stays with them until it is handed over. */
export async function leave(
  deps: Deps,
  actor: Actor,
  planId: string,
  personId: string,
  ifVersion?: number,
): Promise<PlanRow> {
  const { plan } = await changeMembers(deps, actor, planId, ifVersion, async (before, members, author) => {
    const was = refuseUnlessFree(before, members, actor, { personId, role: null })
    return changeMember(deps.db, before, { personId, role: null, was }, author)
  })
  return plan
}

/** Times that a change is decided again while others change the same plan. */
const MOST = 5

type Author = { actorId: string; now: string }

async function changeMembers(
  deps: Deps,
  actor: Actor,
  planId: string,
  ifVersion: number | undefined,
  change: (plan: PlanRow, members: Member[], author: Author) => Promise<boolean>,
): Promise<{ plan: PlanRow; members: Member[] }> {
  for (let times = 1; ; times++) {
    // The plan before its members: whatever changes these in between changes the plan's version.
    const plan = await seePlan(deps, actor, planId)
    await requireEditor(deps, actor, planId)
    if (ifVersion !== undefined && ifVersion !== plan.version) throw staleVersion(plan.version)
    const author = { actorId: actor.id, now: deps.clock.now() }
    if (await change(plan, await membersOf(deps.db, planId), author)) {
      deps.wakeSender()
      const after = { ...plan, version: plan.version + 1, updatedAt: author.now }
      return { plan: after, members: await membersOf(deps.db, planId) }
    }
    if (times === MOST) throw changedMeanwhile(plan.version)
  }
}

/** The role that they have, where it can become another one or end. */
function refuseUnlessFree(
  plan: PlanRow,
  members: readonly Member[],
  actor: Actor,
  { personId, role }: { personId: string; role: Role | null },
): Role {
  const member = members.find((each) => each.personId === personId)
  if (!member) throw new Problem('notFound', 'They are no member of this plan.')
  refuseOwn(actor, personId)
  const because = whyKept(plan, members, { personId, role })
  if (because !== null) throw new Problem('lastOfRole', because)
  return member.role
}

/** Why a member of an active plan cannot get this role, or go where that is null. Null when they can. */
function whyKept(
  plan: PlanRow,
  members: readonly Member[],
  { personId, role }: { personId: string; role: Role | null },
): string | null {
  const present = members.filter(({ leftOn }) => leftOn === null)
  const empty = plan.state === 'active' ? roleLeftEmpty(present, personId, role) : null
  if (empty === null) return null
  const noun = empty === 'chair' ? 'a chair' : 'an administrator'
  return `The plan is active and would be without ${noun}. Name another one first.`
}

/** Why a person's role in a plan cannot be changed just now, by the rules that `changeRole` and `leave` enforce. */
export async function whyRoleStands(
  { db }: Deps,
  actor: Actor,
  plan: PlanRow,
  personId: string,
): Promise<string | null> {
  if (actor.id === personId) return ownRole
  return whyKept(plan, await membersOf(db, plan.id), { personId, role: null })
}

/** No person decides on their own role: an administrator who made themselves chair could sign off by it. */
function refuseOwn(actor: Actor, personId: string): void {
  if (actor.id === personId) throw new Problem('ownWork', ownRole)
}

const ownRole = 'Nobody changes their own role. Ask another administrator of the plan.'

function shown({ plan, members }: { plan: PlanRow; members: Member[] }, personId: string) {
  const member = members.find((each) => each.personId === personId)
  if (!member) throw new Problem('notFound', 'They are no member of this plan any more.')
  return memberResource(member, plan)
}
