import { index, integer, jsonb, pgTable, sql, text, unique, uuid } from '#db/connection/drizzle.ts'
import type { Instant } from '#workflows/calendar/calendar.ts'
import { id, instant, oneOf } from './columns.ts'
import { people } from './person.ts'
import { plans } from './plan.ts'

export const subjectKinds = [
  'plan',
  'priority',
  'measure',
  'action',
  'milestone',
  'blocker',
  'extension',
  'person',
  'meeting',
  'inspection',
  'report',
  'section',
  'decision',
  'reportTemplate',
  'import',
] as const
/** Events of a plan that give a person a role in it, change it or end it. */
export const roleEvents = ['addMember', 'changeRole', 'removeMember'] as const
export type SubjectKind = (typeof subjectKinds)[number]

/** When a history was loaded, and the SHA-256 of the file that tells it. */
export type Imported = { at: Instant; file: string }

/**
 * The append-only history; only the texts of a row may be taken out of it, by a redaction. `aggregateId` is the row
 * whose version the event made: an action for all its parts.
 * `after` is the aggregate as it stood afterwards, so that 'as at' is one query.
 */
export const events = pgTable(
  'events',
  {
    id: id(),
    planId: uuid('plan_id').references(() => plans.id),
    subjectKind: text('subject_kind', { enum: subjectKinds }).notNull(),
    subjectId: uuid('subject_id').notNull(),
    aggregateId: uuid('aggregate_id').notNull(),
    version: integer().notNull(),
    event: text().notNull(),
    fromState: text('from_state'),
    toState: text('to_state'),
    actorId: uuid('actor_id').references(() => people.id),
    at: instant('at').notNull(),
    payload: jsonb().$type<Record<string, unknown>>().notNull(),
    after: jsonb().notNull(),
    /**
     * Random, made by the database, and part of what is sealed: once it is gone with a text that was taken out, the
     * seal gives no guess at that text away. Rows from before redaction have none.
     */
    salt: uuid('salt'),
    /** Where it was loaded with its plan: this instance vouches for nothing that it tells; null for our own. */
    imported: jsonb().$type<Imported>(),
  },
  (table) => [
    unique('events_version').on(table.aggregateId, table.version),
    index('events_plan').on(table.planId, table.at),
    index('events_role')
      .on(sql`(payload ->> 'personId')`)
      .where(sql`event in ('addMember', 'changeRole', 'removeMember')`),
    index('events_redactions')
      .on(table.planId, table.id)
      .where(sql`event = 'redact'`),
    oneOf('events_subject_kind', 'subject_kind', subjectKinds),
  ],
)
