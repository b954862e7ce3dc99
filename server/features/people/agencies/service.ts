import { brokenConstraint } from '#db/connection/errors.ts'
import { newId } from '#db/connection/ids.ts'
import { addAgency } from '#db/write/change-person.ts'
import type { Deps } from '#server/deps.ts'
import { requireKeeper } from '#server/features/people/service.ts'
import type { Actor } from '#server/http/actor.ts'
import { Problem } from '#server/http/problem.ts'

/** Adds an agency. Its name has to be new. */
export async function createAgency(deps: Deps, actor: Actor, name: string) {
  await requireKeeper(deps, actor)
  const agency = { id: newId(), name }
  try {
    await addAgency(deps.db, agency)
  } catch (error) {
    if (brokenConstraint(error) !== 'agencies_name') throw error
    const detail = 'There is an agency of this name already.'
    throw new Problem('conflict', detail, { errors: [{ pointer: '/name', code: 'taken', detail }] })
  }
  return agency
}
