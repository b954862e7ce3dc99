import type { Block } from './text-tree.ts'

/**
 * Headings of a section with no level left out, which PDF/UA refuses and which a reader who goes by headings would
 * miss: the first is of level 1, and one further down is at most one level below the one before.
 */
export function levelled(blocks: readonly Block[]): Block[] {
  let above = 0
  return blocks.map((block) => {
    if (block.kind !== 'heading') return block
    above = Math.min(block.level, above + 1)
    return { ...block, level: above === 1 ? 1 : above === 2 ? 2 : 3 }
  })
}
