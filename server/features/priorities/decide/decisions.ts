import { z } from 'zod'
import { textSchema } from '#server/http/schemas.ts'
import { type EventOption, eventFrom } from '#server/ui/forms/options.ts'
import type { Possibility } from '#workflows/engine/step.ts'
import { limits } from '#workflows/limits.ts'
import type { PriorityEvent } from '#workflows/priority/priority.ts'

type PriorityOption = EventOption<PriorityEvent>

/** The steps of a priority that a person may take now, each as a form asks for it. */
export function priorityOptions(ref: string, events: readonly Possibility[]): PriorityOption[] {
  return events.flatMap(({ event, allowed }) =>
    allowed ? [{ name: event, ...options[event as PriorityEvent['type']](ref) }] : [],
  )
}

const nothing = z.object({})
const because = (text: string) => z.object({ reason: textSchema(text, limits.priority.reason) })

const options: Record<PriorityEvent['type'], (ref: string) => Omit<PriorityOption, 'name'>> = {
  agree: (ref) => ({
    label: 'Agree it',
    press: 'Agree this priority',
    hint: 'The board holds its lead to account for it from now on.',
    read: eventFrom(nothing, () => ({ type: 'agree' })),
    done: `${ref} is agreed.`,
  }),
  deliver: (ref) => ({
    label: 'It is delivered',
    press: 'Call it delivered',
    hint: 'Every action is signed off, cancelled or superseded. Whether it lasts is asked later.',
    read: eventFrom(nothing, () => ({ type: 'deliver' })),
    done: `${ref} is delivered.`,
  }),
  sustain: (ref) => ({
    label: 'It has lasted',
    press: 'Call it sustained',
    hint: 'Every action that counts is embedded.',
    fields: ({ text }) =>
      text('outcomeNote', { label: 'What difference did it make for children or residents?', rows: 5 }),
    labels: { outcomeNote: 'What difference it made' },
    read: eventFrom(
      z.object({
        outcomeNote: textSchema(
          'Say what difference it made for children or residents',
          limits.priority.outcomeNote,
        ),
      }),
      (data) => ({ type: 'sustain', ...data }),
    ),
    done: `${ref} is sustained.`,
  }),
  pause: (ref) => ({
    label: 'Pause it',
    press: 'Pause this priority',
    hint: 'A paused priority stays in the plan, and goes on when you say so.',
    fields: ({ text }) => text('reason', { label: 'Why is it paused?', rows: 4 }),
    labels: { reason: 'Why it is paused' },
    read: eventFrom(because('Say why the priority is paused'), (data) => ({ type: 'pause', ...data })),
    done: `${ref} is paused.`,
  }),
  resume: (ref) => ({
    label: 'Let it go on',
    press: 'Let it go on',
    hint: 'It is active again.',
    fields: ({ text }) => text('reason', { label: 'Why does it go on?', rows: 4 }),
    labels: { reason: 'Why it goes on' },
    read: eventFrom(because('Say why the priority goes on'), (data) => ({ type: 'resume', ...data })),
    done: `${ref} goes on.`,
  }),
  reopen: (ref) => ({
    label: 'Open it again',
    press: 'Open it again',
    hint: 'It is active again, and takes actions again.',
    fields: ({ text }) => text('reason', { label: 'Why is it opened again?', rows: 4 }),
    labels: { reason: 'Why it is opened again' },
    read: eventFrom(because('Say why the priority is opened again'), (data) => ({ type: 'reopen', ...data })),
    done: `${ref} is open again.`,
  }),
}
