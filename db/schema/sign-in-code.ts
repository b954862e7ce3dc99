import { index, pgTable, smallint, text } from '#db/connection/drizzle.ts'
import { id, instant } from './columns.ts'

/**
 * A visitor asked for a sign-in code. The row is the same whether a person here has the address, and the code is
 * nowhere in it: it is worked out from the row's id and a secret of the server's.
 */
export const signInCodes = pgTable(
  'sign_in_codes',
  {
    id: id(),
    /** What the address that was typed is known by, whatever its writing, and the same to the letter. */
    email: text().notNull(),
    letters: text(),
    /** Hash of what the browser or program that asked holds: no other client can use the code. */
    holderHash: text('holder_hash').notNull().unique('sign_in_codes_holder'),
    /** Who asked, for the pace: a browser that has signed in as this person before, or a hash of a network address. */
    source: text().notNull(),
    triesLeft: smallint('tries_left').notNull(),
    askedAt: instant('asked_at').notNull(),
    /** Given to the mail, or passed over because no person here has the address. */
    mailedAt: instant('mailed_at'),
    usedAt: instant('used_at'),
  },
  (table) => [
    index('sign_in_codes_email').on(table.email, table.askedAt),
    index('sign_in_codes_source').on(table.source, table.askedAt),
    index('sign_in_codes_asked').on(table.askedAt),
  ],
)
