import { z } from 'zod'
import { daySchema, idSchema, idTyped, textSchema } from '#server/http/schemas.ts'
import { dayField } from '#server/ui/forms/fields.ts'
import type { TextLimit } from '#workflows/limits.ts'

/** What a field is called and how a form asks for it. */
export type FieldWords = {
  /** By this name two texts stand side by side, and a history tells of it. */
  label: string
  /** The question of a form; the label, unless told. */
  ask?: string
  hint?: string
  rows?: number
  classes?: string
  /** What is typed on a line, where it is no plain text. */
  type?: 'url'
  /** Which keys a phone offers. */
  inputmode?: 'numeric' | 'decimal'
  /** Beside a box to tick. */
  says?: string
  /** The first of what may be chosen: that it is none of it. */
  none?: string
}

/** A field of an event, told once: for bodies of requests, for forms, and for texts side by side. */
export type Field<Body extends z.ZodType = z.ZodType> = FieldWords & {
  kind: 'line' | 'text' | 'day' | 'choice' | 'few' | 'pick' | 'select' | 'tick'
  /** Its value in the body of a request. */
  body: Body
  /** Its value as it is typed in a form. */
  typed: z.ZodType
  limit?: TextLimit
  /** The values of a choice with what they mean. What else may be chosen comes from the action or the plan. */
  meanings?: Readonly<Record<string, string>>
  /** What a drop-down says of each value, where that is more than what it means. */
  detailed?: Readonly<Record<string, string>>
}
export type Fields = Readonly<Record<string, Field>>

/** A text up to its limit, typed on one line. */
export const line = (words: TextWords) => worded('line', words)

/** A text up to its limit, typed on several lines. */
export const text = (words: TextWords) => worded('text', words)

/** A day within those that any field takes; `what` as it stands in a sentence: 'the new date'. */
export const day = ({ what, ...words }: FieldWords & { what: string }) =>
  ({ ...words, kind: 'day', body: daySchema, typed: dayField(what) }) satisfies Field

/** One of a fixed number of values. */
export function choice<Value extends string>({
  meanings,
  because,
  ...words
}: FieldWords & { meanings: Readonly<Record<Value, string>>; because: string }) {
  const values = Object.keys(meanings) as [Value, ...Value[]]
  return {
    ...words,
    kind: 'choice' as const,
    meanings,
    body: z.enum(values, { error: `Give one of: ${values.join(', ')}.` }),
    typed: z.enum(values, { error: because }),
  }
}

/** One of what a plan holds, by its id: a person, an action. */
export const pick = ({ because, ...words }: FieldWords & { because: string }) =>
  ({ ...words, kind: 'pick', body: idSchema, typed: idTyped(because) }) satisfies Field

/** One of a few things of the action, by its id: a closure criterion. */
export const few = (words: FieldWords & { because: string }) =>
  ({ ...pick(words), kind: 'few' }) satisfies Field

/** A field that may be left out, or be told to be nothing: null takes away what was said before. */
export function nullable<Body extends z.ZodType>(
  field: Field<Body>,
): Field<z.ZodOptional<z.ZodNullable<Body>>> {
  return { ...field, body: field.body.nullable().optional(), typed: field.typed.optional() }
}

/** The same field where it may be left out. */
export function optional<Body extends z.ZodType>(field: Field<Body>): Field<z.ZodOptional<Body>> {
  return { ...field, body: field.body.optional(), typed: field.typed.optional() }
}

type TextWords = FieldWords & { because: string; limit: TextLimit }

function worded(kind: 'line' | 'text', { because, limit, ...words }: TextWords): Field<z.ZodString> {
  const schema = textSchema(because, limit)
  return { ...words, kind, limit, body: schema, typed: schema }
}
