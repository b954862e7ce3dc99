import { newId } from '#db/connection/ids.ts'
import { blockerEvents } from '#server/features/actions/blocker-sheet.ts'
import { offered } from '#server/sheets/option.ts'
import { fieldsOf } from '#server/ui/forms/fields.ts'
import { dayParts, type FormState, inPart, partOf, type Read, type Typed } from '#server/ui/forms/forms.ts'
import { button } from '#server/ui/html/govuk.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import type { Day } from '#workflows/calendar/calendar.ts'
import { type BlockerEvent, blockerWorkflow } from '#workflows/parts/blocker.ts'
import type { ActionModel } from '../page/action-model.ts'
import type { ActionForm, Step } from './form.ts'

const form = ({ read, may, today }: ActionModel) =>
  offered(blockerEvents.raise, {
    before: read,
    days: { sinceOn: today },
    rule: (field) => may.rule(blockerWorkflow.requirements, 'raise', field),
  })

/** Labels of the fields of a blocker. */
export const blockerLabels: Typed = inPart(
  Object.fromEntries(Object.entries(blockerEvents.raise.fields).map(([name, { label }]) => [name, label])),
  'blocker',
)

/** What the fields of a blocker hold before anybody types. */
export const blockerInitial = (today: Day): Typed => inPart(dayParts('sinceOn', today), 'blocker')

/** The fields of a blocker. */
export function blockerFields(state: FormState, model: ActionModel): Html {
  return form(model).fields(fieldsOf(state, 'blocker'))
}

/** Whether anything is typed that makes a blocker. */
export function blockerTyped(values: Typed): boolean {
  return ['blocker-what', 'blocker-waitingOn'].some((name) => (values[name] ?? '').trim() !== '')
}

/** Reads a blocker and makes the change of it. */
export function readBlocker(values: Typed, model: ActionModel): Read<Step> {
  const typed = form(model).read(partOf(values, 'blocker'))
  if (!typed.ok) return { ok: false, faults: inPart(typed.faults, 'blocker') }
  return {
    ok: true,
    data: {
      request: {
        subject: 'blocker',
        event: { ...typed.data, type: 'raise', blockerId: newId() } as BlockerEvent,
      },
      saved: 'The blocker is saved.',
      uses: (field) => field.startsWith('blocker-'),
      fieldFor: (field) => (field in typed.data ? `blocker-${field}` : undefined),
    },
  }
}

/** `/actions/:id/blockers/new`: says what an action waits for, also where no update can be given. */
export function newBlockerPage(model: ActionModel): ActionForm {
  const { ref } = model.read.facts
  const raise = model.may.blocker('').raise
  return {
    title: `Say what blocks ${ref}`,
    heading: 'What does it wait for?',
    dates: ['blocker-sinceOn'],
    labels: blockerLabels,
    initial: blockerInitial(model.today),
    read: (values) => {
      const read = readBlocker(values, model)
      return read.ok ? { ok: true, data: [read.data] } : read
    },
    fields: (state) => html`${blockerFields(state, model)}${button({ text: blockerEvents.raise.press })}`,
    ...(!raise.allowed && { closed: raise.because ?? '' }),
    done: blockerEvents.raise.done,
  }
}
