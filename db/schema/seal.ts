import { integer, pgTable, primaryKey, text, unique, uuid } from '#db/connection/drizzle.ts'
import { instant } from './columns.ts'

/**
 * The hash chain over the history of each plan: each seal binds one event to all sealed before it. Events that
 * belong to no plan have a chain of their own, under the nil UUID.
 */
export const seals = pgTable(
  'seals',
  {
    planId: uuid('plan_id').notNull(),
    position: integer().notNull(),
    eventId: uuid('event_id').notNull(),
    hash: text().notNull(),
    sealedAt: instant('sealed_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.planId, table.position] }),
    unique('seals_event').on(table.eventId),
  ],
)
