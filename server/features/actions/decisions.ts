import { z } from 'zod'
import { day } from '#server/html/components.ts'
import { html } from '#server/html/html.ts'
import { lineSchema, textSchema } from '#server/schemas.ts'
import { dayField } from '#server/web/fields.ts'
import { dayParts } from '#server/web/forms.ts'
import type { ActionEvent, ActionEventName } from '#workflows/action-events.ts'
import { addDays } from '#workflows/calendar.ts'
import type { Look } from './look.ts'
import { type DecisionOption, reading } from './options.ts'

/** What a decision may be chosen from beside the action itself. */
export type Offers = { successors: readonly { value: string; text: string }[]; people: readonly { value: string; text: string }[] }

/** Names of the decisions that this person may make now and that the state of the action asks for. */
export function principalDecisions({ read, may }: Look): string[] {
  const open = read.facts.extensions.find(({ state }) => state === 'requested')
  const asked = open === undefined ? [] : (['grant', 'refuse'] as const).filter((name) => may.extension(open.id)[name].allowed)
  if (asked.length > 0) return asked
  return principal.filter((name) => may.action[name].allowed)
}

/** Decisions that this person may make but that nobody waits for, each with the words of a link. */
export function minorDecisions({ may }: Look): { name: ActionEventName; link: string }[] {
  return Object.entries(minor).flatMap(([name, link]) =>
    may.action[name as ActionEventName].allowed ? [{ name: name as ActionEventName, link }] : [],
  )
}

const principal = ['agree', 'endorse', 'signOff', 'return', 'embed', 'reopen', 'reinstate'] as const
const minor = {
  start: 'Start work without an update',
  withdraw: 'Take the submission back',
  transfer: 'Hand it over to another owner',
  supersede: 'Have another action take over',
  cancel: 'Cancel this action',
} as const satisfies Partial<Record<ActionEventName, string>>

const asAction = (event: ActionEvent) => ({ subject: 'action' as const, event })
const reason = (because: string) => z.object({ reason: textSchema(because) })
const none = z.object({})

/** The form of one decision, by its name. Whether it may be made is asked elsewhere. */
export function decisionOption(name: string, look: Look, offers: Offers): DecisionOption | undefined {
  const make = options[name]
  return make && { name, ...make(look, offers) }
}

type Make = (look: Look, offers: Offers) => Omit<DecisionOption, 'name'>

