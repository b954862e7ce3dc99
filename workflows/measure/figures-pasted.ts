import { type Period, periodInWords } from '#workflows/calendar/period.ts'
import { beyond, isWithin, limits } from '#workflows/limits.ts'
import { sameName } from '#workflows/sameness.ts'
import { count } from '#workflows/words.ts'
import { figureTyped } from './figure-typed.ts'
import { columnsLeftOut, headedTable, isOf, roleOf } from './pasted-headings.ts'
import { type FigureRecorded, type MeasureNamed, type Names, namesOf } from './pasted-names.ts'
import { columnInOrder } from './pasted-order.ts'
import { isMonthAlone, periodNamed, periodsIn } from './pasted-period.ts'
import { type CellDoubt, type CellRead, notRead, type Reading } from './pasted-reading.ts'
import { rowsByName } from './pasted-rows.ts'
import {
  isNumberAlone,
  type PastedTable,
  pastedTable,
  placeOfCell,
  quotedCell,
  shortCell,
} from './pasted-table.ts'

/** A figure as it was read: of which measure, from which cell, and what stood there. */
export type FigurePasted = { measureId: string; at: string; typed: string }

/** Something that was pasted and is not clear: where it stood, what was read, and what to do about it. */
export type PasteDoubt = {
  at: string | null
  because: string
  /** The measure that it is about, where that has a box on the page. */
  measureId: string | null
  /** What it is about, to be named by: 'P1.O2 Families helped, cell B2 (85)'. */
  what: string
}

/** What a pasted table tells: nothing of it is saved by reading it. */
export type FiguresPasted = {
  figures: FigurePasted[]
  /** In the order of the cells: the first about each measure with a box, and of all others the first `mostTold`. */
  doubts: PasteDoubt[]
  /** So many doubts more are not told. */
  untold: number
  /** What was not read without being wrong, such as notes and rows of other months, and what is recorded already. */
  leftOut: string[]
}

/** So many doubts about no measure are told of a table, and so many rows that were left out. */
export const mostTold = 20

/**
 * Reads the figures of one period from a table that was pasted out of a spreadsheet: with headings or without, by the
 * reference, the title or another name of each measure; or a single column in the order of the measures shown. Rows and
 * columns of another period are not taken. Whatever could be read in two ways is a doubt, and nothing is guessed.
 * @param measures all that are shown, in their order, also those that are recorded already or told in grades
 * @param period first and last day of the month that the figures are asked for
 */
export function figuresPasted(
  text: string,
  measures: readonly MeasureNamed[],
  period: Period,
): FiguresPasted {
  const table = pastedTable(text)
  return settled(readTable(table, measures, period), table)
}

function readTable(table: PastedTable, measures: readonly MeasureNamed[], period: Period): Reading {
  if (table.length === 0) return notRead('Nothing was pasted. Copy the cells and paste them here.')
  const names = namesOf(measures)
  const isName = (cell: string) => !isNumberAlone(cell) && names.has(sameName(cell))
  if (liesAcross(table, names))
    return notRead(
      'The measures stand side by side, with the months below one another. Turn the table, as ‘Paste special’ and ‘Transpose’ do in a spreadsheet, and paste it again.',
    )
  const headed = headedTable(table, isName)
  const { headings, rows, titles } = headed
  if (rows.length === 0) return notRead('Only headings were pasted. Copy the rows below them too.')
  const told = headings?.some((heading) => ['period', 'date'].includes(roleOf(heading)))
    ? []
    : titles.flatMap(periodsIn)
  if (told[0] !== undefined && told.every((each) => !isOf(periodNamed(each) ?? period, period)))
    return notRead(
      `${quotedCell(told[0])} stands above the table, and it is not ${periodInWords(period)}. Choose that period above, or paste the right table.`,
    )
  const isWide = rows.some(({ cells }) => cells.filter(Boolean).length > 1)
  const isByName = rows.some(({ cells }) =>
    cells.some((cell) => isName(cell) || (isWide && names.has(sameName(cell)))),
  )
  const read = isByName
    ? rowsByName(headed, names, measures, period)
    : columnInOrder(headed, measures, period)
  const left = read.found.length > 0 && headings !== null ? columnsLeftOut(headings, read.found) : []
  return { ...read, leftOut: [...left, ...read.leftOut] }
}

/** Whether measures stand over the columns, and months before the rows. */
function liesAcross(table: PastedTable, names: Names): boolean {
  const named = ({ cells }: PastedTable[number]) =>
    cells.filter((cell) => !isNumberAlone(cell) && names.has(sameName(cell)))
  const across = table.findIndex((row) => named(row).length > 0)
  const [top, ...below] = across < 0 ? [] : table.slice(across)
  if (
    !top ||
    below.length === 0 ||
    top.cells.some(isNumberAlone) ||
    below.some((row) => named(row).length > 0)
  )
    return false
  const measures = new Set(named(top).flatMap((cell) => names.get(sameName(cell)) ?? []))
  return (
    measures.size > 1 ||
    below.some(({ cells: [first = ''] }) => isMonthAlone(first) || periodNamed(first) !== null)
  )
}

