import { z } from 'zod'
import { isDay } from '#workflows/calendar/calendar.ts'
import { timeOfDay } from '#workflows/calendar/time-of-day.ts'
import {
  beyond,
  days,
  isFarDay,
  type ListLimit,
  limits,
  type NumberLimit,
  type TextLimit,
} from '#workflows/limits.ts'
import { exemptParagraphs } from '#workflows/report/report-facts.ts'
import { phrasesIn, questionOf } from '#workflows/search/question.ts'
import { isPrintable, tidy } from './text.ts'

const unprintable = 'Take out the characters that cannot be printed.'

/** The id of anything, as it is kept: capital letters mean the same. */
export const idSchema = idTyped('Give an id as it was given to you.').meta({ id: 'Id' })

/** The id of what a form chose, in small letters as it is kept. */
export function idTyped(because: string) {
  return z.uuid({ error: because }).toLowerCase()
}

/** A day that exists, `YYYY-MM-DD`. */
export const daySchema = z
  .string({ error: 'Give a date as YYYY-MM-DD.' })
  .refine((day) => isDay(day) || isFarDay(day), { error: 'Give a date that exists, as YYYY-MM-DD.' })
  .refine((day) => !isFarDay(day), { error: beyond(days) })
  .meta({ id: 'Day', format: 'date', description: 'A day in London.', examples: ['2026-11-30'] })

/** The paragraph of Schedule 12A by which something is exempt from publication, or none. */
export const exemptParagraphSchema = z
  .union(exemptParagraphs.map((paragraph) => z.literal(paragraph)))
  .nullable()
  .meta({ description: 'Of Part 1 of Schedule 12A to the Local Government Act 1972.' })

/** A time of day, `HH:MM`, by the clocks of London. */
export const timeSchema = z
  .string({ error: 'Give a time as HH:MM.' })
  .regex(timeOfDay, 'Give a time from 00:00 to 23:59, as HH:MM.')
  .meta({ id: 'TimeOfDay', description: 'A time of day in London.', examples: ['14:00'] })

/** Text that has to be there, on one line where its limit says so, without the space around it. */
export function textSchema(because: string, limit: TextLimit) {
  return bounded(z.string({ error: because }).overwrite(tidy).min(1, because), limit)
}

/** Text that may be empty. */
export function freeTextSchema(limit: TextLimit) {
  return bounded(z.string().overwrite(tidy), limit)
}

function bounded(text: z.ZodString, limit: TextLimit) {
  const short = text.max(limit.most, beyond(limit)).refine(isPrintable, { error: unprintable })
  return limit.kind === 'line' ? short.regex(/^[^\r\n\u2028\u2029]*$/, 'Keep it to one line.') : short
}

/** What is wrong with one of several texts that are typed together; null where nothing is. */
export function textFault(limit: TextLimit, text: string): string | null {
  return freeTextSchema(limit).safeParse(text).error?.issues[0]?.message ?? null
}

/** A whole number within its limit. */
export function numberSchema(limit: NumberLimit, error = beyond(limit)) {
  return z.number({ error }).int(error).min(limit.least, beyond(limit)).max(limit.most, beyond(limit))
}

/** A list of no more items than its limit. */
export function listSchema<Item extends z.ZodType>(item: Item, limit: ListLimit) {
  return z.array(item).max(limit.most, beyond(limit))
}

/**
 * What a priority, action, measure or recommendation is known by. It stands in addresses of pages, where one or two
 * dots lead elsewhere.
 */
export function refSchema(because: string, limit: TextLimit) {
  return textSchema(because, limit).refine((ref) => !/^\.\.?$/.test(ref), {
    error: 'Choose another reference, such as P1',
  })
}

/** A priority's. Where its page would be at `new`, there is the form for another one. */
export function priorityRefSchema(because: string) {
  return refSchema(because, limits.priority.ref).refine((ref) => ref !== 'new', {
    error: 'Choose another reference, such as P1',
  })
}

/** A link that a browser may open: http or https and nothing else. */
export const linkSchema = z
  .url({ protocol: /^https?$/, error: 'Give a link that begins with https:// or http://.' })
  .max(limits.evidence.url.most, beyond(limits.evidence.url))
  .refine(isPrintable, { error: unprintable })

/** The same where there may be none, which is an empty text. */
export const linkOrNoneSchema = z
  .string({ error: 'Give a link that begins with https:// or http://.' })
  .max(limits.evidence.url.most, beyond(limits.evidence.url))
  .superRefine((url, context) => {
    const [issue] = url === '' ? [] : (linkSchema.safeParse(url).error?.issues ?? [])
    if (issue && issue.code !== 'too_big') context.addIssue({ code: 'custom', message: issue.message })
  })

/** What is looked for, in a query. */
export const searchSchema = z
  .string({ error: 'Say what to look for.' })
  .trim()
  .min(1, 'Say what to look for.')
  .max(limits.list.search.most, beyond(limits.list.search))
  .refine((text) => !text.includes('\0'), { error: 'Say what to look for in letters.' })
  .refine((text) => phrasesIn(questionOf(text)) <= limits.list.phrases.most, {
    error: beyond(limits.list.phrases),
  })

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

const { items } = limits.list
const howMany = beyond(items)

export const limitSchema = z
  .string()
  .regex(/^\d{1,3}$/, howMany)
  .transform(Number)
  .refine((limit) => limit >= items.least && limit <= items.most, { error: howMany })
  .default(50)
  .meta({ description: `Items on a page: ${items.least} to ${items.most}, 50 unless told.` })

export const idParams = z.strictObject({ id: idSchema })
