import { z } from 'zod'
import type { PlanEventSheet } from '#server/sheets/event.ts'
import { day, text } from '#server/sheets/field.ts'
import { textsIn } from '#server/sheets/noun-values.ts'
import type { DecisionEvent } from '#workflows/decision/decision.ts'
import { limits } from '#workflows/limits.ts'
import { resolvedFields } from './decision-fields-sheet.ts'

const { decision } = limits

const reason = (ask: string, because: string) => ({
  reason: text({ label: ask, ask, because, limit: decision.reason, rows: 3 }),
})

const newText = 'Give the text as it is resolved now.'
const { resolved } = resolvedFields

/** What is told of each event of a decision. */
export const decisionEvents = {
  publish: {
    summary: 'Publish a decision: the call-in settings of the plan are kept with it as they are now',
    fields: {
      publishedOn: day({
        label: 'Published on',
        ask: 'On which day was it published?',
        hint: 'For example, 30 11 2026',
        what: 'the day on which it was published',
      }),
    },
    label: 'Publish the decision',
    press: 'Publish the decision',
    hint: () =>
      'The time for a call-in is counted from that day by the settings of the plan as they are now, and what is recorded cannot be edited any more.',
    done: ({ ref }) => `Decision ${ref} is published.`,
    past: 'Published it',
  },
  takeEffect: {
    summary: 'Note that a decision has taken effect, which it does by itself once its time has come',
    label: 'Note that it has taken effect',
    press: 'Note that it has taken effect',
    done: ({ ref }) => `Decision ${ref} is in effect.`,
    past: 'Noted that it has taken effect',
  },
  callIn: {
    summary: 'Record that a decision is called in',
    fields: {
      calledInBy: text({
        label: 'Called in by',
        ask: 'Who asked for the call-in?',
        because: 'Say who asked for the call-in.',
        limit: decision.calledInBy,
        rows: 2,
      }),
      calledInOn: day({
        label: 'Called in on',
        ask: 'On which day did they ask?',
        hint: 'It counts when it was asked for, not when it is recorded here.',
        what: 'the day on which the call-in was asked for',
      }),
      ...reason('Why is it called in?', 'Say why the decision is called in.'),
    },
    label: 'Record that it is called in',
    press: 'Record the call-in',
    warning: true,
    hint: () =>
      'It may not be carried out until the decision maker confirms or changes it. That can happen once only.',
    done: ({ ref }) => `Decision ${ref} is called in.`,
    past: 'Recorded that it is called in',
  },
  confirm: {
    summary: 'Confirm a decision that was called in',
    fields: reason('Why is it confirmed?', 'Say why the decision is confirmed.'),
    label: 'Confirm it as it stands',
    press: 'Confirm the decision',
    hint: () => 'It can be carried out from now on, and cannot be called in again.',
    done: ({ ref }) => `Decision ${ref} is confirmed. It can be carried out.`,
    past: 'Confirmed it',
  },
  change: {
    summary: 'Change a decision that was called in',
    fields: {
      resolved: {
        kind: 'text',
        label: resolved.label,
        ask: 'What is resolved now?',
        hint: 'One resolution a line. The text of before is kept below it.',
        rows: 6,
        body: resolved.body.min(1, newText),
        typed: z
          .string({ error: newText })
          .pipe(resolved.typed)
          .transform((typed) => textsIn(typed))
          .refine((texts) => texts.length > 0, { error: newText }),
      },
      ...reason('Why is it changed?', 'Say why the decision is changed.'),
    },
    label: 'Change it',
    press: 'Change the decision',
    hint: () => 'The new text can be carried out from now on, and cannot be called in again.',
    done: ({ ref }) => `Decision ${ref} is changed. It can be carried out.`,
    past: 'Changed it',
  },
} satisfies Record<DecisionEvent['type'], PlanEventSheet<{ ref: string }>>
