import { z } from 'zod'
import { textSchema } from '#server/http/schemas.ts'
import { dayField } from '#server/ui/forms/fields.ts'
import { dayParts } from '#server/ui/forms/forms.ts'
import { meaningsOf } from '#server/ui/forms/options.ts'
import { day } from '#server/ui/html/components.ts'
import { html } from '#server/ui/html/html.ts'
import type { Look } from '../page/look.ts'
import { asAction, type DecisionForm, reasonAsked, ruleOf } from './decision-form.ts'
import { type DecisionOption, reading } from './options.ts'

/** Where an action stands in the plan: taken out, brought back, opened again or handed over. */
export const standingForms: Record<string, DecisionForm> = {
  reopen: (look) =>
    comesBack(look, 'reopen', {
      label: 'Open it again',
      press: 'Open it again',
      hint: 'It is in progress again, with a new due date.',
      why: 'Why does it have to be opened again?',
      missing: 'Say why it has to be opened again',
      done: 'is open again',
    }),
  reinstate: (look) =>
    comesBack(look, 'reinstate', {
      label: 'Bring it back',
      press: 'Bring it back into the plan',
      hint: 'It is agreed again, with a due date.',
      why: 'Why does it come back?',
      missing: 'Say why it comes back',
      done: 'is back in the plan',
    }),
  cancel: () => ({
    label: 'Cancel it',
    press: 'Cancel this action',
    warning: true,
    hint: 'It leaves every percentage and is listed under changes. The chair can bring it back.',
    fields: ({ text }) => text('reason', { label: 'Why is it cancelled?', rows: 4 }),
    labels: { reason: 'Reason' },
    read: reading(reasonAsked('Say why it is cancelled'), [], (data) =>
      asAction({ type: 'cancel', ...data }),
    ),
    done: ({ facts }) => `${facts.ref} is cancelled.`,
  }),
  supersede: (_look, { successors }) => ({
    label: 'Have another action take over',
    press: 'Have the other action take over',
    warning: true,
    fields: ({ pick, text }) =>
      html`${pick('successorId', {
        label: 'Which action takes over?',
        items: [{ value: '', text: 'Choose an action' }, ...successors],
      })}${text('reason', { label: 'Why? (optional)', rows: 3 })}`,
    labels: { successorId: 'Takes over', reason: 'Reason' },
    choices: { successorId: meaningsOf(successors) },
    read: reading(
      z.object({
        successorId: z.uuid({ error: 'Choose the action that takes over' }),
        reason: textSchema('').optional(),
      }),
      [],
      ({ successorId, reason: why }) =>
        asAction({ type: 'supersede', successorId, ...(why !== undefined && { reason: why }) }),
    ),
    done: ({ facts }) => `${facts.ref} is superseded.`,
  }),
  transfer: (look, { people }) => ({
    label: 'Hand it over',
    press: 'Hand it over',
    hint: 'From that day on the new owner answers for it and is emailed about it.',
    fields: ({ pick, day: date, text }) =>
      html`${pick('ownerId', {
        label: 'Who is the new owner?',
        items: [{ value: '', text: 'Choose a person' }, ...people],
      })}${date('fromOn', { label: 'From which day?', hint: 'Today or earlier' })}${text('reason', { label: 'Why does it change hands?', rows: 3 })}`,
    labels: { ownerId: 'New owner', fromOn: 'From', reason: 'Reason' },
    choices: { ownerId: meaningsOf(people) },
    initial: dayParts('fromOn', look.today),
    dates: ['fromOn'],
    read: reading(
      z.object({
        ownerId: z.uuid({ error: 'Choose the new owner' }),
        fromOn: dayField(
          'the day from which the new owner answers for it',
          ruleOf(look, 'transfer', 'fromOn'),
        ),
        reason: textSchema('Say why it changes hands'),
      }),
      ['fromOn'],
      (data) => asAction({ type: 'transfer', ...data }),
    ),
    done: ({ facts, owner }) => `${facts.ref} is handed over to ${owner?.name ?? 'its new owner'}.`,
  }),
}

function comesBack(
  look: Look,
  type: 'reopen' | 'reinstate',
  words: { label: string; press: string; hint: string; why: string; missing: string; done: string },
): Omit<DecisionOption, 'name'> {
  return {
    label: words.label,
    press: words.press,
    hint: words.hint,
    fields: ({ text, day: date }) =>
      html`${text('reason', { label: words.why, rows: 4 })}${date('dueOn', { label: 'When is it due now?', hint: 'For example, 27 3 2027' })}`,
    labels: { reason: 'Reason', dueOn: 'New due date' },
    dates: ['dueOn'],
    read: reading(
      z.object({
        reason: textSchema(words.missing),
        dueOn: dayField('the new due date', ruleOf(look, type, 'dueOn')),
      }),
      ['dueOn'],
      (data) => asAction({ type, ...data }),
    ),
    done: ({ facts }) =>
      `${facts.ref} ${words.done}. It is due on ${facts.dueOn === null ? 'no day' : day(facts.dueOn)}.`,
  }
}
