import { index, integer, jsonb, pgTable, smallint, text, unique, uuid } from '#db/connection/drizzle.ts'
import { id, instant } from './columns.ts'
import { people } from './person.ts'

/**
 * Requests that carry an `Idempotency-Key`: who sent which key to which route, and what was answered. `id` is also
 * the id of the history row that the request writes, so that it is written once however often it is sent.
 */
export const idempotencyKeys = pgTable(
  'idempotency_keys',
  {
    id: id(),
    personId: uuid('person_id')
      .notNull()
      .references(() => people.id),
    route: text().notNull(),
    key: text().notNull(),
    /** Hash of the address and the body: another request with the same key is refused. */
    fingerprint: text().notNull(),
    /** Until when the process that works on it is believed to live. */
    leaseUntil: instant('lease_until').notNull(),
    /** Grows with each claim: a process that lost its lease can no longer say what the answer was. */
    fence: integer().notNull(),
    /** Null until it is answered. */
    status: smallint(),
    headers: jsonb().$type<Record<string, string>>(),
    body: text(),
    expiresAt: instant('expires_at').notNull(),
  },
  (table) => [
    unique('idempotency_keys_once').on(table.personId, table.route, table.key),
    index('idempotency_keys_expires').on(table.expiresAt),
  ],
)
