import { sameName } from '#workflows/sameness.ts'
import { figureTyped, type MeasureTyped } from './figure-typed.ts'
import { columnFor, isHeading, isOf, type Period, periodInWords } from './pasted-headings.ts'
import { periodNamed } from './pasted-period.ts'
import { type PastedTable, pastedTable, placeOfCell } from './pasted-table.ts'

/** A measure as a pasted table may name it. */
export type MeasureNamed = MeasureTyped & {
  id: string
  ref: string
  title: string
  aliases: readonly string[]
}

/** A figure as it was read: of which measure, from which cell, and what stood there. */
export type FigurePasted = { measureId: string; at: string; typed: string }

/** Something that was pasted and is not clear: where it stood, what was read, and what to do about it. */
export type PasteDoubt = { at: string | null; because: string; measureId: string | null }

/** What a pasted table tells: nothing of it is saved by reading it. */
export type FiguresPasted = {
  figures: FigurePasted[]
  doubts: PasteDoubt[]
  /** Rows that name no measure and hold no figure, such as notes: they are left out. */
  leftOut: string[]
}

/**
 * Reads the figures of one period from a table that was pasted out of a spreadsheet: with headings or without, by the
 * reference, the title or another name of each measure; or a single column in the order of the measures shown. A
 * column of another period is not taken. Whatever could be read in two ways is a doubt, and nothing is guessed.
 * @param measures those that are asked for, in the order in which they are shown
 * @param period first and last day of what the figures are asked for
 */
export function figuresPasted(
  text: string,
  measures: readonly MeasureNamed[],
  period: Period,
): FiguresPasted {
  const table = pastedTable(text)
  const [first] = table
  if (!first)
    return {
      figures: [],
      doubts: [{ ...nowhere, because: 'Nothing was pasted. Copy the cells and paste them here.' }],
      leftOut: [],
    }
  const named = namesOf(measures)
  const headed = first.cells.every((cell) => !named.has(sameName(cell))) && first.cells.some(isHeading)
  const rows = headed ? table.slice(1) : table
  if (rows.length === 0)
    return {
      figures: [],
      doubts: [{ ...nowhere, because: 'Only headings were pasted. Copy the rows below them too.' }],
      leftOut: [],
    }
  const column = headed ? columnFor(first.cells, period) : null
  if (column !== null && typeof column !== 'number')
    return { figures: [], doubts: [{ ...nowhere, because: column.because }], leftOut: [] }
  const read = rows.some(({ cells }) => cells.some((cell) => named.has(sameName(cell))))
    ? byName(rows, named, column, period)
    : inOrder(rows, measures)
  return withFaults(read, measures)
}

const nowhere = { at: null, measureId: null }

/** Each name by which a measure goes: its reference, its title, the two together, and its other names. */
function namesOf(measures: readonly MeasureNamed[]): Map<string, MeasureNamed | 'several'> {
  const all = measures.flatMap((measure) =>
    [measure.ref, measure.title, `${measure.ref} ${measure.title}`, ...measure.aliases].map(
      (name) => [sameName(name), measure] as const,
    ),
  )
  const names = new Map<string, MeasureNamed | 'several'>()
  for (const [name, measure] of all) {
    const before = names.get(name)
    names.set(name, before === undefined || before === measure ? measure : 'several')
  }
  return names
}

function byName(
  rows: PastedTable,
  named: ReturnType<typeof namesOf>,
  column: number | null,
  period: Period,
): FiguresPasted {
  const read: FiguresPasted = { figures: [], doubts: [], leftOut: [] }
  const seen = new Map<string, string>()
  for (const { row, cells } of rows) {
    const at = cells.findIndex((cell) => named.has(sameName(cell)))
    const measure = named.get(sameName(cells[at] ?? ''))
    if (measure === undefined) {
      unknownRow(read, row, cells)
      continue
    }
    const place = placeOfCell(row, at)
    if (measure === 'several') {
      read.doubts.push({
        at: place,
        measureId: null,
        because: `‘${cells[at]}’ names more than one measure. Put the reference in its place.`,
      })
      continue
    }
    const before = seen.get(measure.id)
    if (before !== undefined) {
      read.doubts.push({
        at: place,
        measureId: measure.id,
        because: `${measure.ref} stands in ${before} already. Leave one of the two out.`,
      })
      continue
    }
    seen.set(measure.id, place)
    const found = figureOf(cells, named, column, period)
    if (typeof found === 'number') {
      const typed = cells[found] ?? ''
      if (typed !== '') read.figures.push({ measureId: measure.id, at: placeOfCell(row, found), typed })
    } else read.doubts.push({ at: place, measureId: measure.id, because: `${measure.ref}: ${found.because}` })
  }
  return read
}

