import { date, index, integer, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core'
import { priorityStates } from '#workflows/plan-settings.ts'
import { id, instant, oneOf, prose, version } from './columns.ts'
import { people } from './person.ts'
import { plans } from './plan.ts'

export const confidences = ['high', 'medium', 'low', 'noData'] as const

/** A theme of a plan with its lead; strands are priorities with a parent. */
export const priorities = pgTable(
  'priorities',
  {
    id: id(),
    planId: uuid('plan_id')
      .notNull()
      .references(() => plans.id),
    parentId: uuid('parent_id'),
    ref: text().notNull(),
    title: text().notNull(),
    description: prose('description'),
    impact: prose('impact'),
    leadId: uuid('lead_id').references(() => people.id),
    state: text({ enum: priorityStates }).notNull(),
    version: version(),
    outcomeConfidence: text('outcome_confidence', { enum: confidences }).notNull(),
    confidenceNote: prose('confidence_note'),
    position: integer().notNull(),
    createdAt: instant('created_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  (table) => [
    unique('priorities_ref').on(table.planId, table.ref),
    index('priorities_lead').on(table.leadId),
    oneOf('priorities_state', 'state', priorityStates),
    oneOf('priorities_confidence', 'outcome_confidence', confidences),
  ],
)

export const polarities = ['higherIsBetter', 'lowerIsBetter', 'nearTarget', 'contextOnly'] as const
export const units = ['count', 'percent', 'rate', 'ratio', 'judgement'] as const

/** Something counted to see whether outcomes move. Baseline and target may be missing, and then say so. */
export const measures = pgTable(
  'measures',
  {
    id: id(),
    planId: uuid('plan_id')
      .notNull()
      .references(() => plans.id),
    priorityId: uuid('priority_id')
      .notNull()
      .references(() => priorities.id),
    ref: text().notNull(),
    title: text().notNull(),
    unit: text({ enum: units }).notNull(),
    polarity: text({ enum: polarities }).notNull(),
    /** As published, in words or figures with their unit; null where none has been agreed. */
    baseline: text(),
    target: text(),
    targetOn: date('target_on'),
    note: prose('note'),
    position: integer().notNull(),
  },
  (table) => [
    unique('measures_ref').on(table.planId, table.ref),
    oneOf('measures_unit', 'unit', units),
    oneOf('measures_polarity', 'polarity', polarities),
  ],
)
