import type { Db } from '#db/connection/connect.ts'
import { figuresUpTo, figuresWithin, observationsOn } from '#db/read/figures.ts'
import { findMeasures, type ObservationRow } from '#db/read/measures.ts'
import { addDays, type Day, londonDay } from '#workflows/calendar/calendar.ts'
import { dayCounted, mostDays, periodOf } from '#workflows/measure/figures-due.ts'
import {
  type NewObservation,
  type ObservationRefusal,
  whyNotObserve,
} from '#workflows/measure/observation-rules.ts'
import { figureWarnings, periodWarnings, unfinishedWarnings } from '#workflows/warnings/figure-warnings.ts'
import { farDayWarnings } from '#workflows/warnings/plan-warnings.ts'
import type { Warning } from '#workflows/warnings/warning.ts'
import { heed } from './heed.ts'
import {
  daysOfObservation,
  type MeasureAuthor,
  measureEvent,
  nextVersion,
  observationRow,
} from './measure-change.ts'
import { commitMeasures } from './measure-commit.ts'

/** A figure of one of several measures. */
export type FigureWanted = { measureId: string; wanted: NewObservation }

/** What came of several figures: all of them written, or none and what is wrong with which, by its place. */
export type AllObserved =
  | { outcome: 'done'; observations: ObservationRow[] }
  | { outcome: 'refused'; refusals: { at: number; refusal: ObservationRefusal }[] }
  | { outcome: 'stale' }

/**
 * Records figures of several measures, at most one of each, in one statement: all of them or none.
 * @param fieldOf how a warning names what it is about, by the place of the figure and its field
 */
export async function observeAll(
  db: Db,
  figures: readonly FigureWanted[],
  author: MeasureAuthor,
  fieldOf: (at: number, field: string) => string,
): Promise<AllObserved> {
  for (let times = 1; times <= MOST; times++) {
    const attempt = await readAll(db, figures)
    const today = londonDay(author.now)
    const refusals = attempt.flatMap(({ measure, standing, wanted }, at) => {
      const refusal = whyNotObserve(measure, standing, wanted, today)
      return refusal ? [{ at, refusal }] : []
    })
    if (refusals.length > 0) return { outcome: 'refused', refusals }
    heed(unusualIn(attempt, fieldOf, today))
    const commits = attempt.map(({ measure: before, standing, wanted }) => {
      const corrected = standing.find(({ id }) => id === wanted.corrects)
      const observation = observationRow(before, wanted, corrected?.revision ?? 0, author)
      const after = nextVersion(before, author.now)
      const event = measureEvent(after, corrected ? 'correct' : 'observe', { observation }, author)
      return { before, after, observations: [observation], event }
    })
    if (await commitMeasures(db, commits))
      return { outcome: 'done', observations: commits.flatMap((commit) => commit.observations) }
  }
  return { outcome: 'stale' }
}

/** What is unusual about new figures, each with its measure; of a day that several are for it is said once. */
function unusualIn(
  attempt: Awaited<ReturnType<typeof readAll>>,
  fieldOf: (at: number, field: string) => string,
  today: Day,
): Warning[] {
  const days = new Set<string>()
  return attempt.flatMap(({ measure, before, ofPeriod, wanted }, at) => {
    if (wanted.corrects !== null) return []
    const far = farDayWarnings(daysOfObservation, wanted, today).filter(({ detail }) => !days.has(detail))
    for (const { detail } of far) days.add(detail)
    const own = [
      ...unfinishedWarnings(wanted, today),
      ...periodWarnings(measure, ofPeriod, wanted),
      ...figureWarnings(measure, before, wanted),
    ]
    const named = own.map((each) => ({ ...each, detail: `${measure.ref}: ${each.detail}` }))
    return [...far, ...named].map((each) => ({ ...each, field: fieldOf(at, each.field) }))
  })
}

/** Each figure with its measure, what stands for its day and its period, and the newest figures before that. */
async function readAll(db: Db, figures: readonly FigureWanted[]) {
  const ids = figures.map(({ measureId }) => measureId)
  const days = [...new Set(figures.map(({ wanted }) => wanted.asAtOn))]
  // After the versions and not beside them: what is recorded in between then moves a version on, and none is missed.
  const measures = await findMeasures(db, ids)
  const periods = figures.flatMap(({ measureId, wanted }) => {
    const every = measures.find(({ id }) => id === measureId)?.every ?? null
    if (every === null) return []
    const { from, to } = periodOf(every, dayCounted(every, wanted))
    // One that ends later may be counted for it too.
    return [{ measureId, from, to: addDays(to, mostDays[every]) }]
  })
  const [standing, newest, within] = await Promise.all([
    observationsOn(db, ids, days),
    figuresUpTo(db, ids, days.toSorted().at(-1) ?? '', BESIDE),
    figuresWithin(db, periods),
  ])
  return figures.map(({ measureId, wanted }) => {
    const measure = measures.find(({ id }) => id === measureId)
    if (!measure) throw new Error(`there is no measure ${measureId} to record a figure of`)
    const before = newest.get(measureId)?.filter(({ asAtOn }) => asAtOn < wanted.asAtOn) ?? []
    const [ofDay = [], ofPeriod = []] = [standing.get(measureId), within.get(measureId)]
    return { measure, wanted, before, standing: ofDay, ofPeriod }
  })
}

/** So many figures before a new one are enough to tell what is usual: five years of months. */
const BESIDE = 60

/** Times that it is tried again while others change one of the measures. */
const MOST = 5
