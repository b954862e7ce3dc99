import { z } from 'zod'
import type { CsvColumns, CsvValue } from '#server/http/csv.ts'
import { daySchema, freeTextSchema, idSchema, idTyped } from '#server/http/schemas.ts'
import { dayField } from '#server/ui/forms/fields.ts'
import type { TextLimit } from '#workflows/limits.ts'
import type { Field, FieldWords } from './field.ts'

/** A field that describes a noun, told once: for bodies, answers and CSV of the API, for forms, histories and plan files. */
export type NounField<Body extends z.ZodType = z.ZodType> = Field<Body> & {
  /** What it is of one that says nothing of it. A field without it is needed. */
  initial?: z.output<Body>
  /** The value of what was typed, where that is more than its text. */
  fromText?: (typed: string) => unknown
  /** As a history says that it was edited: 'Edited start date'; the label in small letters, unless told. */
  edited?: string
  /** Its name in a plan file; the same, unless told. */
  inFile?: string
}
export type NounFields = Readonly<Record<string, NounField>>

type Words = FieldWords & Pick<NounField, 'edited' | 'inFile'>

/** A text that may be empty, typed on as many lines as its limit allows. */
export const freeText = <const W extends Words & { limit: TextLimit }>(words: W) => {
  const body = freeTextSchema(words.limit)
  return {
    ask: `${words.label} (optional)`,
    ...words,
    kind: words.limit.kind,
    body,
    typed: body.optional(),
    initial: '',
  }
}

/** A day, or none; `what` as it stands in a sentence: 'the due date'. */
export const dayOrNone = <const W extends Words & { what: string }>(words: W) => ({
  ask: `${words.label} (optional)`,
  ...words,
  kind: 'day' as const,
  body: daySchema.nullable(),
  typed: dayField(words.what).optional(),
  initial: null,
})

/** Yes or no, as a box to tick: `says` stands beside the box. */
export const tick = <const W extends Words & { says: string }>(words: W) => ({
  ...words,
  kind: 'tick' as const,
  meanings: tickWords,
  body: yesOrNo,
  typed: z.string().optional(),
  initial: false,
})

/** Another noun that it is tied to, or none; `means` is said of its id in the document of the API. */
export const tie = <const W extends Words & { none: string; means?: string }>(words: W) => {
  const id = idSchema.nullable()
  return {
    ask: `${words.label} (optional)`,
    ...words,
    kind: 'pick' as const,
    body: words.means === undefined ? id : id.meta({ description: words.means }),
    typed: idTyped('Choose one from the list').optional(),
    initial: null,
  }
}

/** What a box to tick means, by its value. */
const tickWords: Readonly<Record<string, string>> = { yes: 'Yes', '': 'No' }

const yesOrNo = z.boolean({ error: 'Give true or false.' })

type NewBody<F extends NounFields> = {
  [Name in keyof F]: F[Name] extends { initial: unknown } ? z.ZodDefault<F[Name]['body']> : F[Name]['body']
}

/** The fields of a body that makes a new one: what it leaves out takes its initial value. */
export function newBodiesOf<F extends NounFields>(fields: F): NewBody<F> {
  return mapped(fields, ({ body, initial }) =>
    initial === undefined ? body : body.default(initial),
  ) as never
}

type Initial<F extends NounFields> = {
  [Name in keyof F as F[Name] extends { initial: unknown } ? Name : never]: z.output<F[Name]['body']>
}

/** What a new one is, as long as nothing is said of it. */
export function initialOf<F extends NounFields>(fields: F): Initial<F> {
  const known = Object.entries(fields).filter(([, { initial }]) => initial !== undefined)
  return Object.fromEntries(known.map(([name, { initial }]) => [name, initial])) as never
}

/** The fields of an answer, where a text that was stored before its limit still stands. */
export function answersOf<F extends NounFields>(fields: F): { [Name in keyof F]: z.ZodType } {
  return mapped(fields, ({ kind, body }) => (kind === 'line' || kind === 'text' ? z.string() : body)) as never
}

/** The columns of these fields as CSV, each by its name. */
export function columnsOf<F extends NounFields>(fields: F): CsvColumns<Readonly<Record<keyof F, CsvValue>>> {
  return mapped(fields, (_, name) => (row: Readonly<Record<string, CsvValue>>) => row[name]) as never
}

/** The values of these fields alone, out of all that is known of one. */
export function described<F extends NounFields, Row extends Record<keyof F, unknown>>(
  fields: F,
  row: Row,
): Pick<Row, keyof F & keyof Row> {
  return mapped(fields, (_, name) => row[name as keyof F]) as never
}

type Labelled = Readonly<Record<string, { label: string; edited?: string }>>

/** The labels of fields. */
export function labelsOf(fields: Labelled): Record<string, string> {
  return mapped(fields, ({ label }) => label)
}

/** What the values of choices and of boxes to tick mean, by field. */
export function meaningsIn(fields: NounFields): Record<string, Readonly<Record<string, string>>> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, { meanings }]) => (meanings ? [[name, meanings]] : [])),
  )
}

/** What a history says of fields that were edited, by their names. */
export function editedWords(fields: Labelled): Record<string, string> {
  return mapped(fields, ({ label, edited = label.toLowerCase() }) => edited)
}

/** Something of each field, by its name. */
export function mapped<Each, T>(
  fields: Readonly<Record<string, Each>>,
  of: (field: Each, name: string) => T,
): Record<string, T> {
  return Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, of(field, name)]))
}
