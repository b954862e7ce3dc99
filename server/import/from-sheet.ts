import type { z } from 'zod'
import type { NounField, NounFields } from '#server/sheets/noun.ts'
import { limits } from '#workflows/limits.ts'
import { oneOf } from './choice.ts'
import { day, flag, needed, optional, type Reader, words } from './fields.ts'

type NameInFile<Field, Name> = Field extends { inFile: infer InFile extends string } ? InFile : Name

/** The entries of a plan file that tell the fields of a noun, under the names that they have there. */
export function entriesOf<F extends NounFields>(
  fields: F,
): { [Name in keyof F as NameInFile<F[Name], Name>]: z.ZodType<z.output<F[Name]['body']>> } {
  return Object.fromEntries(
    Object.entries(fields).map(([name, field]) => [field.inFile ?? name, entryOf(field)]),
  ) as never
}

function entryOf(field: NounField): z.ZodType {
  const { initial } = field
  const read = readerOf(field)
  return initial === undefined ? needed<unknown>(read) : optional<unknown, unknown>(read, initial)
}

function readerOf({ kind, meanings = {}, limit = limits.remark.text }: NounField): Reader<unknown> {
  if (kind === 'choice' || kind === 'select') return oneOf(Object.keys(meanings))
  return kind === 'day' ? day : kind === 'tick' ? flag : words(limit)
}

/** The fields of a noun as an entry of a plan file tells them, under their own names. */
export function fieldsInFile<F extends NounFields>(
  fields: F,
  entry: Readonly<Record<string, unknown>>,
): { [Name in keyof F]: z.output<F[Name]['body']> } {
  return Object.fromEntries(
    Object.entries(fields).map(([name, { inFile }]) => [name, entry[inFile ?? name]]),
  ) as never
}
