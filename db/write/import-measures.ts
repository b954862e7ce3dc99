import type { Db } from '#db/connection/connect.ts'
import { measuresWithObservations } from '#db/read/measure-import.ts'
import type { MeasureRow, ObservationRow } from '#db/read/measures.ts'
import type { Instant } from '#workflows/calendar/calendar.ts'
import type { InspectionDescription } from '#workflows/inspection/inspection-facts.ts'
import type { ObservationFacts } from '#workflows/measure/measure-facts.ts'
import { sameName } from '#workflows/sameness.ts'
import { sortedInspections } from './import-inspections.ts'
import { measureEvent, nextVersion, observationRow } from './measure-change.ts'
import { commitMeasures, type MeasureCommit } from './measure-commit.ts'
import { type MeasureFigures, newMeasure } from './new-measure.ts'

/** A measure as a file hands it over, with its observations. */
export type MeasureDrafted = Pick<MeasureRow, 'ref' | 'title' | 'unit' | 'polarity'> & {
  figures: MeasureFigures
  observations: readonly ObservationFacts[]
}

export type MeasuresImported = {
  measures: { added: number; extended: number }
  observations: { added: number; alreadyThere: number }
  inspections: { added: number; alreadyThere: number }
  /**
   * Observations that are there with other figures, or whose day has another figure, and inspections with another
   * judgement: left for people to correct.
   */
  differing: string[]
}

export type MeasuresImport =
  | ({ outcome: 'done' } & MeasuresImported)
  /** A measure or an inspection of the plan has this reference, and is another one. */
  | { outcome: 'refTaken'; refs: string[] }
  /** Another person changed a measure meanwhile: nothing was written. */
  | { outcome: 'stale' }

/**
 * Adds measures with their observations, and inspections, to a plan: all of them in one statement, each as one event. A measure that
 * the plan has already (by a record loaded before, or by title and unit) is extended by what is new, so that a file
 * that grows can be loaded again; nothing that is there is changed.
 */
export async function importMeasures(
  db: Db,
  planId: string,
  {
    measures: drafts,
    inspections,
  }: { measures: readonly MeasureDrafted[]; inspections: readonly InspectionDescription[] },
  { file, actorId, now }: { file: string; actorId: string | null; now: Instant },
): Promise<MeasuresImport> {
  const there = await measuresWithObservations(db, planId)
  const matched = drafts.map((draft) => ({ draft, known: knownAs(draft, there) }))
  const taken = matched.filter(
    ({ draft, known }) => !known && there.some(({ measure }) => isRef(measure, draft.ref)),
  )
  const register = await sortedInspections(db, planId, inspections, { file, actorId, now })
  const refs = [...taken.map(({ draft }) => draft.ref), ...register.taken]
  if (refs.length > 0) return { outcome: 'refTaken', refs }
  const author = { actorId, now }
  const free = Math.max(-1, ...there.map(({ measure }) => measure.position)) + 1
  const outcomes = matched.map(({ draft, known }, at) => {
    const { ref, title, unit, polarity, figures } = draft
    const fields = { ...figures, ref, title, unit, polarity, planId, position: free + at }
    const after = known ? nextVersion(known.measure, now) : newMeasure(fields, now)
    const sorted = sortedOut(draft.observations, known?.observations ?? [])
    const observations = sorted.fresh.map((facts) =>
      observationRow(
        after,
        { ...facts, corrects: null, reason: null, acknowledgeSmallCount: true },
        0,
        author,
      ),
    )
    const event = measureEvent(after, 'import', { file, observations }, author)
    const commit: MeasureCommit = { before: known?.measure ?? null, after, observations, event }
    return { ...sorted, commit }
  })
  const commits = outcomes
    .map(({ commit }) => commit)
    .filter(({ before, observations }) => before === null || observations.length > 0)
  const isNew = commits.length + register.fresh.length > 0
  if (isNew && !(await commitMeasures(db, commits, { beside: register.fresh }))) return { outcome: 'stale' }
  return {
    outcome: 'done',
    measures: {
      added: commits.filter(({ before }) => before === null).length,
      extended: commits.filter(({ before }) => before !== null).length,
    },
    observations: {
      added: outcomes.flatMap(({ fresh }) => fresh).length,
      alreadyThere: outcomes.reduce((sum, { same }) => sum + same, 0),
    },
    inspections: { added: register.fresh.length, alreadyThere: register.alreadyThere },
    differing: [...outcomes.flatMap(({ differing }) => differing), ...register.differing],
  }
}

type Known = { measure: MeasureRow; observations: readonly ObservationRow[] }

function knownAs(draft: MeasureDrafted, there: readonly Known[]): Known | undefined {
  const refs = new Set(draft.observations.map(({ sourceRef }) => sourceRef))
  return (
    there.find(({ observations }) =>
      observations.some(({ sourceRef }) => sourceRef !== null && refs.has(sourceRef)),
    ) ??
    there.find(
      ({ measure }) =>
        measure.title.toLowerCase() === draft.title.toLowerCase() && measure.unit === draft.unit,
    )
  )
}

function isRef(measure: MeasureRow, ref: string): boolean {
  return sameName(measure.ref) === sameName(ref)
}

function sortedOut(wanted: readonly ObservationFacts[], there: readonly ObservationRow[]) {
  const fresh: ObservationFacts[] = []
  const differing: string[] = []
  let same = 0
  for (const facts of wanted) {
    const known = there.find(({ sourceRef }) => sourceRef !== null && sourceRef === facts.sourceRef)
    const rival = there.find((each) => isRival(each, facts, there))
    if (known && isSame(known, facts)) same++
    else if (known) differing.push(`${facts.sourceRef} is there with other figures: correct it there.`)
    else if (rival)
      differing.push(
        `${facts.sourceRef}: its day has a figure already, ${rival.published ?? 'a distribution'}.`,
      )
    else fresh.push(facts)
  }
  return { fresh, differing, same }
}

function isRival(each: ObservationRow, facts: ObservationFacts, there: readonly ObservationRow[]): boolean {
  const stands = each.status !== 'withdrawn' && !there.some(({ supersedesId }) => supersedesId === each.id)
  const sameDay = each.asAtOn === facts.asAtOn && each.periodStartOn === facts.periodStartOn
  return stands && sameDay && each.kind === 'figure' && facts.kind === 'figure'
}

function isSame(known: ObservationRow, facts: ObservationFacts): boolean {
  const of = ({
    published,
    value,
    numerator,
    denominator,
    distribution,
  }: ObservationFacts | ObservationRow) =>
    JSON.stringify([
      published,
      value,
      numerator,
      denominator,
      distribution.map(({ grade, count }) => [grade, count]),
    ])
  return of(known) === of(facts)
}
