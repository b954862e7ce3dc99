import { z } from 'zod'
import { newId } from '#db/connection/ids.ts'
import { textSchema } from '#server/http/schemas.ts'
import { dayField, fieldsOf } from '#server/ui/forms/fields.ts'
import {
  dayParts,
  type FormState,
  inPart,
  partOf,
  type Read,
  readForm,
  type Typed,
} from '#server/ui/forms/forms.ts'
import { button } from '#server/ui/html/govuk.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import type { Day } from '#workflows/calendar/calendar.ts'
import { blockerWorkflow } from '#workflows/parts/blocker.ts'
import type { Look } from '../page/look.ts'
import type { ActionForm, Step } from './form.ts'

/** Labels of the fields of a blocker. */
export const blockerLabels: Record<string, string> = {
  'blocker-what': 'What it waits for',
  'blocker-waitingOn': 'Who has to act',
  'blocker-sinceOn': 'Waiting since',
}

/** What the fields of a blocker hold before anybody types. */
export const blockerInitial = (today: Day): Typed => inPart(dayParts('sinceOn', today), 'blocker')

/** The fields of a blocker. */
export function blockerFields(state: FormState): Html {
  const { line, day } = fieldsOf(state, 'blocker')
  return html`${line('what', { label: 'What does it wait for?' })}
${line('waitingOn', { label: 'Who has to act?', hint: 'A person or a body' })}
${day('sinceOn', { label: 'Since when?', hint: 'Today or earlier' })}`
}

/** Whether anything is typed that makes a blocker. */
export function blockerTyped(values: Typed): boolean {
  return ['blocker-what', 'blocker-waitingOn'].some((name) => (values[name] ?? '').trim() !== '')
}

/** Reads a blocker and makes the change of it. */
export function readBlocker(values: Typed, { may }: Look): Read<Step> {
  const schema = z.object({
    what: textSchema('Say what it waits for', 500),
    waitingOn: textSchema('Say who has to act', 200),
    sinceOn: dayField(
      'the day since when it waits',
      may.rule(blockerWorkflow.requirements, 'raise', 'sinceOn'),
    ),
  })
  const read = readForm(schema, partOf(values, 'blocker'), ['sinceOn'])
  if (!read.ok) return { ok: false, faults: inPart(read.faults, 'blocker') }
  return {
    ok: true,
    data: {
      request: { subject: 'blocker', event: { type: 'raise', blockerId: newId(), ...read.data } },
      saved: 'The blocker is saved.',
      uses: (field) => field.startsWith('blocker-'),
      fieldFor: (field) => (field in read.data ? `blocker-${field}` : undefined),
    },
  }
}

/** `/actions/:id/blockers/new`: says what an action waits for, also where no update can be given. */
export function newBlockerPage(look: Look): ActionForm {
  const { ref } = look.read.facts
  const raise = look.may.blocker('').raise
  return {
    title: `Say what blocks ${ref}`,
    heading: 'What does it wait for?',
    dates: ['blocker-sinceOn'],
    labels: blockerLabels,
    initial: blockerInitial(look.today),
    read: (values) => {
      const read = readBlocker(values, look)
      return read.ok ? { ok: true, data: [read.data] } : read
    },
    fields: (state) => html`${blockerFields(state)}${button({ text: 'Save the blocker' })}`,
    ...(!raise.allowed && { closed: raise.because ?? '' }),
    done: () => `The blocker of ${ref} is saved.`,
  }
}
