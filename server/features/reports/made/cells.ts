import type { Align, Block, Inline, TableBlock } from '#workflows/report/text/text-tree.ts'

/** Plain words as they stand in a paragraph or a cell. */
export function words(text: string): Inline[] {
  return text === '' ? [] : [{ kind: 'text', text }]
}

/** A paragraph of plain words. */
export function paragraph(text: string): Block {
  return { kind: 'paragraph', of: words(text) }
}

/**
 * A table of plain words.
 * @param headings those that begin with '>' stand at the end of their column, as numbers do
 */
export function tableOf(
  caption: string,
  headings: readonly string[],
  rows: readonly (readonly string[])[],
): TableBlock {
  return {
    kind: 'table',
    caption,
    headings: headings.map((heading) => {
      const align: Align = heading.startsWith('>') ? 'end' : 'start'
      return { of: words(heading.replace(/^>/, '')), align }
    }),
    rows: rows.map((row) => row.map(words)),
  }
}

/** A table without the columns in which nothing stands, such as what others have where nobody is compared with. */
export function withoutEmptyColumns({ headings, rows, ...table }: TableBlock): TableBlock {
  const filled = (_: unknown, at: number) => rows.some((row) => (row[at] ?? []).length > 0)
  return { ...table, headings: headings.filter(filled), rows: rows.map((row) => row.filter(filled)) }
}

/** So many rows stand below each other; of more, three columns of rows stand beside each other, each read downwards. */
const MOST_ROWS = 12

/** A long and narrow table as three beside each other: two years by the month would fill a page of their own. */
export function besideEachOther(table: TableBlock): TableBlock {
  const { headings, rows } = table
  if (rows.length <= MOST_ROWS) return table
  const height = Math.ceil(rows.length / 3)
  const nothing = headings.map((): Inline[] => [])
  return {
    ...table,
    headings: [0, 1, 2].flatMap(() => headings),
    rows: Array.from({ length: height }, (_, at) =>
      [0, 1, 2].flatMap((part) => rows[part * height + at] ?? nothing),
    ),
  }
}
