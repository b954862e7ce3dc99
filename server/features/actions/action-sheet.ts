import type { ActionEventSheet } from '#server/sheets/event.ts'
import { day, few, line, optional, pick, text } from '#server/sheets/field.ts'
import { after } from '#server/sheets/history.ts'
import { day as inWords } from '#server/ui/html/words.ts'
import type { ActionEvent } from '#workflows/action/action-events.ts'
import { limits } from '#workflows/limits.ts'
import { count } from '#workflows/words.ts'
import { reportFields, whatChanged } from './report-fields-sheet.ts'

const reason = (ask: string, because: string, words: { hint?: string; label?: string; rows?: number } = {}) =>
  text({ label: 'Reason', rows: 4, ...words, ask, because, limit: limits.action.reason })

const newDueOn = day({
  label: 'New due date',
  ask: 'When is it due now?',
  hint: 'For example, 27 3 2027',
  what: 'the new due date',
})

/** What is told of each event of an action. */
export const actionEvents = {
  agree: {
    summary: 'Agree an action: its due date becomes the baseline',
    label: 'Agree it',
    press: 'Agree this action',
    hint: ({ facts: { dueOn } }) =>
      `Its due date, ${dueOn === null ? 'once set' : inWords(dueOn)}, becomes the date that it is measured against for ever.`,
    done: ({ facts, owner }) => `Action ${facts.ref} is agreed. ${owner?.name ?? 'Its owner'} has been told.`,
    history: () => ({ what: 'Agreed the action and its first due date', weight: 'decision' }),
  },
  start: {
    summary: 'Start work on an action',
    label: 'Start it',
    press: 'Start work',
    hint: () => 'It is then in progress. The first update would do the same.',
    done: ({ facts }) => `Action ${facts.ref} is in progress.`,
    history: () => ({ what: 'Started work' }),
  },
  report: {
    summary: 'Say how an action goes',
    fields: reportFields,
    label: 'Give an update',
    press: 'Save this update',
    done: ({ facts }) => `Your update of ${facts.ref} is saved.`,
    history: ({ text: said, on }) => ({
      what: 'Gave an update',
      body: [
        said('note'),
        after('What changed: ', said('whatChanged')),
        after('Expects it to be done on ', on('forecastOn')),
        after('Rates it worse than the rule: ', said('ownRating')),
      ],
    }),
  },
  submit: {
    summary: 'Submit an action for sign-off',
    fields: { whatChanged },
    label: 'Submit it',
    press: 'Submit for sign-off',
    done: ({ facts }) => `Action ${facts.ref} is submitted.`,
    history: ({ text: said }) => ({
      what: 'Submitted it for sign-off',
      body: [after('What changed: ', said('whatChanged'))],
    }),
  },
  withdraw: {
    summary: 'Take a submission back',
    label: 'Take it back',
    press: 'Take the submission back',
    hint: () => 'It goes back to being in progress, and nobody decides on it until you submit it again.',
    done: ({ facts }) => `Action ${facts.ref} is in progress again.`,
    history: () => ({ what: 'Took the submission back' }),
  },
  endorse: {
    summary: 'Endorse a submission: it goes on to the chair',
    fields: {
      statement: text({
        label: 'What the evidence showed',
        ask: 'Which evidence did you open, and what did it show?',
        because: 'Say which evidence you opened and what it showed.',
        limit: limits.action.statement,
        rows: 4,
      }),
    },
    label: 'Endorse it',
    press: 'Endorse it',
    hint: () => 'The evidence shows what was agreed. It goes on to the chair.',
    done: ({ facts }) => `You endorsed ${facts.ref}. The chair of the board has been told.`,
    history: ({ text: said }) => ({ what: 'Endorsed it', body: [said('statement')], weight: 'decision' }),
  },
  return: {
    summary: 'Return a submission to the owner',
    fields: {
      criterionId: few({
        label: 'Criterion not met',
        ask: 'Which criterion is not met yet?',
        because: 'Choose the closure criterion that is not met yet.',
      }),
      reason: reason('What is missing?', 'Say what is missing.', {
        label: 'What is missing',
        hint: 'Say what would be enough, so that the owner knows what to do.',
      }),
    },
    label: 'Return it',
    press: 'Return it to the owner',
    hint: () => 'Something is missing. The owner answers and submits it again.',
    done: ({ facts, owner }) => `You returned ${facts.ref}. ${owner?.name ?? 'Its owner'} has been told why.`,
    history: ({ text: said, criterion }) => ({
      what: 'Returned it to the owner',
      body: [said('reason'), after('Not met yet: ', criterion('criterionId'))],
      weight: 'setback',
    }),
  },
  signOff: {
    summary: 'Sign an action off',
    fields: {
      minuteRef: optional(
        line({
          label: 'Minute',
          ask: 'Reference of the minute (optional)',
          because: 'Give the reference of the minute, or leave it out.',
          limit: limits.action.minuteRef,
          classes: 'govuk-input--width-20',
        }),
      ),
      embedCheckOn: optional(
        day({
          label: 'Check on',
          ask: 'When is it checked that it has stuck?',
          what: 'the day of the check',
        }),
      ),
    },
    label: 'Sign it off',
    press: 'Sign it off',
    hint: ({ plan }) =>
      `It is done. The chair checks later that it has stuck, ${count(plan.settings.embedAfterDays, 'day')} from now unless you choose another day.`,
    done: ({ facts }) =>
      `You signed off ${facts.ref}.${facts.embedCheckOn === null ? '' : ` It will be checked on ${inWords(facts.embedCheckOn)}.`}`,
    history: ({ text: said, on }) => ({
      what: 'Signed it off',
      body: [after('Minute: ', said('minuteRef')), after('Check that it has stuck: ', on('embedCheckOn'))],
      weight: 'decision',
    }),
  },
  embed: {
    summary: 'Confirm that a change has stuck',
    label: 'It has stuck',
    press: 'Confirm that it has stuck',
    hint: () => 'Two kinds of evidence dated after sign-off show it, one of them independent of the owner.',
    done: ({ facts }) => `Action ${facts.ref} is embedded.`,
    history: () => ({ what: 'Confirmed that the change has stuck', weight: 'decision' }),
  },
  askEvidence: {
    summary: 'Ask the owner for the evidence that a check still needs',
    label: 'Ask the owner for the evidence',
    press: 'Ask the owner for it',
    done: ({ facts, owner }) =>
      `${owner?.name ?? 'The owner'} is asked for the evidence that the check of ${facts.ref} still needs.`,
    history: () => ({ what: 'Asked the owner for the evidence that the check still needs' }),
  },
  reopen: {
    summary: 'Open a finished action again',
    fields: {
      reason: reason('Why does it have to be opened again?', 'Say why it has to be opened again.'),
      dueOn: newDueOn,
    },
    label: 'Open it again',
    press: 'Open it again',
    hint: () => 'It goes back to being in progress, with a new due date.',
    done: ({ facts }) => `Action ${facts.ref} is open again. ${due(facts)}`,
    history: ({ text: said, on }) => ({
      what: `Opened it again, due on ${on('dueOn')}`,
      body: [said('reason')],
      weight: 'setback',
    }),
  },
  cancel: {
    summary: 'Cancel an action',
    fields: { reason: reason('Why is it cancelled?', 'Say why it is cancelled.') },
    label: 'Cancel it',
    press: 'Cancel this action',
    warning: true,
    hint: () => 'It leaves every percentage and is listed under changes. The chair can bring it back.',
    done: ({ facts }) => `Action ${facts.ref} is cancelled.`,
    history: ({ text: said }) => ({ what: 'Cancelled it', body: [said('reason')], weight: 'setback' }),
  },
  supersede: {
    summary: 'Have another action take over',
    fields: {
      successorId: pick({
        label: 'Takes over',
        ask: 'Which action takes over?',
        because: 'Choose the action that takes over',
      }),
      reason: optional(reason('Why? (optional)', 'Say why, or leave it out.', { rows: 3 })),
    },
    label: 'Have another action take over',
    press: 'Have the other action take over',
    warning: true,
    done: ({ facts }) => `Action ${facts.ref} is superseded.`,
    history: ({ text: said, name }) => ({
      what: `Had it taken over by ${name('successorId') || 'another action'}`,
      body: [said('reason')],
      weight: 'decision',
    }),
  },
  reinstate: {
    summary: 'Bring an action back into the plan',
    fields: { reason: reason('Why does it come back?', 'Say why it comes back.'), dueOn: newDueOn },
    label: 'Bring it back',
    press: 'Bring it back into the plan',
    hint: () => 'It goes back to being agreed, with a new due date.',
    done: ({ facts }) => `Action ${facts.ref} is back in the plan. ${due(facts)}`,
    history: ({ text: said, on }) => ({
      what: `Brought it back, due on ${on('dueOn')}`,
      body: [said('reason')],
      weight: 'decision',
    }),
  },
  transfer: {
    summary: 'Hand an action over to another owner',
    fields: {
      ownerId: pick({
        label: 'New owner',
        ask: 'Who is the new owner?',
        because: 'Choose the new owner',
      }),
      fromOn: day({
        label: 'From',
        ask: 'From which day?',
        hint: 'Today or earlier',
        what: 'the day from which the new owner answers for it',
      }),
      reason: reason('Why does it change hands?', 'Say why it changes hands.', { rows: 3 }),
    },
    label: 'Hand it over',
    press: 'Hand it over',
    hint: () => 'From that day on the new owner answers for it and is emailed about it.',
    done: ({ facts, owner }) => `Action ${facts.ref} is handed over to ${owner?.name ?? 'its new owner'}.`,
    history: ({ text: said, on, name }) => ({
      what: `Handed it over${after(' from ', name('ownerWas'))} to ${name('ownerId') || 'another owner'}, as of ${on('fromOn')}`,
      body: [said('reason')],
      weight: 'decision',
    }),
  },
} satisfies Record<ActionEvent['type'], ActionEventSheet>

const due = ({ dueOn }: { dueOn: string | null }) =>
  dueOn === null ? 'It has no due date yet.' : `It is due on ${inWords(dueOn)}.`
