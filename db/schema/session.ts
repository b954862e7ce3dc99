import { boolean, index, pgTable, text, uuid } from '#db/connection/drizzle.ts'
import { instant, oneOf, prose } from './columns.ts'
import { people } from './person.ts'

/** How a person proved who they are. */
export const signInMethods = ['demonstration', 'emailCode', 'singleSignOn', 'passkey'] as const
export type SignInMethod = (typeof signInMethods)[number]

/** A signed-in browser. Only a hash of what its cookie holds is kept. */
export const sessions = pgTable(
  'sessions',
  {
    hash: text().primaryKey(),
    /** Names the session on pages and in forms; stays the same when the cookie is renewed. */
    id: uuid('id').notNull().unique('sessions_id'),
    personId: uuid('person_id')
      .notNull()
      .references(() => people.id),
    method: text({ enum: signInMethods }).notNull(),
    /** More than one factor was shown: a passkey, or what the single sign-on says that it asked for. */
    strong: boolean().notNull().default(false),
    /** The browser in words, as far as it says what it is. */
    browser: prose('browser'),
    /** The person's roles have changed: the cookie is renewed on the next page. */
    renew: boolean().notNull().default(false),
    createdAt: instant('created_at').notNull(),
    seenAt: instant('seen_at').notNull(),
  },
  (table) => [index('sessions_person').on(table.personId), oneOf('sessions_method', 'method', signInMethods)],
)
