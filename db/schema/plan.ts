import { date, index, integer, pgTable, primaryKey, smallint, text, unique, uuid } from 'drizzle-orm/pg-core'
import { defaultSettings, planStates } from '#workflows/plan-settings.ts'
import { roles } from '#workflows/policy.ts'
import { id, instant, oneOf, prose, version } from './columns.ts'
import { people } from './person.ts'

/** One improvement plan or strategy with its thresholds. */
export const plans = pgTable(
  'plans',
  {
    id: id(),
    title: text().notNull(),
    description: prose('description'),
    vision: prose('vision'),
    ownerBody: prose('owner_body'),
    challenges: text().array().notNull().default([]),
    state: text({ enum: planStates }).notNull(),
    version: version(),
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
    createdAt: instant('created_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  () => [oneOf('plans_state', 'state', planStates), oneOf('plans_closure', 'closure', ['twoKeys', 'oneKey'])],
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
    source: prose('source'),
    paragraph: prose('paragraph'),
    text: text().notNull(),
    position: integer().notNull(),
  },
  (table) => [unique('recommendations_ref').on(table.planId, table.ref)],
)
