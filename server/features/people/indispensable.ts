import { membersOf } from '#db/read/members.ts'
import { membershipsOf } from '#db/read/people.ts'
import { isActive } from '#db/read/plan-decision.ts'
import type { Deps } from '#server/deps.ts'
import { Problem } from '#server/http/problem.ts'
import { roleLeftEmpty } from '#workflows/engine/policy.ts'

/** Throws where an active plan would be without a chair or an administrator if the person left. */
export async function refuseIfIndispensable(deps: Deps, personId: string): Promise<void> {
  const because = await whyIndispensable(deps, personId)
  if (because !== null) throw new Problem('lastOfRole', because)
}

/** Why the person may not leave: the active plan that would be without a chair or administrator. Null when none. */
export async function whyIndispensable({ db }: Deps, personId: string): Promise<string | null> {
  const memberships = await membershipsOf(db, personId)
  for (const { planId, plan, role } of memberships) {
    const present = (await membersOf(db, planId)).filter(({ leftOn }) => leftOn === null)
    if (roleLeftEmpty(present, personId, null) === null || !(await isActive(db, planId))) continue
    const noun = role === 'chair' ? 'a chair' : 'an administrator'
    return `'${plan}' would be without ${noun}. Name another one first.`
  }
  return null
}
