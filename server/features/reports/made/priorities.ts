import { ratingWords } from '#server/ui/words/rating-words.ts'
import { isCounted } from '#workflows/action/action-facts.ts'
import { type Rating, ratingOf } from '#workflows/rating/rating.ts'
import type { Block } from '#workflows/report/text/text-tree.ts'
import { count } from '#workflows/words.ts'
import { paragraph, tableOf } from './cells.ts'
import type { ReportKnown } from './facts.ts'

const shown: readonly Rating[] = ['red', 'amber', 'green', 'blue', 'grey']

/** Each priority with its strands below it: how its actions stand, and what its measures did. */
export function priorities(known: ReportKnown, priorityIds: readonly string[]): Block[] {
  const own = known.priorities.filter(({ id }) => priorityIds.length === 0 || priorityIds.includes(id))
  if (own.length === 0) return [paragraph('The plan has no priorities yet.')]
  return [
    tableOf(
      'Priorities: actions by rating, and what moved',
      ['Priority', ...shown.map((rating) => `>${ratingWords[rating]}`), 'Measures'],
      own.map(({ id, ref, title }) => {
        const ratings = known.actions
          .filter(({ priority, facts }) => priority.id === id && isCounted(facts.state))
          .map(({ facts, settings }) => ratingOf(facts, settings, known.day).rating)
        return [
          `${ref} ${title}`,
          ...shown.map((rating) => String(ratings.filter((each) => each === rating).length)),
          measuresOf(known, id),
        ]
      }),
    ),
  ]
}

function measuresOf({ looks }: ReportKnown, priorityId: string): string {
  const kinds = looks
    .filter(({ priority }) => priority?.id === priorityId)
    .map(({ movement }) => movement.kind)
  const of = (kind: (typeof kinds)[number]) => kinds.filter((each) => each === kind).length
  const told = (['better', 'worse', 'same'] as const).flatMap((kind) =>
    of(kind) > 0 ? [`${of(kind)} ${kind}`] : [],
  )
  const rest = kinds.length - of('better') - of('worse') - of('same')
  return [...told, ...(rest > 0 ? [`${count(rest, 'measure')} not compared`] : [])].join(', ')
}
