import { dayInWords } from '#workflows/calendar/calendar.ts'
import { periodInWords } from '#workflows/calendar/period.ts'
import { inFigures, inUnit } from '#workflows/measure/change-words.ts'
import { agrees, figuresUntil, mayBeOf, type Valued } from './agreement.ts'
import type { Context } from './context.ts'
import { correctOrKeep, type Found, placeOfTokens } from './finding.ts'
import type { MeasureInScope, PlanAtCutOff } from './plan-at-cut-off.ts'
import type { Given } from './reading/beside.ts'
import { fitsDate, isVague, liesBefore } from './reading/dates.ts'
import { written } from './reading/passages.ts'

/**
 * Numbers beside a measure's name that are not its newest figure at the cut-off: an older one, none of its figures, or
 * one that comes out otherwise when it is worked out again. A number with its own day is held against that day, and
 * both ends of 'from … to …' against an earlier figure and the newest. A name that several measures share is right
 * where any of them is.
 */
export function figureDiffers({ facts, given }: Context): Found[] {
  const told = new Set<string>()
  return given.flatMap((each) => {
    const judged = each.of
      .filter((measure) => mayBeOf(measure, each))
      .map((measure) => judge(measure, each, facts))
    const against = judged.flatMap((verdict) => (verdict === null ? [] : [verdict]))
    const [first] = against
    if (first === undefined || against.length < judged.length) return []
    // '188 of 200 (94%)' is one figure, told once.
    const { passage, sentence } = each
    const once = [passage.path.join('.'), sentence.first, first.fact].join(' ')
    if (told.has(once)) return []
    told.add(once)
    return [foundOf(each, first)]
  })
}

type Against = { measure: MeasureInScope; fact: string; figure: Valued }

function judge(measure: MeasureInScope, given: Given, { cutOffOn }: PlanAtCutOff): Against | null {
  const { quantity, date, isEarlier } = given
  if (quantity.kind === 'change' || quantity.kind === 'points') return null
  const figures = figuresUntil(measure, cutOffOn)
  const newest = figures.at(-1)
  if (!newest || !isPlausible(given, figures)) return null
  const dated = date === null ? [] : figures.filter((figure) => isOfDate(figure, date))
  if (date !== null && dated.length > 0) return againstDay(measure, given, dated)
  if (date !== null && isVague(date) && figures.some(({ value }) => agrees(quantity, value))) return null
  if (date !== null && liesBefore(date, newest.asAtOn)) return null
  if (isEarlier) return againstEarlier(measure, given, figures)
  return againstNewest(measure, given, figures, newest)
}

function isOfDate({ asAtOn, periodStartOn }: Valued, date: NonNullable<Given['date']>): boolean {
  return (
    fitsDate(date, asAtOn) || (date.day === null && periodStartOn !== null && fitsDate(date, periodStartOn))
  )
}

// 'Five children looked after came' is a part of them. What nothing introduces counts only where it is near a figure.
function isPlausible({ quantity, side }: Given, figures: readonly Valued[]): boolean {
  if (side !== 'left' || quantity.kind !== 'plain') return true
  return figures.some(({ value }) => quantity.high * 2 >= value && quantity.low <= value * 2)
}

function againstDay(
  measure: MeasureInScope,
  { quantity }: Given,
  figures: readonly Valued[],
): Against | null {
  const right = figures.find(({ value }) => agrees(quantity, value))
  if (right) return againstRecalculation(measure, quantity, right)
  const figure = figures.at(-1) as Valued
  return { measure, figure, fact: `${named(measure)} was ${shown(measure, figure)} ${onDay(figure)}.` }
}

function againstEarlier(
  measure: MeasureInScope,
  { quantity }: Given,
  figures: readonly Valued[],
): Against | null {
  const older = figures.slice(0, -1)
  const figure = older.at(-1)
  if (!figure || older.some(({ value }) => agrees(quantity, value))) return null
  const fact = `No earlier figure of ${named(measure)} is that; the one before the newest is ${shown(measure, figure)}, ${ofDay(figure)}.`
  return { measure, figure, fact }
}

function againstNewest(
  measure: MeasureInScope,
  { quantity }: Given,
  figures: readonly Valued[],
  newest: Valued,
): Against | null {
  if (agrees(quantity, newest.value)) return againstRecalculation(measure, quantity, newest)
  const older = figures.slice(0, -1).findLast(({ value }) => agrees(quantity, value))
  const now = `The newest figure of ${named(measure)} at the cut-off is ${shown(measure, newest)}, ${ofDay(newest)}`
  const again = newest.recalculated
  const fact =
    older !== undefined
      ? `${now}; ${shown(measure, older)} is that ${ofDay(older)}.`
      : again !== null && agrees(quantity, again)
        ? `${now}; worked out again it is ${inUnit(measure.unit, again)}${fromParts(newest)}.`
        : `${now}.`
  return { measure, figure: newest, fact }
}

function againstRecalculation(
  measure: MeasureInScope,
  quantity: Given['quantity'],
  figure: Valued,
): Against | null {
  const again = figure.recalculated
  if (again === null || again === figure.value || agrees(quantity, again)) return null
  const fact = `${named(measure)} was published as ${shown(measure, figure)} ${onDay(figure)}; worked out again it is ${inUnit(measure.unit, again)}${fromParts(figure)}.`
  return { measure, figure, fact }
}

function foundOf({ passage, sentence, quantity }: Given, { measure, fact, figure }: Against): Found {
  const { at, words } = placeOfTokens(passage, quantity)
  return {
    code: 'figureDiffers',
    sentence: written(passage, sentence),
    at,
    fact,
    ask: correctOrKeep('the number'),
    subject: [measure.reference, words, figure.asAtOn, figure.value].join(' '),
  }
}

const named = ({ reference, title }: MeasureInScope): string => `${reference} (${title})`

function shown({ unit }: MeasureInScope, { published, value }: Valued): string {
  return published !== null && published.trim() !== '' ? published : inUnit(unit, value)
}

function fromParts({ numerator, denominator }: Valued): string {
  return numerator === null || denominator === null
    ? ''
    : ` from ${inFigures(numerator)} of ${inFigures(denominator)}`
}

const ofDay = (figure: Valued): string => `of ${day(figure)}`
const onDay = (figure: Valued): string =>
  figure.periodStartOn === null ? `on ${day(figure)}` : `for ${day(figure)}`

function day({ asAtOn, periodStartOn }: Valued): string {
  return periodStartOn === null ? dayInWords(asAtOn) : periodInWords({ from: periodStartOn, to: asAtOn })
}
