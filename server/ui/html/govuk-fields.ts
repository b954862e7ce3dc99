import { type Content, type Html, html, raw, render } from './html.ts'
import { content, macro } from './macro.ts'

/** Extra attributes of an element. Names come from our code; values are escaped. */
export type Attributes = Readonly<Record<string, string>>

type Size = 's' | 'm' | 'l' | 'xl'

/** What every field has. `id` is the name unless given; `error` shows the field in its error state. */
export type Field = {
  name: string
  id?: string | undefined
  label: Content
  labelSize?: Size | undefined
  /** Makes the label or legend the page's one h1; give `page` the heading `null` then. */
  labelIsHeading?: boolean | undefined
  hint?: Content | undefined
  error?: Content | undefined
  /** What may be meant and is asked about before it is saved. */
  unusual?: Content | undefined
  classes?: string | undefined
  attributes?: Attributes | undefined
}

/** A text input. */
export type Input = Field & {
  value?: string | undefined
  type?: 'text' | 'email' | 'password' | 'search' | 'tel' | 'url' | undefined
  inputmode?: 'email' | 'numeric' | 'decimal' | 'tel' | 'url' | undefined
  autocomplete?: string | undefined
  spellcheck?: boolean | undefined
  prefix?: Content | undefined
  suffix?: Content | undefined
  disabled?: boolean | undefined
}

/** A text input with its label, hint and error. */
export function input({
  value,
  type,
  inputmode,
  autocomplete,
  spellcheck,
  prefix,
  suffix,
  disabled,
  ...field
}: Input): Html {
  const own = { value, type, inputmode, autocomplete, spellcheck, disabled }
  return govukInput({ ...single(field), ...own, prefix: content(prefix), suffix: content(suffix) })
}

/** A text area. `rows` is 5 unless given. */
export function textarea({
  value,
  rows,
  ...field
}: Field & { value?: string | undefined; rows?: number | undefined }): Html {
  return govukTextarea({ ...single(field), value, rows: rows === undefined ? undefined : String(rows) })
}

/** One choice of a list; choices of one `group` stand together under its name. */
export type Option = {
  value: string
  text: string
  disabled?: boolean | undefined
  group?: string | undefined
}

/** A drop-down list. Prefer `radios` for up to about seven choices. */
export function select({
  items,
  value,
  ...field
}: Field & { items: readonly Option[]; value?: string | undefined }): Html {
  return grouped(govukSelect({ ...single(field), items, value }), items)
}

/** A drop-down list with the names of its groups, which the macro does not know. Text in it is escaped by then. */
function grouped(list: Html, items: readonly Option[]): Html {
  if (items.every(({ group }) => group === undefined)) return list
  let at = -1
  const named = render(list).replace(/<option/g, (tag) => {
    at += 1
    const [group, before] = [items[at]?.group, items[at - 1]?.group]
    if (group === before) return tag
    const ends = before === undefined ? '' : '</optgroup>'
    return group === undefined ? ends + tag : `${ends}${render(html`<optgroup label="${group}">`)}${tag}`
  })
  return raw(items.at(-1)?.group === undefined ? named : named.replace('</select>', '</optgroup></select>'))
}

/** A file input. The form around it needs `enctype="multipart/form-data"`. */
export function fileUpload({ accept, ...field }: Field & { accept?: string | undefined }): Html {
  const own = single(field)
  return govukFileUpload({
    ...own,
    attributes: accept === undefined ? own.attributes : { ...own.attributes, accept },
  })
}

/** One radio button or tick box. `conditional` is shown while it is chosen; a tick box may have a `name` of its own. */
export type Choice = {
  value: string
  name?: string | undefined
  text: Content
  hint?: Content | undefined
  disabled?: boolean | undefined
  conditional?: Html | undefined
}

