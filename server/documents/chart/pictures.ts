import { setImmediate } from 'node:timers/promises'
import type { Block, ReportDocument } from '#workflows/report/text/text-tree.ts'
import { chartPng } from './png.ts'

/**
 * The charts of a prepared report as pictures of points, each by its drawing. What resvg takes is given back only once
 * the garbage was collected and the thread has a turn: of forty charts it would be 150 MB.
 */
export async function chartPictures({
  sections,
}: Pick<ReportDocument, 'sections'>): Promise<Map<string, Buffer>> {
  const pictures = new Map<string, Buffer>()
  for (const svg of sections.flatMap(({ blocks }) => drawingsIn(blocks))) {
    if (pictures.has(svg)) continue
    pictures.set(svg, chartPng(svg))
    globalThis.gc?.()
    await setImmediate()
  }
  return pictures
}

function drawingsIn(blocks: readonly Block[]): string[] {
  return blocks.flatMap((block) => {
    if (block.kind === 'chart') return block.svg === '' ? [] : [block.svg]
    if (block.kind === 'quote') return drawingsIn(block.of)
    return block.kind === 'list' ? block.items.flatMap(drawingsIn) : []
  })
}
