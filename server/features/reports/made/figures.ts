import { until } from '#server/ui/html/measure-look.ts'
import { perWords, shownOf } from '#workflows/measure/measure-rules.ts'
import type { Block, Inline } from '#workflows/report/text/text-tree.ts'
import { sameName } from '#workflows/sameness.ts'
import type { ReportKnown } from './facts.ts'

/**
 * A text in which each figure that was named by its measure's reference stands as it is at the cut-off, with its day.
 * One that nobody knows stands as it was typed.
 */
export function withFigures(blocks: readonly Block[], known: Pick<ReportKnown, 'looks'>): Block[] {
  const inline = (all: readonly Inline[]): Inline[] =>
    all.map((each): Inline => {
      if (each.kind === 'figure') return { kind: 'text', text: figureIn(each.reference, known) }
      return 'of' in each ? { ...each, of: inline(each.of) } : each
    })
  const block = (each: Block): Block => {
    switch (each.kind) {
      case 'heading':
      case 'paragraph':
        return { ...each, of: inline(each.of) }
      case 'list':
        return { ...each, items: each.items.map((item) => item.map(block)) }
      case 'quote':
        return { ...each, of: each.of.map(block) }
      case 'table':
        return {
          ...each,
          headings: each.headings.map((heading) => ({ ...heading, of: inline(heading.of) })),
          rows: each.rows.map((row) => row.map(inline)),
        }
      case 'chart':
        return each
    }
  }
  return blocks.map(block)
}

function figureIn(reference: string, { looks }: Pick<ReportKnown, 'looks'>): string {
  const look = looks.find(({ measure }) => sameName(measure.ref) === sameName(reference))
  if (!look || look.newest === null) return `{{${reference}}}`
  const shown = shownOf(look.measure, look.newest)
  return `${shown}${perWords(look.measure, shown)} (${until(look.newest)})`
}
