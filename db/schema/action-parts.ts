import { boolean, date, index, integer, pgTable, text, uuid } from '#db/connection/drizzle.ts'
import {
  blockerStates,
  evidenceKinds,
  extensionReasons,
  extensionStates,
  milestoneStates,
} from '#workflows/action/action-facts.ts'
import { actions } from './action.ts'
import { id, instant, oneOf, version } from './columns.ts'
import { people } from './person.ts'
import { searched, wordsIn } from './search-words.ts'

const actionId = () =>
  uuid('action_id')
    .notNull()
    .references(() => actions.id)

/** What has to be shown before an action can be closed, agreed in advance. */
export const criteria = pgTable(
  'criteria',
  { id: id(), actionId: actionId(), position: integer().notNull(), text: text().notNull() },
  (table) => [
    index('criteria_action').on(table.actionId),
    index('criteria_text_words').using('gin', wordsIn(searched.criteria.text)),
  ],
)

/** A link against a closure criterion. */
export const evidence = pgTable(
  'evidence',
  {
    id: id(),
    actionId: actionId(),
    criterionId: uuid('criterion_id')
      .notNull()
      .references(() => criteria.id),
    kind: text({ enum: evidenceKinds }).notNull(),
    title: text().notNull(),
    url: text().notNull(),
    datedOn: date('dated_on').notNull(),
    independent: boolean().notNull(),
    addedBy: uuid('added_by')
      .notNull()
      .references(() => people.id),
    addedAt: instant('added_at').notNull(),
  },
  (table) => [
    index('evidence_action').on(table.actionId),
    index('evidence_text_words').using('gin', wordsIn(searched.evidence.text)),
    oneOf('evidence_kind', 'kind', evidenceKinds),
  ],
)

/** A dated checkpoint inside an action. */
export const milestones = pgTable(
  'milestones',
  {
    id: id(),
    actionId: actionId(),
    title: text().notNull(),
    state: text({ enum: milestoneStates }).notNull(),
    dueOn: date('due_on').notNull(),
    metOn: date('met_on'),
    timesReplanned: integer('times_replanned').notNull(),
  },
  (table) => [
    index('milestones_action').on(table.actionId),
    index('milestones_text_words').using('gin', wordsIn(searched.milestones.text)),
    oneOf('milestones_state', 'state', milestoneStates),
  ],
)

/** A dated progress note. */
export const updates = pgTable(
  'updates',
  {
    id: id(),
    actionId: actionId(),
    by: uuid('by')
      .notNull()
      .references(() => people.id),
    at: instant('at').notNull(),
    /** The version of the action that it made: of two made at once, the moments do not tell which was last. */
    version: version(),
    note: text().notNull(),
    forecastOn: date('forecast_on'),
    ownRating: text('own_rating', { enum: ['amber', 'red'] }),
    whatChanged: text('what_changed'),
    /** How it came in, where its maker was not signed in. */
    via: text({ enum: ['link'] }),
  },
  (table) => [
    index('updates_action').on(table.actionId, table.version),
    index('updates_text_words').using('gin', wordsIn(searched.updates.text)),
  ],
)

/** What an action waits for. */
export const blockers = pgTable(
  'blockers',
  {
    id: id(),
    actionId: actionId(),
    state: text({ enum: blockerStates }).notNull(),
    what: text().notNull(),
    waitingOn: text('waiting_on').notNull(),
    sinceOn: date('since_on').notNull(),
    critical: boolean().notNull(),
    raisedBy: uuid('raised_by')
      .notNull()
      .references(() => people.id),
    how: text(),
    resolvedOn: date('resolved_on'),
  },
  (table) => [
    index('blockers_action').on(table.actionId),
    index('blockers_text_words').using('gin', wordsIn(searched.blockers.text)),
    oneOf('blockers_state', 'state', blockerStates),
  ],
)

/** A request to move an action's due date. */
export const extensions = pgTable(
  'extensions',
  {
    id: id(),
    actionId: actionId(),
    state: text({ enum: extensionStates }).notNull(),
    reasonCode: text('reason_code', { enum: extensionReasons }).notNull(),
    text: text().notNull(),
    effect: text(),
    mitigation: text(),
    previousDueOn: date('previous_due_on').notNull(),
    dueOn: date('due_on').notNull(),
    requestedBy: uuid('requested_by')
      .notNull()
      .references(() => people.id),
    requestedOn: date('requested_on').notNull(),
    decidedBy: uuid('decided_by').references(() => people.id),
    decidedOn: date('decided_on'),
    decisionReason: text('decision_reason'),
    regulatorAgreement: text('regulator_agreement'),
  },
  (table) => [
    index('extensions_action').on(table.actionId),
    index('extensions_text_words').using('gin', wordsIn(searched.extensions.text)),
    oneOf('extensions_state', 'state', extensionStates),
    oneOf('extensions_reason', 'reason_code', extensionReasons),
  ],
)
