import { brokenConstraint } from '#db/connection/errors.ts'
import { roleIn } from '#db/read/plans.ts'
import {
  mayHold,
  type Redactable,
  type RedactableKind,
  readRedactables,
  redactableKinds,
} from '#db/read/redactable.ts'
import { maySeePlan } from '#db/read/sight.ts'
import type { SubjectKind } from '#db/schema/index.ts'
import { redact, type TakenOut } from '#db/write/redact.ts'
import type { Deps } from '#server/deps.ts'
import type { Actor } from '#server/http/actor.ts'
import { Problem } from '#server/http/problem.ts'
import { changedMeanwhile, fieldRefused } from '#server/http/refusals.ts'
import { paths } from '#server/paths.ts'
import { londonDay } from '#workflows/calendar/calendar.ts'
import { standingInPlan } from '#workflows/engine/policy.ts'
import { compareRefs } from '#workflows/plan/reference-order.ts'
import { type Place, placesIn, textsOf } from '#workflows/redaction/places.ts'
import { whyNotRedact } from '#workflows/redaction/redaction.ts'
import { withoutTexts } from '#workflows/redaction/texts.ts'
import { outOfOwn, type Wanted } from '#workflows/redaction/words.ts'

/** A thing, and the part of it that is meant. A person, who belongs to no plan, is reached by one. */
export type Meant = {
  kind: RedactableKind
  id: string
  part?: { kind: SubjectKind; id: string }
  within?: string
}

/** What is to be taken out, as a caller says it: a field as a whole, or words wherever they stand; and why. */
export type Asked = { field?: string | undefined; words?: string | undefined; reason: string }

/** A thing in which something stands: where it stands now, and how many rows of its history may hold it. */
export type Found = {
  kind: RedactableKind
  id: string
  ref: string | null
  title: string
  places: Place[]
  earlier: number
}

/** Times that texts are taken out anew while others change the same thing. */
const MOST = 10

/** Things that one request takes words out of: what is left is said, and asked for once more. */
const MOST_THINGS = 40

/** Things that are read at once. */
const SOME = 50

/**
 * Takes a field or words out of one thing, and out of all that was written from it.
 * @throws Problem 404, 403, 400 where neither or both are named, 409 where nothing of it is there
 */
export async function redactThing(deps: Deps, actor: Actor, meant: Meant, asked: Asked): Promise<TakenOut> {
  for (let times = 1; ; times++) {
    const words = asked.words === undefined ? null : { words: asked.words }
    const thing = await seeRedactable(deps, actor, meant, words)
    const wanted = wantedIn(thing, meant, asked)
    const planId = thing.plan?.id ?? meant.within ?? ''
    await requireRedaction(deps, actor, planId, { ...asked, wanted, places: placesOf(thing, wanted) })
    const taken = await write(deps, actor, thing, { ...asked, wanted, subject: subjectOf(meant) })
    if (taken) return taken
    if (times === MOST) throw changedMeanwhile(thing.version)
  }
}

/** Where words stand in a plan and in all that belongs to it, in the order in which people read it. */
export async function findInPlan({ db }: Deps, planId: string, words: string): Promise<Found[]> {
  const wanted = { words }
  const maybe = Map.groupBy(await mayHold(db, planId, wanted), ({ kind }) => kind)
  const found: Found[] = []
  for (const [kind, things] of maybe) {
    for (let at = 0; at < things.length; at += SOME) {
      const ids = things.slice(at, at + SOME).map(({ id }) => id)
      const read = await readRedactables(db, kind, ids, { wanted, within: planId })
      found.push(...read.flatMap((thing) => foundIn(thing, wanted)))
    }
  }
  return found.toSorted(inOrder)
}

function foundIn(thing: Redactable, wanted: Wanted): Found[] {
  const { kind, id, own } = thing
  const { places, earlier } = standsIn(thing, wanted)
  if (places.length + earlier === 0) return []
  const ref = typeof own['ref'] === 'string' ? own['ref'] : null
  return [{ kind, id, ref, title: String(own['title'] ?? own['name']), places, earlier }]
}

function inOrder(a: Found, b: Found): number {
  const kinds = redactableKinds.indexOf(a.kind) - redactableKinds.indexOf(b.kind)
  return kinds === 0 ? compareRefs(a.ref ?? '', b.ref ?? '') : kinds
}

/**
 * Takes words out of a plan and of all that belongs to it, one thing after the other: what is left, or was interrupted,
 * is finished by asking once more.
 * @param only the ids of the things, where not all are meant
 */
export async function redactInPlan(
  deps: Deps,
  actor: Actor,
  planId: string,
  asked: { words: string; reason: string },
  only?: readonly string[],
): Promise<TakenOut & { things: number; left: number }> {
  const wanted = { words: asked.words }
  await requireRedaction(deps, actor, planId, { ...asked, wanted, places: 1 })
  const found = await findInPlan(deps, planId, asked.words)
  const chosen = found.filter(({ id }) => only === undefined || only.includes(id))
  await requireRedaction(deps, actor, planId, { ...asked, wanted, places: chosen.length })
  const now = chosen.slice(0, MOST_THINGS)
  const all = { things: 0, texts: 0, earlier: 0, packs: 0, emails: 0, left: chosen.length - now.length }
  for (const { kind, id } of now) {
    const taken = await redactThing(deps, actor, { kind, id, within: planId }, asked).catch(doneByOthers)
    all.things += 1
    for (const key of ['texts', 'earlier', 'packs', 'emails'] as const) all[key] += taken[key]
  }
  return all
}

