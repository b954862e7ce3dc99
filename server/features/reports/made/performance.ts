import type { ObservationRow } from '#db/read/measures.ts'
import { drawnFigures } from '#server/features/measures/view-over-time.ts'
import { render } from '#server/ui/html/html.ts'
import { type MeasureLook, until } from '#server/ui/html/measure-look.ts'
import { dayInWords } from '#workflows/calendar/calendar.ts'
import { changeWords, inUnit } from '#workflows/measure/change-words.ts'
import { comparedByDate, rankWords } from '#workflows/measure/comparators.ts'
import { compareFigures } from '#workflows/measure/grades.ts'
import type { MeasureFacts } from '#workflows/measure/measure-facts.ts'
import { recalculate } from '#workflows/measure/measure-recalculation.ts'
import { aimShown, perWords, shownOf, type ToldFigure } from '#workflows/measure/measure-rules.ts'
import { spcSentence } from '#workflows/measure/spc-words.ts'
import { sizeWords } from '#workflows/measure/year-on-year.ts'
import type { Block } from '#workflows/report/text/text-tree.ts'
import { besideEachOther, paragraph, tableOf, withoutEmptyColumns } from './cells.ts'
import type { ReportKnown } from './facts.ts'

/** So many charts stand in a section at most: a board reads no more, and the table has all measures. */
const CHARTS = 12

/**
 * The measures of a report: the newest figure of each beside the one before, its target and what others have, what has
 * to be known to believe them, and small charts of those with figures enough.
 */
export function performance(known: ReportKnown, measureIds: readonly string[]): Block[] {
  const looks = known.looks.filter(
    ({ measure }) => measureIds.length === 0 || measureIds.includes(measure.id),
  )
  if (looks.length === 0) return [paragraph('The plan has no measures yet.')]
  const table = tableOf(
    `Measures, with the newest figures up to ${dayInWords(known.day)}`,
    ['Measure', '>Newest', 'When', '>Before', 'Change', '>Target', 'Others'],
    looks.map((look) => row(known, look)),
  )
  const notes = looks.flatMap((look) => notesOf(known, look))
  const charts = looks.filter(({ read }) => read.points.length > 5).slice(0, CHARTS)
  return [
    withoutEmptyColumns(table),
    ...(notes.length > 0
      ? [{ kind: 'list' as const, ordered: false, start: 1, items: notes.map((note) => [paragraph(note)]) }]
      : []),
    ...charts.map(chart),
  ]
}

function row({ figures }: ReportKnown, look: MeasureLook): string[] {
  const { measure, newest } = look
  const [, before] = (figures.get(measure.id) ?? []).filter(({ kind }) => kind === 'figure')
  const name = `${measure.ref} ${measure.title}`
  const target = aimShown(measure, measure.target, measure.targetValue) ?? ''
  if (newest === null) return [name, 'No figure yet', '', '', '', target, '']
  const shown = shownOf(measure, newest)
  const told = (figure: ObservationRow, text: string) =>
    `${text}${sizeWords(measure, figure.denominator, text)}`
  return [
    name,
    `${shown}${perWords(measure, shown)}${sizeWords(measure, newest.denominator, shown)}`,
    until(newest),
    before ? told(before, shownOf(measure, before)) : '',
    before ? changeOf(measure, before, newest) : 'The first figure',
    target,
    othersOf(look),
  ]
}

/** By how much a figure changed and whether that is better, '14 more, better', of grades whether it is better; or why it cannot be told. */
function changeOf(measure: MeasureFacts, before: ToldFigure, newest: ToldFigure): string {
  const { difference, direction, because } = compareFigures(measure, before, newest, '')
  if (difference === null) return direction === 'unknown' ? because : direction
  const words = changeWords(measure, difference)
  return direction === 'better' || direction === 'worse' ? `${words}, ${direction}` : words
}

function othersOf({ measure, series }: MeasureLook): string {
  const ours = series.values.map((value, at) => ({
    on: series.days[at] ?? '',
    value,
    shown: inUnit(measure.unit, value),
  }))
  const [newest] = comparedByDate(measure, ours)
  if (!newest) return ''
  const others = newest.others.map(({ name, published }) => `${name} ${published}`).join(', ')
  return newest.rank === null ? others : `${others}; ours ${rankWords(newest.rank)}`
}

/** What has to be known beside a figure: that it is provisional, its caveat, and that its parts give another. */
function notesOf({ figures }: ReportKnown, { measure }: MeasureLook): string[] {
  const newest = figures.get(measure.id)?.find(({ kind }) => kind === 'figure')
  if (!newest) return []
  const again = recalculate(measure, newest)
  const said = [
    newest.status === 'provisional' && 'provisional',
    newest.caveat !== '' && newest.caveat,
    again.outcome === 'differs' && again.because,
  ].filter((each) => each !== false)
  return said.length === 0 ? [] : [`${measure.ref}: ${said.join('; ')}`]
}

function chart(look: MeasureLook): Block {
  const { measure, series } = look
  return {
    kind: 'chart',
    title: `${measure.ref} ${measure.title}`,
    reading: spcSentence(look.read),
    svg: render(drawnFigures(look, [])),
    table: besideEachOther(
      tableOf(
        `${measure.ref}: figures`,
        ['Day', '>Figure'],
        series.values.map((value, at) => [dayInWords(series.days[at] ?? ''), inUnit(measure.unit, value)]),
      ),
    ),
  }
}
