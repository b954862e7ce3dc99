import type { PriorityRow } from '#db/read/plans.ts'
import type { PlanEventSheet } from '#server/sheets/event.ts'
import { text } from '#server/sheets/field.ts'
import { served } from '#server/ui/words/served.ts'
import { limits } from '#workflows/limits.ts'
import type { PriorityEvent } from '#workflows/priority/priority.ts'
import { peopleServed } from '#workflows/words.ts'

const reason = (label: string, ask: string, because: string) => ({
  reason: text({ label, ask, because, limit: limits.priority.reason, rows: 4 }),
})

/** What is told of each event of a priority. */
export const priorityEvents = {
  agree: {
    summary: 'Agree a priority',
    label: 'Agree it',
    press: 'Agree this priority',
    hint: () => 'The board holds its lead to account for it from now on.',
    done: ({ ref }) => `Priority ${ref} is agreed.`,
    past: 'Agreed it',
  },
  deliver: {
    summary: 'Call a priority delivered',
    label: 'It is delivered',
    press: 'Call it delivered',
    hint: () => 'Every action is signed off, cancelled or superseded. Whether it lasts is asked later.',
    done: ({ ref }) => `Priority ${ref} is delivered.`,
    past: 'Called it delivered',
  },
  sustain: {
    summary: 'Call a priority sustained',
    fields: {
      outcomeNote: text({
        label: 'What difference it made',
        ask: `What difference did it make for ${served}?`,
        because: `Say what difference it made for ${peopleServed}.`,
        limit: limits.priority.outcomeNote,
        rows: 5,
      }),
    },
    label: 'It has lasted',
    press: 'Call it sustained',
    hint: () => 'Every action that counts is embedded.',
    done: ({ ref }) => `Priority ${ref} is sustained.`,
    past: 'Called it sustained',
  },
  pause: {
    summary: 'Pause a priority',
    fields: reason('Why it is paused', 'Why is it paused?', 'Say why the priority is paused.'),
    label: 'Pause it',
    press: 'Pause this priority',
    hint: () => 'A paused priority stays in the plan, and goes on when you say so.',
    done: ({ ref }) => `Priority ${ref} is paused.`,
    past: 'Paused it',
  },
  resume: {
    summary: 'Let a paused priority go on',
    fields: reason('Why it goes on', 'Why does it go on?', 'Say why the priority goes on.'),
    label: 'Let it go on',
    press: 'Let it go on',
    hint: () => 'It becomes active again.',
    done: ({ ref }) => `Priority ${ref} goes on.`,
    past: 'Let it go on',
  },
  reopen: {
    summary: 'Open a priority again',
    fields: reason(
      'Why it is opened again',
      'Why is it opened again?',
      'Say why the priority is opened again.',
    ),
    label: 'Open it again',
    press: 'Open it again',
    hint: () => 'It becomes active again, and takes actions again.',
    done: ({ ref }) => `Priority ${ref} is open again.`,
    past: 'Opened it again',
  },
} satisfies Record<PriorityEvent['type'], PlanEventSheet<Pick<PriorityRow, 'ref'>>>
