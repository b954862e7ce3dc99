import type { Day } from '#workflows/calendar/calendar.ts'
import { sameName } from '#workflows/sameness.ts'
import { placeFault } from './comparators.ts'
import type { DatePrecision, KeptObservation, MeasureFacts, ObservationFacts } from './measure-facts.ts'
import { shownOf, smallCountSentence, smallCounts } from './measure-rules.ts'
import { outOfUnit, type Ranged } from './unit-range.ts'

/** What a person wants to record: an observation, perhaps in the place of one that was wrong. */
export type NewObservation = ObservationFacts & {
  /** The observation it corrects; null when it corrects none. */
  corrects: string | null
  reason: string | null
  acknowledgeSmallCount: boolean
}

/** Why an observation is not taken. `notValid` is a matter of the fields, the others of what is there. */
export type ObservationRefusal = {
  code: 'notValid' | 'dateNotAllowed' | 'alreadyThere' | 'notCorrectable' | 'smallCount'
  field: string
  because: string
}

/**
 * Whether an observation may be recorded, asked before every write. A date may not lie ahead; a day or period has one
 * figure, which is corrected and not doubled; only what still stands can be corrected, with a reason; and counts of
 * one to five need that person's word that they may be published. A figure is one that its unit can have.
 * @param inForce the measure's observations that no correction has replaced
 * @returns the first thing against it, or null
 */
export function whyNotObserve(
  measure: Ranged & Partial<Pick<MeasureFacts, 'scale'>>,
  inForce: readonly KeptObservation[],
  wanted: NewObservation,
  today: Day,
): ObservationRefusal | null {
  return (
    fieldFault(measure, wanted) ??
    dateFault(wanted, today) ??
    correctionFault(inForce, wanted) ??
    rankFault(inForce, wanted) ??
    unitFault(measure, inForce, wanted) ??
    gradesFault(measure, inForce, wanted) ??
    doubleFault(measure, inForce, wanted) ??
    smallCountFault(measure, wanted)
  )
}

/** The day on which the month, quarter or year of a date began: a figure for it may be recorded from then on. */
export function firstDayOf(asAtOn: Day, precision: DatePrecision): Day {
  const [year = '', month = ''] = asAtOn.split('-')
  switch (precision) {
    case 'day':
      return asAtOn
    case 'month':
      return `${year}-${month}-01`
    case 'quarter':
      return `${year}-${String(Math.floor((Number(month) - 1) / 3) * 3 + 1).padStart(2, '0')}-01`
    case 'year':
      return `${year}-01-01`
  }
}

/** Whether a measure of this unit is told in words, without a number. */
export function isInWords({ unit }: Pick<MeasureFacts, 'unit'>): boolean {
  return unit === 'judgement' || unit === 'words'
}

function fieldFault(measure: Pick<MeasureFacts, 'unit'>, wanted: NewObservation): ObservationRefusal | null {
  return firstOf([
    [
      wanted.periodStartOn !== null && wanted.periodStartOn > wanted.asAtOn,
      'periodStartOn',
      'The period begins after it ends.',
    ],
    [wanted.corrects !== null && wanted.reason === null, 'reason', 'Say why it is corrected.'],
    [wanted.corrects === null && wanted.reason !== null, 'reason', 'A reason belongs to a correction.'],
    ...(wanted.status === 'withdrawn' ? faultsOfWithdrawal(wanted) : faultsOfWords(measure, wanted)),
  ])
}

type Fault = [wrong: boolean, field: string, because: string]

function faultsOfWithdrawal(wanted: NewObservation): Fault[] {
  return [
    [wanted.corrects === null, 'corrects', 'Say which observation is withdrawn.'],
    [
      hasNumbers(wanted) || wanted.published !== null,
      'value',
      'A withdrawal leaves nothing in its place. Leave published text and figures out.',
    ],
  ]
}

function faultsOfWords(measure: Pick<MeasureFacts, 'unit'>, wanted: NewObservation): Fault[] {
  const { kind, published, value, distribution, caveat } = wanted
  const graded = distribution.length > 0
  const said = published !== null || graded || (kind === 'claim' && caveat !== '')
  return [
    [
      kind === 'claim' && hasNumbers(wanted),
      'value',
      'A claim is words without a figure. Leave the figures out, or record a figure.',
    ],
    [
      isInWords(measure) && value !== null,
      'value',
      'This measure is told in words. Give them in the published text.',
    ],
    [!said, 'published', 'Give the text exactly as published.'],
    [
      kind === 'figure' && !isInWords(measure) && value === null && !graded,
      'value',
      'Give the value, or the number of each grade. Words without a figure are recorded as a claim.',
    ],
  ]
}

