import { brokenConstraint } from '#db/connection/errors.ts'
import { newId } from '#db/connection/ids.ts'
import { listAgencies } from '#db/read/members.ts'
import { addAgency } from '#db/write/change-person.ts'
import type { Deps } from '#server/deps.ts'
import { requireKeeper } from '#server/features/people/service.ts'
import type { Actor } from '#server/http/actor.ts'
import { Problem } from '#server/http/problem.ts'
import { sameName } from '#workflows/sameness.ts'

/** Adds an agency. Its name has to be new, in whatever writing. */
export async function createAgency(deps: Deps, actor: Actor, name: string) {
  await requireKeeper(deps, actor)
  const agency = { id: newId(), name }
  try {
    await addAgency(deps.db, agency)
  } catch (error) {
    if (!['agencies_name', 'agencies_same_name'].includes(brokenConstraint(error) ?? '')) throw error
    const there = (await listAgencies(deps.db)).find((each) => sameName(each.name) === sameName(name))
    const detail = `There is an agency ‘${there?.name ?? name}’ already. Choose it, or give this one another name.`
    throw new Problem('conflict', detail, { errors: [{ pointer: '/name', code: 'taken', detail }] })
  }
  return agency
}
