import { inFigures } from '#workflows/measure/change-words.ts'
import { quotient } from '#workflows/measure/measure-arithmetic.ts'
import type { Context } from './context.ts'
import { correctOrKeep, type Found, placeIn } from './finding.ts'
import type { Passage, TableRead } from './reading/passages.ts'
import {
  countIn,
  isHeadedAsShares,
  isTotal,
  isPartOfPart,
  isSplit,
  type Share,
  shareIn,
} from './shares/cells.ts'

/**
 * Tables whose shares of one column or one row do not add up to 100. Many columns of percentages are none of one whole:
 * shares of different things stand below one another ('Not known 7.97%' and 'In learning 81.93%' leave some out), and
 * sums near 100 come by chance. So a column counts as one whole only by what the table itself shows: a total of about
 * 100 is printed, counts beside the shares give most of them, or its caption or heading calls it a breakdown. Each
 * printed share may be off by half of its last digit, and their sum by so much for each of them.
 */
export function sharesDoNotAdd({ text }: Context): Found[] {
  return text.tables.flatMap((table) => {
    const rows = rowsOf(table)
    const rowsAdd = rows.some((row) => sumOf(row)?.adds === true)
    return [...columnsOf(table, rowsAdd), ...rows].flatMap(judge)
  })
}

/** Cells that may be the parts of one whole. */
type Whole = { passage: Passage; name: string; split: boolean; cells: readonly Cell[] }
type Cell = { label: string; share: Share | null; count: number | null }

/** The fewest parts of a whole: of two, one is often the change of the other. */
const FEWEST_PARTS = 3

function columnsOf({ caption, headings, rows }: TableRead, rowsAdd: boolean): Whole[] {
  return headings.flatMap((heading, column) => {
    const passage = rows[0]?.[column]
    if (column === 0 || !passage) return []
    const isHeaded = isHeadedAsShares(heading.text)
    const cells = rows.map((row) => {
      const [text = '', left = ''] = [row[column]?.text, row[column - 1]?.text]
      const count = countIn(text, isHeaded) ?? (isHeaded ? countIn(left, false) : null)
      return { label: row[0]?.text ?? '', share: shareIn(text, isHeaded), count }
    })
    // A caption does not say which way the parts lie: where the rows add up, it was they.
    const split = isSplit(heading.text) || (isSplit(caption) && !rowsAdd)
    return [{ passage, name: `the column ‘${heading.text.trim()}’`, split, cells }]
  })
}

function rowsOf({ headings, rows }: TableRead): Whole[] {
  return rows.flatMap(([label, ...parts]) => {
    const [passage] = parts
    if (!label || !passage || parts.length < FEWEST_PARTS) return []
    const isHeaded = isHeadedAsShares(label.text)
    const cells = parts.map(({ text }, at) => ({
      label: headings[at + 1]?.text ?? '',
      share: shareIn(text, isHeaded),
      count: countIn(text, isHeaded),
    }))
    return [{ passage, name: `the row ‘${label.text.trim()}’`, split: isSplit(label.text), cells }]
  })
}

/** What the parts of a whole add up to; null where there are too few, or one is withheld or missing. */
function sumOf({ cells }: Whole): Sum | null {
  const parts = cells.filter(({ label }) => !isTotal(label) && !isPartOfPart(label))
  const shares = parts.flatMap(({ share }) => (share === null ? [] : [share]))
  if (shares.length < FEWEST_PARTS || shares.length < parts.length) return null
  const places = Math.max(...shares.map(({ decimals }) => decimals))
  const sum = Number(shares.reduce((all, { value }) => all + value, 0).toFixed(places))
  const room = shares.reduce((all, { decimals }) => all + 0.5 * 10 ** -decimals, 0)
  return {
    parts,
    shares,
    sum,
    room: Number(room.toFixed(places + 1)),
    adds: Math.abs(sum - 100) <= room + 1e-9,
  }
}

type Sum = { parts: readonly Cell[]; shares: readonly Share[]; sum: number; room: number; adds: boolean }

function judge(whole: Whole): Found[] {
  const { passage, name, split, cells } = whole
  const added = sumOf(whole)
  if (added === null || added.adds) return []
  const total = cells.find(({ label }) => isTotal(label))?.share?.value ?? null
  const isWhole = split || (total !== null && Math.abs(total - 100) <= 5) || countsGive(added.parts)
  if (!isWhole) return []
  const { shares, sum, room } = added
  return [
    {
      code: 'sharesDoNotAdd',
      sentence: shares.map(({ written }) => written).join(', '),
      at: placeIn(passage, 0, passage.text.length),
      fact: `The ${shares.length} shares in ${name} add up to ${inFigures(sum)}%; rounding explains ${inFigures(room)} at most.`,
      ask: correctOrKeep('the shares'),
      subject: name,
    },
  ]
}

/** Whether counts beside the shares give more than half of them: then it is one whole, and another share is wrong. */
function countsGive(parts: readonly Cell[]): boolean {
  const counts = parts.flatMap(({ count }) => (count === null ? [] : [count]))
  const sum = counts.reduce((all, each) => all + each, 0)
  if (counts.length < parts.length || sum === 0) return false
  const given = parts.filter(({ count, share }) => {
    if (count === null || share === null) return false
    const { rounded, truncated } = quotient(count, sum, 100, share.decimals)
    return rounded === share.value || truncated === share.value
  })
  return given.length * 2 > parts.length
}