function hasNumbers({ value, numerator, denominator, distribution }: NewObservation): boolean {
  return value !== null || numerator !== null || denominator !== null || distribution.length > 0
}

function dateFault({ asAtOn, precision }: NewObservation, today: Day): ObservationRefusal | null {
  if (firstDayOf(asAtOn, precision) <= today) return null
  return {
    code: 'dateNotAllowed',
    field: 'asAtOn',
    because:
      'The day lies ahead, and no figure of it can be known. Give today or a day before, or the last day of a period that has begun.',
  }
}

function correctionFault(
  inForce: readonly KeptObservation[],
  { corrects }: NewObservation,
): ObservationRefusal | null {
  if (corrects === null || inForce.some(({ id }) => id === corrects)) return null
  return {
    code: 'notCorrectable',
    field: 'corrects',
    because: 'It is not an observation of this measure that still stands. Correct the newest revision.',
  }
}

/** A place that was recorded before this was asked stands in the way of no correction that leaves it as it is. */
function rankFault(
  inForce: readonly KeptObservation[],
  { corrects, rank }: NewObservation,
): ObservationRefusal | null {
  const because = rank && placeFault(rank.position, rank.of)
  const before = inForce.find(({ id }) => id === corrects)?.rank
  const isKept = before?.position === rank?.position && before?.of === rank?.of
  return because === null || isKept ? null : { code: 'notValid', field: 'rank', because }
}

/** A figure that was recorded before this was asked stands in the way of no correction that leaves it as it is. */
function unitFault(
  measure: Ranged,
  inForce: readonly KeptObservation[],
  { corrects, value, published }: NewObservation,
): ObservationRefusal | null {
  if (value === null || inForce.find(({ id }) => id === corrects)?.value === value) return null
  const because = outOfUnit(published ?? String(value), value, measure)
  return because === null ? null : { code: 'notValid', field: 'value', because }
}

/** Grades are those of the measure, each told once and some given to somebody; a correction may keep what stood there. */
function gradesFault(
  { unit, scale = [] }: Ranged & Partial<Pick<MeasureFacts, 'scale'>>,
  inForce: readonly KeptObservation[],
  { corrects, distribution }: NewObservation,
): ObservationRefusal | null {
  if (distribution.length === 0) return null
  const refused = (because: string): ObservationRefusal => ({
    code: 'notValid',
    field: 'distribution',
    because,
  })
  const names = distribution.map(({ grade }) => sameName(grade))
  const twice = distribution.find((_, at) => names.indexOf(names[at] ?? '') < at)
  if (twice) return refused(`‘${twice.grade}’ has two numbers. Leave one of them out.`)
  if (distribution.every(({ count }) => count === 0))
    return refused('Nobody has a grade by these numbers. Record no figure where nobody was graded.')
  if (unit !== 'grade' || scale.length === 0) return null
  const before = inForce.find(({ id }) => id === corrects)?.distribution ?? []
  const known = new Set([...scale, ...before.map(({ grade }) => grade)].map(sameName))
  const unknown = distribution.find(({ grade }) => !known.has(sameName(grade)))
  return unknown
    ? refused(`‘${unknown.grade}’ is no grade of the measure. Its grades are: ${scale.join(', ')}.`)
    : null
}

function doubleFault(
  measure: Pick<MeasureFacts, 'unit'>,
  inForce: readonly KeptObservation[],
  { corrects, kind, asAtOn, periodStartOn }: NewObservation,
): ObservationRefusal | null {
  const same = inForce.find(
    (each) =>
      each.id !== corrects &&
      each.kind === 'figure' &&
      kind === 'figure' &&
      each.status !== 'withdrawn' &&
      each.asAtOn === asAtOn &&
      each.periodStartOn === periodStartOn,
  )
  if (!same) return null
  return {
    code: 'alreadyThere',
    field: 'asAtOn',
    because: `There is a figure for it already: ${shownOf(measure, same)}. If that one is wrong, correct it.`,
  }
}

function smallCountFault(
  measure: Pick<MeasureFacts, 'unit'>,
  wanted: NewObservation,
): ObservationRefusal | null {
  const small = smallCounts(measure, wanted)
  const [first] = small
  if (!first || wanted.acknowledgeSmallCount) return null
  return {
    code: 'smallCount',
    field: first.field,
    because: `${smallCountSentence(small)} If it may be published all the same, confirm it with acknowledgeSmallCount.`,
  }
}

function firstOf(faults: readonly Fault[]): ObservationRefusal | null {
  const found = faults.find(([wrong]) => wrong)
  return found ? { code: 'notValid', field: found[1], because: found[2] } : null
}
