import type { MeasureSeries, SeriesFigure } from '#db/read/measure-ends.ts'
import { asAt, directionWords } from '#server/ui/words/measure-words.ts'
import { changeWords } from '#workflows/measure/change-words.ts'
import { type LineStanding, lineToTarget } from '#workflows/measure/line-to-target.ts'
import { perWords, shownOf } from '#workflows/measure/measure-rules.ts'
import { measureWay, type MeasureWay } from '#workflows/measure/measure-way.ts'
import { type Movement, movementOf } from '#workflows/measure/movement.ts'
import { type Run, runOf, runWords } from '#workflows/measure/run-of.ts'
import { assuranceSentence, variationWords } from '#workflows/measure/spc-words.ts'
import { optionsOf, type Spc, spc } from '#workflows/measure/spc.ts'
import { sizeWords } from '#workflows/measure/year-on-year.ts'
import { count } from '#workflows/words.ts'
import { type Html, html } from './html.ts'
import { sign } from './signs.ts'
import { spark } from './spark.ts'
import { day } from './words.ts'

/** All that is said of a measure at a glance, worked out once. */
export type MeasureLook = MeasureSeries & {
  way: MeasureWay
  movement: Movement
  read: Spc
  run: Run | null
  line: LineStanding | null
}

/** What there is to be seen of a measure. */
export function lookOf(known: MeasureSeries): MeasureLook {
  const { measure, first, newest, series } = known
  const { polarity, targetValue, steps } = measure
  const points = series.values.map((value, at) => ({ on: series.days[at] ?? '', value }))
  const read = spc({ points, polarity, target: targetValue, steps }, optionsOf(measure))
  const way = measureWay(measure, first, newest)
  const figure = newest !== null && newest.value !== null ? { on: newest.asAtOn, value: newest.value } : null
  return {
    ...known,
    way,
    read,
    movement: movementOf(measure, way.compared, read),
    run: runOf(measure, series.values.slice(-RUN)),
    line: figure && newest && lineToTarget(measure, { ...figure, shown: shownOf(measure, newest) }),
  }
}

// A longer run than two years by the month is not told apart.
const RUN = 25

/** The newest figure with its number where it is a share, and when it was so; that there is none, where there is not. */
export function figureNow({ measure, newest }: Pick<MeasureLook, 'measure' | 'newest'>): Html {
  if (newest === null) return html`No figure yet`
  const shown = shownOf(measure, newest)
  const size = newest.value === null ? '' : sizeWords(measure, newest.denominator, shown)
  return html`<b>${shown}</b>${perWords(measure, shown)}${size}, ${until(newest)}${newest.status === 'provisional' && ', provisional'}`
}

/** When a figure was so, of a period only its end: a line has no room for more, and the measure's page tells it all. */
export function until(figure: Pick<SeriesFigure, 'asAtOn' | 'periodStartOn' | 'precision'>): string {
  const { periodStartOn, precision } = figure
  return precision === 'day' && periodStartOn !== null ? `to ${day(figure.asAtOn)}` : asAt(figure)
}

/** The newest figures as a line. */
export function sparkOf({ series, read }: Pick<MeasureLook, 'series' | 'read'>): Html | false {
  return spark(series.values, read.variation ?? 'common')
}

/**
 * What a measure did, with its sign: 'Improving. Better, 3rd period running.' A change since the start is told with both
 * of its figures.
 * Nothing of one figure alone, of which nothing can be told.
 * @param short without them, where they stand beside it
 */
export function movementWords(look: MeasureLook, { short = false } = {}): Html | false {
  const { movement, read, run, way } = look
  const { kind } = movement
  if (kind === 'unknown' || kind === 'noFigure') return isAlone(look) ? false : whyUntold(look, kind)
  const by = way.compared?.difference ?? 0
  const since = kind === 'changed' ? 'Changed since the start' : directionWords[kind]
  const told = read.variation !== null && (read.variation !== 'common' || kind === 'same')
  const what = told && read.variation !== null ? capital(variationWords[read.variation]) : since
  const howMuch = told || by === 0 ? '' : changeSaid(look, by, short)
  return html`${sign(kind)}${what}${howMuch}.${run && ` ${capital(runWords(run))}.`}`
}

/** Whether there is one figure alone, of which nothing can be told. */
export function isAlone({ movement, way }: Pick<MeasureLook, 'movement' | 'way'>): boolean {
  return movement.kind === 'unknown' && (way.compared === null || way.compared.from === null)
}

function whyUntold({ movement, way, measure }: MeasureLook, kind: 'unknown' | 'noFigure'): Html {
  return html`${sign(kind)}${isOfGrades({ way, measure }) && 'Since the start: '}${movement.because}`
}

/** By how much it changed: '. 31 fewer: 307 in March 2017, then 276 in June 2017, of 6 figures'. */
function changeSaid({ measure, read, way, first, newest }: MeasureLook, by: number, short: boolean): string {
  const [change, few, from] = [changeWords(measure, by), ofFew(read), way.compared?.from]
  if (short || !from || !newest) return `: ${change}${few}`
  const isFirst = first !== null && measure.baseline === null && measure.baselineValue === null
  const began = isFirst ? whenWords(first) : from.asAtOn === null ? 'at the start' : `on ${day(from.asAtOn)}`
  return `. ${capital(change)}: ${from.shown} ${began}, then ${shownOf(measure, newest)} ${whenWords(newest)}${few}`
}

/** When a figure was so, in a sentence: 'in March 2017', 'on 4 June 2026', 'in the quarter to June 2018'. */
function whenWords(figure: Pick<SeriesFigure, 'asAtOn' | 'periodStartOn' | 'precision'>): string {
  const { precision, periodStartOn } = figure
  if (precision === 'day')
    return periodStartOn === null ? `on ${until(figure)}` : `in the time ${until(figure)}`
  return precision === 'month' ? `in ${until(figure)}` : `in the ${lowered(until(figure))}`
}

/** Whether grades stand beside grades, which are told beside those of the time before as well. */
function isOfGrades({ way, measure }: Pick<MeasureLook, 'way' | 'measure'>): boolean {
  return way.compared?.from != null && measure.unit === 'grade' && measure.scale.length > 0
}

/** ', of 2 figures' where they are too few to judge. */
function ofFew({ variation, points }: Spc): string {
  return variation === null && points.length > 1 ? `, of ${count(points.length, 'figure')}` : ''
}

/**
 * Whether its target will be reached, with its sign: where it should be by now, and where it is behind of that or no
 * line leads there, what the limits say. Nothing where nobody can say.
 */
export function targetWords({ read, line }: Pick<MeasureLook, 'read' | 'line'>): Html | false {
  const { assurance } = read
  if (line !== null && line.outcome !== 'behind') return html`${sign('passing')}${line.sentence}`
  const limits = assuranceSentence(read)
  if (line !== null)
    return html`${sign(assurance ?? 'failing')}${line.sentence}${limits !== '' && ` ${limits}`}`
  return assurance !== null && html`${sign(assurance)}${limits}`
}

const lowered = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1)

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
