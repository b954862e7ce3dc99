import type { ActionEventSheet } from '#server/sheets/event.ts'
import { choice, day, nullable, optional, text } from '#server/sheets/field.ts'
import { after } from '#server/sheets/history.ts'
import { day as inWords } from '#server/ui/html/words.ts'
import { extensionWords } from '#server/ui/words/action-words.ts'
import { served } from '#server/ui/words/served.ts'
import type { ExtensionReason } from '#workflows/action/action-facts.ts'
import { limits } from '#workflows/limits.ts'
import type { ExtensionEvent } from '#workflows/parts/extension-requirements.ts'

const effect = nullable(
  text({
    label: 'What the delay means',
    ask: `What does the delay mean for ${served}? (optional)`,
    because: 'Say what the delay means, or leave it out.',
    limit: limits.extension.effect,
    rows: 3,
  }),
)
const mitigation = nullable(
  text({
    label: 'What is done until then',
    ask: 'What will you do until then? (optional)',
    because: 'Say what softens it, or leave it out.',
    limit: limits.extension.mitigation,
    rows: 3,
  }),
)
const why = text({
  label: 'Why more time is needed',
  ask: 'Why is more time needed?',
  hint: 'What happened, and what has been done already',
  because: 'Say why more time is needed.',
  limit: limits.extension.text,
})

/** What is told of a request for more time, and of what becomes of it. */
export const extensionEvents = {
  request: {
    summary: 'Ask for more time for an action',
    fields: {
      dueOn: day({ label: 'New date', ask: 'Which new date do you ask for?', what: 'the new date' }),
      reasonCode: choice({
        label: 'Reason',
        ask: 'What is the main reason?',
        meanings: extensionWords,
        because: 'Choose the main reason',
      }),
      text: why,
      effect,
      mitigation,
    },
    label: 'Ask for more time',
    press: 'Ask for more time',
    done: ({ facts }) =>
      `Your request for more time for ${facts.ref} is on its way. Until it is decided, the due date stands.`,
    history: ({ text: said, on, part }) => ({
      what: `Asked for more time, from ${part('extensions', 'previousDueOn')} to ${on('dueOn')}`,
      body: [
        `${extensionWords[said('reasonCode') as ExtensionReason] ?? 'Reason'}. ${said('text')}`,
        after('Effect: ', said('effect')),
        after('Until then: ', said('mitigation')),
      ],
    }),
  },
  grant: {
    summary: 'Grant more time: the due date moves',
    fields: {
      regulatorAgreement: optional(
        text({
          label: "The regulator's agreement",
          ask: 'Who agreed for the regulator, and when?',
          hint: 'The regulator fixed this date.',
          because: 'Say who agreed for the regulator, and when.',
          limit: limits.extension.regulatorAgreement,
          rows: 2,
        }),
      ),
      reason: optional(
        text({
          label: 'A word to the owner',
          ask: 'A word to the owner (optional)',
          because: 'Say why, or leave it out.',
          limit: limits.extension.reason,
          rows: 3,
        }),
      ),
    },
    onlyIf: { regulatorAgreement: ({ facts }) => facts.regulatorDate },
    label: 'Grant it',
    press: 'Grant more time',
    hint: () => 'The due date moves. The first date and the number of moves stay printed beside it.',
    done: ({ facts }) =>
      `You granted more time for ${facts.ref}. It is due on ${facts.dueOn === null ? 'no day' : inWords(facts.dueOn)} now.`,
    history: ({ text: said, part }) => ({
      what: `Granted more time: the due date moved from ${part('extensions', 'previousDueOn')} to ${part('extensions', 'dueOn')}`,
      body: [said('reason'), after("The regulator's agreement: ", said('regulatorAgreement'))],
      weight: 'decision',
    }),
  },
  refuse: {
    summary: 'Refuse more time: the due date stands',
    fields: {
      reason: text({
        label: 'Reason',
        ask: 'Why is it refused?',
        because: 'Say why the request is refused.',
        limit: limits.extension.reason,
        rows: 4,
      }),
    },
    label: 'Refuse it',
    press: 'Refuse more time',
    hint: () => 'The due date stands.',
    done: ({ facts }) => `You refused more time for ${facts.ref}. The due date stands.`,
    history: ({ text: said, part }) => ({
      what: `Refused more time until ${part('extensions', 'dueOn')}`,
      body: [said('reason')],
      weight: 'setback',
    }),
  },
  withdraw: {
    summary: 'Take a request for more time back',
    label: 'Take it back',
    press: 'Take the request back',
    done: ({ facts }) => `The request for more time for ${facts.ref} is taken back.`,
    history: ({ part }) => ({
      what: `Took back the request for more time until ${part('extensions', 'dueOn')}`,
    }),
  },
} satisfies Record<ExtensionEvent['type'], ActionEventSheet>

/** What of an open request may be reworded. */
export const extensionEdit = {
  fields: { text: why, effect, mitigation },
  history: ({ text: said }) => ({
    what: 'Reworded the request for more time',
    body: [said('text'), after('Effect: ', said('effect')), after('Until then: ', said('mitigation'))],
  }),
} satisfies Pick<ActionEventSheet, 'fields' | 'history'>
