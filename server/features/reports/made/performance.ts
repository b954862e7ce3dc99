import { drawnFigures } from '#server/features/measures/view-over-time.ts'
import { render } from '#server/ui/html/html.ts'
import type { MeasureLook } from '#server/ui/html/measure-look.ts'
import { asAt } from '#server/ui/words/measure-words.ts'
import { dayInWords } from '#workflows/calendar/calendar.ts'
import { inUnit } from '#workflows/measure/change-words.ts'
import { comparedByDate, rankWords } from '#workflows/measure/comparators.ts'
import { recalculate } from '#workflows/measure/measure-recalculation.ts'
import { aimShown, compare, perWords, pointOf, shownOf } from '#workflows/measure/measure-rules.ts'
import { spcSentence } from '#workflows/measure/spc-words.ts'
import { sizeWords } from '#workflows/measure/year-on-year.ts'
import type { Block } from '#workflows/report/text/text-tree.ts'
import { paragraph, tableOf, words } from './cells.ts'
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
    table,
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
  const told = before
    ? compare(measure, pointOf(measure, before), pointOf(measure, newest), '').because
    : 'The first figure'
  return [
    name,
    `${shown}${perWords(measure, shown)}${sizeWords(measure, newest.denominator, shown)}`,
    asAt(newest),
    before ? shownOf(measure, before) : '',
    told,
    target,
    othersOf(look),
  ]
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
    table: {
      kind: 'table',
      caption: `${measure.ref}: figures`,
      headings: [
        { of: words('Day'), align: 'start' },
        { of: words('Figure'), align: 'end' },
      ],
      rows: series.values.map((value, at) => [
        words(dayInWords(series.days[at] ?? '')),
        words(inUnit(measure.unit, value)),
      ]),
    },
  }
}
