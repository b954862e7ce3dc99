import {
  boolean,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  sql,
  text,
  unique,
  uuid,
} from '#db/connection/drizzle.ts'
import { noticeKinds } from '#workflows/engine/requirement.ts'
import { id, instant, oneOf, prose } from './columns.ts'
import { people } from './person.ts'

/**
 * The parts of a weekly email, in the order in which they press: what its receiver owns, the figures that they supply,
 * the reports they write for or approve, what waits for those they stand in for, what they lead, chair and administer. A person can ask for one alone.
 */
export const digestParts = [
  'ownerDigest',
  'supplierDigest',
  'reportDigest',
  'deputyDigest',
  'leadDigest',
  'chairDigest',
  'administratorDigest',
] as const
export type DigestPart = (typeof digestParts)[number]

/** The weekly email: a person gets at most one a week and slot, over all their plans that are mailed in that slot. */
export const WEEKLY_DIGEST = 'weeklyDigest'

/** The kinds of email that are digests: the weekly one, and those of one part, as they were mailed before it. */
export const digestKinds = [WEEKLY_DIGEST, ...digestParts] as const
export type DigestKind = (typeof digestKinds)[number]

/**
 * Hours for which a delivery is tried again: the design's rule for reminders, and as long as GOV.UK Notify tries. No
 * email of a week waits beyond them, so that a week that is still open then points to a fault.
 */
export const TRY_HOURS = 72

/** Hours after it was due from which an email, or a week of them, is late. It is our own number. */
export const LATE_HOURS = 1

/** A code to sign in with: sent at once, and never kept readable. */
export const SIGN_IN_CODE = 'signInCode'

/** What a person is told of their own entry: their address, their role in a plan, and that a deputy left. */
export const entryKinds = ['addressChanged', 'roleChanged', 'deputyEnded'] as const
export type EntryKind = (typeof entryKinds)[number]

/** Ends the period of an email to an address that is no longer a person's: the event, and that it is of before. */
export const TO_THE_OLD = ' before'

export const deliveryKinds = [
  ...digestKinds,
  ...noticeKinds,
  SIGN_IN_CODE,
  'invitation',
  ...entryKinds,
] as const
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
/** `evidence`: a check that a change has stuck needs it. */
export const digestGroups = ['overdue', 'dueSoon', 'returned', 'stale', 'evidence'] as const
export type DigestGroup = (typeof digestGroups)[number]

/** One of several pieces of work that an `assigned` email tells of: the event that made it theirs, and its plan. */
export type AssignedLine = { eventId: string; planId: string }
export type DeliveryLine = DigestLine | AssignedLine

/**
 * One week of digests in one slot: planned once, closed when every delivery of it is settled. Weeks are named by
 * Monday, slots by when in the week they are.
 */
export const digestWeeks = pgTable(
  'digest_weeks',
  {
    week: date().notNull(),
    slot: text().notNull(),
    dueAt: instant('due_at').notNull(),
    plannedAt: instant('planned_at').notNull(),
    closedAt: instant('closed_at'),
    expected: integer().notNull(),
    /** Planned an hour or more after it was due, because nothing ran at the time. */
    late: boolean().notNull(),
    superseded: boolean().notNull(),
  },
  (table) => [primaryKey({ columns: [table.week, table.slot] })],
)

/**
 * The ledger of everything mailed: one row per kind, period and person. The period of a digest is its week and
 * slot, that of one a person asked for the day and a number, that of a notice the event it tells of. What changes
 * hands at once is told in one notice, so its period is the event of the whole hand-over; so it is for what the
 * approval of a plan agrees.
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
    /** Week and slot of a weekly digest. */
    week: date(),
    slot: text(),
    state: text({ enum: deliveryStates }).notNull(),
    toName: text('to_name').notNull(),
    toAddress: text('to_address').notNull(),
    /** Of a digest, the parts that its receiver was owed; none where it is of one part alone, which is its kind. */
    parts: jsonb().$type<DigestPart[]>().notNull().default([]),
    lines: jsonb().$type<DeliveryLine[]>().notNull(),
    /** What its receiver may answer by the link in it, without signing in; null where it has no such link. */
    linkLines: jsonb('link_lines').$type<DigestLine[]>(),
    /** The one plan that its subject names, which is not for everybody's eyes. */
    subjectPlanId: uuid('subject_plan_id'),
    subject: prose('subject'),
    text: prose('text'),
    html: prose('html'),
    dueAt: instant('due_at').notNull(),
    late: boolean().notNull(),
    attempts: integer().notNull(),
    nextTryAt: instant('next_try_at').notNull(),
    leaseUntil: instant('lease_until'),
    /** Grows with each claim and each answer to one: a sender that lost its lease can no longer settle the row. */
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
    index('deliveries_waiting')
      .on(table.nextTryAt)
      .where(sql`state in ('queued', 'sending', 'handedOff')`),
    index('deliveries_created').on(table.createdAt),
    index('deliveries_due').on(table.dueAt, table.id),
    index('deliveries_week').on(table.week, table.slot),
    index('deliveries_person').on(table.personId, table.dueAt),
    index('deliveries_failed_invitations')
      .on(table.personId)
      .where(sql`kind = 'invitation' and state = 'failed'`),
    oneOf('deliveries_state', 'state', deliveryStates),
    oneOf('deliveries_kind', 'kind', deliveryKinds),
  ],
)
