import { bigint, index, pgTable, text, uuid } from '#db/connection/drizzle.ts'
import { id, instant } from './columns.ts'
import { people } from './person.ts'

/**
 * A passkey of a person's own. Only its public half is here: it proves who signs in, and lets no reader of it in.
 */
export const passkeys = pgTable(
  'passkeys',
  {
    id: id(),
    personId: uuid('person_id')
      .notNull()
      .references(() => people.id),
    /** As the person calls it, to tell it from others of theirs. */
    name: text().notNull(),
    /** Names the passkey between browser and server; base64url, as the browser gives it. */
    credentialId: text('credential_id').notNull().unique('passkeys_credential'),
    /** COSE, in base64url. */
    publicKey: text('public_key').notNull(),
    /** How often the device says that it was used; always 0 where it does not count. */
    counter: bigint({ mode: 'number' }).notNull(),
    createdAt: instant('created_at').notNull(),
    usedAt: instant('used_at'),
  },
  (table) => [index('passkeys_person').on(table.personId)],
)

/** A question that a passkey is to answer: once, in the browser that asked for it, within minutes. */
export const passkeyChallenges = pgTable(
  'passkey_challenges',
  {
    /** Hash of what the browser that asked holds. */
    holderHash: text('holder_hash').primaryKey(),
    challenge: text().notNull(),
    /** Who is to add a passkey with it; null where it is to sign a person in. */
    personId: uuid('person_id').references(() => people.id),
    askedAt: instant('asked_at').notNull(),
  },
  (table) => [index('passkey_challenges_asked').on(table.askedAt)],
)
