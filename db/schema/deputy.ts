import { check, date, index, pgTable, sql, uniqueIndex, uuid } from '#db/connection/drizzle.ts'
import { id, instant } from './columns.ts'
import { people } from './person.ts'

/**
 * Who stands in for an owner between two days, both included: the deputy's email says what waits for the owner.
 * A person has one arrangement at a time; those that were ended stay as their history.
 */
export const deputies = pgTable(
  'deputies',
  {
    id: id(),
    ownerId: uuid('owner_id')
      .notNull()
      .references(() => people.id),
    deputyId: uuid('deputy_id')
      .notNull()
      .references(() => people.id),
    fromOn: date('from_on').notNull(),
    untilOn: date('until_on').notNull(),
    createdAt: instant('created_at').notNull(),
    endedAt: instant('ended_at'),
  },
  (table) => [
    uniqueIndex('deputies_one_at_a_time')
      .on(table.ownerId)
      .where(sql`ended_at is null`),
    index('deputies_deputy').on(table.deputyId),
    check('deputies_days', sql`from_on <= until_on`),
    check('deputies_somebody_else', sql`deputy_id <> owner_id`),
  ],
)
