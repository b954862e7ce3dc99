import {
  check,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  sql,
  text,
  unique,
  uuid,
} from '#db/connection/drizzle.ts'
import type { AgendaItem } from '#workflows/meeting/agenda.ts'
import type { Attended } from '#workflows/meeting/attendance.ts'
import { meetingStates } from '#workflows/meeting/meeting.ts'
import { actions } from './action.ts'
import { id, instant, oneOf, prose, version } from './columns.ts'
import { people } from './person.ts'
import { plans } from './plan.ts'
import { searched, wordsIn } from './search-words.ts'

/** A sitting of the board with its data cut-off. */
export const meetings = pgTable(
  'meetings',
  {
    id: id(),
    planId: uuid('plan_id')
      .notNull()
      .references(() => plans.id),
    number: integer().notNull(),
    title: text().notNull(),
    heldOn: date('held_on').notNull(),
    place: prose('place'),
    /** 'HH:MM' by the clocks of London. */
    startsAt: text('starts_at'),
    endsAt: text('ends_at'),
    state: text({ enum: meetingStates }).notNull(),
    version: version(),
    packId: uuid('pack_id'),
    cutOffAt: instant('cut_off_at'),
    issuedOn: date('issued_on'),
    /** In their order. What they are about is never deleted. */
    agenda: jsonb().$type<AgendaItem[]>().notNull().default([]),
    agendaProposed: jsonb('agenda_proposed').$type<string[]>().notNull().default([]),
    attendance: jsonb().$type<Attended[]>().notNull().default([]),
    others: text().array().notNull().default([]),
    createdAt: instant('created_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  (table) => [
    unique('meetings_number').on(table.planId, table.number),
    index('meetings_title_words').using('gin', wordsIn(searched.meetings.title)),
    index('meetings_text_words').using('gin', wordsIn(searched.meetings.text)),
    oneOf('meetings_state', 'state', meetingStates),
    check('meetings_times', sql`ends_at is null or (starts_at is not null and starts_at < ends_at)`),
  ],
)

/** What a sitting resolved, numbered within it. */
export const decisions = pgTable(
  'decisions',
  {
    id: id(),
    meetingId: uuid('meeting_id')
      .notNull()
      .references(() => meetings.id),
    number: integer().notNull(),
    text: text().notNull(),
    actionId: uuid('action_id').references(() => actions.id),
    /** An item of the agenda of its meeting, which stays on it. */
    agendaItemId: uuid('agenda_item_id'),
    recordedBy: uuid('recorded_by')
      .notNull()
      .references(() => people.id),
    recordedAt: instant('recorded_at').notNull(),
  },
  (table) => [
    unique('decisions_number').on(table.meetingId, table.number),
    index('decisions_action').on(table.actionId),
    index('decisions_text_words').using('gin', wordsIn(searched.decisions.text)),
  ],
)

/** What a board read at the cut-off, as data: written once and never changed. */
export const packs = pgTable(
  'packs',
  {
    id: id(),
    meetingId: uuid('meeting_id')
      .notNull()
      .references(() => meetings.id),
    takenAt: instant('taken_at').notNull(),
    contents: jsonb().notNull(),
  },
  (table) => [index('packs_meeting').on(table.meetingId)],
)
