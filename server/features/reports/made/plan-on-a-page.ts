import { ratingWords } from '#server/ui/words/rating-words.ts'
import type { Block, Inline } from '#workflows/report/text/text-tree.ts'
import { paragraph, tableOf, words } from './cells.ts'
import type { ReportKnown } from './facts.ts'

/** The plan on a page: each priority with its actions by horizon and their ratings. */
export function planOnAPage({ matrix }: ReportKnown): Block[] {
  if (matrix.priorities.length === 0) return [paragraph('The plan has no priorities yet.')]
  const table = tableOf(
    'Priorities and their actions by horizon',
    ['Priority', ...matrix.horizons.map(({ label }) => label)],
    [],
  )
  const rows = matrix.priorities.map((priority) => [
    words(`${priority.ref} ${priority.title}`),
    ...matrix.horizons.map(({ name }) => cell(priority[name])),
  ])
  return [{ ...table, rows }]
}

/** The actions of a horizon, each on a line of its own. */
function cell(
  all: readonly { ref: string; title: string; rating: { rating: keyof typeof ratingWords } }[],
): Inline[] {
  return all.flatMap(({ ref, title, rating }, at) => [
    ...(at > 0 ? [{ kind: 'lineBreak' } as const] : []),
    ...words(`${ref} ${title} (${ratingWords[rating.rating]})`),
  ])
}
