import { z } from 'zod'
import { isDay } from '#workflows/calendar/calendar.ts'

/** The id of anything. */
export const idSchema = z.uuid({ error: 'Give an id as it was given to you.' }).meta({ id: 'Id' })

/** A day that exists, `YYYY-MM-DD`. */
export const daySchema = z
  .string({ error: 'Give a date as YYYY-MM-DD.' })
  .refine(isDay, { error: 'Give a date that exists, as YYYY-MM-DD.' })
  // Outside of these years the database and the calendar here do not write or count days alike.
  .refine((day) => !isDay(day) || (day >= '1900' && day < '2200'), {
    error: 'Give a date from 1900 to 2199.',
  })
  .meta({ id: 'Day', format: 'date', description: 'A day in London.', examples: ['2026-11-30'] })

/** A title or other single line. */
export function lineSchema(because: string, most = 200) {
  return z
    .string({ error: because })
    .trim()
    .min(1, because)
    .max(most, `Keep it to ${most} characters.`)
    .regex(/^[^\r\n]*$/, 'Keep it to one line.')
}

/**
 * What a priority, action, measure or recommendation is known by: as long as a plan file may have it. It stands in
 * addresses of pages, where one or two dots lead elsewhere.
 */
export function refSchema(because: string) {
  return lineSchema(because, 40).refine((ref) => !/^\.\.?$/.test(ref), {
    error: 'Choose another reference, such as P1',
  })
}

/** A priority's. Where its page would be at `new`, there is the form for another one. */
export function priorityRefSchema(because: string) {
  return refSchema(because).refine((ref) => ref !== 'new', { error: 'Choose another reference, such as P1' })
}

/** A note of several lines. */
export function textSchema(because: string, most = 5_000) {
  return z.string({ error: because }).trim().min(1, because).max(most, `Keep it to ${most} characters.`)
}

/** A link that a browser may open: http or https and nothing else. */
export const linkSchema = z
  .url({ protocol: /^https?$/, error: 'Give a link that begins with https:// or http://.' })
  .max(2_000, 'Keep it to 2000 characters.')

/** Values with a comma between them, in a query: any of them matches. */
export function anyOf<T extends z.ZodType<string, string>>(value: T) {
  return z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(value).min(1))
}

export const flagSchema = z
  .enum(['true', 'false'], { error: 'Give true or false.' })
  .transform((text) => text === 'true')

export const limitSchema = z
  .string()
  .regex(/^\d{1,3}$/, 'Give a number from 1 to 200.')
  .transform(Number)
  .refine((limit) => limit >= 1 && limit <= 200, { error: 'Give a number from 1 to 200.' })
  .default(50)
  .meta({ description: 'Items on a page: 1 to 200, 50 unless told.' })

export const idParams = z.strictObject({ id: idSchema })
