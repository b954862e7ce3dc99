import { horizonNames } from '#db/schema/plan.ts'
import { type Doubt, doubt } from './doubt.ts'
import { legibilities, type Transcription } from './transcription-form.ts'

/** Where the totals a transcription gives for itself differ from what is in it: something may have been lost on the way. */
export function countDoubts({ counts, priorities }: Transcription): Doubt[] {
  if (!counts) return []
  const outcomes = priorities.flatMap((priority) => priority.measurable_outcomes)
  const inHorizon = (name: (typeof horizonNames)[number]) =>
    priorities.flatMap(({ actions }) => actions?.[name] ?? [])
  const actions = horizonNames.flatMap(inHorizon)
  const marked = (mark: string) => [...outcomes, ...actions].filter(({ legibility }) => legibility === mark)
  const compared: [what: string, stated: number | null | undefined, found: number][] = [
    ['priorities', counts.priorities, priorities.length],
    ['outcomes', counts.outcomes, outcomes.length],
    ['actions', counts.actions?.total, actions.length],
    ...horizonNames.map((name): [string, number | null | undefined, number] => [
      `${name} actions`,
      counts.actions?.[name],
      inHorizon(name).length,
    ]),
    ...legibilities.map((mark): [string, number | null | undefined, number] => [
      `lines marked ${mark.replaceAll('_', ' ')}`,
      counts.items_legibility?.[mark],
      marked(mark).length,
    ]),
  ]
  return compared
    .filter(([, stated, found]) => typeof stated === 'number' && stated !== found)
    .map(([what, stated, found]) =>
      doubt('countsDiffer', 'counts', `The file says ${stated} ${what}, but holds ${found}.`),
    )
}
