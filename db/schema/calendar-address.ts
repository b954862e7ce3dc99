import { index, pgTable, sql, text, uniqueIndex, uuid } from '#db/connection/drizzle.ts'
import { id, instant } from './columns.ts'
import { people } from './person.ts'

/**
 * The secret address at which a person's calendar program reads their dates. It is shown once; only its hash is kept.
 * A person has one at a time; those that were revoked stay as their history.
 */
export const calendarAddresses = pgTable(
  'calendar_addresses',
  {
    id: id(),
    personId: uuid('person_id')
      .notNull()
      .references(() => people.id),
    hash: text().notNull().unique('calendar_addresses_hash'),
    createdAt: instant('created_at').notNull(),
    revokedAt: instant('revoked_at'),
    /** Null where it ended with every other way in. */
    revokedBy: uuid('revoked_by').references(() => people.id),
  },
  (table) => [
    index('calendar_addresses_person').on(table.personId),
    uniqueIndex('calendar_addresses_one_at_a_time')
      .on(table.personId)
      .where(sql`revoked_at is null`),
  ],
)
