import { pgTable, primaryKey, text, unique, uuid } from '#db/connection/drizzle.ts'
import { instant } from './columns.ts'
import { people } from './person.ts'

/**
 * Who a person is for the organisation's single sign-on, from their first sign-in with it. An address that the
 * organisation later gives to another person does not open this one's account.
 */
export const identities = pgTable(
  'identities',
  {
    issuer: text().notNull(),
    subject: text().notNull(),
    personId: uuid('person_id')
      .notNull()
      .references(() => people.id),
    createdAt: instant('created_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.issuer, table.subject] }),
    unique('identities_person').on(table.issuer, table.personId),
  ],
)
