import {
  boolean,
  check,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  sql,
  text,
  unique,
  uuid,
} from '#db/connection/drizzle.ts'
import { regions } from '#workflows/calendar/bank-holidays.ts'
import type { EarlierSlot } from '#workflows/calendar/digest-slot.ts'
import { callInKinds, defaultCallIn } from '#workflows/decision/call-in.ts'
import { roles } from '#workflows/engine/policy.ts'
import { defaultReminders, defaultSettings, planStates } from '#workflows/plan/plan-settings.ts'
import { comparedBy, id, instant, oneOf, prose, tally, version } from './columns.ts'
import { people } from './person.ts'
import { searched, wordsIn } from './search-words.ts'

/** One improvement plan or strategy with its thresholds. */
export const plans = pgTable(
  'plans',
  {
    id: id(),
    title: text().notNull(),
    description: prose('description'),
    vision: prose('vision'),
    ownerBody: prose('owner_body'),
    serves: prose('serves'),
    challenges: text().array().notNull().default([]),
    state: text({ enum: planStates }).notNull(),
    version: version(),
    /** Counts priorities that were added or opened again. */
    tally: tally(),
    /** The plan that open priorities were carried to when this one was closed. */
    successorId: uuid('successor_id'),
    firstOn: date('first_on'),
    lastOn: date('last_on'),
    activeFrom: date('active_from'),
    /** Monday of the first week for which the plan's people are mailed. */
    digestsFrom: date('digests_from'),
    closure: text({ enum: ['twoKeys', 'oneKey'] })
      .notNull()
      .default(defaultSettings.closure),
    dueSoonDays: smallint('due_soon_days').notNull().default(defaultSettings.dueSoonDays),
    staleDays: smallint('stale_days').notNull().default(defaultSettings.staleDays),
    farLateDays: smallint('far_late_days').notNull().default(defaultSettings.farLateDays),
    embedAfterDays: smallint('embed_after_days').notNull().default(defaultSettings.embedAfterDays),
    oftenExtended: smallint('often_extended').notNull().default(defaultSettings.oftenExtended),
    digestWeekday: smallint('digest_weekday').notNull().default(defaultReminders.digestWeekday),
    digestHour: smallint('digest_hour').notNull().default(defaultReminders.digestHour),
    bankHolidays: text('bank_holidays', { enum: regions }).notNull().default(defaultReminders.bankHolidays),
    /** When the digests went before that, oldest first: a change holds from the next week on. */
    earlierSlots: jsonb('earlier_slots').$type<EarlierSlot[]>().notNull().default([]),
    escalateLeadDays: smallint('escalate_lead_days').notNull().default(defaultReminders.escalateLeadDays),
    escalateChairDays: smallint('escalate_chair_days').notNull().default(defaultReminders.escalateChairDays),
    escalateAgendaDays: smallint('escalate_agenda_days')
      .notNull()
      .default(defaultReminders.escalateAgendaDays),
    answersByLink: boolean('answers_by_link').notNull().default(defaultReminders.answersByLink),
    callInDays: smallint('call_in_days').notNull().default(defaultCallIn.callInDays),
    callInKind: text('call_in_kind', { enum: callInKinds }).notNull().default(defaultCallIn.callInKind),
    callInHour: smallint('call_in_hour').notNull().default(defaultCallIn.callInHour),
    callInWho: text('call_in_who').notNull().default(defaultCallIn.callInWho),
    createdAt: instant('created_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  () => [
    oneOf('plans_state', 'state', planStates),
    oneOf('plans_closure', 'closure', ['twoKeys', 'oneKey']),
    oneOf('plans_call_in_kind', 'call_in_kind', callInKinds),
    check('plans_call_in', sql`call_in_days > 0 and call_in_hour between 1 and 24`),
    oneOf('plans_bank_holidays', 'bank_holidays', regions),
    check('plans_digest_weekday', sql`digest_weekday between 1 and 5`),
    check('plans_digest_hour', sql`digest_hour between 0 and 23 and digest_hour <> 1`),
    check(
      'plans_escalation',
      sql`0 < escalate_lead_days and escalate_lead_days <= escalate_chair_days and escalate_chair_days <= escalate_agenda_days`,
    ),
  ],
)

export const horizonNames = ['short', 'medium', 'long'] as const
export type HorizonName = (typeof horizonNames)[number]

/** A window of a plan. */
export const horizons = pgTable(
  'horizons',
  {
    id: id(),
    planId: uuid('plan_id')
      .notNull()
      .references(() => plans.id),
    name: text({ enum: horizonNames }).notNull(),
    label: text().notNull(),
    firstOn: date('first_on').notNull(),
    lastOn: date('last_on').notNull(),
  },
  (table) => [
    unique('horizons_name').on(table.planId, table.name),
    oneOf('horizons_known', 'name', horizonNames),
  ],
)

/** What a person may do in a plan. */
export const memberships = pgTable(
  'memberships',
  {
    planId: uuid('plan_id')
      .notNull()
      .references(() => plans.id),
    personId: uuid('person_id')
      .notNull()
      .references(() => people.id),
    role: text({ enum: roles }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.planId, table.personId] }),
    index('memberships_person').on(table.personId),
    oneOf('memberships_role', 'role', roles),
  ],
)

/** An outside finding that the plan must answer. */
export const recommendations = pgTable(
  'recommendations',
  {
    id: id(),
    planId: uuid('plan_id')
      .notNull()
      .references(() => plans.id),
    ref: text().notNull(),
    sameRef: comparedBy('same_ref'),
    source: prose('source'),
    paragraph: prose('paragraph'),
    text: text().notNull(),
    position: integer().notNull(),
  },
  (table) => [
    unique('recommendations_ref').on(table.planId, table.ref),
    unique('recommendations_same_ref').on(table.planId, table.sameRef),
    index('recommendations_title_words').using('gin', wordsIn(searched.recommendations.title)),
    index('recommendations_text_words').using('gin', wordsIn(searched.recommendations.text)),
  ],
)
