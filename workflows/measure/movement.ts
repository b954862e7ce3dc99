import { sizeOf } from './change-words.ts'
import { difference } from './measure-arithmetic.ts'
import type { MeasureFacts } from './measure-facts.ts'
import type { Comparison } from './measure-rules.ts'
import { readingPhrases } from './spc-words.ts'
import type { Spc, SpcReading, SpcSection } from './spc.ts'

/** What a measure did, with `changed` where it moved and neither way is better. */
export const movementKinds = ['worse', 'better', 'changed', 'same', 'unknown', 'noFigure'] as const
export type MovementKind = (typeof movementKinds)[number]

export type Movement = {
  kind: MovementKind
  /** Whether it rests on the rules of the XmR chart, and not on two figures alone. */
  judged: boolean
  /** How far it moved, to put the largest first: judged ones by the distance of their limits, others by their start. */
  size: number
  /** Which fact is missing, where nothing can be said; else why it is said. */
  because: string
}

/**
 * Whether a measure moved. Where the newest figure is judged by the rules of the XmR chart, a signal is a move; and
 * where there is none, it still has moved if the start lies outside what is usual now, since what became usual is no
 * longer a signal. Where too few figures are there to be judged, the newest stands against the start.
 * @param compared the newest figure beside the baseline or else the first one; null where there is no figure
 * @param read the series by those rules
 */
export function movementOf(
  { polarity }: Pick<MeasureFacts, 'polarity'>,
  compared: Comparison | null,
  read: Spc,
): Movement {
  if (compared === null)
    return { kind: 'noFigure', judged: false, size: 0, because: 'No figure has been recorded yet.' }
  const { variation } = read
  const [section, newest] = [read.sections.at(-1), read.points.at(-1)]
  const since = byStart(compared, polarity)
  if (variation === null || !section || !newest) return since
  const away = (value: number) => distance(section, value)
  if (variation !== 'common') {
    const because = readingPhrases[variation]
    return { kind: kinds[variation], judged: true, size: away(newest.value), because }
  }
  const start = compared.from?.value ?? null
  const hasMoved = since.kind !== 'same' && since.kind !== 'unknown'
  if (hasMoved && start !== null && away(start) > 1) return { ...since, judged: true, size: away(start) }
  const because = 'no real change: the figures vary as they usually do'
  return { kind: 'same', judged: true, size: away(newest.value), because }
}

/** How far a value is from the average, where 1 is at a limit. */
function distance({ mean, upper }: SpcSection, value: number): number {
  // Limits of figures that hardly vary may be too near to the average to be told from it.
  return upper === null || upper === mean ? 0 : Math.abs(value - mean) / (upper - mean)
}

/** Orders measures by the weight of what is said of them: judged ones first, then the largest move. */
export function byWeight(a: Movement, b: Movement): number {
  return Number(b.judged) - Number(a.judged) || b.size - a.size
}

const kinds: Record<SpcReading, MovementKind> = {
  improvement: 'better',
  concern: 'worse',
  high: 'changed',
  low: 'changed',
  common: 'same',
}

function byStart({ direction, from, to, because }: Comparison, polarity: MeasureFacts['polarity']): Movement {
  const size =
    from?.value != null && to.value !== null ? sizeOf(from.value, difference(from.value, to.value)) : 0
  const changed = direction === 'unknown' && polarity === 'contextOnly' && size > 0
  return { kind: changed ? 'changed' : direction, judged: false, size, because }
}
