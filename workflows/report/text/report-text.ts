import { levelled } from './levels.ts'
import { markdown } from './markdown.ts'
import { printable } from './printable.ts'
import { asTyped, readBlocks, type TextProblem } from './text-blocks.ts'
import type { Block } from './text-tree.ts'

/** Characters of a text that are read for what they mean; a longer one stands as it was typed. */
export const LONGEST = 100_000

/**
 * Reads the limited Markdown of a report: headings (which count from below the section's own), lists, quotes, tables,
 * bold, emphasis, links, and figures by reference (`{{P3.O1}}`). A line that was ended stays ended. Everything else is
 * text as it was typed, raw HTML and pictures too. Takes any string and never throws.
 * @returns the blocks, and for each part that is not printed as it may have been meant its line and a clause that says
 * why and what to do, to be read after the part's text
 */
export function readText(text: string): { blocks: Block[]; problems: TextProblem[] } {
  const lines = printable(text).split('\n')
  if (text.length > LONGEST) return { blocks: paragraphs(lines), problems: [tooLong(lines)] }
  const parser = markdown({ tables: lines.every((line) => !bars.test(line)) })
  const { blocks, problems } = readBlocks(lines, parser)
  return { blocks: levelled(blocks), problems }
}

// A line of so many cells is no table that anybody reads, and would take the parser seconds.
const bars = /(?:\|[^|]*){100}/

/** Lines between empty ones, as they were typed. */
function paragraphs(lines: readonly string[]): Block[] {
  const parts: string[][] = [[]]
  for (const line of lines) {
    if (line.trim() === '') parts.push([])
    else parts.at(-1)?.push(line)
  }
  return parts.filter((part) => part.length > 0).flatMap(asTyped)
}

const tooLong = ([first = '']: readonly string[]): TextProblem => ({
  line: 1,
  text: first.trim().slice(0, 80),
  because: `begins a text of more than ${LONGEST.toLocaleString('en-GB')} characters, so that it stands as it was typed: divide it among several sections`,
})
