import { levelled } from './levels.ts'
import { isLinkAddress } from './links.ts'
import { figureAsTyped } from './plain-text.ts'
import { printable, printableLine } from './printable.ts'
import type { Block, Inline, ReportDocument, TableBlock } from './text-tree.ts'

/** Thrown for a document that nobody can read any more: lists in lists, or emphasis in emphasis, without end. */
export class TooDeep extends Error {}

/** Levels that lists, quotes and emphasis may stand in one another, twice what text gives that was read. */
const DEEPEST = 16

/**
 * A report as every kind of document can hold it, whoever made it: printable text, no heading level left out, no
 * heading within a list, in each row as many cells as headings, no link in a heading of a table or that is none, no block that says nothing. All
 * four outputs are written from what this gives, so that they say the same. Throws TooDeep.
 */
export function tidyDocument(document: ReportDocument): ReportDocument {
  return {
    language: document.language,
    title: printableLine(document.title) || 'Report',
    subtitle: printableLine(document.subtitle),
    cover: document.cover.map(({ label, value }) => ({
      label: printableLine(label),
      value: printableLine(value),
    })),
    sections: document.sections.map(({ number, heading, blocks }) => ({
      number: printableLine(number),
      heading: printableLine(heading) || 'Section',
      blocks: levelled(tidyBlocks(blocks, 0)),
    })),
  }
}

function tidyBlocks(blocks: readonly Block[], depth: number): Block[] {
  if (depth > DEEPEST) throw new TooDeep('The report has lists or quotes that lie too deep in one another.')
  return blocks.flatMap((block): Block[] => {
    switch (block.kind) {
      case 'heading':
      case 'paragraph': {
        const of = tidyWords(block.of, 0)
        if (!saysAnything(of)) return []
        if (block.kind === 'heading' && depth > 0)
          return [{ kind: 'paragraph', of: [{ kind: 'strong', of }] }]
        return [{ ...block, of }]
      }
      case 'list': {
        const items = block.items.map((item) => tidyBlocks(item, depth + 1)).filter((item) => item.length > 0)
        return items.length > 0 ? [{ ...block, items }] : []
      }
      case 'quote': {
        const of = tidyBlocks(block.of, depth + 1)
        return of.length > 0 ? [{ kind: 'quote', of }] : []
      }
      case 'table':
        return block.headings.length > 0 ? [tidyTable(block)] : []
      case 'chart':
        return [
          {
            kind: 'chart',
            title: printableLine(block.title),
            reading: printableLine(block.reading),
            svg: block.svg,
            table: tidyTable(block.table),
          },
        ]
    }
  })
}

function tidyTable({ caption, headings, rows }: TableBlock): TableBlock {
  return {
    kind: 'table',
    caption: (caption !== null && printableLine(caption)) || null,
    headings: headings.map(({ of, align }) => ({ of: unlinked(tidyWords(of, 0)), align })),
    rows: rows.map((cells) => headings.map((_, at) => tidyWords(cells[at] ?? [], 0))),
  }
}

/** Headings stand again on each page of a long table, where PDF/UA takes what is repeated for decoration: without links. */
function unlinked(words: readonly Inline[]): Inline[] {
  return words.flatMap((word): Inline[] => {
    if (!('of' in word)) return [word]
    const of = unlinked(word.of)
    return word.kind === 'link' ? of : [{ ...word, of }]
  })
}

/** A figure that nobody has put in its place stands as it is typed: it cannot be overlooked. */
function tidyWords(words: readonly Inline[], depth: number): Inline[] {
  if (depth > DEEPEST) throw new TooDeep('The report has emphasis or links that lie too deep in one another.')
  return words.flatMap((word): Inline[] => {
    switch (word.kind) {
      case 'text':
        return linesOf(printable(word.text))
      case 'figure':
        return [{ kind: 'text', text: figureAsTyped(word.reference) }]
      case 'lineBreak':
        return [word]
      case 'link': {
        const of = tidyWords(word.of, depth + 1)
        return isLinkAddress(word.href) && saysAnything(of) ? [{ ...word, of }] : of
      }
      default:
        return [{ ...word, of: tidyWords(word.of, depth + 1) }]
    }
  })
}

function linesOf(text: string): Inline[] {
  return text
    .replaceAll('\t', ' ')
    .split('\n')
    .flatMap((line, at): Inline[] => [
      ...(at > 0 ? [{ kind: 'lineBreak' as const }] : []),
      ...(line === '' ? [] : [{ kind: 'text' as const, text: line }]),
    ])
}

function saysAnything(words: readonly Inline[]): boolean {
  return words.some((word) => {
    if (word.kind === 'text') return /[^\s\p{Default_Ignorable_Code_Point}]/u.test(word.text)
    return 'of' in word ? saysAnything(word.of) : word.kind === 'figure'
  })
}
