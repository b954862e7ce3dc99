import { textSchema } from '#server/http/schemas.ts'
import { choice, line } from '#server/sheets/field.ts'
import { numberOrNone } from '#server/sheets/noun-values.ts'
import { freeText, type NounField, tick, tie } from '#server/sheets/noun.ts'
import { limits } from '#workflows/limits.ts'
import type { AgendaDescription, AgendaKind, ItemMinutes } from '#workflows/meeting/agenda.ts'

const { agenda } = limits

/** Why an item is on the agenda, as labels. */
export const agendaKindWords: Record<AgendaKind, string> = {
  decision: 'Decision needed',
  action: 'Escalated action',
  section: 'Report to note',
  carriedOver: 'Carried over',
  other: 'Other item',
}

/** What describes an item of an agenda. */
export const agendaFields = {
  title: line({
    label: 'Title',
    hint: 'Such as Budget of the family hubs',
    because: 'Say what the item is.',
    limit: agenda.title,
  }),
  kind: {
    ...choice({
      label: 'Kind of item',
      ask: 'Why is it on the agenda?',
      meanings: agendaKindWords,
      because: 'Choose why it is on the agenda',
    }),
    initial: 'other' as const,
  },
  actionId: tie({ label: 'Action', none: 'No action' }),
  reportId: tie({ label: 'Report', none: 'No report' }),
  decisionId: tie({ label: 'Decision', none: 'No decision' }),
  presenterId: tie({ label: 'Presented by', none: 'Nobody of the plan' }),
  presenter: freeText({
    label: 'Presented by somebody else',
    hint: 'A name or a body, such as the auditor',
    limit: agenda.presenter,
  }),
  minutesAllotted: numberOrNone({
    label: 'Minutes allotted',
    hint: 'How long the item may take',
    limit: agenda.minutesAllotted,
  }),
} satisfies Record<keyof AgendaDescription, NounField>

/** What was said on an item. */
export const minutesFields = {
  minutes: {
    ...freeText({
      label: 'Minutes',
      ask: 'What was said?',
      hint: 'Who said what, and what was asked for. Decisions are recorded by themselves.',
      rows: 8,
      limit: agenda.minutes,
    }),
    typed: textSchema('Say what was said, be it that nobody spoke', agenda.minutes),
  },
  carryOver: tick({
    label: 'Carried over',
    ask: 'Does the next meeting take it up again?',
    says: 'Carry it over to the next meeting',
  }),
} satisfies Record<keyof ItemMinutes, NounField>
