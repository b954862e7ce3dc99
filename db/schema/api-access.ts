import { index, pgTable, text, uuid } from '#db/connection/drizzle.ts'
import { id, instant, oneOf, prose } from './columns.ts'
import { people } from './person.ts'

const personId = () =>
  uuid('person_id')
    .notNull()
    .references(() => people.id)

export const tokenScopes = ['read', 'write'] as const
export type TokenScope = (typeof tokenScopes)[number]

/** A token that a person made for a program. It is shown once; only its hash is kept. */
export const apiTokens = pgTable(
  'api_tokens',
  {
    id: id(),
    personId: personId(),
    name: text().notNull(),
    hash: text().notNull().unique('api_tokens_hash'),
    scope: text({ enum: tokenScopes }).notNull(),
    createdAt: instant('created_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    usedAt: instant('used_at'),
    revokedAt: instant('revoked_at'),
  },
  (table) => [index('api_tokens_person').on(table.personId), oneOf('api_tokens_scope', 'scope', tokenScopes)],
)

/** A program that a person signed in to with a code: the family of its refresh tokens. */
export const apiSessions = pgTable(
  'api_sessions',
  {
    id: id(),
    personId: personId(),
    program: prose('program'),
    createdAt: instant('created_at').notNull(),
    seenAt: instant('seen_at').notNull(),
    endedAt: instant('ended_at'),
  },
  (table) => [index('api_sessions_person').on(table.personId)],
)

/** A refresh token by its hash: good for one use, and the proof of a theft when it is used again. */
export const refreshTokens = pgTable(
  'refresh_tokens',
  {
    hash: text().primaryKey(),
    sessionId: uuid('session_id')
      .notNull()
      .references(() => apiSessions.id, { onDelete: 'cascade' }),
    createdAt: instant('created_at').notNull(),
    usedAt: instant('used_at'),
  },
  (table) => [index('refresh_tokens_session').on(table.sessionId)],
)
