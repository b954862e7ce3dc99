import type { WorkItem } from '#db/read/people-list.ts'
import { readAction } from '#db/read/read-actions.ts'
import { readSection } from '#db/read/sections.ts'
import type { ActionChangeRequest } from '#db/write/action-change.ts'
import type { Outcome } from '#db/write/attempts.ts'
import { handOverPriority } from '#db/write/change-priority.ts'
import { changeSection } from '#db/write/change-section.ts'
import { handOverMeasure } from '#db/write/hand-over-measure.ts'
import { changeAction } from '#db/write/transition.ts'
import type { Deps } from '#server/deps.ts'
import type { Actor } from '#server/http/actor.ts'
import { type Instant, londonDay } from '#workflows/calendar/calendar.ts'
import type { RefusalCode } from '#workflows/engine/requirement.ts'

/** What came of one piece of work. */
export type HandedOver = WorkItem & {
  toId: string | null
  outcome: 'done' | 'refused'
  code: RefusalCode | 'notNamed' | 'versionStale' | null
  because: string | null
}

type HandoverTerms = { handoverId: string; fromOn: string; reason: string }

/** Hands one piece of work on, by the write that a change by hand goes through. The receiver is told of all at once. */
export async function handOn(
  deps: Deps,
  actor: Actor,
  item: WorkItem,
  fromId: string,
  toId: string | null,
  { handoverId, ...terms }: HandoverTerms,
): Promise<HandedOver> {
  if (toId === null) {
    return refused(item, null, 'notNamed', 'Nobody was named who takes it on, so it stays as it is.')
  }
  const now = deps.clock.now()
  const handover = { id: handoverId, toId }
  if (item.kind === 'priority' || item.kind === 'measure') {
    const how = { fromId, handover, ...terms }
    const outcome =
      item.kind === 'priority'
        ? await handOverPriority(deps.db, { priorityId: item.id, actorId: actor.id, now }, how)
        : await handOverMeasure(deps.db, { measureId: item.id, actorId: actor.id, now }, how)
    if (outcome === 'done') return done(item, toId)
    return outcome === 'refused'
      ? refused(item, toId, 'notYourRole', 'Only the plan administrator can do this.')
      : refused(item, toId, 'versionStale', 'Somebody changed it meanwhile. Hand it over again.')
  }
  if (item.kind === 'section') return handOnSection(deps, actor, item, { fromId, toId, now })
  const request = await requestFor(deps, item, fromId, toId, terms)
  const context = { actionId: item.id, actorId: actor.id, now, handover }
  return outcomeOf(item, toId, await changeAction(deps.db, context, request))
}

/** The day by which it is handed in stays. Its new author is asked as any author is, who works on the plan. */
async function handOnSection(
  { db }: Deps,
  actor: Actor,
  item: WorkItem,
  { fromId, toId, now }: { fromId: string; toId: string; now: Instant },
): Promise<HandedOver> {
  const read = await readSection(db, actor.id, item.id)
  if (read?.section.authorId !== fromId)
    return refused(item, toId, 'versionStale', 'Somebody changed it meanwhile. Hand it over again.')
  const { dueOn, version: ifVersion } = read.section
  const changed = await changeSection(
    db,
    { sectionId: item.id, actorId: actor.id, now, ifVersion },
    { type: 'reassign', authorId: toId, dueOn: dueOn ?? londonDay(now) },
  )
  return outcomeOf(item, toId, changed)
}

async function requestFor(
  { db }: Deps,
  item: WorkItem,
  fromId: string,
  toId: string,
  { fromOn, reason }: Omit<HandoverTerms, 'handoverId'>,
): Promise<ActionChangeRequest> {
  if (item.kind === 'action') {
    return { subject: 'action', event: { type: 'transfer', ownerId: toId, fromOn, reason } }
  }
  const read = await readAction(db, item.id)
  const others = (read?.facts.contributorIds ?? []).filter((id) => id !== fromId && id !== toId)
  // Its owner helps with it anyway.
  const helpers = read?.facts.ownerId === toId ? others : [...others, toId]
  return { subject: 'action', event: { type: 'edit', change: { contributorIds: helpers.toSorted() } } }
}

function outcomeOf(item: WorkItem, toId: string, changed: Outcome<unknown, unknown>): HandedOver {
  switch (changed.outcome) {
    case 'done':
      return done(item, toId)
    case 'refused':
      return refused(item, toId, changed.refused.code, changed.refused.because)
    default:
      return refused(item, toId, 'versionStale', 'Somebody changed it meanwhile. Hand it over again.')
  }
}

function done(item: WorkItem, toId: string): HandedOver {
  return { ...item, toId, outcome: 'done', code: null, because: null }
}

function refused(
  item: WorkItem,
  toId: string | null,
  code: NonNullable<HandedOver['code']>,
  because: string,
): HandedOver {
  return { ...item, toId, outcome: 'refused', code, because }
}
