import { z } from 'zod'
import { exemptParagraphSchema } from '#server/http/schemas.ts'
import { choice, day, line } from '#server/sheets/field.ts'
import { choiceOrNone, textList } from '#server/sheets/noun-values.ts'
import { dayOrNone, freeText, type NounField, tick } from '#server/sheets/noun.ts'
import { deciderWords, keyWords } from '#server/ui/words/decision-words.ts'
import { paragraphWords } from '#server/ui/words/exempt-words.ts'
import type { DecisionDescription } from '#workflows/decision/decision-facts.ts'
import { limits } from '#workflows/limits.ts'

const { decision } = limits

const nothingResolved = 'Say what was resolved.'
const {
  initial: _,
  body: list,
  typed,
  ...resolutions
} = textList({
  label: 'What was resolved',
  ask: 'What was resolved?',
  hint: 'One resolution a line. They are numbered from 1 on.',
  rows: 6,
  because: nothingResolved,
  each: decision.resolved,
  most: decision.resolutions,
})

/** What was resolved. */
export const resolvedFields = {
  title: line({
    label: 'Title',
    hint: 'As the agenda has it, such as Activity and performance of social care',
    because: 'Enter the title of the decision.',
    limit: decision.title,
  }),
  resolved: {
    ...resolutions,
    body: list.min(1, nothingResolved),
    typed: z.string({ error: nothingResolved }).pipe(typed.unwrap()),
  },
}

/** Who decided, when and on which item. */
export const makerFields = {
  decider: {
    ...choice({
      label: 'Kind of decision maker',
      ask: 'Who decided?',
      meanings: deciderWords,
      because: 'Choose who decided',
    }),
    initial: 'body' as const,
  },
  decisionMaker: line({
    label: 'Decision maker',
    hint: 'The body, or the post of the person, such as Cabinet or Director of Children’s Services',
    classes: 'govuk-input--width-20',
    because: 'Enter who decided: the body, or the post of the person.',
    limit: decision.decisionMaker,
  }),
  decidedOn: day({
    label: 'Decided on',
    ask: 'Day of the decision',
    hint: 'For example, 30 11 2026',
    what: 'the day of the decision',
  }),
  agendaItem: freeText({
    label: 'Agenda item',
    hint: 'Its number or name, such as 7a',
    classes: 'govuk-input--width-10',
    limit: decision.agendaItem,
  }),
}

/** What the law asks of a record of a decision (SI 2012/2089, regulations 12 and 13). */
export const recordFields = {
  reasons: freeText({
    label: 'Reasons',
    ask: 'Reasons for the decision (optional)',
    rows: 4,
    limit: decision.reasons,
  }),
  alternatives: freeText({
    label: 'Alternatives considered and rejected',
    hint: 'Where there were none, write None',
    rows: 3,
    limit: decision.alternatives,
  }),
  interests: freeText({
    label: 'Interests declared',
    hint: 'Who declared which interest, and what they did about it. Where there were none, write None.',
    rows: 2,
    limit: decision.interests,
  }),
  dispensations: freeText({
    label: 'Dispensations',
    hint: 'Given to members who declared an interest',
    rows: 2,
    limit: decision.dispensations,
  }),
}

/** Whether it is a key decision, and how its notice was given. */
export const keyFields = {
  keyKind: {
    ...choice({
      label: 'Key decision',
      ask: 'Is it a key decision?',
      meanings: keyWords,
      because: 'Choose whether it is a key decision',
    }),
    initial: 'notKey' as const,
  },
  noticeOn: dayOrNone({
    label: 'Notice published on',
    hint: 'Of a key decision with its notice, or by the general exception. 28 clear days are due, or 5.',
    what: 'the day on which the notice was published',
  }),
  noticeReason: freeText({
    label: 'Why no 28 clear days’ notice',
    hint: 'Of the general exception and of special urgency',
    rows: 2,
    limit: decision.noticeReason,
  }),
  urgencyAgreedBy: freeText({
    label: 'Urgency agreed by',
    hint: 'Of special urgency: the chair of scrutiny; where there is none, the chair or the vice-chair of the council',
    classes: 'govuk-input--width-20',
    limit: decision.urgencyAgreedBy,
  }),
}

/** Whether it can be called in. */
export const exemptionFields = {
  callInExempt: tick({
    label: 'Exempt from call-in',
    says: 'It is exempt from call-in',
    hint: 'It can be carried out from its publication on. Say why below, and who agreed.',
  }),
  exemptionReason: freeText({
    label: 'Why it is exempt from call-in',
    rows: 2,
    limit: decision.exemptionReason,
  }),
  exemptionAgreedBy: freeText({
    label: 'Exemption agreed by',
    classes: 'govuk-input--width-20',
    limit: decision.exemptionAgreedBy,
  }),
}

/** Whether its record is kept from the public. */
export const exemptFields = {
  exemptParagraph: {
    ...choiceOrNone({
      label: 'Exempt from publication under paragraph',
      hint: 'Of Schedule 12A to the Local Government Act 1972. The title and what was resolved stay public.',
      none: 'It is not exempt',
      meanings: paragraphWords,
    }),
    body: exemptParagraphSchema,
    fromText: Number,
  },
  exemptReason: freeText({
    label: 'Why it is exempt from publication',
    hint: 'Why the public interest in keeping it outweighs that in telling it',
    rows: 2,
    limit: decision.exemptReason,
  }),
}

/** What describes a decision until it is published. */
export const decisionFields = {
  ...resolvedFields,
  ...makerFields,
  ...recordFields,
  ...keyFields,
  ...exemptionFields,
  ...exemptFields,
} satisfies Record<keyof DecisionDescription, NounField>
