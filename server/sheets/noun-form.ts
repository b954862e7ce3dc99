import { z } from 'zod'
import { fieldsOf } from '#server/ui/forms/fields.ts'
import { dayParts, type FormState, type Read, readForm, type Typed } from '#server/ui/forms/forms.ts'
import { button, type Option } from '#server/ui/html/govuk.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import type { Day } from '#workflows/calendar/calendar.ts'
import { labelsOf, mapped, meaningsIn, type NounFields } from './noun.ts'
import { drawn } from './option.ts'

type Values<F extends NounFields> = { [Name in keyof F]: z.output<F[Name]['body']> }
type Row = Readonly<Record<string, unknown>>
/** What another noun may be chosen from, by field. */
type Picks = Readonly<Record<string, readonly Option[]>>

/** A form of all the fields that describe a noun. */
export function nounForm<F extends NounFields>(fields: F) {
  const schema = z.object(typedOf(fields))
  const dates = datesOf(fields)
  return {
    dates,
    labels: labelsOf(fields),
    /** What the values of its choices mean. */
    choices: meaningsIn(fields),
    /** What it holds of one that is there. */
    saved: (row: Row): Typed => typedFrom(fields, row),
    /**
     * Reads what was typed.
     * @param saved what its fields hold while nothing is typed
     */
    read: (values: Typed, saved: Typed = {}): Read<Values<F>> => {
      const read = readForm(schema, withUnasked(fields, values, saved), dates, saved)
      return read.ok ? { ok: true, data: valuesTyped(fields, read.data) } : read
    },
    draw: (
      state: FormState,
      press: string,
      picks: Picks = {},
    ): Html => html`${drawnFields(fieldsOf(state), fields, picks)}
${button({ text: press })}`,
  }
}

/** The schemas by which a form of these fields is read. */
export function typedOf<F extends NounFields>(fields: F): { [Name in keyof F]: F[Name]['typed'] } {
  return mapped(fields, ({ typed }) => typed) as never
}

/**
 * What was sent, and of fields that the page did not ask for what is saved: a page that was opened before they came to
 * be says nothing of them, which is another thing than a line that was emptied or a tick that was taken away. A choice
 * of which nothing is chosen is asked for instead.
 */
export function withUnasked(fields: NounFields, values: Typed, saved: Typed): Typed {
  const unasked = Object.entries(fields).flatMap(([name, { kind }]) => {
    if (kind === 'choice') return []
    const names = kind === 'day' ? Object.keys(dayParts(name, '2000-01-01')) : [name]
    const asked = kind === 'tick' ? [...names, askedFor(name)] : names
    return asked.some((each) => values[each] !== undefined) ? [] : names
  })
  const stands = unasked.flatMap((name) => (saved[name] === undefined ? [] : [[name, saved[name]]]))
  return { ...values, ...(Object.fromEntries(stands) as Typed) }
}

/** The hidden field by which a form says that it asked for a tick: a box without one is not sent. */
const askedFor = (name: string): string => `asked-${name}`

/** What was read of a form: what was left empty takes its initial value. */
export function valuesTyped<F extends NounFields>(
  fields: F,
  read: Readonly<Record<string, unknown>>,
): Values<F> {
  return mapped(fields, ({ kind, initial, fromText }, name) => {
    const typed = read[name]
    if (kind === 'tick') return typed !== undefined
    return typeof typed === 'string' && fromText ? fromText(typed) : (typed ?? initial)
  }) as never
}

/** What the fields of a form hold of one that is there. */
export function typedFrom(fields: NounFields, row: Readonly<Record<string, unknown>>): Typed {
  return Object.assign(
    {},
    ...Object.entries(fields).map(([name, { kind }]) => {
      const value = row[name]
      if (kind === 'day') return dayParts(name, value as Day | null)
      if (kind === 'tick') return value === true ? { [name]: 'yes' } : {}
      if (Array.isArray(value)) return { [name]: value.join('\n') }
      return { [name]: value === null || value === undefined ? '' : String(value as string | number) }
    }),
  ) as Typed
}

/** The names of the date inputs among fields. */
export function datesOf(fields: NounFields): string[] {
  return Object.entries(fields).flatMap(([name, { kind }]) => (kind === 'day' ? [name] : []))
}

/**
 * Draws the fields of a form, in their order; what there is nothing to choose from for is left out.
 * @param picks what another noun may be chosen from, by field
 */
export function drawnFields(draw: ReturnType<typeof fieldsOf>, fields: NounFields, picks: Picks = {}): Html {
  return html`${Object.entries(fields).map(([name, field]) => {
    const items = picks[name] ?? []
    if (field.kind === 'pick' && items.length === 0) return null
    const asked = field.kind === 'tick' && html`<input type="hidden" name="${askedFor(name)}" value="yes">`
    return html`${asked}${drawn(draw, name, field, { items })}`
  })}`
}
