import type { FastifyRequest } from 'fastify'
import type { z } from 'zod'
import type { FormError } from '#server/html/govuk.ts'
import { type Day, isDay } from '#workflows/calendar.ts'

/** The fields of a form as they were typed. */
export type Typed = Readonly<Record<string, string>>

/** What is wrong with fields, by their name. */
export type Faults = Readonly<Record<string, string>>

/** A form as it is shown: what is typed in its fields, and what is wrong with them. */
export type FormState = { values: Typed; faults: Faults }

/** The fields that a request carries, except those that protect the form. A field sent twice counts once. */
export function typedValues(request: FastifyRequest): Typed {
  const body = typeof request.body === 'object' && request.body !== null ? request.body : {}
  return Object.fromEntries(
    Object.entries(body).flatMap(([name, value]: [string, unknown]) => {
      const [one] = Array.isArray(value) ? (value as unknown[]) : [value]
      return hidden.has(name) || typeof one !== 'string' ? [] : [[name, one.replaceAll('\r\n', '\n')]]
    }),
  )
}

const hidden = new Set(['_csrf', 'version'])

export type Read<T> = { ok: true; data: T } | { ok: false; faults: Faults }

/**
 * Checks what was typed. Empty fields count as left out, and the three parts of each date as one field.
 * @param dates names of the date inputs
 */
export function readForm<T extends z.ZodType>(schema: T, values: Typed, dates: readonly string[] = []): Read<z.infer<T>> {
  const filled = Object.entries(values).filter(([, value]) => value.trim() !== '')
  const whole = Object.fromEntries(dates.flatMap((name) => (dateGiven(values, name) ? [[name, dayTyped(values, name)]] : [])))
  const result = schema.safeParse({ ...Object.fromEntries(filled), ...whole })
  if (result.success) return { ok: true, data: result.data }
  const faults: Record<string, string> = {}
  for (const { path, message } of result.error.issues) faults[String(path[0] ?? '')] ??= message
  return { ok: false, faults }
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
  return { [`${name}-day`]: String(Number(date)), [`${name}-month`]: String(Number(month)), [`${name}-year`]: year }
}

/** The parts of a date input as they were typed. */
export function dateValues(values: Typed, name: string): { day: string; month: string; year: string } {
  return {
    day: values[`${name}-day`] ?? '',
    month: values[`${name}-month`] ?? '',
    year: values[`${name}-year`] ?? '',
  }
}

/** A day as it was typed, `YYYY-MM-DD`, or the parts as they are when they make no day. */
export function dayTyped(values: Typed, name: string): string {
  const { day, month, year } = dateValues(values, name)
  const iso = `${year.trim().padStart(4, '0')}-${month.trim().padStart(2, '0')}-${day.trim().padStart(2, '0')}`
  return isDay(iso) ? iso : `${day} ${month} ${year}`
}

function dateGiven(values: Typed, name: string): boolean {
  return Object.values(dateValues(values, name)).some((part) => part.trim() !== '')
}
