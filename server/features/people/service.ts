import { brokenConstraint } from '#db/connection/errors.ts'
import { newId } from '#db/connection/ids.ts'
import { isAdministrator } from '#db/read/administrators.ts'
import { plansAdministeredBy } from '#db/read/members.ts'
import { type PersonListed, plansOfPerson, readPerson, readPersonByEmail } from '#db/read/people-list.ts'
import { membershipsOf } from '#db/read/people.ts'
import { addPerson, changePerson } from '#db/write/change-person.ts'
import type { Deps } from '#server/deps.ts'
import type { Actor } from '#server/http/actor.ts'
import { onWhatIsThere } from '#server/http/again.ts'
import { reportingConflicts } from '#server/http/conflicts.ts'
import { Problem } from '#server/http/problem.ts'
import { changedMeanwhile, fieldRefused, staleVersion } from '#server/http/refusals.ts'
import { type Day, londonDay } from '#workflows/calendar/calendar.ts'
import { mayChangePerson, mayKeepPeople } from '#workflows/engine/policy.ts'
import { leavingFault } from '#workflows/people/leaving.ts'
import { refuseIfIndispensable } from './indispensable.ts'
import type { PersonPatch } from './schemas.ts'

/** A person as the API gives them. */
export function personResource(person: PersonListed) {
  const { id, name, email, post, agencyId, agency, leftOn, version, createdAt } = person
  return {
    id,
    name,
    email,
    post,
    agency: agencyId === null || agency === null ? null : { id: agencyId, name: agency },
    leftOn,
    version,
    createdAt,
  }
}

/** Whether the actor keeps the list of people and agencies: administrators of a plan, or of Waymark itself, do. */
export async function keepsPeople({ db }: Deps, actor: Actor): Promise<boolean> {
  const [held, all] = await Promise.all([membershipsOf(db, actor.id), isAdministrator(db, actor.id)])
  return all || mayKeepPeople(held.map(({ role }) => role))
}

/** Throws 403 unless the person keeps the list of people and agencies. */
export async function requireKeeper(deps: Deps, actor: Actor): Promise<void> {
  if (await keepsPeople(deps, actor)) return
  throw new Problem('forbidden', 'Only the administrator of a plan can do this. Ask one of them.')
}

/** A person whom the caller may see: one of their plans, or anybody where they keep the list. Throws 404 otherwise. */
export async function seePerson(deps: Deps, actor: Actor, personId: string): Promise<PersonListed> {
  const all = await keepsPeople(deps, actor)
  const person = await readPerson(deps.db, personId, all ? null : actor.id)
  if (!person) throw new Problem('notFound', 'There is no such person, or they are not yours to see.')
  return person
}

/** Adds a person, and mails them an invitation. */
export async function createPerson(
  deps: Deps,
  actor: Actor,
  fields: Pick<PersonListed, 'name' | 'email' | 'post' | 'agencyId'>,
): Promise<PersonListed> {
  await requireKeeper(deps, actor)
  const now = deps.clock.now()
  const person = { ...fields, id: newId(), leftOn: null, administrator: false, version: 1, createdAt: now }
  await reportingTaken(deps, person.email, () => addPerson(deps.db, person, { actorId: actor.id, now }))
  deps.wakeSender()
  return seePerson(deps, actor, person.id)
}

/**
 * Changes a person's entry. An administrator of one of their plans may correct name, post and agency; address and
 * leaving, which decide who can act, are for those who administer all of them. A person who is back is invited again.
 * @param reason why they leave, where the actor said so
 */
export async function patchPerson(
  deps: Deps,
  actor: Actor,
  personId: string,
  patch: PersonPatch,
  ifVersion?: number,
  reason?: string,
): Promise<PersonListed> {
  if (Object.keys(patch).length === 0) throw new Problem('emptyChange', 'Name at least one field to change.')
  return onWhatIsThere(ifVersion, async () => {
    const before = await seePerson(deps, actor, personId)
    await requireChange(deps, actor, personId, 'email' in patch || 'leftOn' in patch ? 'all' : 'post')
    if (ifVersion !== undefined && ifVersion !== before.version) throw staleVersion(before.version)
    const now = deps.clock.now()
    const leaves = typeof patch.leftOn === 'string' && before.leftOn === null
    refuseToCome({ leftOn: patch.leftOn }, londonDay(now))
    if (leaves) await refuseIfIndispensable(deps, personId)
    const { agency: _, ...row } = before
    const payload = reason === undefined ? patch : { ...patch, reason }
    const history = { event: leaves ? ('leave' as const) : ('edit' as const), payload }
    const fields = patch as Partial<PersonListed>
    const author = { actorId: actor.id, now }
    const written = await reportingTaken(deps, patch.email ?? before.email, () =>
      changePerson(deps.db, row, fields, author, history),
    )
    if (written) {
      deps.wakeSender()
      return seePerson(deps, actor, personId)
    }
    const after = await seePerson(deps, actor, personId)
    if (after.version !== before.version) throw staleVersion(after.version)
    if (leaves) throw new Problem('workLeft', 'They still have live work. Hand it over first.')
    throw changedMeanwhile(after.version)
  })
}

/** How far the actor may change the person's entry, as `requireChange` enforces it. */
export async function mayChange({ db }: Deps, actor: Actor, personId: string): Promise<Changeable> {
  const [administers, isPartOf, all, keptApart] = await Promise.all([
    plansAdministeredBy(db, actor.id),
    plansOfPerson(db, personId),
    isAdministrator(db, actor.id),
    isAdministrator(db, personId),
  ])
  if (all) return 'all'
  // An actor who could change the address of a person with more rights could act as that person.
  return keptApart ? 'nothing' : mayChangePerson(administers, isPartOf)
}

type Changeable = ReturnType<typeof mayChangePerson>

/** Throws 403 unless the actor may change as much of the person's entry as they want to. */
export async function requireChange(
  deps: Deps,
  actor: Actor,
  personId: string,
  wanted: 'all' | 'post',
): Promise<void> {
  const refused = changeRefused(await mayChange(deps, actor, personId), wanted)
  if (refused !== null) throw new Problem('forbidden', refused)
}

/** Why an actor who may change so much of an entry may not change as much as they want to; null when they may. */
export function changeRefused(may: Changeable, wanted: 'all' | 'post'): string | null {
  if (may === 'all' || may === wanted) return null
  return may === 'post'
    ? 'They are part of plans that you do not administer, so address and leaving are for others to change.'
    : 'Only the administrator of a plan they are part of can do this.'
}

/** @throws Problem 409 where a day of leaving, or of a hand-over, lies ahead */
export function refuseToCome(days: Parameters<typeof leavingFault>[0], today: Day): void {
  const fault = leavingFault(days, today)
  if (fault) throw fieldRefused('dateNotAllowed', fault)
}

async function reportingTaken<T>({ db }: Deps, email: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (brokenConstraint(error) !== 'people_mailbox')
      return reportingConflicts(db, () => Promise.reject(error))
    const there = await readPersonByEmail(db, email)
    const who = there === null ? 'Somebody' : `${there.name} (${there.email})`
    const detail = `${who} is listed with this address already. Choose them, or give another address.`
    throw new Problem('conflict', detail, { errors: [{ pointer: '/email', code: 'taken', detail }] })
  }
}
