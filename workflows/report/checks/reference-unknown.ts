import { dayInWords } from '#workflows/calendar/calendar.ts'
import { sameName } from '#workflows/sameness.ts'
import type { Context } from './context.ts'
import { type Found, placeIn } from './finding.ts'
import type { Insertable } from './plan-at-cut-off.ts'
import { sentenceAt } from './reading/passages.ts'

/**
 * Figures that are put in by a reference and cannot be: it names no measure of the plan, or one without a figure at
 * the cut-off. Each reference is told once, where it first stands.
 */
export function referenceUnknown({ facts, text }: Context): Found[] {
  const byName = new Map(facts.insertable.map((measure) => [sameName(measure.reference), measure]))
  const told = new Set<string>()
  return text.passages.flatMap((passage) =>
    passage.figures.flatMap(({ reference, from, to }): Found[] => {
      const name = sameName(reference)
      const measure = byName.get(name)
      if (measure?.hasFigure || told.has(name)) return []
      told.add(name)
      const place = { sentence: sentenceAt(passage, from), at: placeIn(passage, from, to), subject: name }
      return [{ code: 'referenceUnknown', ...place, ...wordsOf(reference, measure, facts.cutOffOn) }]
    }),
  )
}

const asTyped = 'the text would be printed as it is typed.'

function wordsOf(
  reference: string,
  measure: Insertable | undefined,
  cutOffOn: string,
): Pick<Found, 'fact' | 'ask'> {
  if (measure === undefined)
    return {
      fact: `No measure of the plan has the reference ${reference}: ${asTyped}`,
      ask: 'Put in the reference of a measure of the plan, or take it out.',
    }
  return {
    fact: `${measure.reference} (${measure.title}) has no figure on ${dayInWords(cutOffOn)}: ${asTyped}`,
    ask: 'Give the figure with the measure, put in another, or take it out.',
  }
}
