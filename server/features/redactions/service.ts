import { roleIn } from '#db/read/plans.ts'
import {
  mayHold,
  type Redactable,
  type RedactableKind,
  readRedactable,
  redactableKinds,
} from '#db/read/redactable.ts'
import { maySeePlan } from '#db/read/sight.ts'
import type { SubjectKind } from '#db/schema/index.ts'
import { redact, type TakenOut } from '#db/write/redact.ts'
import type { Deps } from '#server/deps.ts'
import type { Actor } from '#server/http/actor.ts'
import { Problem } from '#server/http/problem.ts'
import { changedMeanwhile, fieldRefused } from '#server/http/refusals.ts'
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

/** A thing in which something stands: where it stands now, and in how many of its earlier versions. */
export type Found = { thing: Redactable; places: Place[]; earlier: number }

/** Times that texts are taken out anew while others change the same thing. */
const MOST = 10

/**
 * Takes a field or words out of one thing, and out of all that was written from it.
 * @throws Problem 404, 403, 400 where neither or both are named, 409 where nothing of it is there
 */
export async function redactThing(deps: Deps, actor: Actor, meant: Meant, asked: Asked): Promise<TakenOut> {
  for (let times = 1; ; times++) {
    const thing = await seeRedactable(deps, actor, meant)
    const wanted = wantedIn(thing, meant, asked)
    const planId = thing.plan?.id ?? meant.within ?? ''
    await requireRedaction(deps, actor, planId, { ...asked, wanted, places: placesOf(thing, wanted).length })
    const taken = await write(deps, actor, thing, { ...asked, wanted, subject: subjectOf(meant) })
    if (taken) return taken
    if (times === MOST) throw changedMeanwhile(thing.version)
  }
}

/** Where words stand in a plan and in all that belongs to it, in the order in which people read it. */
export async function findInPlan({ db }: Deps, planId: string, words: string): Promise<Found[]> {
  const wanted = { words }
  const maybe = await mayHold(db, planId, wanted)
  const things = await Promise.all(maybe.map(({ kind, id }) => readRedactable(db, kind, id)))
  return things.toSorted(inOrder).flatMap((thing) => {
    if (!thing) return []
    const { places, earlier } = standsIn(thing, wanted)
    return places.length + earlier > 0 ? [{ thing, places, earlier }] : []
  })
}

function inOrder(a: Redactable | null, b: Redactable | null): number {
  if (!a || !b) return 0
  const kinds = redactableKinds.indexOf(a.kind) - redactableKinds.indexOf(b.kind)
  return kinds === 0 ? compareRefs(String(a.own['ref'] ?? ''), String(b.own['ref'] ?? '')) : kinds
}

/**
 * Takes words out of a plan and of all that belongs to it, one thing after the other: what was interrupted is finished
 * by asking once more.
 * @param only the ids of the things, where not all are meant
 */
export async function redactInPlan(
  deps: Deps,
  actor: Actor,
  planId: string,
  asked: { words: string; reason: string },
  only?: readonly string[],
): Promise<TakenOut & { things: number }> {
  const plan = await seeRedactable(deps, actor, { kind: 'plan', id: planId })
  const wanted = { words: asked.words }
  await requireRedaction(deps, actor, plan.id, { ...asked, wanted, places: 1 })
  const found = await findInPlan(deps, planId, asked.words)
  const chosen = found.filter(({ thing }) => only === undefined || only.includes(thing.id))
  await requireRedaction(deps, actor, plan.id, { ...asked, wanted, places: chosen.length })
  const all = { things: 0, texts: 0, earlier: 0, packs: 0, emails: 0 }
  for (const { thing } of chosen) {
    const taken = await redactThing(deps, actor, { kind: thing.kind, id: thing.id, within: planId }, asked)
    all.things += 1
    for (const key of ['texts', 'earlier', 'packs', 'emails'] as const) all[key] += taken[key]
  }
  return all
}

/** Takes out a file: its name and all that is in it. The evidence that links to it stays, and says so. */
export async function redactFile(
  deps: Deps,
  actor: Actor,
  file: { id: string; actionId: string },
  reason: string,
): Promise<TakenOut> {
  for (let times = 1; ; times++) {
    const thing = await seeRedactable(deps, actor, { kind: 'action', id: file.actionId })
    const wanted = { texts: [] }
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

async function seeRedactable({ db }: Deps, actor: Actor, { kind, id }: Meant): Promise<Redactable> {
  const thing = await readRedactable(db, kind, id)
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

function placesOf(thing: Redactable, wanted: Wanted): unknown[] {
  const { places, earlier } = standsIn(thing, wanted)
  return [...places, ...Array.from({ length: earlier })]
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
  const taken = await redact(db, thing, { ...rest, field, actorId: actor.id, now: clock.now() })
  if (taken) wakeSender()
  return taken
}

function subjectOf({ kind, id, part }: Meant): { kind: SubjectKind; id: string } {
  return part ?? { kind, id }
}
