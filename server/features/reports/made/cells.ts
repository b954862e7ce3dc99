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
