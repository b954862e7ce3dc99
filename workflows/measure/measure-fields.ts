import { dayInWords } from '#workflows/calendar/calendar.ts'
import type { Missing } from '#workflows/engine/requirement.ts'
import { sameName } from '#workflows/sameness.ts'
import { placeFault } from './comparators.ts'
import type { Comparator, MeasureFacts, MeasureStep } from './measure-facts.ts'
import { smallCountSentence, smallCounts } from './measure-rules.ts'
import { plainValue } from './published-text.ts'

type Fitting = {
  unit: MeasureFacts['unit']
  per?: number | null | undefined
  scale?: readonly string[] | undefined
  comparators?: readonly Compared[] | undefined
  steps?: readonly Pick<MeasureStep, 'startOn'>[] | undefined
}

type Compared = Pick<Comparator, 'name' | 'rank' | 'rankOf'> & Partial<Pick<Comparator, 'asAtOn'>>

/**
 * What does not fit together in what a measure says of itself: only a rate is told per so many, a grade stands in the
 * scale once, our place among others is one of as many, and nobody's figure of a day, nor a step, is told twice.
 * A place that was kept before this was asked stays. Null where all fits, or the change touches nothing of it.
 * @param change what is told anew
 * @param before the measure as it stands; left out for a new one
 */
export function fittingFault(change: Partial<Fitting>, before?: Fitting): Missing | null {
  const after = { ...before, ...change }
  const changes = (...names: (keyof Fitting)[]) => names.some((name) => change[name] !== undefined)
  if (changes('per', 'unit') && typeof after.per === 'number' && after.unit !== 'rate')
    return { field: 'per', detail: "'per' belongs to a rate. Leave it out." }
  const { scale = [] } = after
  const known = new Set(scale.map((step) => step.toLowerCase()))
  if (changes('scale') && known.size < scale.length)
    return { field: 'scale', detail: 'A grade stands in the scale twice.' }
  return (
    comparatorFault(change.comparators ?? [], before?.comparators ?? []) ??
    twiceFault('comparators', change.comparators, before?.comparators, {
      keyOf: ({ name, asAtOn = null }) => `${sameName(name)} ${asAtOn}`,
      say: ({ name, asAtOn = null }) =>
        `A figure of ${name}${asAtOn === null ? '' : `, ${dayInWords(asAtOn)},`} is there already. Take that one out first if it is wrong.`,
    }) ??
    twiceFault('steps', change.steps, before?.steps, {
      keyOf: ({ startOn }) => startOn,
      say: ({ startOn }) =>
        `There is a step from ${dayInWords(startOn)} already. Take that one out first if it is wrong.`,
    })
  )
}

/** An item of a list that is told twice, where it did not stand there twice before. */
function twiceFault<Item>(
  field: 'comparators' | 'steps',
  told: readonly Item[] = [],
  before: readonly Item[] = [],
  { keyOf, say }: { keyOf: (item: Item) => string; say: (item: Item) => string },
): Missing | null {
  const timesIn = (list: readonly Item[], key: string) => list.filter((each) => keyOf(each) === key).length
  const at = told.findIndex((each, place) => {
    const key = keyOf(each)
    const isSecond = told.findIndex((other) => keyOf(other) === key) < place
    return isSecond && timesIn(told, key) > timesIn(before, key)
  })
  const twice = told[at]
  if (twice === undefined) return null
  return { field: `${field}/${at}/${field === 'steps' ? 'startOn' : 'name'}`, detail: say(twice) }
}

function comparatorFault(
  told: NonNullable<Fitting['comparators']>,
  before: NonNullable<Fitting['comparators']>,
): Missing | null {
  const isKept = ({ name, rank, rankOf }: (typeof told)[number]) =>
    before.some((each) => each.name === name && each.rank === rank && each.rankOf === rankOf)
  const at = told.findIndex((each) => placeFault(each.rank, each.rankOf) !== null && !isKept(each))
  const wrong = told[at]
  const detail = wrong && placeFault(wrong.rank, wrong.rankOf)
  return detail ? { field: `comparators/${at}/rank`, detail } : null
}

/** What keeps a baseline from being published, which is published like any figure: a count of one to five. */
export function smallBaselineFault(
  {
    baseline,
    baselineValue,
  }: { baseline?: string | null | undefined; baselineValue?: number | null | undefined },
  unit: MeasureFacts['unit'],
): Missing | null {
  const value = baselineValue ?? plainValue(baseline ?? null, unit)
  const small = smallCounts({ unit }, { value, numerator: null, denominator: null, distribution: [] })
  if (small.length === 0) return null
  const sentence = smallCountSentence(small)
  return {
    field: 'baseline',
    detail: `${sentence} If it may be published all the same, confirm it with acknowledgeSmallCount.`,
  }
}
