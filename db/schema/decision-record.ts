import { boolean, date, index, jsonb, smallint, pgTable, text, unique, uuid } from '#db/connection/drizzle.ts'
import type { CallInRule } from '#workflows/decision/call-in.ts'
import { deciders, decisionStates, initialDecision, keyKinds } from '#workflows/decision/decision-facts.ts'
import type { ExemptParagraph } from '#workflows/report/report-facts.ts'
import { id, instant, oneOf, prose, version } from './columns.ts'
import { meetings } from './meeting.ts'
import { plans } from './plan.ts'
import { searched, wordsIn } from './search-words.ts'

/** The register of decisions. One that a meeting made has the id of its line in the minutes. */
export const decisionRecords = pgTable(
  'decision_records',
  {
    id: id(),
    planId: uuid('plan_id')
      .notNull()
      .references(() => plans.id),
    ref: text().notNull(),
    title: text().notNull(),
    resolved: text().array().notNull(),
    reasons: prose('reasons'),
    alternatives: prose('alternatives'),
    interests: prose('interests'),
    dispensations: prose('dispensations'),
    decider: text({ enum: deciders }).notNull().default(initialDecision.decider),
    decisionMaker: text('decision_maker').notNull(),
    decidedOn: date('decided_on').notNull(),
    meetingId: uuid('meeting_id').references(() => meetings.id),
    agendaItem: prose('agenda_item'),
    keyKind: text('key_kind', { enum: keyKinds }).notNull().default(initialDecision.keyKind),
    noticeOn: date('notice_on'),
    noticeReason: prose('notice_reason'),
    urgencyAgreedBy: prose('urgency_agreed_by'),
    callInExempt: boolean('call_in_exempt').notNull().default(initialDecision.callInExempt),
    exemptionReason: prose('exemption_reason'),
    exemptionAgreedBy: prose('exemption_agreed_by'),
    exemptParagraph: smallint('exempt_paragraph').$type<ExemptParagraph>(),
    exemptReason: prose('exempt_reason'),
    state: text({ enum: decisionStates }).notNull(),
    version: version(),
    publishedOn: date('published_on'),
    /** The settings of the plan as they were on publication. */
    callIn: jsonb('call_in').$type<CallInRule>(),
    callInUntil: instant('call_in_until'),
    effectiveAt: instant('effective_at'),
    calledInOn: date('called_in_on'),
    calledInBy: prose('called_in_by'),
    calledInReason: prose('called_in_reason'),
    settledOn: date('settled_on'),
    settledReason: prose('settled_reason'),
    resolvedBefore: text('resolved_before').array().notNull().default([]),
    createdAt: instant('created_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  (table) => [
    unique('decision_records_ref').on(table.planId, table.ref),
    index('decision_records_plan').on(table.planId, table.decidedOn, table.id),
    index('decision_records_meeting').on(table.meetingId),
    index('decision_records_title_words').using('gin', wordsIn(searched.decision_records.title)),
    index('decision_records_text_words').using('gin', wordsIn(searched.decision_records.text)),
    oneOf('decision_records_decider', 'decider', deciders),
    oneOf('decision_records_key_kind', 'key_kind', keyKinds),
    oneOf('decision_records_state', 'state', decisionStates),
  ],
)
