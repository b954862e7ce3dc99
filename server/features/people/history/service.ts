import { listAgencies } from '#db/read/members.ts'
import { namesOf } from '#db/read/names.ts'
import { type PersonHistoryEntry, readPersonHistory } from '#db/read/person-history.ts'
import type { Deps } from '#server/deps.ts'
import { keepsPeople, seePerson } from '#server/features/people/service.ts'
import type { Actor } from '#server/http/actor.ts'
import { Problem } from '#server/http/problem.ts'
import { idsMentioned, type Names } from './words.ts'

/** Whether the actor reads a person's history: it is that of the person, and of those who keep the list of people. */
export async function readsHistory(deps: Deps, actor: Actor, personId: string): Promise<boolean> {
  return actor.id === personId || keepsPeople(deps, actor)
}

/** Throws 404 where the person is not the actor's to see, and 403 where their history is not. */
export async function requireHistory(deps: Deps, actor: Actor, personId: string): Promise<void> {
  const person = await seePerson(deps, actor, personId)
  if (await readsHistory(deps, actor, person.id)) return
  throw new Problem(
    'forbidden',
    'Only they themselves and the administrators of a plan read the history of a person. Ask one of them.',
  )
}

/** The newest of a person's history, as their page shows it; null for who may not read it. */
export async function historyFor(
  deps: Deps,
  actor: Actor,
  personId: string,
): Promise<{ entries: PersonHistoryEntry[]; isWhole: boolean; names: Names } | null> {
  if (!(await readsHistory(deps, actor, personId))) return null
  const who = { personId, readerId: actor.id }
  const { items, next } = await readPersonHistory(deps.db, who, { limit: SHOWN, after: null })
  const ids = idsMentioned(items)
  const [people, agencies] = await Promise.all([
    namesOf(deps.db, { people: ids.people, actions: [] }),
    ids.agencies.length === 0 ? [] : listAgencies(deps.db),
  ])
  const names = new Map([...Object.entries(people), ...agencies.map(({ id, name }) => [id, name] as const)])
  return { entries: items, isWhole: next === null, names }
}

const SHOWN = 100
