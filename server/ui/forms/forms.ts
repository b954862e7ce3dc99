import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { tidy, unbroken } from '#server/http/text.ts'
import type { FormError } from '#server/ui/html/govuk.ts'
import type { Day } from '#workflows/calendar/calendar.ts'
import { type DayParts, dayOfParts } from '#workflows/calendar/day-parts.ts'
import type { Warning } from '#workflows/warnings/warning.ts'

/** The fields of a form as they were typed. */
export type Typed = Readonly<Record<string, string>>

/** What is wrong with fields, by their name. */
export type Faults = Readonly<Record<string, string>>

/** What is unusual about a form: each warning under the name of its field, where it has one there. */
export type Unusual = { warnings: readonly Warning[]; dates: readonly string[] }

/** A form as it is shown: what is typed in its fields, and what is wrong with them, or unusual about them. */
export type FormState = { values: Typed; faults: Faults; unusual?: Unusual | undefined }

/** The fields that a request carries, except those that protect the form. A field sent twice counts once. */
export function typedValues(request: FastifyRequest): Typed {
  const body = typeof request.body === 'object' && request.body !== null ? request.body : {}
  return Object.fromEntries(
    Object.entries(body).flatMap(([name, value]: [string, unknown]) => {
      const [one] = Array.isArray(value) ? (value as unknown[]) : [value]
      return hidden.has(name) || typeof one !== 'string' ? [] : [[name, unbroken(one)]]
    }),
  )
}

const hidden = new Set(['_csrf', '_once', 'version', 'asItIs'])

export type Read<T> = { ok: true; data: T } | { ok: false; faults: Faults }

/**
 * Checks what was typed. Empty fields count as left out, and the three parts of each date as one field.
 * @param dates names of the date inputs
 * @param saved what the fields hold while nothing is typed: a text or a day that stands there unchanged is taken
 *   as it is, because what was stored before a limit must not keep the rest of a form from being saved
 */
export function readForm<T extends z.ZodType>(
  schema: T,
  values: Typed,
  dates: readonly string[] = [],
  saved: Typed = {},
): Read<z.infer<T>> {
  const given = fieldsGiven(values, dates)
  const first = schema.safeParse(given)
  const result = first.success
    ? first
    : takingUnchanged(schema, first.error, given, fieldsGiven(saved, dates)).safeParse(given)
  if (result.success) return { ok: true, data: result.data as z.infer<T> }
  const faults: Record<string, string> = {}
  // A sentence of the API loses its full stop beside a field, as the pattern for error messages has it.
  for (const { path, message } of result.error.issues) faults[String(path[0] ?? '')] ??= asFault(message)
  return { ok: false, faults }
}

/** The fields of a form that hold something, each date as one of them. */
function fieldsGiven(values: Typed, dates: readonly string[]): Typed {
  const filled = Object.entries(values).filter(([, value]) => tidy(value) !== '')
  const whole = dates.flatMap((name) => (dateGiven(values, name) ? [[name, dayTyped(values, name)]] : []))
  return Object.fromEntries([...filled, ...whole]) as Typed
}

function takingUnchanged(schema: z.ZodType, { issues }: z.ZodError, given: Typed, saved: Typed): z.ZodType {
  if (!(schema instanceof z.ZodObject)) return schema
  const shape = schema.shape as Record<string, z.ZodType>
  const unchanged = issues.flatMap(({ path: [name] }) => {
    const stood = saved[String(name)]
    const same = stood !== undefined && tidy(given[String(name)] ?? '') === tidy(stood)
    return same && isText(shape[String(name)]) ? [[String(name), z.string().transform(() => stood)]] : []
  })
  return z.object({ ...shape, ...(Object.fromEntries(unchanged) as Record<string, z.ZodType>) })
}

function isText(field: z.ZodType | undefined): boolean {
  return (field instanceof z.ZodOptional ? field.unwrap() : field) instanceof z.ZodString
}

/** The faults as the error summary lists them, each with a link to its field. */
export function faultList(faults: Faults, dates: readonly string[] = []): FormError[] {
  return Object.entries(faults).map(([name, text]) => {
    if (name === '') return { text }
    return { text, href: `#${dates.includes(name) ? `${name}-day` : name}` }
  })
}

/** The parts of a day for a date input's fields, under the name of the input. */
export function dayParts(name: string, day: Day | null): Record<string, string> {
  if (day === null) return {}
  const [year = '', month, date] = day.split('-')
  return {
    [`${name}-day`]: String(Number(date)),
    [`${name}-month`]: String(Number(month)),
    [`${name}-year`]: year,
  }
}

/** The parts of a date input as they were typed. */
export function dateValues(values: Typed, name: string): DayParts {
  return {
    day: values[`${name}-day`] ?? '',
    month: values[`${name}-month`] ?? '',
    year: values[`${name}-year`] ?? '',
  }
}

/** A day as it was typed, `YYYY-MM-DD`, or the parts as they are when they make no day. */
export function dayTyped(values: Typed, name: string): string {
  const typed = dateValues(values, name)
  return dayOfParts(typed) ?? `${typed.day} ${typed.month} ${typed.year}`
}

function dateGiven(values: Typed, name: string): boolean {
  return Object.values(dateValues(values, name)).some((part) => part.trim() !== '')
}

/** A form with nothing wrong, filled with these values. */
export function freshForm(values: Typed = {}): FormState {
  return { values, faults: {} }
}

// Of an object with thousands of fields they are slow to list, and a form of many parts asks for them in each.
const fieldsListed = new WeakMap<Typed, [string, string][]>()

function entriesOf(values: Typed): [string, string][] {
  const listed = fieldsListed.get(values) ?? Object.entries(values)
  fieldsListed.set(values, listed)
  return listed
}

/** The fields of a part of a form, without the part's name before them: `evidence-title` becomes `title`. */
export function partOf(values: Typed, part: string): Typed {
  const start = `${part}-`
  return Object.fromEntries(
    entriesOf(values).flatMap(([name, value]) =>
      name.startsWith(start) ? [[name.slice(start.length), value]] : [],
    ),
  )
}

/** The opposite of `partOf`, for faults and values alike. */
export function inPart(fields: Typed, part: string): Typed {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [`${part}-${name}`, value]))
}

/** The name of a field as people would say it: `note-whatChanged` becomes 'Note what changed'. */
export function fieldInWords(name: string): string {
  const words = name
    .replace(/-[0-9a-f]{8}-[0-9a-f-]{27}/g, '')
    .replace(/[-_]+/g, ' ')
    .replace(/([a-z])([A-Z])/g, (_, end: string, start: string) => `${end} ${start.toLowerCase()}`)
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** The sentence of a rule as a form says it of a field: without the full stop, where it stands alone. */
export function asFault(sentence: string): string {
  return /[.?!] /.test(sentence) ? sentence : sentence.replace(/\.$/, '')
}

/** The same of every fault of a form. */
export function asFaults(faults: Faults): Faults {
  return Object.fromEntries(Object.entries(faults).map(([name, sentence]) => [name, asFault(sentence)]))
}
