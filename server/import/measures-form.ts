import { z } from 'zod'
import { limits } from '#workflows/limits.ts'
import { polarities } from '#workflows/measure/measure-facts.ts'
import { oneOf } from './choice.ts'
import { amount, line, listOf, needed, optional, prose, type Wrong, words } from './fields.ts'
import { mappingOf } from './form.ts'
import { quoted } from './quoted.ts'

/** What a record of a measures file is. Only facts of contracts become no part of a plan. */
export const recordKinds = ['measure', 'claim', 'inspection', 'contract_fact'] as const

/** How a record's date is known: as written there, and what it means here. */
export const writtenPrecisions = {
  day: ['day', 'stated'],
  month: ['month', 'stated'],
  year: ['year', 'stated'],
  period_end: ['day', 'periodEnd'],
  report_date: ['day', 'reportDate'],
  report_month: ['month', 'reportDate'],
  day_inferred: ['day', 'inferred'],
  month_inferred: ['month', 'inferred'],
  year_inferred: ['year', 'inferred'],
} as const
const precisionNames = Object.keys(writtenPrecisions) as (keyof typeof writtenPrecisions)[]

const record = mappingOf({
  id: needed(words(limits.measure.ref)),
  kind: needed(oneOf(recordKinds)),
  measure: needed(words(limits.measure.title)),
  area: optional(words(limits.comparator.name), null),
  dimension: z
    .record(z.string(), needed(line))
    .nullish()
    .transform((dimension) => dimension ?? {}),
  date: needed(date),
  date_precision: needed(oneOf(precisionNames)),
  value: optional(words(limits.observation.published), null),
  unit: needed(words(limits.measure.countOf)),
  polarity: optional(oneOf(polarities), null),
  numerator: optional(figure, null),
  denominator: optional(figure, null),
  denominator_note: optional(words(limits.observation.denominatorSource), ''),
  published_as: optional(words(limits.observation.published), null),
  status: optional(oneOf(['provisional', 'validated']), null),
  source_file: optional(words(limits.observation.source), ''),
  check: optional(prose, null),
  note: optional(words(limits.observation.caveat), ''),
})

/** A file of published figures, one record each. */
export const measuresForm = mappingOf({
  about: mappingOf({
    title: optional(line, ''),
    rules: listOf(needed(prose)),
    data_quality_findings: listOf(needed(prose)),
    aliases: listOf(listOf(needed(words(limits.measure.alias)))),
    count: optional(figure, null),
  })
    .nullish()
    .transform(
      (about) => about ?? { title: '', rules: [], data_quality_findings: [], aliases: [], count: null },
    ),
  measures: listOf(record),
})

export type MeasureRecord = z.output<typeof record>

function date(text: string): string | Wrong {
  if (/^\d{4}(-\d{2}(-\d{2})?)?$/.test(text)) return text
  return { wrong: `${quoted(text)} is not a date.`, todo: 'Write YYYY-MM-DD, YYYY-MM or YYYY.' }
}

function figure(text: string): number | Wrong {
  const read = amount(text)
  return typeof read === 'string' ? Number(read) : read
}
