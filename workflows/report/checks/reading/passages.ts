import type { Block, Inline, TableBlock } from '#workflows/report/text/text-tree.ts'
import { type Sentence, sentencesOf } from './sentences.ts'
import { type Token, tokensOf } from './tokens.ts'

/** A figure that is inserted by the measure's reference, and where that stands. */
export type InsertedFigure = { reference: string; from: number; to: number }

/** A paragraph, a heading or a cell as plain text, cut into tokens and sentences. */
export type Passage = {
  path: readonly number[]
  role: 'heading' | 'text' | 'cell'
  text: string
  tokens: readonly Token[]
  sentences: readonly Sentence[]
  figures: readonly InsertedFigure[]
}

/** A table with its cells as passages. */
export type TableRead = {
  path: readonly number[]
  caption: string
  headings: readonly Passage[]
  rows: readonly (readonly Passage[])[]
}

export type TextRead = { passages: readonly Passage[]; tables: readonly TableRead[] }

/** What people wrote in a section, in its order. Charts are left out: Waymark draws them, with their words. */
export function readBlocks(blocks: readonly Block[]): TextRead {
  const passages: Passage[] = []
  const tables: TableRead[] = []
  const walk = (block: Block, path: readonly number[]): void => {
    switch (block.kind) {
      case 'heading':
      case 'paragraph':
        passages.push(passageOf(block.of, path, block.kind === 'heading' ? 'heading' : 'text'))
        return
      case 'list':
        block.items.forEach((item, at) => item.forEach((each, within) => walk(each, [...path, at, within])))
        return
      case 'quote':
        block.of.forEach((each, at) => walk(each, [...path, at]))
        return
      case 'table': {
        const table = tableOf(block, path)
        tables.push(table)
        if (table.caption !== '')
          passages.push(passageOf([{ kind: 'text', text: table.caption }], path, 'heading'))
        passages.push(...table.headings, ...table.rows.flat())
        return
      }
      case 'chart':
    }
  }
  blocks.forEach((block, at) => walk(block, [at]))
  return { passages, tables }
}

/** A sentence as it was written. */
export const written = ({ text }: Passage, { from, to }: Pick<Sentence, 'from' | 'to'>): string =>
  text.slice(from, to).trim()

/** The sentence in which a character stands as it was written; the passage as a whole where there is none. */
export function sentenceAt(passage: Passage, at: number): string {
  const { sentences, text } = passage
  let [low, high] = [0, sentences.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((sentences[middle]?.to ?? 0) <= at) low = middle + 1
    else high = middle
  }
  const own = sentences[low]
  return own && own.from <= at ? written(passage, own) : text.trim()
}

function tableOf({ caption, headings, rows }: TableBlock, path: readonly number[]): TableRead {
  return {
    path,
    caption: caption ?? '',
    headings: headings.map(({ of }, column) => passageOf(of, [...path, 0, column], 'cell')),
    rows: rows.map((cells, row) =>
      cells.map((of, column) => passageOf(of, [...path, row + 1, column], 'cell')),
    ),
  }
}

function passageOf(of: readonly Inline[], path: readonly number[], role: Passage['role']): Passage {
  const figures: InsertedFigure[] = []
  let text = ''
  const write = (inline: Inline): void => {
    switch (inline.kind) {
      case 'text':
        text += inline.text
        return
      case 'lineBreak':
        text += '\n'
        return
      case 'figure': {
        const from = text.length
        text += `{{${inline.reference}}}`
        figures.push({ reference: inline.reference, from, to: text.length })
        return
      }
      default:
        inline.of.forEach(write)
    }
  }
  of.forEach(write)
  const tokens = tokensOf(text)
  return { path, role, text, tokens, sentences: sentencesOf(tokens), figures }
}
