import type { ActionEventSheet } from '#server/sheets/event.ts'
import { day, line, text } from '#server/sheets/field.ts'
import { after } from '#server/sheets/history.ts'
import { limits } from '#workflows/limits.ts'
import type { BlockerEvent } from '#workflows/parts/blocker.ts'

const what = text({
  label: 'What it waits for',
  ask: 'What does it wait for?',
  because: 'Say what the action waits for.',
  limit: limits.blocker.what,
})
const waitingOn = line({
  label: 'Who has to act',
  ask: 'Who has to act?',
  hint: 'A person or a body',
  because: 'Say who has to act: a person or a body.',
  limit: limits.blocker.waitingOn,
})

/** What is told of what an action waits for. */
export const blockerEvents = {
  raise: {
    summary: 'Say what an action waits for',
    fields: {
      what,
      waitingOn,
      sinceOn: day({
        label: 'Waiting since',
        ask: 'Since when?',
        hint: 'Today or earlier',
        what: 'the day since when it waits',
      }),
    },
    label: 'Something blocks it',
    press: 'Save the blocker',
    done: ({ facts }) => `The blocker of ${facts.ref} is saved.`,
    history: ({ text: said, on }) => ({
      what: `Raised a blocker: ${said('what')}`,
      body: [`Waiting for ${said('waitingOn')} since ${on('sinceOn')}`],
      weight: 'setback',
    }),
  },
  markCritical: {
    summary: 'Call a blocker critical: the action turns red',
    label: 'It is critical',
    press: 'Call it critical',
    hint: () => 'The action turns red until it is resolved.',
    done: ({ facts }) => `The blocker of ${facts.ref} is marked critical.`,
    history: ({ part }) => ({
      what: `Called a blocker critical: ${part('blockers', 'what')}`,
      weight: 'setback',
    }),
  },
  resolve: {
    summary: 'Say how a blocker was resolved',
    fields: {
      how: text({
        label: 'How it was resolved',
        ask: 'How was it resolved?',
        because: 'Say how it was resolved.',
        limit: limits.blocker.how,
        rows: 3,
      }),
    },
    label: 'It is resolved',
    press: 'Mark it as resolved',
    done: ({ facts }) => `The blocker of ${facts.ref} is resolved.`,
    history: ({ text: said, part }) => ({
      what: `Resolved a blocker: ${part('blockers', 'what')}`,
      body: [said('how')],
    }),
  },
  reopen: {
    summary: 'Open a blocker again',
    fields: {
      reason: text({
        label: 'Reason',
        ask: 'Why does the action wait for it again?',
        because: 'Say why the action waits for it again.',
        limit: limits.blocker.reason,
        rows: 3,
      }),
    },
    label: 'It is not resolved after all',
    press: 'Open it again',
    done: ({ facts }) => `The blocker of ${facts.ref} is open again.`,
    history: ({ text: said, part }) => ({
      what: `Opened a blocker again: ${part('blockers', 'what')}`,
      body: [said('reason')],
      weight: 'setback',
    }),
  },
} satisfies Record<BlockerEvent['type'], ActionEventSheet>

/** What of an open blocker may be reworded. */
export const blockerEdit = {
  fields: { what, waitingOn },
  history: ({ text: said, part }) => ({
    what: `Reworded a blocker: ${said('what') || part('blockers', 'what')}`,
    body: [after('Waiting for ', said('waitingOn'))],
  }),
} satisfies Pick<ActionEventSheet, 'fields' | 'history'>