/** Radio buttons in a fieldset; `label` is the legend. A `{ divider: 'or' }` may stand between choices. */
export function radios({
  items,
  value,
  inline,
  small,
  ...field
}: Field & {
  items: readonly (Choice | { divider: string })[]
  value?: string | undefined
  inline?: boolean | undefined
  small?: boolean | undefined
}): Html {
  const classes = words(inline && 'govuk-radios--inline', small && 'govuk-radios--small', field.classes)
  return govukRadios({ ...group(field), classes, idPrefix: field.id, value, items: items.map(choice) })
}

/** Tick boxes in a fieldset; `values` are the ticked ones. */
export function checkboxes({
  items,
  values,
  small,
  ...field
}: Field & {
  items: readonly (Choice | { divider: string })[]
  values?: readonly string[] | undefined
  small?: boolean | undefined
}): Html {
  const classes = words(small && 'govuk-checkboxes--small', field.classes)
  return govukCheckboxes({ ...group(field), classes, idPrefix: field.id, values, items: items.map(choice) })
}

/** The three parts of a date as they were typed. */
export type DateParts = { day?: string | undefined; month?: string | undefined; year?: string | undefined }

/**
 * A date in three inputs, named `<name>-day`, `<name>-month` and `<name>-year`; ids follow `id` alike, so an
 * error links to `#<id>-day`. With an error and no `wrong`, all three are marked.
 */
export function dateInput({
  values,
  wrong,
  ...field
}: Field & { values?: DateParts | undefined; wrong?: readonly (keyof DateParts)[] | undefined }): Html {
  const marked = field.error === undefined ? [] : (wrong ?? parts)
  const items = parts.map((name) => ({
    name,
    classes: words(
      name === 'year' ? 'govuk-input--width-4' : 'govuk-input--width-2',
      marked.includes(name) && 'govuk-input--error',
    ),
    value: values?.[name],
  }))
  return govukDateInput({
    ...group(field),
    id: field.id ?? field.name,
    namePrefix: field.name,
    classes: field.classes,
    items,
  })
}

const parts = ['day', 'month', 'year'] as const
const govukInput = macro('input', 'govukInput')
const govukTextarea = macro('textarea', 'govukTextarea')
const govukSelect = macro('select', 'govukSelect')
const govukFileUpload = macro('file-upload', 'govukFileUpload')
const govukRadios = macro('radios', 'govukRadios')
const govukCheckboxes = macro('checkboxes', 'govukCheckboxes')
const govukDateInput = macro('date-input', 'govukDateInput')

/** Joins class names, leaving out what is not set. */
export function words(...names: (string | false | undefined)[]): string {
  return names.filter(Boolean).join(' ')
}

function single({ name, id, hint, unusual, error, classes, attributes, ...label }: Field) {
  return {
    name,
    id: id ?? name,
    classes,
    attributes,
    hint: content(hintOf(hint, unusual)),
    errorMessage: content(error),
    label: {
      ...content(label.label),
      isPageHeading: label.labelIsHeading,
      classes: label.labelSize && `govuk-label--${label.labelSize}`,
    },
  }
}

function group({ name, hint, unusual, error, attributes, ...label }: Field) {
  const classes = label.labelSize && `govuk-fieldset__legend--${label.labelSize}`
  return {
    name,
    attributes,
    hint: content(hintOf(hint, unusual)),
    errorMessage: content(error),
    fieldset: { legend: { ...content(label.label), isPageHeading: label.labelIsHeading, classes } },
  }
}

/** What is unusual stands with the hint: a screen reader reads both with the field, and neither is an error. */
function hintOf(hint: Content | undefined, unusual: Content | undefined): Content | undefined {
  if (unusual === undefined) return hint
  return html`${hint}<strong class="wm-unusual__beside">${unusual}</strong>`
}

function choice(item: Choice | { divider: string }): object {
  if ('divider' in item) return item
  const { value, name, text, hint, disabled, conditional } = item
  return { value, name, ...content(text), hint: content(hint), disabled, conditional: content(conditional) }
}