/** What was read, beside what is recorded, and with a doubt for each cell that is no figure of its measure. */
function settled({ found, doubts, leftOut }: Reading, table: PastedTable): FiguresPasted {
  const cells = found
    .filter(({ typed }) => typed !== '')
    .map((cell) => ({ ...cell, at: placeOfCell(cell.row, cell.column), because: whyNotTaken(cell) }))
  const figures = cells.filter(
    ({ measure, typed }) => hasBox(measure) && isShort(typed) && !isTypedOver(measure, typed),
  )
  const already = cells.filter(({ measure, because }) => measure.recorded !== null && because === null)
  const unclear = [
    ...doubts,
    ...cells.flatMap(({ row, column, measure, because }) =>
      because === null ? [] : [{ place: { row, column }, measure, because }],
    ),
  ].toSorted(byPlace)
  const told = firstOf(unclear)
  return {
    figures: figures.map(({ measure, at, typed }) => ({ measureId: measure.id, at, typed })),
    doubts: told.map((doubt) => ({
      at: doubt.place && placeOfCell(doubt.place.row, doubt.place.column),
      measureId: doubt.measure?.recorded === null ? doubt.measure.id : null,
      because: doubt.because,
      what: whatIsMeant(doubt, table),
    })),
    untold: unclear.length - told.length,
    leftOut: atMost([
      ...leftOut,
      ...already.map(
        ({ measure: { ref, title, recorded } }) => `${ref} ${title}: ${recorded?.shown} is recorded already`,
      ),
    ]),
  }
}

/** Why a cell is no figure that its measure may take, or takes beside what is recorded; null where it is one. */
function whyNotTaken({ measure, typed }: CellRead): string | null {
  const { ref, title, recorded, unit } = measure
  if (recorded !== null)
    return isRecorded(typed, measure, recorded)
      ? null
      : `${ref} ${title}: ${recorded.shown} is recorded, and ${shortCell(typed)} is pasted. Correct it on its own form.`
  if (unit === 'grade') return `${ref} is told in grades: type how many have each in its boxes.`
  if (!isShort(typed)) return `${ref}: ${beyond(limits.observation.published)}`
  if (isTypedOver(measure, typed))
    return `${shortCell(typed)} is pasted, and ${shortCell(measure.typed)} was typed here before, which stays. Change it if the cell is right.`
  const figure = figureTyped(typed, measure)
  return figure.ok ? null : figure.because
}

/** A doubt by what it is about: the measure, the cell and what stands there. */
function whatIsMeant({ place, measure }: CellDoubt, table: PastedTable): string {
  const named = measure === null ? [] : [shortCell(`${measure.ref} ${measure.title}`)]
  if (place === null) return named[0] ?? 'the table'
  const text = table.find(({ row }) => row === place.row)?.cells[place.column] ?? ''
  const cell = `cell ${placeOfCell(place.row, place.column)}`
  return [...named, text === '' ? cell : `${cell} (${shortCell(text)})`].join(', ')
}

const hasBox = ({ recorded, unit }: MeasureNamed): boolean => recorded === null && unit !== 'grade'

const isShort = (typed: string): boolean => isWithin(limits.observation.published, typed)

function isRecorded(typed: string, measure: MeasureNamed, recorded: FigureRecorded): boolean {
  if (!isShort(typed)) return false
  const figure = figureTyped(typed, measure)
  return figure.ok && isSame(figure, recorded)
}

/** Whether a person typed another figure than is pasted: 60 and 60% of a share are the same. */
function isTypedOver({ typed, ...measure }: MeasureNamed, pasted: string): boolean {
  if (typed.trim() === '' || typed.trim() === pasted) return false
  const [own, other] = [figureTyped(typed, measure), figureTyped(pasted, measure)]
  return !own.ok || !other.ok || !isSame(own, other)
}

type Told = Omit<FigureRecorded, 'shown'>

/** The same number, and the same parts where both tell any; in words, the same words. */
function isSame(one: Told, other: Told): boolean {
  if (one.value === null || other.value === null)
    return one.value === other.value && sameName(one.published ?? '') === sameName(other.published ?? '')
  const told = one.denominator !== null && other.denominator !== null
  return (
    one.value === other.value &&
    (!told || (one.numerator === other.numerator && one.denominator === other.denominator))
  )
}

// Of one row no more than one thing is asked.
const byPlace = ({ place: a }: CellDoubt, { place: b }: CellDoubt): number => (a?.row ?? 0) - (b?.row ?? 0)

/** The first doubt about each measure that has a box on the page, and the first of all others. */
function firstOf(doubts: readonly CellDoubt[]): CellDoubt[] {
  const seen = new Set<string>()
  let others = 0
  return doubts.filter(({ measure }) => {
    const isFirst = measure?.recorded === null && !seen.has(measure.id)
    if (isFirst) seen.add(measure.id)
    else others++
    return isFirst || others <= mostTold
  })
}

/** The first lines, and how many more there are. */
function atMost(lines: readonly string[]): string[] {
  const more = lines.length - mostTold
  return more <= 0 ? [...lines] : [...lines.slice(0, mostTold), `and ${count(more, 'more row')}`]
}
