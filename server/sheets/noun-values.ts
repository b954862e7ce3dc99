import { z } from 'zod'
import { listSchema, numberSchema, textFault, textSchema, timeSchema } from '#server/http/schemas.ts'
import { tidy } from '#server/http/text.ts'
import { isTimeOfDay } from '#workflows/calendar/time-of-day.ts'
import {
  beyond,
  type FigureLimit,
  isFigureWithin,
  type ListLimit,
  type NumberLimit,
  type TextLimit,
} from '#workflows/limits.ts'
import type { FieldWords } from './field.ts'
import type { NounField } from './noun.ts'

type Words = FieldWords & Pick<NounField, 'edited' | 'inFile'>

/** A whole number, or none, typed on a line. */
export const numberOrNone = <const W extends Words & { limit: NumberLimit }>({ limit, ...words }: W) => ({
  ask: `${words.label} (optional)`,
  classes: 'govuk-input--width-5',
  inputmode: 'numeric' as const,
  ...words,
  kind: 'line' as const,
  body: numberSchema(limit).nullable(),
  typed: wholeTyped(limit).optional(),
  initial: null,
})

/** A time of day, or none, typed on a line as people write it: 14:00, 14.00 or 2pm. */
export const timeOrNone = <const W extends Words>(words: W) => ({
  ask: `${words.label} (optional)`,
  classes: 'govuk-input--width-5',
  ...words,
  kind: 'line' as const,
  body: timeSchema.nullable(),
  typed: z
    .string()
    .transform(timeTyped)
    .refine((time) => time !== null, { error: 'Enter a time, such as 14:00 or 2pm' })
    .optional(),
  initial: null,
})

/** A whole number that is always there: left empty, it takes its usual value. */
export const usualNumber = <const W extends Words & { limit: NumberLimit; usual: number }>({
  limit,
  usual,
  ...words
}: W) => ({
  classes: 'govuk-input--width-5',
  inputmode: 'numeric' as const,
  ...words,
  kind: 'line' as const,
  body: numberSchema(limit),
  typed: wholeTyped(limit).optional(),
  initial: usual,
})

/** A figure as it is published, or none; `least` where it may not lie below that. */
export const figureOrNone = <const W extends Words & { limit: FigureLimit; least?: number }>({
  limit,
  least,
  ...words
}: W) => {
  const within = (value: number) => isFigureWithin(limit, String(value))
  const enough = (value: number) => least === undefined || value >= least
  return {
    ask: `${words.label} (optional)`,
    classes: 'govuk-input--width-10',
    inputmode: 'decimal' as const,
    ...words,
    kind: 'line' as const,
    body: z
      .number({ error: 'Give a number.' })
      .refine(within, { error: beyond(limit) })
      .refine(enough, { error: 'Give nought or more.' })
      .nullable(),
    typed: z
      .string()
      .transform((text) => figureIn(text))
      .refine((value) => value !== null, { error: 'Type it in figures, such as 94 or 12.5' })
      .refine((value) => value === null || within(value), { error: beyond(limit) })
      .refine((value) => value === null || enough(value), { error: 'Give nought or more.' })
      .optional(),
    initial: null,
  }
}

/** Several short texts, typed one on a line. */
export const textList = <const W extends Words & { each: TextLimit; most: ListLimit; because: string }>({
  each,
  most,
  because,
  ...words
}: W) => ({
  ask: `${words.label} (optional)`,
  ...words,
  kind: 'text' as const,
  body: listSchema(textSchema(because, each), most),
  typed: z
    .string()
    .superRefine((text, context) => {
      const texts = textsIn(text)
      const fault =
        texts.length > most.most ? beyond(most) : texts.map((text) => textFault(each, text)).find(Boolean)
      if (fault) context.addIssue({ code: 'custom', message: fault })
    })
    .optional(),
  initial: [] as string[],
  fromText: textsIn,
})

/** A text exactly as published, or none, typed on a line. */
export function publishedOrNone<const W extends Words & { limit: TextLimit }>(words: W) {
  const schema = textSchema('Give the text exactly as published.', words.limit)
  return {
    ask: `${words.label} (optional)`,
    classes: 'govuk-input--width-20',
    ...words,
    kind: 'line' as const,
    body: schema.nullable(),
    typed: schema.optional(),
    initial: null,
  }
}

/** One of a fixed number of values, or none of them, from a drop-down. */
export function choiceOrNone<Value extends string>({
  meanings,
  ...words
}: Words & { none: string; meanings: Readonly<Record<Value, string>> }) {
  const values = Object.keys(meanings) as [Value, ...Value[]]
  return {
    ask: `${words.label} (optional)`,
    ...words,
    kind: 'select' as const,
    meanings,
    body: z.enum(values, { error: `Give one of: ${values.join(', ')}.` }).nullable(),
    typed: z.enum(values, { error: 'Choose one from the list' }).optional(),
    initial: null,
  }
}

/** The texts that were typed, one on a line. */
export const textsIn = (text: string): string[] => text.split(/\r?\n/).map(tidy).filter(Boolean)

/** A whole number within its limit, as it is typed on a line. */
export function wholeTyped(limit: NumberLimit) {
  return z
    .string()
    .transform((text) =>
      /^\d{1,3}(,\d{3})+$|^\d{1,12}$/.test(text.trim()) ? Number(text.replaceAll(',', '')) : Number.NaN,
    )
    .pipe(numberSchema(limit))
}

/** The time that a text is, as HH:MM; null where it is none. */
export function timeTyped(text: string): string | null {
  const [, hour, minutes, half] =
    /^(\d{1,2})(?:[:.](\d{2}))?\s*([ap]m)?$/.exec(text.trim().toLowerCase()) ?? []
  if (hour === undefined || (minutes === undefined && half === undefined)) return null
  if (half !== undefined && (Number(hour) < 1 || Number(hour) > 12)) return null
  const hours = half === undefined ? Number(hour) : (Number(hour) % 12) + (half === 'pm' ? 12 : 0)
  const time = `${String(hours).padStart(2, '0')}:${minutes ?? '00'}`
  return isTimeOfDay(time) ? time : null
}

/** The number that a text is, with commas between its thousands or without; null where it is none. */
function figureIn(text: string): number | null {
  const typed = text.trim().replace(/^[−–]/, '-')
  return /^-?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?$/.test(typed) ? Number(typed.replaceAll(',', '')) : null
}
