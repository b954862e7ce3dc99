import MarkdownIt, { type Token } from 'markdown-it'
import { isLinkAddress } from './links.ts'

/** A token of the parser with what stands in it. */
export type Node = { token: Token; of: Node[] }

export type Markdown = {
  /** The blocks of a text, in order. Containers deeper than DEEPEST are there, but not all that they hold. */
  blocks: (text: string) => Node[]
  /** The words of a block, and the addresses in it that are refused as links and so stand as text. */
  words: (content: string) => { nodes: Node[]; refused: string[] }
}

/** Containers (lists, quotes) that may stand in one another. Below a list of that depth the parser still reads on. */
export const DEEPEST = 6

/**
 * A parser of the Markdown that reports know, and of nothing else: no raw HTML, code, images, references, entities or
 * headings by underlining, all of which stay text as it was typed. Its time grows with the length of a text even where
 * that is made to slow it down: see decision 16.
 * @param tables false to read no tables
 */
export function markdown({ tables }: { tables: boolean }): Markdown {
  const parser = new MarkdownIt('zero', { maxNesting: 20 })
  parser.enable(['heading', 'list', 'blockquote', 'emphasis', 'link', 'escape', 'newline'])
  if (tables) parser.enable('table')
  const refused = new Set<string>()
  parser.normalizeLink = (address) => address
  parser.validateLink = (address) => {
    const isGood = address === '' || isLinkAddress(address)
    if (!isGood) refused.add(address)
    return isGood
  }
  parser.inline.ruler.before('link', 'figure', (state, silent) => {
    figure.lastIndex = state.pos
    const [whole, reference] = figure.exec(state.src) ?? []
    if (whole === undefined || reference === undefined || state.pos + whole.length > state.posMax)
      return false
    if (!silent) state.push('figure', '', 0).content = reference
    state.pos += whole.length
    return true
  })
  // Else the brackets of a picture would be those of a link behind an exclamation mark.
  parser.inline.ruler.before('link', 'no-picture', (state, silent) => {
    if (!state.src.startsWith('![', state.pos) || state.pos + 2 > state.posMax) return false
    if (!silent) state.pending += '!['
    state.pos += 2
    return true
  })
  return {
    blocks: (text) => {
      const tokens: Token[] = []
      parser.block.parse(text, parser, {}, tokens)
      return nested(tokens)
    },
    words: (content) => {
      refused.clear()
      const tokens: Token[] = []
      parser.inline.parse(content, parser, {}, tokens)
      return { nodes: nested(tokens), refused: [...refused] }
    },
  }
}

const figure = /\{\{[ \t]*([^\s{}|][^{}|\n]{0,60}?)[ \t]*\}\}/y

function nested(tokens: readonly Token[]): Node[] {
  const root: Node[] = []
  const open = [root]
  for (const token of tokens) {
    if (token.nesting === -1) open.pop()
    else {
      const node = { token, of: [] }
      open.at(-1)?.push(node)
      if (token.nesting === 1) open.push(node.of)
    }
  }
  return root
}