const options: Record<string, Make> = {
  agree: ({ read }) => ({
    label: 'Agree it',
    press: 'Agree this action',
    hint: `Its due date, ${read.facts.dueOn === null ? 'once set' : day(read.facts.dueOn)}, becomes the date that it is measured against for ever.`,
    read: reading(none, [], () => asAction({ type: 'agree' })),
    done: ({ facts, owner }) => `${facts.ref} is agreed. ${owner?.name ?? 'Its owner'} has been told.`,
  }),
  start: () => ({
    label: 'Start it',
    press: 'Start work',
    hint: 'It is then in progress. The first update would do the same.',
    read: reading(none, [], () => asAction({ type: 'start' })),
    done: ({ facts }) => `${facts.ref} is in progress.`,
  }),
  withdraw: () => ({
    label: 'Take it back',
    press: 'Take the submission back',
    hint: 'It is in progress again, and nobody decides on it until you submit it again.',
    read: reading(none, [], () => asAction({ type: 'withdraw' })),
    done: ({ facts }) => `${facts.ref} is in progress again.`,
  }),
  endorse: () => ({
    label: 'Endorse it',
    press: 'Endorse it',
    hint: 'The evidence shows what was agreed. It goes on to the chair.',
    fields: ({ text }) => text('statement', { label: 'Which evidence did you open, and what did it show?', rows: 4 }),
    labels: { statement: 'What the evidence showed' },
    read: reading(z.object({ statement: textSchema('Say which evidence you opened and what it showed') }), [], (data) =>
      asAction({ type: 'endorse', ...data }),
    ),
    done: ({ facts }) => `You endorsed ${facts.ref}. The chair of the board has been told.`,
  }),
  return: ({ read }) => ({
    label: 'Return it',
    press: 'Return it to the owner',
    hint: 'Something is missing. The owner answers and submits it again.',
    fields: ({ oneOf, text }) => html`${oneOf('criterionId', {
      label: 'Which criterion is not met yet?',
      items: read.facts.criteria.map(({ id, text: words }) => ({ value: id, text: words })),
    })}${text('reason', { label: 'What is missing?', hint: 'Say what would be enough, so that the owner knows what to do.', rows: 4 })}`,
    labels: { criterionId: 'Criterion not met', reason: 'What is missing' },
    read: reading(
      z.object({
        criterionId: z.enum(
          read.facts.criteria.map(({ id }) => id),
          { error: 'Choose the criterion that is not met yet' },
        ),
        reason: textSchema('Say what is missing'),
      }),
      [],
      (data) => asAction({ type: 'return', ...data }),
    ),
    done: ({ facts, owner }) => `You returned ${facts.ref}. ${owner?.name ?? 'Its owner'} has been told why.`,
  }),
  signOff: ({ read, today }) => ({
    label: 'Sign it off',
    press: 'Sign it off',
    hint: 'It is done. Somebody checks later that it has stuck.',
    fields: ({ line, day: date }) => html`${line('minuteRef', { label: 'Reference of the minute (optional)', classes: 'govuk-input--width-20' })}
${date('embedCheckOn', { label: 'When is it checked that it has stuck?', hint: `${read.plan.settings.embedAfterDays} days from now unless you change it` })}`,
    labels: { minuteRef: 'Minute', embedCheckOn: 'Check on' },
    initial: dayParts('embedCheckOn', addDays(today, read.plan.settings.embedAfterDays)),
    dates: ['embedCheckOn'],
    read: reading(
      z.object({
        minuteRef: lineSchema('', 100).optional(),
        embedCheckOn: dayField('the day of the check', { test: (date) => date > today, because: 'The day of the check must be after today' }),
      }),
      ['embedCheckOn'],
      ({ minuteRef, embedCheckOn }) => asAction({ type: 'signOff', embedCheckOn, ...(minuteRef !== undefined && { minuteRef }) }),
    ),
    done: ({ facts }) => `You signed off ${facts.ref}.${facts.embedCheckOn === null ? '' : ` It will be checked on ${day(facts.embedCheckOn)}.`}`,
  }),
  embed: () => ({
    label: 'It has stuck',
    press: 'Confirm that it has stuck',
    hint: 'Two kinds of evidence dated after sign-off show it, one of them independent of the owner.',
    read: reading(none, [], () => asAction({ type: 'embed' })),
    done: ({ facts }) => `${facts.ref} is embedded.`,
  }),
  reopen: (look) => comesBack(look, 'reopen', {
    label: 'Open it again',
    press: 'Open it again',
    hint: 'It is in progress again, with a new due date.',
    why: 'Why does it have to be opened again?',
    missing: 'Say why it has to be opened again',
    done: 'is open again',
  }),
  reinstate: (look) => comesBack(look, 'reinstate', {
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
    read: reading(reason('Say why it is cancelled'), [], (data) => asAction({ type: 'cancel', ...data })),
    done: ({ facts }) => `${facts.ref} is cancelled.`,
  }),
  supersede: (_look, { successors }) => ({
    label: 'Have another action take over',
    press: 'Have the other action take over',
    warning: true,
    fields: ({ pick, text }) => html`${pick('successorId', {
      label: 'Which action takes over?',
      items: [{ value: '', text: 'Choose an action' }, ...successors],
    })}${text('reason', { label: 'Why? (optional)', rows: 3 })}`,
    labels: { successorId: 'Takes over', reason: 'Reason' },
    read: reading(
      z.object({ successorId: z.uuid({ error: 'Choose the action that takes over' }), reason: textSchema('').optional() }),
      [],
      ({ successorId, reason: why }) => asAction({ type: 'supersede', successorId, ...(why !== undefined && { reason: why }) }),
    ),
    done: ({ facts }) => `${facts.ref} is superseded.`,
  }),
  transfer: ({ today }, { people }) => ({
    label: 'Hand it over',
    press: 'Hand it over',
    hint: 'From that day on the new owner answers for it and is emailed about it.',
    fields: ({ pick, day: date, text }) => html`${pick('ownerId', {
      label: 'Who is the new owner?',
      items: [{ value: '', text: 'Choose a person' }, ...people],
    })}${date('fromOn', { label: 'From which day?', hint: 'Today or earlier' })}${text('reason', { label: 'Why does it change hands?', rows: 3 })}`,
    labels: { ownerId: 'New owner', fromOn: 'From', reason: 'Reason' },
    initial: dayParts('fromOn', today),
    dates: ['fromOn'],
    read: reading(
      z.object({
        ownerId: z.uuid({ error: 'Choose the new owner' }),
        fromOn: dayField('the day from which the new owner answers for it', {
          test: (date) => date <= today,
          because: 'The day must be today or earlier',
        }),
        reason: textSchema('Say why it changes hands'),
      }),
      ['fromOn'],
      (data) => asAction({ type: 'transfer', ...data }),
    ),
    done: ({ facts, owner }) => `${facts.ref} is handed over to ${owner?.name ?? 'its new owner'}.`,
  }),
  grant: ({ read }) => ({
    label: 'Grant it',
    press: 'Grant more time',
    hint: 'The due date moves. The first date and the number of moves stay printed beside it.',
    fields: ({ text, line }) => html`${
      read.facts.regulatorDate &&
      line('regulatorAgreement', { label: 'Who agreed for the regulator, and when?', hint: 'The regulator fixed this date.' })
    }${text('reason', { label: 'A word to the owner (optional)', rows: 3 })}`,
    labels: { reason: 'A word to the owner', regulatorAgreement: "The regulator's agreement" },
    read: reading(
      z.object({
        reason: textSchema('').optional(),
        regulatorAgreement: read.facts.regulatorDate ? textSchema('Say who agreed for the regulator, and when', 500) : z.undefined(),
      }),
      [],
      ({ reason: why, regulatorAgreement }) => ({
        subject: 'extension',
        event: {
          type: 'grant',
          extensionId: openRequest(read.facts.extensions),
          ...(why !== undefined && { reason: why }),
          ...(regulatorAgreement !== undefined && { regulatorAgreement }),
        },
      }),
    ),
    done: ({ facts }) => `You granted more time for ${facts.ref}. It is due on ${facts.dueOn === null ? 'no day' : day(facts.dueOn)} now.`,
  }),
  refuse: ({ read }) => ({
    label: 'Refuse it',
    press: 'Refuse more time',
    hint: 'The due date stands.',
    fields: ({ text }) => text('reason', { label: 'Why is it refused?', rows: 4 }),
    labels: { reason: 'Reason' },
    read: reading(reason('Say why it is refused'), [], (data) => ({
      subject: 'extension',
      event: { type: 'refuse', extensionId: openRequest(read.facts.extensions), ...data },
    })),
    done: ({ facts }) => `You refused more time for ${facts.ref}. The due date stands.`,
  }),
}

function comesBack(
  { today }: Look,
  type: 'reopen' | 'reinstate',
  words: { label: string; press: string; hint: string; why: string; missing: string; done: string },
): Omit<DecisionOption, 'name'> {
  return {
    label: words.label,
    press: words.press,
    hint: words.hint,
    fields: ({ text, day: date }) => html`${text('reason', { label: words.why, rows: 4 })}${date('dueOn', { label: 'When is it due now?', hint: 'For example, 27 3 2027' })}`,
    labels: { reason: 'Reason', dueOn: 'New due date' },
    dates: ['dueOn'],
    read: reading(
      z.object({
        reason: textSchema(words.missing),
        dueOn: dayField('the new due date', { test: (date) => date >= today, because: 'The new due date must be today or later' }),
      }),
      ['dueOn'],
      (data) => asAction({ type, ...data }),
    ),
    done: ({ facts }) => `${facts.ref} ${words.done}. It is due on ${facts.dueOn === null ? 'no day' : day(facts.dueOn)}.`,
  }
}

function openRequest(extensions: Look['read']['facts']['extensions']): string {
  return extensions.find(({ state }) => state === 'requested')?.id ?? ''
}
