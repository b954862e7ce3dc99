import { fieldsOf } from '#server/ui/forms/fields.ts'
import type { Faults, FormState, Typed } from '#server/ui/forms/forms.ts'
import type { Option } from '#server/ui/html/govuk.ts'
import type { Html } from '#server/ui/html/html.ts'
import type { TemplateSection } from '#workflows/report/template-facts.ts'

/** The value of a section that stands before all others. */
const FIRST = 'first'

/** What is wrong with a place that no page of ours offers. */
export const noPlace: Faults = { after: 'Choose where it stands' }

/** Where a section may stand among the others of its template: the field of a form, as it is drawn and read. */
export type PlaceField = {
  label: { after: string }
  choices: Readonly<Record<'after', Typed>>
  draw: (state: FormState) => Html
  /** How many of the others stand before it; null for a place that is not offered. */
  read: (values: Typed) => number | null
  /** What the field holds of a section that so many of the others stand before. */
  typed: (before: number) => Typed
}

/** The field by which a section is put among others. */
export function placeField(others: readonly TemplateSection[]): PlaceField {
  const items: Option[] = [
    { value: FIRST, text: 'At the beginning' },
    ...others.map(({ id, heading }, at) => ({ value: id, text: `After ${at + 1}, ${heading}` })),
  ]
  return {
    label: { after: 'Where it stands' },
    choices: { after: Object.fromEntries(items.map(({ value, text }) => [value, String(text)])) },
    draw: (state) => fieldsOf(state).pick('after', { label: 'Where does it stand?', items }),
    read: ({ after }) => {
      const at = items.findIndex(({ value }) => value === after)
      return at === -1 ? null : at
    },
    typed: (before) => ({ after: items[before]?.value ?? FIRST }),
  }
}
