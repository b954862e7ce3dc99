import { dayInWords } from '#workflows/calendar/calendar.ts'
import { figuresUntil, mayBeOf } from './agreement.ts'
import type { Context } from './context.ts'
import { type Found, type Place, placeIn, placeOfTokens } from './finding.ts'
import type { MeasureInScope } from './plan-at-cut-off.ts'
import { sentenceAt, written } from './reading/passages.ts'

/**
 * Shares and rates of a measure that tells nowhere what they are of: neither the measure nor its newest figure names
 * the source of its denominator. Each measure is told once, where the text first gives it, typed or inserted.
 */
export function noDenominator({ facts, text, given }: Context): Found[] {
  const lacking = facts.measures.filter((measure) => lacksSource(measure, facts.cutOffOn))
  if (lacking.length === 0) return []
  const wanted = new Set(lacking)
  const byReference = new Map(lacking.map((measure) => [measure.reference, measure]))
  const places: Shown[] = given.flatMap((each) => {
    const fitting = each.of.filter((measure) => mayBeOf(measure, each))
    const [measure] = fitting
    if (fitting.length !== 1 || !measure || !wanted.has(measure)) return []
    const { passage, sentence, quantity } = each
    return [{ measure, sentence: written(passage, sentence), at: placeOfTokens(passage, quantity).at }]
  })
  const inserted: Shown[] = text.passages.flatMap((passage) =>
    passage.figures.flatMap(({ reference, from, to }) => {
      const measure = byReference.get(reference)
      return measure ? [{ measure, sentence: sentenceAt(passage, from), at: placeIn(passage, from, to) }] : []
    }),
  )
  return firstOfEach(
    [...places, ...inserted],
    text.passages.map(({ path }) => path.join('.')),
  ).map((shown) => foundOf(shown, facts.cutOffOn))
}

type Shown = { measure: MeasureInScope; sentence: string; at: Place }

function firstOfEach(shown: readonly Shown[], order: readonly string[]): Shown[] {
  const rank = new Map(order.map((path, at) => [path, at]))
  const first = new Map<MeasureInScope, Shown>()
  const place = ({ at }: Shown): number => rank.get(at.path.join('.')) ?? 0
  for (const each of shown.toSorted((a, b) => place(a) - place(b) || a.at.from - b.at.from))
    if (!first.has(each.measure)) first.set(each.measure, each)
  return [...first.values()]
}

function lacksSource(measure: MeasureInScope, cutOffOn: string): boolean {
  if (measure.unit !== 'percent' && measure.unit !== 'rate') return false
  const newest = figuresUntil(measure, cutOffOn).at(-1)
  return measure.denominatorSource.trim() === '' && (newest?.denominatorSource ?? '').trim() === ''
}

function foundOf({ measure, sentence, at }: Shown, cutOffOn: string): Found {
  const kind = measure.unit === 'percent' ? 'a share' : 'a rate'
  return {
    code: 'noDenominator',
    sentence,
    at,
    fact: `${measure.reference} (${measure.title}) is ${kind}, and on ${dayInWords(cutOffOn)} neither it nor its newest figure says where its denominator comes from.`,
    ask: 'Give the source of the denominator with the measure, or keep the figure and say why.',
    subject: measure.reference,
    whole: true,
  }
}
