import { ratingWords } from '#server/ui/words/rating-words.ts'
import type { Block } from '#workflows/report/text/text-tree.ts'
import { paragraph, tableOf } from './cells.ts'
import type { ReportKnown } from './facts.ts'

/** The plan on a page: each priority with its actions by horizon and their ratings. */
export function planOnAPage({ matrix }: ReportKnown): Block[] {
  if (matrix.priorities.length === 0) return [paragraph('The plan has no priorities yet.')]
  const cell = (
    all: readonly { ref: string; title: string; rating: { rating: keyof typeof ratingWords } }[],
  ) => all.map(({ ref, title, rating }) => `${ref} ${title} (${ratingWords[rating.rating]})`).join('; ')
  return [
    tableOf(
      'Priorities and their actions by horizon',
      ['Priority', ...matrix.horizons.map(({ label }) => label)],
      matrix.priorities.map((priority) => [
        `${priority.ref} ${priority.title}`,
        ...matrix.horizons.map(({ name }) => cell(priority[name])),
      ]),
    ),
  ]
}
