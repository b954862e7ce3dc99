import { z } from 'zod'
import type { fieldsOf } from '#server/ui/forms/fields.ts'
import { asFault, dayParts, dayTyped, type Read, readForm, type Typed } from '#server/ui/forms/forms.ts'
import type { EventOption, Offered } from '#server/ui/forms/options.ts'
import type { Option } from '#server/ui/html/govuk.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import { type Day, isDay } from '#workflows/calendar/calendar.ts'
import type { FieldRule } from '#workflows/engine/field-rule.ts'
import type { Possibility } from '#workflows/engine/step.ts'
import type { EventSheet } from './event.ts'
import type { Field } from './field.ts'

/** What a form needs to know of the subject before an event of it can be offered. */
export type Offer<Subject> = {
  before: Subject
  /** What may be chosen in the fields whose values are of the subject or its plan. */
  picks?: Readonly<Record<string, readonly { value: string; text: string }[]>>
  /** Days that stand in the form before anybody types. */
  days?: Readonly<Record<string, Day>>
  /** What the workflow asks of a field, so that a form says it of what is typed. */
  rule?: (field: string) => FieldRule
  /** On a page of its own its questions are larger. */
  alone?: true
}

/** An event as a form offers it, and how what was typed for it is read. */
export type EventOffered<Subject> = Omit<Offered, 'name'> &
  Required<Pick<Offered, 'fields' | 'labels' | 'choices'>> & {
    initial: Typed
    dates: readonly string[]
    read: (values: Typed) => Read<Record<string, unknown>>
    done: (after: Subject) => string
  }

/** Offers an event with the fields that it asks of this subject. */
export function offered<Subject>(
  { fields = {}, onlyIf = {}, hint, ...event }: Omit<EventSheet<Subject>, 'summary'>,
  { before, picks = {}, days = {}, rule, alone }: Offer<Subject>,
): EventOffered<Subject> {
  const asked = Object.entries(fields).filter(([name]) => onlyIf[name]?.(before) ?? true)
  const dates = asked.flatMap(([name, { kind }]) => (kind === 'day' ? [name] : []))
  const schema = z.object(Object.fromEntries(asked.map(([name, { typed }]) => [name, typed])))
  const meanings = (name: string, field: Field): Typed =>
    field.meanings ?? Object.fromEntries((picks[name] ?? []).map(({ value, text }) => [value, text]))
  return {
    label: event.label,
    press: event.press,
    hint: hint?.(before),
    ...(event.warning && { warning: true }),
    fields: (draw) =>
      html`${asked.map(([name, field]) => drawn(draw, name, field, { items: picks[name] ?? [], alone }))}`,
    labels: Object.fromEntries(asked.map(([name, { label }]) => [name, label])),
    choices: Object.fromEntries(asked.map(([name, field]) => [name, meanings(name, field)])),
    initial: Object.assign({}, ...dates.map((name) => dayParts(name, days[name] ?? null))) as Typed,
    dates,
    read: (values) => ticked(ruled(readForm(schema, values, dates), asked, values, rule), asked),
    done: event.done,
  }
}

/** What was read; or what is wrong, in the order of the fields: what is no value, and what the workflow does not take. */
function ruled(
  read: Read<Record<string, unknown>>,
  asked: readonly (readonly [string, Field])[],
  values: Typed,
  rule?: (field: string) => FieldRule,
): Read<Record<string, unknown>> {
  if (rule === undefined) return read
  const wrong = asked.flatMap(([name, { kind }]) => {
    const fault = (read.ok ? undefined : read.faults[name]) ?? faultBy(rule(name), kind, name, values)
    return fault === undefined ? [] : [[name, fault]]
  })
  return wrong.length === 0 ? read : { ok: false, faults: Object.fromEntries(wrong) as Typed }
}

function faultBy(
  { test, because }: FieldRule,
  kind: Field['kind'],
  name: string,
  values: Typed,
): string | undefined {
  const value = kind === 'day' ? dayTyped(values, name) : (values[name] ?? '').trim()
  // A day that is not given is left out; whether a text is needed may depend on the subject. What another thing must
  // be like, the workflow can ask only when it is read.
  if ((kind === 'day' && !isDay(value)) || kind === 'pick') return undefined
  return test(value) ? undefined : asFault(because(value))
}

/** A box that is ticked, or not, as yes or no. */
function ticked(
  read: Read<Record<string, unknown>>,
  asked: readonly (readonly [string, Field])[],
): Read<Record<string, unknown>> {
  if (!read.ok) return read
  const boxes = asked.flatMap(([name, { kind }]) =>
    kind === 'tick' ? [[name, read.data[name] !== undefined]] : [],
  )
  return { ok: true, data: { ...read.data, ...Object.fromEntries(boxes) } }
}

const optionsOf = (words: Readonly<Record<string, string>>): Option[] =>
  Object.entries(words).map(([value, text]) => ({ value, text }))

type Draw = ReturnType<typeof fieldsOf>

/** The events that a person may cause now, each as a form offers it and reads it. */
export function eventOptions<Event extends { type: string }, Subject>(
  sheet: Readonly<Record<Event['type'], EventSheet<Subject>>>,
  events: readonly Possibility[],
  offer: Offer<Subject>,
): EventOption<Event>[] {
  return events.flatMap(({ event, allowed }) => {
    if (!allowed) return []
    const { read, done, ...option } = offered(sheet[event as Event['type']], offer)
    return [
      {
        ...option,
        name: event,
        read: (values) => {
          const typed = read(values)
          return typed.ok ? { ok: true, data: { ...typed.data, type: event } as unknown as Event } : typed
        },
        done: done(offer.before),
      },
    ]
  })
}

/** What is typed on a line, where it is no plain text. */
function keysOf({ type, inputmode }: Field) {
  return { ...(type !== undefined && { type }), ...(inputmode !== undefined && { inputmode }) }
}

/** A field as it is drawn in a form. */
export function drawn(
  draw: Draw,
  name: string,
  field: Field,
  { items = [], alone }: { items?: readonly Option[]; alone?: true | undefined } = {},
): Html {
  const { kind, label, ask = label, hint, rows, classes } = field
  const { says = label, none = 'Choose one' } = field
  const { meanings = {}, detailed = meanings } = field
  const own = {
    label: ask,
    ...(alone && { labelSize: 'm' as const }),
    ...(hint !== undefined && { hint }),
    ...(classes !== undefined && { classes }),
  }
  switch (kind) {
    case 'line':
      return draw.line(name, { ...own, ...keysOf(field) })
    case 'text':
      return draw.text(name, { ...own, ...(rows !== undefined && { rows }) })
    case 'day':
      return draw.day(name, own)
    case 'few':
      return draw.oneOf(name, { ...own, items })
    case 'choice':
      return draw.oneOf(name, {
        ...own,
        items: optionsOf(meanings),
      })
    case 'select':
      return draw.pick(name, {
        ...own,
        items: [...(field.none === undefined ? [] : [{ value: '', text: none }]), ...optionsOf(detailed)],
      })
    case 'tick': {
      const { hint: beside, ...rest } = own
      const box = { value: 'yes', text: says, ...(beside !== undefined && { hint: beside }) }
      return draw.tick(name, { ...rest, items: [box] })
    }
    case 'pick':
      return draw.pick(name, { ...own, items: [{ value: '', text: none }, ...items] })
  }
}
