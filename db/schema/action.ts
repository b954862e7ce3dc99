import {
  boolean,
  check,
  date,
  index,
  integer,
  pgTable,
  primaryKey,
  sql,
  text,
  unique,
  uuid,
} from '#db/connection/drizzle.ts'
import { actionStates } from '#workflows/action/action-facts.ts'
import { agencies } from './agency.ts'
import { comparedBy, id, instant, oneOf, prose, version } from './columns.ts'
import { measures } from './measure.ts'
import { people } from './person.ts'
import { horizons, plans, recommendations } from './plan.ts'
import { priorities } from './priority.ts'
import { inReferenceOrder } from './reference-order.ts'
import { searched, wordsIn } from './search-words.ts'

/** A dated commitment in one horizon with one accountable owner. */
export const actions = pgTable(
  'actions',
  {
    id: id(),
    planId: uuid('plan_id')
      .notNull()
      .references(() => plans.id),
    priorityId: uuid('priority_id')
      .notNull()
      .references(() => priorities.id),
    horizonId: uuid('horizon_id')
      .notNull()
      .references(() => horizons.id),
    ref: text().notNull(),
    sameRef: comparedBy('same_ref'),
    title: text().notNull(),
    description: prose('description'),
    intendedEffect: prose('intended_effect'),
    state: text({ enum: actionStates }).notNull(),
    version: version(),
    ownerId: uuid('owner_id').references(() => people.id),
    ownerPost: text('owner_post'),
    agencyId: uuid('agency_id').references(() => agencies.id),
    startOn: date('start_on'),
    baselineDueOn: date('baseline_due_on'),
    dueOn: date('due_on'),
    forecastOn: date('forecast_on'),
    ownRating: text('own_rating', { enum: ['amber', 'red'] }),
    timesExtended: integer('times_extended').notNull(),
    regulatorDate: boolean('regulator_date').notNull(),
    critical: boolean().notNull(),
    agreedOn: date('agreed_on'),
    lastUpdateOn: date('last_update_on'),
    submittedOn: date('submitted_on'),
    submittedBy: uuid('submitted_by').references(() => people.id),
    endorsedOn: date('endorsed_on'),
    endorsedBy: uuid('endorsed_by').references(() => people.id),
    signedOffOn: date('signed_off_on'),
    signedOffBy: uuid('signed_off_by').references(() => people.id),
    embedCheckOn: date('embed_check_on'),
    successorId: uuid('successor_id'),
    /** The decision of the plan that it came from, which never loses its id. */
    decisionId: uuid('decision_id'),
    createdAt: instant('created_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  (table) => [
    unique('actions_ref').on(table.planId, table.ref),
    unique('actions_same_ref').on(table.planId, table.sameRef),
    index('actions_due').on(table.dueOn, table.id),
    // Undated actions come last, and a page that goes on after one begins by index all the same.
    index('actions_plan_due').on(table.planId, sql`coalesce(due_on, 'infinity'::date)`, table.id),
    index('actions_plan_updated').on(table.planId, table.updatedAt, table.id),
    index('actions_plan_ref').on(table.planId, inReferenceOrder(sql.raw('ref')), table.id),
    index('actions_title_words').using('gin', wordsIn(searched.actions.title)),
    index('actions_text_words').using('gin', wordsIn(searched.actions.text)),
    index('actions_owner').on(table.ownerId),
    index('actions_priority').on(table.priorityId),
    index('actions_decision').on(table.decisionId),
    oneOf('actions_state', 'state', actionStates),
    check('actions_own_rating', sql`own_rating in ('amber', 'red')`),
    check('actions_version', sql`version > 0`),
  ],
)

/** People who help with an action and may report on it. */
export const actionContributors = pgTable(
  'action_contributors',
  {
    actionId: uuid('action_id')
      .notNull()
      .references(() => actions.id),
    personId: uuid('person_id')
      .notNull()
      .references(() => people.id),
  },
  (table) => [
    primaryKey({ columns: [table.actionId, table.personId] }),
    index('action_contributors_person').on(table.personId),
  ],
)

/** Recommendations an action answers. */
export const actionRecommendations = pgTable(
  'action_recommendations',
  {
    actionId: uuid('action_id')
      .notNull()
      .references(() => actions.id),
    recommendationId: uuid('recommendation_id')
      .notNull()
      .references(() => recommendations.id),
  },
  (table) => [
    primaryKey({ columns: [table.actionId, table.recommendationId] }),
    index('action_recommendations_recommendation').on(table.recommendationId),
  ],
)

/** Measures that an action is meant to move. */
export const actionMeasures = pgTable(
  'action_measures',
  {
    actionId: uuid('action_id')
      .notNull()
      .references(() => actions.id),
    measureId: uuid('measure_id')
      .notNull()
      .references(() => measures.id),
  },
  (table) => [
    primaryKey({ columns: [table.actionId, table.measureId] }),
    index('action_measures_measure').on(table.measureId),
  ],
)
