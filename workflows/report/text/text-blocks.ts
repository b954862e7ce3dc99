import { wordsOf } from './inline-words.ts'
import { DEEPEST, type Markdown, type Node } from './markdown.ts'
import { plainWords } from './plain-text.ts'
import type { Block, Inline, TableBlock } from './text-tree.ts'

/** Why a part of a text is not printed as it may have been meant; `line` counts from 1. */
export type TextProblem = { line: number; text: string; because: string }

/** Columns that a sheet of paper has room for. */
export const MOST_COLUMNS = 12

/**
 * The blocks of a text as the tree holds them. What cannot be printed as it may have been meant (lists too deep, a
 * table with cells that have no heading) stands as it was typed, with the problem.
 * @param lines the lines of the text
 */
export function readBlocks(
  lines: readonly string[],
  parser: Markdown,
): { blocks: Block[]; problems: TextProblem[] } {
  const problems: TextProblem[] = []
  const words = (node: Node, at: number): Inline[] => {
    const { nodes, refused } = parser.words(node.token.content)
    for (const address of refused)
      problems.push({
        line: at + 1,
        text: address,
        because: 'is no address that a link can have: begin it with https://, http:// or mailto:',
      })
    return wordsOf(nodes)
  }
  const whole = parser.blocks(lines.join('\n')).map((node) => {
    const [from, to] = node.token.map ?? [0, 0]
    const because = whyAsTyped(node, lines)
    if (because === null) return { node, typed: null }
    problems.push({
      line: because.line + 1,
      text: lines[because.line]?.trim() ?? '',
      because: because.because,
    })
    return { node, typed: asTyped(lines.slice(from, to)) }
  })
  const inner = (nodes: readonly Node[], isTop: boolean): Block[] =>
    withCaptions(nodes.flatMap((node) => blockOf(node, { words, inner, isTop })))
  const blocks = withCaptions(
    whole.flatMap(({ node, typed }) => typed ?? blockOf(node, { words, inner, isTop: true })),
  )
  return { blocks, problems: problems.toSorted((a, b) => a.line - b.line) }
}

/** Lines as they were typed, as one paragraph. */
export function asTyped(lines: readonly string[]): Block[] {
  const of = lines.flatMap((line, at): Inline[] => [
    ...(at > 0 ? [{ kind: 'lineBreak' as const }] : []),
    ...(line === '' ? [] : [{ kind: 'text' as const, text: line }]),
  ])
  return [{ kind: 'paragraph', of }]
}

type Context = {
  words: (node: Node, line: number) => Inline[]
  inner: (nodes: readonly Node[], isTop: boolean) => Block[]
  isTop: boolean
}

function blockOf(node: Node, { words, inner, isTop }: Context): Block[] {
  const { token, of } = node
  const line = token.map?.[0] ?? 0
  const said = () => of.flatMap((each) => words(each, line))
  switch (token.type) {
    case 'heading_open':
      return headingOf(Number(token.tag.slice(1)), said(), isTop)
    case 'paragraph_open':
      return [{ kind: 'paragraph', of: said() }]
    case 'bullet_list_open':
    case 'ordered_list_open': {
      const ordered = token.type === 'ordered_list_open'
      const start = ordered ? Number(token.attrGet('start') ?? 1) : 1
      return [{ kind: 'list', ordered, start, items: of.map((item) => inner(item.of, false)) }]
    }
    case 'blockquote_open':
      return [{ kind: 'quote', of: inner(of, false) }]
    case 'table_open':
      return [tableOf(node, words)]
    default:
      return []
  }
}

// In a list or a quote a heading would be one of the outline: there its words stand in bold.
function headingOf(level: number, of: Inline[], isTop: boolean): Block[] {
  if (of.length === 0) return []
  if (!isTop) return [{ kind: 'paragraph', of: [{ kind: 'strong', of }] }]
  return [{ kind: 'heading', level: level === 1 ? 1 : level === 2 ? 2 : 3, of }]
}

function tableOf({ of }: Node, words: Context['words']): TableBlock {
  const rows = of.flatMap((part) => part.of)
  const cells = rows.map(({ token, of }) =>
    of.map((cell) => ({
      align: /right/.test(String(cell.token.attrGet('style'))) ? ('end' as const) : ('start' as const),
      of: cell.of.flatMap((each) => words(each, token.map?.[0] ?? 0)),
    })),
  )
  const [headings = [], ...body] = cells
  return { kind: 'table', caption: null, headings, rows: body.map((row) => row.map(({ of }) => of)) }
}

/** A paragraph 'Table: …' right before a table is its caption. */
function withCaptions(blocks: readonly Block[]): Block[] {
  return blocks.flatMap((block, at) => {
    const [before, after] = [blocks[at - 1], blocks[at + 1]]
    if (after?.kind === 'table' && captionIn(block) !== null) return []
    const caption = block.kind === 'table' && before ? captionIn(before) : null
    return [block.kind === 'table' && caption !== null ? { ...block, caption } : block]
  })
}

function captionIn(block: Block): string | null {
  if (block.kind !== 'paragraph') return null
  return /^Table:\s*(\S.*)$/i.exec(plainWords(block.of).trim())?.[1] ?? null
}

type AsTyped = { line: number; because: string }

/** Why a block stands as it was typed; null where it does not. */
function whyAsTyped(top: Node, lines: readonly string[]): AsTyped | null {
  const left: { node: Node; depth: number }[] = [{ node: top, depth: 0 }]
  for (let next = left.pop(); next; next = left.pop()) {
    const { node, depth } = next
    const line = node.token.map?.[0] ?? 0
    const within = depth + Number(/^(bullet_list|ordered_list|blockquote)_open$/.test(node.token.type))
    if (within > DEEPEST)
      return {
        line,
        because: `lies in more than ${DEEPEST} lists and quotes, so that this list stands as it was typed: make it flatter`,
      }
    const ragged = node.token.type === 'table_open' ? raggedRow(node, lines) : null
    if (ragged) return ragged
    left.push(...node.of.map((each) => ({ node: each, depth: within })).toReversed())
  }
  return null
}

/** The first row that has more cells than its table has headings: the parser would drop them. */
function raggedRow({ of }: Node, lines: readonly string[]): AsTyped | null {
  const [head, ...rows] = of.flatMap((part) => part.of)
  const columns = head?.of.length ?? 0
  if (columns > MOST_COLUMNS)
    return {
      line: head?.token.map?.[0] ?? 0,
      because: `has ${columns} columns, and a page has room for ${MOST_COLUMNS}, so that this table stands as it was typed: divide it`,
    }
  for (const { token } of rows) {
    const line = token.map?.[0] ?? 0
    const cells = cellsIn(lines[line] ?? '')
    if (cells > columns)
      return {
        line,
        because: `has ${cells} cells under ${columns} headings, so that this table stands as it was typed: ${giveHeadings}`,
      }
  }
  return null
}

const giveHeadings = 'give each column a heading, or write \\| where no cell begins'

function cellsIn(line: string): number {
  const bars = line.replace(/^[\s>]*\|?/, '').replace(/(?<!\\)\|\s*$/, '')
  return bars.split(/(?<!\\)\|/).length
}
