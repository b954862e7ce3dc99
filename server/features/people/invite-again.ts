import { readPerson } from '#db/read/people-list.ts'
import { invite } from '#db/write/invite.ts'
import type { Deps } from '#server/deps.ts'
import type { Actor } from '#server/http/actor.ts'
import { Problem } from '#server/http/problem.ts'
import { requireChange } from './service.ts'

/**
 * Mails a person their invitation once more. Their tie to an account of the single sign-on is loosened by it, for
 * when that account was made anew; so it is for those who may change their address. Throws 409 for who has left.
 */
export async function inviteAgain(deps: Deps, actor: Actor, personId: string): Promise<void> {
  await requireChange(deps, actor, personId, 'all')
  const person = await readPerson(deps.db, personId)
  if (person?.leftOn !== null) throw new Problem('conflict', 'They have left. Say that they are back first.')
  await invite(deps.db, deps.clock, { email: person.email, name: person.name, actorId: actor.id })
  deps.wakeSender()
}
