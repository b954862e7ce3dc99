import { z } from 'zod'
import type { Choice, Field, Input, Option } from '#server/ui/html/govuk.ts'
import { checkboxes, dateInput, input, radios, select, textarea } from '#server/ui/html/govuk.ts'
import type { Html } from '#server/ui/html/html.ts'
import { isDay } from '#workflows/calendar/calendar.ts'
import type { FieldRule } from '#workflows/engine/field-rule.ts'
import { beyond, days, isFarDay } from '#workflows/limits.ts'
import { asFault, dateValues, type FormState } from './forms.ts'
import { besideFields } from './unusual.ts'

type Own = Omit<Field, 'name' | 'error'>

/** Draws the fields of a form, or of a part of one, with what was typed and what is wrong in each. */
export function fieldsOf({ values, faults, unusual }: FormState, part?: string) {
  const beside = unusual ? besideFields(unusual) : {}
  const named = (field: string) => {
    const name = part === undefined ? field : `${part}-${field}`
    return { name, value: values[name], error: faults[name], unusual: beside[name] }
  }
  const grouped = (field: string) => {
    const { value, ...rest } = named(field)
    return { ...rest, values: value === undefined ? [] : [value] }
  }
  return {
    line: (field: string, own: Own & Pick<Input, 'type' | 'inputmode'>): Html =>
      input({ ...own, ...named(field) }),
    text: (field: string, own: Own & { rows?: number }): Html => textarea({ ...own, ...named(field) }),
    oneOf: (field: string, own: Own & { items: readonly Choice[]; inline?: boolean }): Html =>
      radios({ ...own, ...named(field) }),
    pick: (field: string, own: Own & { items: readonly Option[] }): Html =>
      select({ ...own, ...named(field) }),
    tick: (field: string, own: Own & { items: readonly Choice[]; small?: boolean }): Html =>
      checkboxes({ ...own, ...grouped(field) }),
    /** Several of a list: each tick box is a field of its own, `<field>-<value>`. */
    ticks: (field: string, own: Own & { items: readonly Choice[]; small?: boolean }): Html => {
      const { name, error } = named(field)
      const items = own.items.map((item) => ({ ...item, name: `${name}-${item.value}` }))
      const ticked = items.filter((item) => values[item.name] !== undefined).map(({ value }) => value)
      return checkboxes({ ...own, name, error, items, values: ticked })
    },
    day: (field: string, own: Own): Html => {
      const { value: _, ...rest } = named(field)
      return dateInput({ ...own, ...rest, values: dateValues(values, rest.name) })
    },
  }
}

/**
 * A day typed into a date input, within the days that any field takes.
 * @param what as it stands in a sentence: 'the date of the evidence'
 * @param allowed a further test, with the sentence said when it fails, which loses its full stop here
 */
export function dayField(
  what: string,
  allowed?: Pick<FieldRule, 'test'> & { because: string | FieldRule['because'] },
) {
  const real = z.string({ error: `Enter ${what}` }).refine((day) => isDay(day) || isFarDay(day), {
    error: `${what.charAt(0).toUpperCase()}${what.slice(1)} must be a real date, such as 27 3 2027`,
  })
  const near = real.refine((day) => !isFarDay(day), { error: beyond(days) })
  return allowed
    ? near.refine((day) => !isDay(day) || isFarDay(day) || allowed.test(day), {
        error: ({ input }) =>
          asFault(typeof allowed.because === 'string' ? allowed.because : allowed.because(String(input))),
      })
    : near
}
