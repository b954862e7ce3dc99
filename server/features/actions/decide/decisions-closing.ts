import { z } from 'zod'
import { lineSchema, textSchema } from '#server/http/schemas.ts'
import { asFault, dayField } from '#server/ui/forms/fields.ts'
import { dayParts } from '#server/ui/forms/forms.ts'
import { day } from '#server/ui/html/components.ts'
import { html } from '#server/ui/html/html.ts'
import { addDays } from '#workflows/calendar/calendar.ts'
import { asAction, type DecisionForm, nothingAsked, ruleOf } from './decision-form.ts'
import { reading } from './options.ts'

/** The way of an action from draft to embedded, and back to its owner. */
export const closingForms: Record<string, DecisionForm> = {
  agree: ({ read }) => ({
    label: 'Agree it',
    press: 'Agree this action',
    hint: `Its due date, ${read.facts.dueOn === null ? 'once set' : day(read.facts.dueOn)}, becomes the date that it is measured against for ever.`,
    read: reading(nothingAsked, [], () => asAction({ type: 'agree' })),
    done: ({ facts, owner }) => `${facts.ref} is agreed. ${owner?.name ?? 'Its owner'} has been told.`,
  }),
  start: () => ({
    label: 'Start it',
    press: 'Start work',
    hint: 'It is then in progress. The first update would do the same.',
    read: reading(nothingAsked, [], () => asAction({ type: 'start' })),
    done: ({ facts }) => `${facts.ref} is in progress.`,
  }),
  withdraw: () => ({
    label: 'Take it back',
    press: 'Take the submission back',
    hint: 'It is in progress again, and nobody decides on it until you submit it again.',
    read: reading(nothingAsked, [], () => asAction({ type: 'withdraw' })),
    done: ({ facts }) => `${facts.ref} is in progress again.`,
  }),
  endorse: () => ({
    label: 'Endorse it',
    press: 'Endorse it',
    hint: 'The evidence shows what was agreed. It goes on to the chair.',
    fields: ({ text }) =>
      text('statement', { label: 'Which evidence did you open, and what did it show?', rows: 4 }),
    labels: { statement: 'What the evidence showed' },
    read: reading(
      z.object({ statement: textSchema('Say which evidence you opened and what it showed') }),
      [],
      (data) => asAction({ type: 'endorse', ...data }),
    ),
    done: ({ facts }) => `You endorsed ${facts.ref}. The chair of the board has been told.`,
  }),
  return: (look) => ({
    label: 'Return it',
    press: 'Return it to the owner',
    hint: 'Something is missing. The owner answers and submits it again.',
    fields: ({ oneOf, text }) =>
      html`${oneOf('criterionId', {
        label: 'Which criterion is not met yet?',
        items: look.read.facts.criteria.map(({ id, text: words }) => ({ value: id, text: words })),
      })}${text('reason', { label: 'What is missing?', hint: 'Say what would be enough, so that the owner knows what to do.', rows: 4 })}`,
    labels: { criterionId: 'Criterion not met', reason: 'What is missing' },
    choices: { criterionId: Object.fromEntries(look.read.facts.criteria.map(({ id, text }) => [id, text])) },
    read: reading(
      z.object({
        criterionId: z.enum(
          look.read.facts.criteria.map(({ id }) => id),
          { error: asFault(ruleOf(look, 'return', 'criterionId').because('')) },
        ),
        reason: textSchema('Say what is missing'),
      }),
      [],
      (data) => asAction({ type: 'return', ...data }),
    ),
    done: ({ facts, owner }) => `You returned ${facts.ref}. ${owner?.name ?? 'Its owner'} has been told why.`,
  }),
  signOff: (look) => ({
    label: 'Sign it off',
    press: 'Sign it off',
    hint: 'It is done. Somebody checks later that it has stuck.',
    fields: ({
      line,
      day: date,
    }) => html`${line('minuteRef', { label: 'Reference of the minute (optional)', classes: 'govuk-input--width-20' })}
${date('embedCheckOn', { label: 'When is it checked that it has stuck?', hint: `${look.read.plan.settings.embedAfterDays} days from now unless you change it` })}`,
    labels: { minuteRef: 'Minute', embedCheckOn: 'Check on' },
    initial: dayParts('embedCheckOn', addDays(look.today, look.read.plan.settings.embedAfterDays)),
    dates: ['embedCheckOn'],
    read: reading(
      z.object({
        minuteRef: lineSchema('', 100).optional(),
        embedCheckOn: dayField('the day of the check', ruleOf(look, 'signOff', 'embedCheckOn')),
      }),
      ['embedCheckOn'],
      ({ minuteRef, embedCheckOn }) =>
        asAction({ type: 'signOff', embedCheckOn, ...(minuteRef !== undefined && { minuteRef }) }),
    ),
    done: ({ facts }) =>
      `You signed off ${facts.ref}.${facts.embedCheckOn === null ? '' : ` It will be checked on ${day(facts.embedCheckOn)}.`}`,
  }),
  embed: () => ({
    label: 'It has stuck',
    press: 'Confirm that it has stuck',
    hint: 'Two kinds of evidence dated after sign-off show it, one of them independent of the owner.',
    read: reading(nothingAsked, [], () => asAction({ type: 'embed' })),
    done: ({ facts }) => `${facts.ref} is embedded.`,
  }),
}
