import { z } from 'zod'
import type { ActionRead } from '#db/read/action-facts.ts'
import type { Fields } from './field.ts'
import type { HistoryLine, HistoryReader } from './history.ts'

/**
 * An event of a workflow, told once: for the API, the forms and what is said afterwards. The workflow itself says who
 * may cause it, when, and what it needs.
 */
export type EventSheet<Subject> = {
  /** What it does, as the OpenAPI document names it. */
  summary: string
  fields?: Fields
  /** Fields that only some are asked for. */
  onlyIf?: Readonly<Record<string, (before: Subject) => boolean>>
  /** As one choice among others: 'Grant it'. */
  label: string
  /** On the button. */
  press: string
  hint?: (before: Subject) => string
  /** It takes something out that is hard to bring back. */
  warning?: true
  /** Said when it has happened. */
  done: (after: Subject) => string
}

/** An event of an action or of a part of it, which its history tells with all that it carries. */
export type ActionEventSheet = EventSheet<ActionRead> & { history: (reader: HistoryReader) => HistoryLine }

/** An event of a plan, a priority or a meeting: the history says what was done, and lists what it carries. */
export type PlanEventSheet<Subject> = EventSheet<Subject> & { past: string }

/**
 * The body of a transition: `event` names one of these, and its fields stand beside it.
 * @param id its name in the OpenAPI document
 */
export function transitionOf<Name extends string>(
  id: string,
  events: Readonly<Record<Name, Pick<EventSheet<never>, 'summary' | 'fields'>>>,
  because?: string,
): z.ZodType<{ event: Name } & Record<string, unknown>> {
  const options = Object.entries<Pick<EventSheet<never>, 'summary' | 'fields'>>(events).map(
    ([event, { summary, fields = {} }]) =>
      z.strictObject({ event: z.literal(event), ...bodiesOf(fields) }).meta({ title: summary }),
  )
  return z
    .discriminatedUnion('event', options as [(typeof options)[number]], {
      error: (issue) => (issue.code === 'invalid_union' ? because : undefined),
    })
    .meta({ id }) as never
}

/** The fields of a body, by name. */
export function bodiesOf<F extends Fields>(fields: F): { [Name in keyof F]: F[Name]['body'] } {
  return Object.fromEntries(Object.entries(fields).map(([name, { body }]) => [name, body])) as never
}
