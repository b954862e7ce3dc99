import { isLinkAddress } from './links.ts'
import type { Node } from './markdown.ts'
import type { Inline } from './text-tree.ts'

/** Kinds of emphasis and links that may stand in one another; what lies deeper is text without them. */
const DEEPEST = 8

/** Words as the tree holds them. Links without words show their address, and a title stands behind them. */
export function wordsOf(nodes: readonly Node[], depth = 0): Inline[] {
  if (depth === DEEPEST) return joined(leavesOf(nodes).flatMap(wordOf))
  return joined(
    nodes.flatMap((node) => {
      const of = () => wordsOf(node.of, depth + 1)
      if (node.token.type === 'strong_open') return [{ kind: 'strong' as const, of: of() }]
      if (node.token.type === 'em_open') return [{ kind: 'emphasis' as const, of: of() }]
      return node.token.type === 'link_open' ? linkOf(node, of()) : wordOf(node)
    }),
  )
}

function linkOf({ token }: Node, of: Inline[]): Inline[] {
  const [href, title] = [String(token.attrGet('href') ?? ''), String(token.attrGet('title') ?? '')]
  const words: Inline[] = of.length > 0 ? of : [{ kind: 'text', text: href }]
  const behind: Inline[] = title === '' ? [] : [{ kind: 'text', text: ` (${title})` }]
  return isLinkAddress(href) ? [{ kind: 'link', href, of: words }, ...behind] : [...of, ...behind]
}

function wordOf({ token }: Node): Inline[] {
  if (token.type === 'figure') return [{ kind: 'figure', reference: token.content }]
  if (token.type === 'softbreak' || token.type === 'hardbreak') return [{ kind: 'lineBreak' }]
  return token.content === '' ? [] : [{ kind: 'text', text: token.content }]
}

// Not by a function that calls itself: emphasis is nested as deep as somebody types it.
function leavesOf(nodes: readonly Node[]): Node[] {
  const leaves: Node[] = []
  const left = nodes.toReversed()
  for (let node = left.pop(); node; node = left.pop()) {
    if (node.of.length === 0) leaves.push(node)
    else left.push(...node.of.toReversed())
  }
  return leaves
}

function joined(words: readonly Inline[]): Inline[] {
  const whole: Inline[] = []
  for (const word of words) {
    const last = whole.at(-1)
    if (word.kind === 'text' && last?.kind === 'text')
      whole[whole.length - 1] = { kind: 'text', text: last.text + word.text }
    else whole.push(word)
  }
  return whole
}
