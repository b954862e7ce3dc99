import type { Day } from '#workflows/calendar/calendar.ts'
import { sameName } from '#workflows/sameness.ts'
import type { ExchangeField } from '../exchange-fields.ts'
import { isOfWaymark, ofWaymarkSaid, standingFields } from '../of-waymark.ts'
import type { Known } from '../people/person-for.ts'
import { spreadsheetLimits } from '../spreadsheet-limits.ts'
import { type Column, type ColumnChosen, columnsOf } from '../table/columns.ts'
import { type GridRow, ownColumns, textOf } from '../table/grid.ts'
import { type RowKind, rowKinds } from '../table/row-kinds.ts'
import { whyShifted } from '../table/shifted.ts'
import type { Workbook } from '../workbook.ts'
import { answersOf } from './answers.ts'
import { chosenSheet } from './choose-sheet.ts'
import { collectQuestions } from './questions.ts'
import type { Answer, Reading, RowRead } from './reading.ts'
import type { Around, Draft, NamesThere } from './row-context.ts'
import { farFromOthers, readDates } from './row-dates.ts'
import { readOwner } from './row-owner.ts'
import { type Above, readPriority } from './row-priority.ts'
import { isLeftOut, readStanding } from './row-standing.ts'
import { readRef, readTexts } from './row-texts.ts'
import { saidOfSheet } from './said-of-sheet.ts'

export type ReadingOptions = {
  /** The day on which it is read. */
  today: Day
  /** The sheet that a person named; else it is chosen by its headings. */
  sheet?: string | undefined
  /** The row of the sheet in which a person says that the headings stand. */
  headerRow?: number | undefined
  /** What a person says that columns are, by their headings; all others are told by theirs. */
  columns?: readonly ColumnChosen[] | undefined
  answers?: readonly Answer[] | undefined
  /** The people whom Waymark knows. */
  known?: readonly Known[] | undefined
  /** Agencies that Waymark knows, and priorities of the plan that it goes into. */
  there?: NamesThere | undefined
  /** Further headings by their words, such as the labels of the forms. */
  own?: ReadonlyMap<string, ExchangeField> | undefined
}

/**
 * Reads a workbook as a plan: what each row will be, what is asked and what is refused, with the original of each cell.
 * Nothing is guessed: what could mean two things is asked. Pure, so that the same file with the same answers is read
 * alike at every step. Refused, in a sentence, where no sheet of it is a plan.
 */
export function planReading(workbook: Workbook, options: ReadingOptions): Reading | { refused: string } {
  const { today, answers: given = [], known = [], own = new Map(), there = noNames } = options
  const chosen = chosenSheet(workbook, options, own)
  if ('refused' in chosen) return chosen
  const { sheet, grid, headers } = chosen
  const below = grid.slice((headers.places.at(-1) ?? 0) + 1)
  const many = sheet.tooMany ?? below.filter((line) => ownColumns(line).length > 0).length
  if (many > spreadsheetLimits.rows) return { refused: tooManyRows(many) }
  const { columns: found, said } = columnsOf(headers, below, options.columns)
  const ofWaymark = isOfWaymark(workbook)
  const columns = ofWaymark ? found.map(withoutStanding) : found
  if (columns.every(({ field }) => field !== 'title')) return { refused: noTitle(columns) }
  const answers = answersOf(given)
  const questions = collectQuestions()
  const dates = { today, epoch: workbook.epoch }
  const around: Around = {
    columns,
    ofWaymark,
    dates,
    answers,
    questions,
    known,
    there,
    near: new Map(),
    owners: new Map(),
  }
  const kinds = rowKinds(below, columns)
  const read = readRows(kinds, around)
  refuseRepeated(read.rows)
  noteFarDays(read.rows)
  const unused = answers.unused().map(({ row, field, original }) => unusedAnswer(row, field, original))
  return {
    sheet: sheet.name,
    headerRows: headers.places.flatMap((place) => grid[place]?.row ?? []),
    columns: columns.map(({ heading, field }) => ({
      heading,
      field: field === 'revisedDueOn' ? 'dueOn' : field,
    })),
    rows: read.rows,
    askedOnce: questions.all(),
    skipped: read.skipped,
    said: [
      ...workbook.said,
      ...saidOfSheet(chosen, ofWaymark ? columns.filter(({ field }) => field !== null) : columns, kinds),
      ...(ofWaymark ? [ofWaymarkSaid] : []),
      ...said,
      ...monthsFirst(read.rows),
      ...unused,
    ],
    counts: countsOf(read.rows, read.skipped.length),
    ...(ofWaymark && { ofWaymark }),
  }
}

const noNames: NamesThere = { agencies: [], priorities: [] }

const withoutStanding = (column: Column): Column =>
  column.field !== null && standingFields.has(column.field) ? { ...column, field: null } : column

