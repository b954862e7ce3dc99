import { spreadsheetLimits as limits } from '#workflows/exchange/spreadsheet-limits.ts'
import type { Merge } from '#workflows/exchange/workbook.ts'

/** Whether a text is a web page, as systems write it under the name of a spreadsheet. */
export const isHtml = (text: string): boolean =>
  /^\s*(<!--[\s\S]{0,2000}?-->\s*)*<(!doctype html|html|head|body|table|meta|style|div)\b/i.test(text)

type Row = { row: number; cells: string[] }

/**
 * The rows of the longest table of a page: the words of its cells, where a cell over several rows or columns stands in
 * its first. Nothing of the page is run, and nothing that it refers to is opened.
 */
export function rowsOfHtml(html: string): { rows: Row[]; merges: Merge[] } | { refused: string } {
  const page = unseen.reduce((text, [from, to]) => without(text, from, to), html)
  const tables = page.split(/<table\b[^>]*>/i).slice(1)
  if (tables.length === 0) return { refused: noTable }
  const read = tables.map((table) => tableOf(table.split(/<\/table\s*>/i)[0] ?? ''))
  const longest = read.reduce((best, table) => (table.rows.length > best.rows.length ? table : best))
  return longest.rows.length === 0 ? { refused: noTable } : longest
}

/** What of a page nobody sees. */
const unseen: [RegExp, RegExp][] = [
  [/<!--/g, /-->/g],
  [/<script\b/gi, /<\/script\s*>/gi],
  [/<style\b/gi, /<\/style\s*>/gi],
  [/<head\b/gi, /<\/head\s*>/gi],
]

/** A text without what lies between two marks, read once from its beginning to its end. */
function without(text: string, from: RegExp, to: RegExp): string {
  const kept: string[] = []
  for (let at = 0; at < text.length;) {
    from.lastIndex = at
    const start = from.exec(text)?.index ?? text.length
    kept.push(text.slice(at, start))
    to.lastIndex = start
    at = start < text.length && to.exec(text) !== null ? to.lastIndex : text.length
  }
  return kept.join('')
}

function tableOf(table: string): { rows: Row[]; merges: Merge[] } {
  const merges: Merge[] = []
  const taken = new Set<string>()
  const rows = table
    .split(/<tr\b[^>]*>/i)
    .slice(1)
    .map((text, at) => {
      const cells: string[] = []
      let column = 0
      for (const { attributes, content } of cellsIn(text)) {
        while (taken.has(`${at},${column}`)) column++
        if (column >= limits.columns) break
        cells[column] = wordsOf(content)
        const [down, across] = [spanOf(attributes, 'rowspan'), spanOf(attributes, 'colspan')]
        if (down > 1 || across > 1) {
          const [toRow, toColumn] = [at + down, column + across - 1]
          merges.push({ fromRow: at + 1, toRow, fromColumn: column, toColumn })
          for (let row = at + 1; row < toRow; row++)
            for (let each = column; each <= toColumn; each++) taken.add(`${row},${each}`)
        }
        column += across
      }
      return { row: at + 1, cells: Array.from(cells, (cell) => cell ?? '') }
    })
  return { rows, merges }
}

function cellsIn(row: string): { attributes: string; content: string }[] {
  const parts = row.split(/<t[dh]\b([^>]*)>/i)
  return parts.flatMap((attributes, at) =>
    at % 2 === 1 ? [{ attributes, content: (parts[at + 1] ?? '').split(/<\/t[dh]\s*>/i)[0] ?? '' }] : [],
  )
}

/** How many rows or columns a cell takes. No table of a tracker has one over more than a hundred. */
function spanOf(attributes: string, name: 'rowspan' | 'colspan'): number {
  const told = new RegExp(`\\b${name}\\s*=\\s*["']?(\\d{1,4})`, 'i').exec(attributes)?.[1]
  return Math.min(Math.max(Number(told ?? 1), 1), 100)
}

function wordsOf(html: string): string {
  const broken = html.replaceAll(/\s+/g, ' ').replaceAll(/<br\b[^>]*>|<\/(p|div|li)\s*>/gi, '\n')
  return broken
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll(/&(#x?[0-9a-f]{1,6}|[a-z]{2,8});/gi, (whole, name: string) => characterOf(name) ?? whole)
    .trim()
}

function characterOf(name: string): string | null {
  if (!name.startsWith('#')) return named[name.toLowerCase()] ?? null
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1))
  const isLetter = code >= 32 && code <= 0x10_ff_ff && !(code >= 0xd8_00 && code <= 0xdf_ff)
  return isLetter ? String.fromCodePoint(code) : ' '
}

const named: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  pound: '£',
  ndash: '–',
  mdash: '—',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
  hellip: '…',
  bull: '•',
}

const noTable = 'This is a web page without a table. Save the tracker from Excel as .xlsx, and send that.'
