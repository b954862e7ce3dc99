import type { ActionRead } from '#db/read/action-facts.ts'
import type { ActionChangeRequest } from '#db/write/action-change.ts'
import type { EventOffered } from '#server/sheets/option.ts'
import { inPart, partOf, type Read, type Typed } from '#server/ui/forms/forms.ts'
import { askingOf, type Offered, optionFields, optionWords } from '#server/ui/forms/options.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import type { ActionForm, Step } from '../update/form.ts'

/** One thing that may be decided. Its fields show when it is chosen. */
export type DecisionOption = Offered & {
  initial?: Typed
  dates?: readonly string[]
  /** Checks what was typed and gives the change. */
  read: (values: Typed) => Read<ActionChangeRequest>
  done: (read: ActionRead) => string
}

/** An event that is offered, with the change that it asks for. */
export function requesting<Name extends string>(
  name: Name,
  { read, ...option }: EventOffered<ActionRead>,
  request: (fields: Record<string, unknown>) => ActionChangeRequest,
): DecisionOption & { name: Name } {
  return {
    ...option,
    name,
    read: (values) => {
      const typed = read(values)
      return typed.ok ? { ok: true, data: request(typed.data) } : typed
    },
  }
}

/** A form in which one of several things is decided. With only one, there is nothing to choose first. */
export function optionsForm(
  options: readonly DecisionOption[],
  page: Pick<ActionForm, 'title'> &
    Partial<Pick<ActionForm, 'heading' | 'aside' | 'closed'>> & { question: string; above?: Html | false },
): ActionForm {
  const { question, above, closed = 'There is nothing for you to decide here at the moment.', ...rest } = page
  const [only] = options.length === 1 ? options : []
  const chosen = (values: Typed) => only ?? options.find(({ name }) => name === values.decision)
  return {
    ...rest,
    dates: options.flatMap(({ name, dates = [] }) => dates.map((date) => `${name}-${date}`)),
    ...optionWords(options, question),
    initial: Object.assign({}, ...options.map(({ name, initial = {} }) => inPart(initial, name))) as Typed,
    read: (values) => {
      const option = chosen(values)
      return option
        ? readOption(option, values)
        : { ok: false, faults: { decision: 'Choose what you decide' } }
    },
    asking: (values) => askingOf(options, values),
    fields: (state) => html`${above}${optionFields(options, state, question)}`,
    ...(options.length === 0 && { closed }),
    done: (read, values) => chosen(values)?.done(read) ?? 'Your decision is saved.',
  }
}

/** Checks what was typed for one option, and gives its change under the names of the form's fields. */
export function readOption(option: DecisionOption, values: Typed): Read<Step[]> {
  const own = partOf(values, option.name)
  const read = option.read(own)
  if (!read.ok) return { ok: false, faults: inPart(read.faults, option.name) }
  const step: Step = {
    request: read.data,
    saved: 'Your decision is saved.',
    uses: () => true,
    fieldFor: (field) => (field in (option.labels ?? {}) ? `${option.name}-${field}` : undefined),
  }
  return { ok: true, data: [step] }
}
