import { day } from '#server/ui/html/words.ts'
import { settingNouns, visitWords } from '#server/ui/words/inspection-words.ts'
import type { Day } from '#workflows/calendar/calendar.ts'
import { type InspectionPrecision, settingKinds } from '#workflows/inspection/inspection-facts.ts'
import { isBelowGood, placeOf } from '#workflows/inspection/judgements.ts'
import { compareText } from '#workflows/plan/reference-order.ts'
import { count } from '#workflows/words.ts'
import type { InspectionResource } from './resource.ts'

/** A day as exactly as it is known: '10 June 2026', 'June 2026'. */
export function dayKnown(on: Day, precision: InspectionPrecision): string {
  const words = day(on)
  return precision === 'month' ? words.slice(words.indexOf(' ') + 1) : words
}

/** 'Full inspection by Ofsted'. */
export function visitOf({ visit, inspector }: Pick<InspectionResource, 'visit' | 'inspector'>): string {
  return visit === 'other' ? `Inspected by ${inspector}` : `${visitWords[visit]} by ${inspector}`
}

/**
 * The overall judgement that stands after an inspection, '' for none: its own; or the one before it, where the visit
 * judged nothing, be it overall or by aspects.
 */
export function standingJudgement({ judgement, aspects, before }: InspectionResource): string {
  return judgement === '' && aspects.length === 0 ? (before?.judgement ?? '') : judgement
}

/** What of an inspection is below good: the judgement that stands, or those of aspects where there is none overall. */
export function belowGood(inspection: InspectionResource): string[] {
  const stands = standingJudgement(inspection)
  if (stands !== '') return isBelowGood(stands) ? [stands] : []
  const below = inspection.aspects.filter(({ judgement }) => isBelowGood(judgement))
  return below.map(({ aspect, judgement }) => `${aspect}: ${judgement}`)
}

/**
 * All settings of a register in one line: '9 homes: 3 outstanding, 6 good; newest judgement 7 June 2017'.
 * @param newest the newest inspection of each setting
 */
export function registerSummary(newest: readonly InspectionResource[]): string {
  const kinds = settingKinds.flatMap((kind) => {
    const own = newest.filter(({ setting }) => setting === kind)
    return own.length === 0 ? [] : [`${count(own.length, ...settingNouns[kind])}: ${judgementsOf(own)}`]
  })
  const judged = newest.flatMap(({ judgement, aspects, inspectedOn, precision, before }) => {
    if (judgement !== '' || aspects.length > 0) return [{ on: inspectedOn, precision }]
    return before?.on ? [{ on: before.on, precision: before.precision }] : []
  })
  const last = judged.toSorted((a, b) => compareText(b.on, a.on))[0]
  return [...kinds, ...(last ? [`newest judgement ${dayKnown(last.on, last.precision)}`] : [])].join('; ')
}

/** Settings that one should look at first: judged below good, or worse than before. */
export function toLookAt(newest: readonly InspectionResource[]): InspectionResource[] {
  return newest.filter((each) => belowGood(each).length > 0 || each.change.change === 'worse')
}

function judgementsOf(all: readonly InspectionResource[]): string {
  const words = Map.groupBy(all, (each) => standingJudgement(each).toLowerCase())
  return [...words]
    .toSorted(([a], [b]) => rank(a) - rank(b) || compareText(a, b))
    .map(([word, own]) => `${own.length} ${word === '' ? 'without an overall judgement' : word}`)
    .join(', ')
}

/** Words that have a place on the scale come first, best first; then other words, and none last. */
function rank(judgement: string): number {
  return placeOf(judgement) ?? (judgement === '' ? 6 : 5)
}