/** What others have taken out meanwhile, of the same thing, is out. */
function doneByOthers(problem: unknown): TakenOut {
  if (problem instanceof Problem && problem.code === 'wordsNotFound')
    return { texts: 0, earlier: 0, packs: 0, emails: 0 }
  throw problem
}

/** Takes out a file: its name and all that is in it. The evidence that links to it stays, and says so. */
export async function redactFile(
  deps: Deps,
  actor: Actor,
  file: { id: string; actionId: string; name: string },
  reason: string,
): Promise<TakenOut> {
  for (let times = 1; ; times++) {
    const thing = await seeRedactable(deps, actor, { kind: 'action', id: file.actionId })
    // Where its name was taken for a title, or stands in an answer that is kept, it goes too; and what links to it.
    const links = (thing.parts['evidence'] ?? []).map(({ url }) => String(url))
    const wanted = { texts: [file.name, ...links.filter((url) => url.endsWith(paths.file.at(file)))] }
    await requireRedaction(deps, actor, thing.plan?.id ?? '', { wanted, reason, places: 1 })
    const subject = { kind: 'action' as const, id: thing.id }
    const taken = await write(deps, actor, thing, { wanted, reason, subject, fileId: file.id })
    if (taken) return { ...taken, texts: 1 }
    if (times === MOST) throw changedMeanwhile(thing.version)
  }
}

/** Why a person may not take anything out of this plan, whatever it is; null when they may. */
export async function whyNotIn({ db, clock }: Deps, actor: Actor, planId: string): Promise<string | null> {
  const standing = standingInPlan({ id: actor.id, role: await roleIn(db, actor.id, planId) })
  const now = clock.now()
  const event = { type: 'redact' as const, wanted: { words: 'x' }, reason: '-' }
  return whyNotRedact({ places: 1, standing, today: londonDay(now), now, event })?.because ?? null
}

async function seeRedactable(
  { db }: Deps,
  actor: Actor,
  { kind, id, within = '' }: Meant,
  wanted: Wanted | null = null,
): Promise<Redactable> {
  const [thing] = await readRedactables(db, kind, [id], { wanted, within })
  // A person belongs to no plan: what is told of them is reached by a plan in which they have a part.
  if (thing && (thing.plan === null || (await maySeePlan(db, actor.id, thing.plan.id)))) return thing
  throw new Problem('notFound', 'There is no such thing, or it is not yours to see.')
}

function wantedIn(thing: Redactable, meant: Meant, { field, words }: Asked): Wanted {
  if ((field === undefined) === (words === undefined))
    throw new Problem(
      'invalidRequest',
      'Name either the field, or the words that have to be taken out of it.',
    )
  if (words !== undefined) return { words }
  const path = (field ?? '').split('/')
  const id = path.length > 1 ? (path.at(-2) ?? '') : (meant.part?.id ?? thing.id)
  const told = thing.history.map((event) => ({
    ...event,
    payload: { ...Object(event.payload), id: event.id },
  }))
  return {
    texts: textsOf(
      [thing.own, thing.parts, thing.history.map(({ after }) => after), told],
      id,
      path.at(-1) ?? '',
    ),
  }
}

/** In how many places something stands, now and in the history. */
function placesOf(thing: Redactable, wanted: Wanted): number {
  const { places, earlier } = standsIn(thing, wanted)
  return places.length + earlier
}

function standsIn({ own, parts, history }: Redactable, wanted: Wanted): { places: Place[]; earlier: number } {
  const takeOut = outOfOwn(wanted)
  const earlier = history.filter(({ payload, after }) => {
    const told = { payload, after }
    return withoutTexts(told, takeOut) !== told
  })
  return { places: placesIn({ ...own, ...parts }, wanted), earlier: earlier.length }
}

async function requireRedaction(
  { db, clock }: Deps,
  actor: Actor,
  planId: string,
  { wanted, reason, places }: { wanted: Wanted; reason: string; places: number },
): Promise<void> {
  const standing = standingInPlan({ id: actor.id, role: await roleIn(db, actor.id, planId) })
  const now = clock.now()
  const event = { type: 'redact' as const, wanted, reason }
  const refused = whyNotRedact({ places, standing, today: londonDay(now), now, event })
  if (!refused) return
  const { code, field, because } = refused
  const named = field === 'words' && !('words' in wanted) ? 'field' : field
  throw named === null ? new Problem(code, because) : fieldRefused(code, { field: named, detail: because })
}

async function write(
  { db, clock, wakeSender }: Deps,
  actor: Actor,
  thing: Redactable,
  asked: Pick<Parameters<typeof redact>[2], 'wanted' | 'reason' | 'subject'> & {
    field?: string | undefined
    fileId?: string
  },
): Promise<TakenOut | null> {
  const { field = null, ...rest } = asked
  const request = { ...rest, field, actorId: actor.id, now: clock.now() }
  const taken = await redact(db, thing, request).catch(referenceInTheWay)
  if (taken) wakeSender()
  return taken
}

function subjectOf({ kind, id, part }: Meant): { kind: SubjectKind; id: string } {
  return part ?? { kind, id }
}

/** A reference that is taken out becomes one of the thing's own, which nobody else should have. */
function referenceInTheWay(error: unknown): never {
  if (brokenConstraint(error) === null) throw error
  throw new Problem(
    'conflict',
    'Something else has the reference that would stand in its place: one that begins with ‘taken-out’. Give that another first.',
  )
}
