import { bareNumber } from './bare-numbers.ts'
import { lowAt, type Token } from './tokens.ts'

/** What a number counts, as far as what stands beside it says. `points` and `change` are no figure of a measure. */
export type QuantityKind = 'plain' | 'percent' | 'rate' | 'share' | 'money' | 'points' | 'change' | 'duration'

/** The sign or the words of a unit behind a number; `kind` is null where there is none. Tokens up to before `last`. */
export type Unit = { kind: QuantityKind | null; last: number; per: number | null; unit: string | null }

const durations: ReadonlySet<string> = new Set(
  'day days week weeks month months year years hour hours minute minutes'.split(' '),
)

/** The unit that begins at a token: '%', 'per cent', 'percentage points', 'per 10,000', 'working days'. */
export function unitAfter(tokens: readonly Token[], at: number): Unit {
  const [word, next] = [lowAt(tokens, at), lowAt(tokens, at + 1)]
  if (word === '%' || word === 'percent') return percentOrPoints(tokens, at + 1)
  if (word === 'per' && next === 'cent') return percentOrPoints(tokens, at + 2)
  if (word === 'percentage' && isPoints(next)) return unit('points', at + 2)
  if (isPoints(word)) return unit('points', at + 1)
  if (word === 'per') {
    const base = bareNumber(tokens, at + 1)
    return base === null ? unit(null, at) : unit('rate', base.last, { per: base.value })
  }
  if (durations.has(word)) return unit('duration', at + 1, { unit: plural(word) })
  const isKind = /^(working|calendar|school)$/.test(word) && durations.has(next)
  return isKind ? unit('duration', at + 2, { unit: plural(next) }) : unit(null, at)
}

function percentOrPoints(tokens: readonly Token[], at: number): Unit {
  return isPoints(lowAt(tokens, at)) ? unit('points', at + 1) : unit('percent', at)
}

const isPoints = (word: string): boolean => /^(points?|ppts?|pp)$/.test(word)
const plural = (word: string): string => word.replace(/s?$/, 's')

function unit(kind: Unit['kind'], last: number, rest: Partial<Unit> = {}): Unit {
  return { kind, last, per: null, unit: null, ...rest }
}