function readRows(kinds: readonly RowKind[], around: Around) {
  const rows: RowRead[] = []
  const skipped: Reading['skipped'] = []
  const above: Above = { section: null, before: null }
  const refs = refsWithin(kinds, around)
  for (const kind of kinds) {
    const { line } = kind
    const skip = (because: string) => skipped.push({ row: line.row, original: inOneLine(line), because })
    if (kind.is === 'skipped') skip(kind.because)
    else if (kind.is === 'section') {
      above.section = kind.text
      skip('This is the heading of a section, which the actions below it belong to.')
    } else if (isLeftOut(around.answers.ofRow(line.row, 'row', ''))) skip('It is left out, as was answered.')
    else {
      const draft = readRow(line, refs.get(line.row) ?? null, above, around)
      above.before = draft.read.priority ?? above.before
      if (draft.isLeftOut) skip('It is left out, as was answered.')
      else rows.push(rowOf(draft, around))
    }
  }
  return { rows, skipped }
}

function readRow(line: GridRow, part: number | null, above: Above, around: Around): Draft {
  const draft: Draft = { row: line.row, line, read: {}, noted: [], asked: [], refused: [], isLeftOut: false }
  const shifted = around.ofWaymark ? null : whyShifted(line, around.columns, around.dates)
  if (shifted !== null) {
    draft.refused.push({ field: 'row', original: inOneLine(line), because: shifted })
    return draft
  }
  readRef(draft, around)
  if (part !== null && draft.read.ref !== undefined) {
    draft.noted.push({
      field: 'ref',
      original: draft.read.ref,
      said: 'Several actions share this merged cell, and are numbered.',
    })
    draft.read.ref = `${draft.read.ref}.${part}`
  }
  readPriority(draft, above, around)
  readTexts(draft, around)
  readOwner(draft, around)
  readDates(draft, around)
  readStanding(draft, around)
  return draft
}

/** The number of each row among those whose reference is one merged cell. */
function refsWithin(kinds: readonly RowKind[], { columns }: Around): ReadonlyMap<number, number> {
  const column = columns.find(({ field }) => field === 'ref')?.column
  const parts = new Map<number, number>()
  if (column === undefined) return parts
  let first: number | null = null
  let part = 1
  for (const { is, line } of kinds) {
    if (is !== 'action') continue
    if (line.cells[column]?.merged === true && first !== null) {
      parts.set(first, 1)
      parts.set(line.row, ++part)
    } else [first, part] = [line.row, 1]
  }
  return parts
}

function rowOf({ row, line, read, noted, asked, refused }: Draft, { columns }: Around): RowRead {
  const originals = columns.flatMap(({ column, heading }) => {
    const text = textOf(line.cells[column])
    return text === '' ? [] : [[heading, text] as const]
  })
  return { row, ref: read.ref ?? null, read, noted, asked, refused, originals: Object.fromEntries(originals) }
}

/** Two actions of a plan do not share a reference: Excel makes 1.1 of 1.10. */
function refuseRepeated(rows: readonly RowRead[]): void {
  const first = new Map<string, number>()
  for (const { row, ref, refused } of rows) {
    const before = ref === null ? undefined : first.get(sameName(ref))
    if (before !== undefined && ref !== null)
      refused.push({ field: 'ref', original: ref, because: repeated(before) })
    else if (ref !== null) first.set(sameName(ref), row)
  }
}

const repeated = (row: number): string =>
  `Row ${row} has the same reference. Give each its own; where Excel made 1.1 of 1.10, format the column as text and type it anew.`

function noteFarDays(rows: readonly RowRead[]): void {
  const isFar = farFromOthers(rows.flatMap(({ read }) => read.dueOn ?? []))
  for (const { read, noted } of rows)
    if (read.dueOn !== undefined && isFar(read.dueOn))
      noted.push({
        field: 'dueOn',
        original: read.dueOn,
        said: 'It lies years from the other dates. Is its year right?',
      })
}

/** One date with its month first makes all others doubtful that could be either. */
function monthsFirst(rows: readonly RowRead[]): string[] {
  const found = rows.find(({ refused }) =>
    refused.some(({ because }) => because.startsWith('There is no month')),
  )
  return found === undefined
    ? []
    : [
        `Row ${found.row} has a date with the month first. Days are read before months in all rows: look whether the others are meant so.`,
      ]
}

function countsOf(rows: readonly RowRead[], skipped: number): Reading['counts'] {
  const refused = rows.filter((row) => row.refused.length > 0).length
  const asked = rows.filter((row) => row.refused.length === 0 && row.asked.length > 0).length
  return { rows: rows.length, read: rows.length - refused - asked, asked, refused, skipped }
}

const inOneLine = ({ cells }: GridRow): string =>
  cells.flatMap((cell) => textOf(cell).replaceAll(/\s+/g, ' ') || []).join(' | ')

const tooManyRows = (many: number): string =>
  `The sheet has ${many.toLocaleString('en-GB')} rows, and ${spreadsheetLimits.rows.toLocaleString('en-GB')} at most are read. Divide it, and send each part.`
const noTitle = (columns: readonly { heading: string }[]): string =>
  `No column says what is to be done. The headings are ${columns.map(({ heading }) => `‘${heading}’`).join(', ')}. Write Action over the right one.`
const unusedAnswer = (row: number | undefined, field: string, original: string): string =>
  `The answer for ‘${original}’ (${field}${row === undefined ? '' : `, row ${row}`}) answers nothing that the file asks.`
