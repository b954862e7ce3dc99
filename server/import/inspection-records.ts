import type { Day } from '#workflows/calendar/calendar.ts'
import {
  type InspectionDescription,
  type SettingKind,
  settingKinds,
  type VisitKind,
  visitKinds,
} from '#workflows/inspection/inspection-facts.ts'
import { beyond, isWithin, limits } from '#workflows/limits.ts'
import { dayOf, firstOf } from './measure-records.ts'
import { type MeasureRecord, writtenPrecisions } from './measures-form.ts'
import type { Problem } from './plan-file-error.ts'

type Fault = (field: keyof MeasureRecord, wrong: string, todo: string) => Problem

/** What is wrong with a record of an inspection: its date, its judgement, its name, or what sets it apart. */
export function inspectionFaults(record: MeasureRecord, today: Day, fault: Fault): Problem[] {
  const { title, inspector, judgement, urn, note } = inspectionOf(record)
  const limit = limits.inspection
  const long = (
    [
      ['measure', limit.title, title],
      ['value', limit.judgement, judgement],
      ['dimension', limit.inspector, inspector],
      ['dimension', limit.urn, urn],
      ['note', limit.note, note],
    ] as const
  ).filter(([, most, text]) => !isWithin(most, text))
  return [
    ...dateFaults(record, today, fault),
    ...(judgement === ''
      ? [fault('value', 'There is no judgement.', 'Give it in the words of the report.')]
      : []),
    ...(title === ''
      ? [
          fault(
            'measure',
            'It does not say what was inspected.',
            'Name it after a colon, as in “Ofsted judgement: Larch House”.',
          ),
        ]
      : []),
    ...long.map(([field, most]) => fault(field, 'This is more than an inspection holds.', beyond(most))),
    ...unknownKind(record, 'setting', settingKinds, fault),
    ...unknownKind(record, 'visit', visitKinds, fault),
  ]
}

/**
 * A record as an entry of the register. What was inspected stands after the colon of its name. Who inspected it, what
 * it is and what kind of visit it was are what its dimension says of them, or else what its own words say, and
 * nothing is guessed beyond that.
 */
export function inspectionOf(record: MeasureRecord): InspectionDescription {
  const { id, measure, value, dimension } = record
  const colon = measure.indexOf(':')
  const [told, title] = colon < 0 ? [measure, ''] : [measure.slice(0, colon), measure.slice(colon + 1)]
  const isDay = writtenPrecisions[record.date_precision][0] === 'day'
  return {
    ref: id,
    title: title.trim(),
    setting: (dimension['setting'] as SettingKind | undefined) ?? settingIn(`${id} ${measure}`),
    urn: dimension['urn'] ?? '',
    inspector: dimension['inspector'] ?? inspectorIn(record.unit),
    visit: (dimension['visit'] as VisitKind | undefined) ?? visitIn(told),
    inspectedOn: firstOf(record.date),
    precision: isDay ? 'day' : 'month',
    publishedOn: null,
    judgement: value ?? '',
    aspects: [],
    judgementBefore: '',
    judgementBeforeOn: null,
    nextExpected: '',
    url: '',
    note: noteOf(record),
    recommendationIds: [],
  }
}

/** What is kept beside it: the note, where it comes from, and a date that is not that of the inspection itself. */
function noteOf({ note, area, date, date_precision: written, source_file: file }: MeasureRecord): string {
  const source = [file, area ?? ''].filter(Boolean).join(', ')
  return [
    note,
    writtenPrecisions[written][1] === 'stated' ? '' : `Date in the file: ${date}, ${written}.`,
    source === '' ? '' : `Source: ${source}`,
  ]
    .filter(Boolean)
    .join('\n')
}

function dateFaults(record: MeasureRecord, today: Day, fault: Fault): Problem[] {
  const { date, date_precision: written } = record
  if (dayOf(record) === null)
    return [fault('date', `${date} does not fit the precision ${written}.`, 'Correct one of the two.')]
  if (writtenPrecisions[written][0] === 'year')
    return [fault('date', `${date} is a year alone.`, 'Give the month of the inspection at least.')]
  return firstOf(date) > today
    ? [fault('date', `${date} lies ahead.`, 'Correct it: only what has taken place is recorded.')]
    : []
}

function unknownKind(
  { dimension }: MeasureRecord,
  key: 'setting' | 'visit',
  known: readonly string[],
  fault: Fault,
): Problem[] {
  const said = dimension[key]
  if (said === undefined || known.includes(said)) return []
  return [fault('dimension', `The ${key} ${said} is not known here.`, `Give one of: ${known.join(', ')}.`)]
}

/** The kind of setting, where a whole word says it. */
function settingIn(words: string): SettingKind {
  const says = (word: string) => new RegExp(`(?<!\\p{L})${word}(?!\\p{L})`, 'iu').test(words)
  return says('home') ? 'home' : says('school') ? 'school' : says('service') ? 'service' : 'other'
}

function visitIn(words: string): VisitKind {
  if (/\bfull inspection\b/i.test(words)) return 'full'
  return /\bshort inspection\b/i.test(words) ? 'short' : 'other'
}

/** Who inspects by the unit: `ofsted_judgement`, `cqc_judgement`. */
function inspectorIn(unit: string): string {
  const [, name] = /^([a-z]+)_judgement$/i.exec(unit) ?? []
  if (name === undefined) return 'Not stated'
  return name.toLowerCase() === 'ofsted' ? 'Ofsted' : name.toUpperCase()
}
