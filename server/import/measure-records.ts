import { Temporal } from 'temporal-polyfill'
import { type Day, isDay } from '#workflows/calendar/calendar.ts'
import type { MeasureFacts, ObservationFacts, Rank, Unit } from '#workflows/measure/measure-facts.ts'
import { numbersIn } from '#workflows/measure/published-text.ts'
import { amount } from './fields.ts'
import { type MeasureRecord, writtenPrecisions } from './measures-form.ts'
import type { Problem } from './plan-file-error.ts'
import { quoted } from './quoted.ts'

/** What a written unit means: the unit, the base of a rate, and what a count is of. */
export type WrittenUnit = { unit: Unit; per: number | null; countOf: string }

type Faults = (field: keyof MeasureRecord, wrong: string, todo: string) => Problem

/**
 * A written unit. Names of units are known; `per_10000_children` is a rate; anything else is what a count is of.
 */
export function unitOf(written: string): WrittenUnit {
  const known = knownUnits[written]
  if (known) return { unit: known, per: null, countOf: '' }
  const [, per, of] = /^per_(\d{1,9})_(.+)$/.exec(written) ?? []
  const inWords = (text: string) => text.replaceAll('_', ' ')
  if (per !== undefined) return { unit: 'rate', per: Number(per), countOf: inWords(of ?? '') }
  return { unit: 'count', per: null, countOf: inWords(written) }
}

/** What is wrong with a record that reads well by itself: dates that do not fit, values that are no number. */
export function recordFaults(record: MeasureRecord, today: Day, fault: Faults): Problem[] {
  if (record.kind === 'contract_fact') return []
  return [
    ...dateFaults(record, today, fault),
    ...(record.kind === 'measure' ? figureFaults(record, fault) : claimFaults(record, fault)),
  ]
}

/** A record as an observation: as published, with nothing added. */
export function observationOf(record: MeasureRecord): ObservationFacts {
  const { kind, value, published_as: printed, dimension } = record
  const [precision, dateBasis] = writtenPrecisions[record.date_precision]
  const isFigure = kind === 'measure'
  const { rank, unread } = rankOf(dimension['rank_text'])
  const began = dimension['period_start']
  return {
    kind: isFigure ? 'figure' : 'claim',
    asAtOn: dayOf(record) ?? '',
    periodStartOn: began !== undefined && isDay(began) ? began : null,
    precision,
    dateBasis,
    published: printed ?? value,
    value: isFigure ? Number(value) : null,
    numerator: isFigure ? record.numerator : null,
    denominator: isFigure ? record.denominator : null,
    denominatorSource: record.denominator_note,
    status: record.status ?? 'notStated',
    caveat: [record.note, unread].filter(Boolean).join(' '),
    distribution: [],
    rank,
    source: [dimension['report'], record.source_file].filter(Boolean).join(', '),
    sourceRef: record.id,
  }
}

/** A measure of which only the unit is known, for the rules to work with. */
export function factsOf({ unit, per }: WrittenUnit): MeasureFacts {
  return {
    unit,
    per,
    polarity: 'contextOnly',
    decimals: null,
    scale: [],
    baseline: null,
    baselineValue: null,
    baselineOn: null,
    target: null,
    targetValue: null,
    targetOn: null,
    targetTolerance: null,
  }
}

/** The percentage printed beside a count, as in '10 (32%)'. */
export function printedShare(published: string | null): string | null {
  return numbersIn(published ?? '').some(({ percent }) => percent) ? published : null
}

function dateFaults(record: MeasureRecord, today: Day, fault: Faults): Problem[] {
  const { date, date_precision: precision } = record
  if (dayOf(record) === null)
    return [fault('date', `${date} does not fit the precision ${precision}.`, 'Correct one of the two.')]
  return firstOf(date) > today
    ? [fault('date', `${date} lies ahead.`, 'Correct it: only what has been published is recorded.')]
    : []
}

function figureFaults({ value }: MeasureRecord, fault: Faults): Problem[] {
  if (value !== null && isNumber(value)) return []
  const wrong = value === null ? 'There is no value.' : `${quoted(value)} is no number.`
  return [fault('value', wrong, 'Give the figure, or write “kind: claim” for words without one.')]
}

function claimFaults({ value, published_as: printed, note }: MeasureRecord, fault: Faults): Problem[] {
  if (value !== null && isNumber(value)) {
    const todo = 'Write “kind: measure”, or take the figure out.'
    return [fault('value', 'A claim is words without a figure.', todo)]
  }
  return value === null && printed === null && note === ''
    ? [fault('value', 'The claim has no words.', 'Give them as published_as.')]
    : []
}

function isNumber(text: string): boolean {
  return typeof amount(text) === 'string'
}

const knownUnits: Record<string, Unit> = {
  percent: 'percent',
  ratio: 'ratio',
  days: 'days',
  percentage_points: 'percentagePoints',
  percentage_points_assumed: 'percentagePoints',
  claim_no_number: 'words',
  direction_in_words: 'words',
}

/** The last day that a written date can mean; null where it does not fit its precision. */
export function dayOf({ date, date_precision }: MeasureRecord): Day | null {
  const [precision] = writtenPrecisions[date_precision]
  const parts = { day: 3, month: 2, quarter: 2, year: 1 }[precision]
  if (date.split('-').length !== parts || !isDay(firstOf(date))) return null
  const first = Temporal.PlainDate.from(firstOf(date))
  if (parts === 3) return date
  return first
    .add(parts === 2 ? { months: 1 } : { years: 1 })
    .subtract({ days: 1 })
    .toString()
}

/** The first day that a written date can mean. */
export function firstOf(date: string): Day {
  return `${date}-01-01`.slice(0, 10)
}

function rankOf(text: string | undefined): { rank: Rank | null; unread: string } {
  if (text === undefined) return { rank: null, unread: '' }
  const [, tied, position] = /^(=?)(\d{1,4})(?:st|nd|rd|th)?$/.exec(text.trim()) ?? []
  if (position === undefined) return { rank: null, unread: `Rank in the source: ${text}.` }
  return { rank: { position: Number(position), tied: tied === '=', of: null, among: null }, unread: '' }
}
