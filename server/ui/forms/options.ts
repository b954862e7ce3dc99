import { button, radios } from '#server/ui/html/govuk.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import { fieldsOf } from './fields.ts'
import { type FormState, inPart, partOf, type Read, type Typed } from './forms.ts'
import type { AskingWords } from './unusual.ts'

/** One of several things that a form may do, as it is offered. Its fields show when it is chosen. */
export type Offered = {
  name: string
  /** As a choice among others: 'Endorse it'. */
  label: string
  hint?: string | undefined
  press: string
  warning?: boolean
  fields?: (field: ReturnType<typeof fieldsOf>) => Html
  /** What its fields are called, for showing what was typed. */
  labels?: Typed
  /** What the values of its choices mean, by field. */
  choices?: Readonly<Record<string, Typed>>
}

const usualQuestion = 'What do you decide?'

/** The fields for choosing one of several things. With only one, there is nothing to choose first. */
export function optionFields(options: readonly Offered[], state: FormState, question = usualQuestion): Html {
  const [only] = options.length === 1 ? options : []
  return only ? soleFields(only, state) : choice(options, state, question)
}

/** A step of a workflow as a form offers it. */
export type EventOption<Event> = Offered & {
  /** Checks what was typed and gives the event. */
  read: (values: Typed) => Read<Event>
  /** Said when it has happened. */
  done: string
  /** Which of its fields are days, and what stands in them before anybody types. */
  dates?: readonly string[]
  initial?: Typed
}

/** The option that was chosen and the event it makes, or what is wrong with what was typed. */
export function readOption<Event>(
  options: readonly EventOption<Event>[],
  values: Typed,
): Read<{ event: Event; option: EventOption<Event> }> {
  const [only] = options.length === 1 ? options : []
  const option = only ?? options.find(({ name }) => name === values.decision)
  if (!option) return { ok: false, faults: { decision: 'Choose what you decide' } }
  const read = option.read(partOf(values, option.name))
  if (!read.ok) return { ok: false, faults: inPart(read.faults, option.name) }
  return { ok: true, data: { event: read.data, option } }
}

/** What a form of decisions says where it asks first about one of them. */
export function askingOf(
  options: readonly Offered[],
  { decision }: Typed,
  linkOf?: AskingWords['linkOf'],
): AskingWords {
  const [only] = options.length === 1 ? options : []
  const chosen = only ?? options.find(({ name }) => name === decision)
  return {
    press: `${chosen?.label ?? 'Decide it'} all the same`,
    otherwise: only
      ? 'Change it below, or do it all the same.'
      : 'Do it all the same, or decide otherwise below.',
    ...(linkOf && { linkOf }),
  }
}

/** What the fields of a choice are called, and what the choices mean, for showing what was typed. */
export function optionWords(options: readonly Offered[], question = usualQuestion) {
  return {
    labels: Object.assign(
      { decision: question },
      ...options.map(({ name, labels = {} }) => inPart(labels, name)),
    ) as Typed,
    choices: {
      decision: Object.fromEntries(options.map(({ name, label }) => [name, label])),
      ...Object.assign(
        {},
        ...options.map(({ name, choices = {} }) =>
          Object.fromEntries(Object.entries(choices).map(([field, words]) => [`${name}-${field}`, words])),
        ),
      ),
    } as Record<string, Typed>,
  }
}

/** What the values of offered choices mean. */
export function meaningsOf(offered: readonly { value: string; text: string }[]): Typed {
  return Object.fromEntries(offered.map(({ value, text }) => [value, text]))
}

/** What the boxes of a list to tick mean, by field: each is a field of its own, `<field>-<value>`. */
export function tickMeanings(field: string, offered: readonly { value: string }[]): Record<string, Typed> {
  return Object.fromEntries(offered.map(({ value }) => [`${field}-${value}`, { [value]: 'Yes', '': 'No' }]))
}

function soleFields(option: Offered, state: FormState): Html {
  const look = option.warning ? 'warning' : 'primary'
  return html`${
    option.hint !== undefined && html`<p class="govuk-body">${option.hint}</p>`
  }${option.fields?.(fieldsOf(state, option.name))}${button({ text: option.press, look })}`
}

function choice(options: readonly Offered[], state: FormState, question: string): Html {
  return html`${radios({
    name: 'decision',
    label: question,
    labelSize: 'm',
    value: state.values.decision,
    error: state.faults.decision,
    items: options.map(({ name, label, hint, fields }) => ({
      value: name,
      text: label,
      hint,
      conditional: fields?.(fieldsOf(state, name)),
    })),
  })}${button({ text: 'Confirm this decision' })}`
}
