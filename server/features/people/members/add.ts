import { readPersonByEmail } from '#db/read/people-list.ts'
import { roleIn } from '#db/read/plans.ts'
import type { Deps } from '#server/deps.ts'
import { type AgencyTyped, agencyMeant } from '#server/features/people/agency-choice.ts'
import { createPerson, patchPerson } from '#server/features/people/service.ts'
import { requireEditor, seePlan } from '#server/features/plans/service.ts'
import type { Actor } from '#server/http/actor.ts'
import { Problem } from '#server/http/problem.ts'
import type { Role } from '#workflows/engine/policy.ts'
import { join } from './service.ts'

/**
 * A person to be in a plan; without a role, to own actions alone. Name, post and agency are for those who are not
 * listed yet.
 */
export type Newcomer = { name: string; email: string; post: string; role: Role | null } & AgencyTyped

/** A person who is in the plan now, or may be named in it, and whether they had been listed before. */
export type Added = { id: string; name: string; was: 'unknown' | 'known' | 'gone' }

/**
 * Makes a person a member of a plan by their address. One who is unknown is listed and invited; one who had left is
 * back and invited again, if the actor may say so; one who is known keeps the entry they have. Without a role they are
 * listed alone: owning an action makes them a person of the plan.
 */
export async function addSomebody(
  deps: Deps,
  actor: Actor,
  planId: string,
  { role, ...wanted }: Newcomer,
): Promise<Added> {
  await seePlan(deps, actor, planId)
  await requireEditor(deps, actor, planId)
  const known = await readPersonByEmail(deps.db, wanted.email)
  if (known && (await roleIn(deps.db, known.id, planId)) !== null) {
    throw onEmail(`${known.name} is a member already. Change their role on their own page.`)
  }
  if (known && known.leftOn !== null) await patchPerson(deps, actor, known.id, { leftOn: null })
  const { id, name } = known ?? (await list(deps, actor, wanted))
  if (role !== null) await join(deps, actor, planId, { personId: id, role })
  return { id, name, was: known === null ? 'unknown' : known.leftOn === null ? 'known' : 'gone' }
}

async function list(deps: Deps, actor: Actor, { name, email, post, ...agency }: Omit<Newcomer, 'role'>) {
  return createPerson(deps, actor, { name, email, post, agencyId: await agencyMeant(deps, actor, agency) })
}

function onEmail(detail: string): Problem {
  return new Problem('conflict', detail, { errors: [{ pointer: '/email', code: 'taken', detail }] })
}
