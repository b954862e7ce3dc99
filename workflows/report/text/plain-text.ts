import { printable } from './printable.ts'
import type { Block, Inline, TableBlock } from './text-tree.ts'

/**
 * What blocks say, without how they say it: one line a block, an item or a row, with a tab between the cells of a row.
 * By it the page, the Word file, the PDF and the data are compared. A chart says its title, its reading and its table.
 */
export function plainTextOf(blocks: readonly Block[]): string {
  return blocks.flatMap(linesOf).join('\n')
}

/** Words without emphasis and addresses, on one line. */
export function plainWords(words: readonly Inline[]): string {
  return words
    .map((word) => {
      if (word.kind === 'text') return printable(word.text)
      if (word.kind === 'figure') return figureAsTyped(word.reference)
      return word.kind === 'lineBreak' ? ' ' : plainWords(word.of)
    })
    .join('')
    .replaceAll(/[\n\t]/g, ' ')
}

/** A reference to a figure as it is typed. It stands so in a document too, where nobody has put the figure in its place. */
export function figureAsTyped(reference: string): string {
  return `{{${printable(reference)}}}`
}

function linesOf(block: Block): string[] {
  switch (block.kind) {
    case 'heading':
    case 'paragraph':
      return [plainWords(block.of)]
    case 'list':
      return block.items.flatMap((item) => item.flatMap(linesOf))
    case 'quote':
      return block.of.flatMap(linesOf)
    case 'table':
      return rowsOf(block)
    case 'chart':
      return [block.title, block.reading].map(oneLine).concat(rowsOf(block.table))
  }
}

function rowsOf({ caption, headings, rows }: TableBlock): string[] {
  const lines = [headings.map(({ of }) => of), ...rows].map((cells) => cells.map(plainWords).join('\t'))
  return caption === null ? lines : [oneLine(caption), ...lines]
}

const oneLine = (text: string) => printable(text).replaceAll(/[\n\t]/g, ' ')