/** The column of a row in which its figure stands. */
function figureOf(
  cells: readonly string[],
  named: ReturnType<typeof namesOf>,
  column: number | null,
  period: Period,
): number | { because: string } {
  if (column !== null)
    return column < cells.length
      ? column
      : { because: 'Its row ends before the column of the figures. Paste the whole table.' }
  const others = cells.flatMap((cell, at) => (cell === '' || named.has(sameName(cell)) ? [] : [{ cell, at }]))
  const days = others.flatMap(({ cell, at }) => {
    const told = periodNamed(cell)
    return told === null ? [] : [{ at, cell, told }]
  })
  const wrong = days.find(({ told }) => !isOf(told, period))
  if (wrong)
    return {
      because: `‘${wrong.cell}’ is not ${periodInWords(period)}. Choose that period above, or paste its own figures.`,
    }
  const figures = others.filter(({ at }) => days.every((day) => day.at !== at))
  const [only, second] = figures
  if (only === undefined)
    return { because: 'No figure stands beside it. Paste the column with the figures too.' }
  if (second !== undefined)
    return {
      because: `Several cells could be its figure: ${figures.map(({ cell }) => `‘${cell}’`).join(', ')}. Paste one column of figures, or the headings too.`,
    }
  return only.at
}

function unknownRow(read: FiguresPasted, row: number, cells: readonly string[]): void {
  const at = cells.findIndex((cell) => cell !== '')
  const told = cells[at] ?? ''
  if (cells.every((cell) => !/\d/.test(cell)) || /^(sub)?total\b/i.test(told))
    read.leftOut.push(`Row ${row}: ${told}`)
  else
    read.doubts.push({
      at: placeOfCell(row, at),
      measureId: null,
      because: `‘${told}’ is none of the measures below. Put the reference of the measure in its place, or take the row out.`,
    })
}

/** A single column, as many cells as there are measures. */
function inOrder(rows: PastedTable, measures: readonly MeasureNamed[]): FiguresPasted {
  const none = { figures: [], leftOut: [] }
  const [column, ...more] = [
    ...new Set(rows.flatMap(({ cells }) => cells.flatMap((cell, at) => (cell === '' ? [] : [at])))),
  ]
  if (column === undefined || more.length > 0)
    return {
      ...none,
      doubts: [
        {
          ...nowhere,
          because:
            'No row names a measure of the list below. Paste the column with the references or the titles too.',
        },
      ],
    }
  if (rows.length !== measures.length)
    return {
      ...none,
      doubts: [
        {
          ...nowhere,
          because: `${rows.length} figures were pasted for the ${measures.length} measures below, and nothing says which is whose. Paste the column with the references or the titles too.`,
        },
      ],
    }
  const figures = rows.map(({ row, cells }, at) => ({
    measureId: measures[at]?.id ?? '',
    at: placeOfCell(row, column),
    typed: cells[column] ?? '',
  }))
  return { ...none, figures, doubts: [] }
}

/** What was read, with a doubt for each cell that is no figure of its measure. The text stays, to be put right. */
function withFaults(read: FiguresPasted, measures: readonly MeasureNamed[]): FiguresPasted {
  const known = new Map(measures.map((measure) => [measure.id, measure]))
  const faults = read.figures.flatMap(({ measureId, at, typed }): PasteDoubt[] => {
    const measure = known.get(measureId)
    const figure = measure && figureTyped(typed, measure)
    return figure?.ok === false ? [{ at, measureId, because: figure.because }] : []
  })
  return { ...read, doubts: [...read.doubts, ...faults] }
}
