import { index, integer, pgTable, text, unique, uuid } from '#db/connection/drizzle.ts'
import { priorityStates } from '#workflows/plan/plan-settings.ts'
import { comparedBy, id, instant, oneOf, prose, tally, version } from './columns.ts'
import { people } from './person.ts'
import { plans } from './plan.ts'
import { searched, wordsIn } from './search-words.ts'

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
    sameRef: comparedBy('same_ref'),
    title: text().notNull(),
    description: prose('description'),
    impact: prose('impact'),
    leadId: uuid('lead_id').references(() => people.id),
    state: text({ enum: priorityStates }).notNull(),
    version: version(),
    /** Counts actions that were added, opened again or brought back. */
    tally: tally(),
    /** What difference it made, said when it was sustained. */
    outcomeNote: prose('outcome_note'),
    outcomeConfidence: text('outcome_confidence', { enum: confidences }).notNull(),
    confidenceNote: prose('confidence_note'),
    position: integer().notNull(),
    createdAt: instant('created_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  (table) => [
    unique('priorities_ref').on(table.planId, table.ref),
    unique('priorities_same_ref').on(table.planId, table.sameRef),
    index('priorities_lead').on(table.leadId),
    index('priorities_title_words').using('gin', wordsIn(searched.priorities.title)),
    index('priorities_text_words').using('gin', wordsIn(searched.priorities.text)),
    oneOf('priorities_state', 'state', priorityStates),
    oneOf('priorities_confidence', 'outcome_confidence', confidences),
  ],
)
