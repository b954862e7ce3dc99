import type { Db } from '#db/connection/connect.ts'
import { newId } from '#db/connection/ids.ts'
import { findMeasure, type MeasureRow, type ObservationRow, observationsInForce } from '#db/read/measures.ts'
import { type Instant, londonDay } from '#workflows/calendar/calendar.ts'
import { withDueFrom } from '#workflows/measure/figures-due.ts'
import { smallCounts } from '#workflows/measure/measure-rules.ts'
import {
  type NewObservation,
  type ObservationRefusal,
  whyNotObserve,
} from '#workflows/measure/observation-rules.ts'
import { figureWarnings, periodWarnings, unfinishedWarnings } from '#workflows/warnings/figure-warnings.ts'
import { farDayWarnings } from '#workflows/warnings/plan-warnings.ts'
import { newEventId } from './claim.ts'
import type { EventRow } from './commit.ts'
import { heed } from './heed.ts'
import { commitMeasures } from './measure-commit.ts'
import { newMeasure, withValues } from './new-measure.ts'

const daysOfMeasure = ['baselineOn', 'targetOn', 'dueFromOn'] as const
export const daysOfObservation = ['asAtOn', 'periodStartOn'] as const

/** Who changes a measure and when. `actorId` is null for the system. */
export type MeasureAuthor = { actorId: string | null; now: Instant }

export type MeasureChanged<T> =
  | { outcome: 'done'; measure: MeasureRow; result: T }
  | { outcome: 'refused'; refusal: ObservationRefusal }
  | { outcome: 'stale'; version: number }
  | { outcome: 'notFound' }

/** Writes a new measure. */
export async function createMeasure(
  db: Db,
  fields: Parameters<typeof newMeasure>[0],
  author: MeasureAuthor,
): Promise<MeasureRow> {
  const after = withDueFrom(newMeasure(fields, author.now), londonDay(author.now))
  heed(farDayWarnings(daysOfMeasure, fields, londonDay(author.now)))
  await commitMeasures(db, [
    { before: null, after, observations: [], event: measureEvent(after, 'create', fields, author) },
  ])
  return after
}

/**
 * Changes what a measure says of itself. Its figures are not touched.
 * @param ifVersion the version the change was decided on; left out, the one read now is taken
 */
export async function editMeasure(
  db: Db,
  measureId: string,
  fields: Partial<MeasureRow>,
  author: MeasureAuthor,
  ifVersion?: number,
): Promise<MeasureChanged<null>> {
  const read = await findMeasure(db, measureId)
  if (!read) return { outcome: 'notFound' }
  const { measure: before } = read
  if (ifVersion !== undefined && ifVersion !== before.version)
    return { outcome: 'stale', version: before.version }
  const told = withValues(nextVersion({ ...before, ...fields }, author.now), fields)
  const after = withDueFrom(told, londonDay(author.now))
  heed(farDayWarnings(daysOfMeasure, fields, londonDay(author.now), before))
  const event = measureEvent(after, 'edit', fields, author)
  const written = await commitMeasures(db, [{ before, after, observations: [], event }])
  if (written) return { outcome: 'done', measure: after, result: null }
  return ifVersion === undefined
    ? editMeasure(db, measureId, fields, author)
    : { outcome: 'stale', version: (await findMeasure(db, measureId))?.measure.version ?? ifVersion }
}

/**
 * Records an observation, or the correction of one, after the rules have been asked. The row it corrects stays.
 * @param ifVersion the version of the measure it was decided on; left out, the one read now is taken
 */
export async function observe(
  db: Db,
  measureId: string,
  wanted: NewObservation,
  author: MeasureAuthor,
  ifVersion?: number,
): Promise<MeasureChanged<ObservationRow>> {
  const read = await findMeasure(db, measureId)
  if (!read) return { outcome: 'notFound' }
  const { measure: before } = read
  if (ifVersion !== undefined && ifVersion !== before.version)
    return { outcome: 'stale', version: before.version }
  // After the version and not beside it: what is recorded in between then moves the version on, and none is missed.
  const inForce = await observationsInForce(db, measureId)
  const refusal = whyNotObserve(before, inForce, wanted, londonDay(author.now))
  if (refusal) return { outcome: 'refused', refusal }
  const corrected = inForce.find(({ id }) => id === wanted.corrects)
  const observation = observationRow(before, wanted, corrected?.revision ?? 0, author)
  const earlier = inForce.filter(
    ({ kind, status, asAtOn }) => kind === 'figure' && status !== 'withdrawn' && asAtOn < wanted.asAtOn,
  )
  heed([
    ...farDayWarnings(daysOfObservation, wanted, londonDay(author.now)),
    ...unfinishedWarnings(wanted, londonDay(author.now)),
    ...periodWarnings(before, inForce, wanted),
    ...(wanted.kind === 'figure' ? figureWarnings(before, earlier, wanted) : []),
  ])
  const after = nextVersion(before, author.now)
  const event = measureEvent(after, corrected ? 'correct' : 'observe', { observation }, author)
  if (await commitMeasures(db, [{ before, after, observations: [observation], event }]))
    return { outcome: 'done', measure: after, result: observation }
  // Another person recorded something meanwhile: the rules are asked again on what is there now.
  return observe(db, measureId, wanted, author, ifVersion)
}

/** An observation as a row. */
export function observationRow(
  measure: Pick<MeasureRow, 'id' | 'unit'>,
  { corrects, acknowledgeSmallCount, ...facts }: NewObservation,
  revisionBefore: number,
  { actorId, now }: MeasureAuthor,
): ObservationRow {
  return {
    ...facts,
    distribution: [...facts.distribution],
    id: newId(),
    measureId: measure.id,
    revision: revisionBefore + 1,
    supersedesId: corrects,
    smallCountAcknowledged: acknowledgeSmallCount && smallCounts(measure, facts).length > 0,
    recordedBy: actorId,
    recordedAt: now,
  }
}

/** One version on. */
export function nextVersion(measure: MeasureRow, now: Instant): MeasureRow {
  return { ...measure, version: measure.version + 1, updatedAt: now }
}

/** A row of a measure's history. Observations stand in the payload, since their own rows never change. */
export function measureEvent(
  after: MeasureRow,
  event: 'create' | 'edit' | 'handOver' | 'observe' | 'correct' | 'import',
  payload: object,
  { actorId, now }: MeasureAuthor,
): EventRow {
  return {
    id: newEventId(after.id),
    planId: after.planId,
    subjectKind: 'measure',
    subjectId: after.id,
    aggregateId: after.id,
    version: after.version,
    event,
    fromState: null,
    toState: null,
    actorId,
    at: now,
    payload: payload as Record<string, unknown>,
    after,
  }
}
