import { index, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { instant } from './columns.ts'
import { people } from './person.ts'

/** A signed-in browser. Only a hash of what its cookie holds is kept. */
export const sessions = pgTable(
  'sessions',
  {
    hash: text().primaryKey(),
    personId: uuid('person_id')
      .notNull()
      .references(() => people.id),
    createdAt: instant('created_at').notNull(),
    seenAt: instant('seen_at').notNull(),
  },
  (table) => [index('sessions_person').on(table.personId)],
)
