import { sql } from 'drizzle-orm'
import { boolean, date, index, integer, jsonb, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core'
import { noticeKinds } from '#workflows/requirement.ts'
import { id, instant, oneOf, prose } from './columns.ts'
import { people } from './person.ts'

export const deliveryKinds = ['ownerDigest', ...noticeKinds] as const
export type DeliveryKind = (typeof deliveryKinds)[number]

export const deliveryStates = [
  'queued',
  'sending',
  'handedOff',
  'sent',
  'failed',
  'nothingDue',
  'superseded',
] as const
export type DeliveryState = (typeof deliveryStates)[number]

/** One line of a digest as planned: an action or milestone, and why it is there. */
export type DigestLine = { group: DigestGroup; actionId: string; milestoneId: string | null }
export const digestGroups = ['overdue', 'dueSoon', 'returned', 'stale'] as const
export type DigestGroup = (typeof digestGroups)[number]

/** One week of digests: planned once, closed when every delivery of it is settled. Weeks are named by Monday. */
export const digestWeeks = pgTable('digest_weeks', {
  week: date().primaryKey(),
  dueAt: instant('due_at').notNull(),
  plannedAt: instant('planned_at').notNull(),
  closedAt: instant('closed_at'),
  expected: integer().notNull(),
  /** Planned an hour or more after it was due, because nothing ran at the time. */
  late: boolean().notNull(),
  superseded: boolean().notNull(),
})

/**
 * The ledger of everything mailed: one row per kind, period and person. The period of a digest is its week, that
 * of a notice the event it tells of.
 */
export const deliveries = pgTable(
  'deliveries',
  {
    id: id(),
    kind: text({ enum: deliveryKinds }).notNull(),
    period: text().notNull(),
    personId: uuid('person_id')
      .notNull()
      .references(() => people.id),
    actionId: uuid('action_id'),
    state: text({ enum: deliveryStates }).notNull(),
    toName: text('to_name').notNull(),
    toAddress: text('to_address').notNull(),
    lines: jsonb().$type<DigestLine[]>().notNull(),
    subject: prose('subject'),
    text: prose('text'),
    html: prose('html'),
    dueAt: instant('due_at').notNull(),
    late: boolean().notNull(),
    attempts: integer().notNull(),
    nextTryAt: instant('next_try_at').notNull(),
    leaseUntil: instant('lease_until'),
    /** Grows with each claim: a sender that lost its lease can no longer settle the row. */
    fence: integer().notNull(),
    handedOffAt: instant('handed_off_at'),
    /** Handed off without an answer, so that a copy with the same Message-ID may have been received before. */
    ambiguous: boolean().notNull(),
    reply: prose('reply'),
    createdAt: instant('created_at').notNull(),
    settledAt: instant('settled_at'),
  },
  (table) => [
    unique('deliveries_once').on(table.kind, table.period, table.personId),
    index('deliveries_waiting').on(table.nextTryAt).where(sql`state in ('queued', 'sending', 'handedOff')`),
    index('deliveries_created').on(table.createdAt),
    oneOf('deliveries_state', 'state', deliveryStates),
    oneOf('deliveries_kind', 'kind', deliveryKinds),
  ],
)
