import { z } from 'zod'
import { linkSchema } from '#server/http/schemas.ts'
import { type Day, dayInWords, isDay } from '#workflows/calendar/calendar.ts'
import {
  beyond,
  days,
  isFarDay,
  isFigureWithin,
  isWithin,
  type ListLimit,
  limits,
  type TextLimit,
} from '#workflows/limits.ts'
import { addressTyped, mailboxKey } from '#workflows/people/mailbox.ts'
import { quoted } from './quoted.ts'

/** Why a value cannot stand where it stands, and what to write instead. */
export type Wrong = { wrong: string; todo: string }

/** Takes a text of the file for a value, or says what is wrong with it. */
export type Reader<T> = (text: string) => T | Wrong

/** A field that has to be there. */
export function needed<T>(read: Reader<T>) {
  return field((value) =>
    (value ?? null) === null ? { wrong: 'This is missing.', todo: 'Add it.' } : readText(value, read),
  )
}

/** A field that may be left out or empty, and then is `otherwise`. */
export function optional<T, Otherwise>(read: Reader<T>, otherwise: Otherwise) {
  return field((value) => ((value ?? null) === null ? otherwise : readText(value, read)))
}

/** A list that may be left out or empty, of no more items than its limit where it has one. */
export function listOf<Item extends z.ZodType>(item: Item, limit?: ListLimit) {
  return z
    .array(item)
    .superRefine((items, context) => {
      if (limit === undefined || isWithin(limit, items.length)) return
      const message = `There are ${items.length}.`
      context.addIssue({ code: 'custom', message, params: { todo: beyond(limit) } })
    })
    .nullish()
    .transform((items) => items ?? [])
}

/** Something of which one or several may be said: one text, or a list of texts. */
export function oneOrMore<Item extends z.ZodType>(item: Item) {
  return z
    .unknown()
    .optional()
    .transform((said) => (typeof said === 'string' ? [said] : said))
    .pipe(listOf(item))
}

/** Text up to its limit, without the space around it. */
export function words(limit: TextLimit): Reader<string> {
  return (text) => {
    const trimmed = text.trim()
    if (limit.kind === 'line' && /[\r\n]/.test(trimmed))
      return { wrong: 'This runs over several lines.', todo: 'Write it on one line.' }
    return bounded(trimmed, limit)
  }
}

/** Text on one line that becomes no field of anything. */
export const line = words(limits.remark.line)

/** Text of any number of lines that becomes no field of anything. */
export const prose = words(limits.remark.text)

/** What a priority, action, measure or recommendation is known by: short, without spaces. */
export function ref(text: string): string | Wrong {
  if (/^[\p{L}\p{N}][\p{L}\p{N}._-]*$/u.test(text)) return bounded(text, limits.action.ref)
  return {
    wrong: `${quoted(text)} cannot be a ref.`,
    todo: `Use up to ${limits.action.ref.most} letters, figures, dots or dashes, such as P1 or P1.S3.`,
  }
}

/** A priority's ref. Where its page would be at `new`, there is the form for another one. */
export function priorityRef(text: string): string | Wrong {
  if (text !== 'new') return ref(text)
  return { wrong: `${quoted(text)} cannot be the ref of a priority.`, todo: 'Use another, such as P1.' }
}

/** A link that a browser may open. */
export function link(text: string): string | Wrong {
  const read = linkSchema.safeParse(text)
  if (read.success) return read.data
  return { wrong: `${quoted(text)} is not a link.`, todo: read.error.issues[0]?.message ?? '' }
}

/** An email address in small letters, without what was pasted with it. */
export function email(text: string): string | Wrong {
  const address = addressTyped(text).toLowerCase()
  if (z.email().safeParse(mailboxKey(address)).success) return bounded(address, limits.person.email)
  return {
    wrong: `${quoted(text)} is not an email address.`,
    todo: 'Write one such as sam.lee@council.example.',
  }
}

/** A calendar day written `YYYY-MM-DD`. Other forms are refused: nobody can tell 03/04 from 04/03. */
export function day(text: string): Day | Wrong {
  if (isFarDay(text)) return { wrong: `${quoted(text)} is too far off.`, todo: beyond(days) }
  if (isDay(text)) return text
  if (/^\d{4}-\d{2}-\d{2}$/.test(text))
    return { wrong: `${text} is no day of the calendar.`, todo: 'Correct the day.' }
  return { wrong: `${quoted(text)} is not a day written YYYY-MM-DD.`, todo: dayHint(text) }
}

/** A number as written, so that `12.50` keeps its nought. */
export function amount(text: string): string | Wrong {
  const { figure } = limits.measure
  if (isFigureWithin(figure, text)) return text
  if (/^-?\d+(\.\d+)?$/.test(text)) return { wrong: `${quoted(text)} is too long.`, todo: beyond(figure) }
  return {
    wrong: `${quoted(text)} is not a plain number.`,
    todo: 'Write figures only, such as 1204 or 45.5: the unit has a key of its own.',
  }
}

/** How many there are. */
export function tally(text: string): number | Wrong {
  if (/^\d{1,6}$/.test(text)) return Number(text)
  return { wrong: `${quoted(text)} is not a whole number.`, todo: 'Write figures only, such as 12.' }
}

/** Yes or no. */
export function flag(text: string): boolean | Wrong {
  const said = { true: true, yes: true, false: false, no: false }[text.toLowerCase()]
  return said ?? { wrong: `${quoted(text)} is neither true nor false.`, todo: 'Write true or false.' }
}

function field<T>(read: (value: unknown) => T | Wrong) {
  // Optional for the library, so that a key that is not there reaches `read`, which knows what to say about it.
  return z
    .unknown()
    .optional()
    .transform((value, context): T => {
      const result = read(value)
      if (!isWrong(result)) return result
      context.addIssue({ code: 'custom', message: result.wrong, params: { todo: result.todo } })
      return z.NEVER
    })
}

function readText<T>(value: unknown, read: Reader<T>): T | Wrong {
  if (typeof value === 'string') return read(value)
  const found = Array.isArray(value) ? 'a list' : 'a mapping (key: value)'
  return {
    wrong: `This is ${found}, where text is needed.`,
    todo: 'Write one text; put it in "quotes" if it holds a colon.',
  }
}

function isWrong(result: unknown): result is Wrong {
  return typeof result === 'object' && result !== null && 'wrong' in result
}

function bounded(text: string, limit: TextLimit): string | Wrong {
  if (text === '')
    return { wrong: 'This is empty.', todo: 'Write it, or take the key out if it may be left out.' }
  if (isWithin(limit, text)) return text
  return { wrong: `This has ${text.length} characters.`, todo: beyond(limit) }
}

function dayHint(text: string): string {
  const [, first = '', month = '', year = ''] = /^(\d{1,2})[./-](\d{1,2})[./-](\d{4})$/.exec(text) ?? []
  const meant = `${year}-${month.padStart(2, '0')}-${first.padStart(2, '0')}`
  return isDay(meant) ? `Write ${meant} if ${dayInWords(meant)} is meant.` : 'Write one such as 2027-03-31.'
}
