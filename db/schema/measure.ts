import {
  boolean,
  date,
  index,
  integer,
  jsonb,
  numeric,
  pgTable,
  smallint,
  sql,
  text,
  unique,
  uuid,
} from '#db/connection/drizzle.ts'
import { frequencies, usualDueAfterDays } from '#workflows/measure/figures-due.ts'
import {
  type Comparator,
  dateBases,
  datePrecisions,
  type GradeCount,
  type MeasureStep,
  observationKinds,
  observationStatuses,
  polarities,
  type Rank,
  units,
} from '#workflows/measure/measure-facts.ts'
import { usualOptions } from '#workflows/measure/spc.ts'
import { comparedBy, id, instant, oneOf, prose, version } from './columns.ts'
import { people } from './person.ts'
import { plans } from './plan.ts'
import { priorities } from './priority.ts'
import { searched, wordsIn } from './search-words.ts'

/** Figures as they are published: up to six decimals, never a binary fraction. */
const figure = (name: string) => numeric(name, { precision: 18, scale: 6, mode: 'number' })

/** Something counted to see whether outcomes move. Baseline and target may be missing, and then say so. */
export const measures = pgTable(
  'measures',
  {
    id: id(),
    planId: uuid('plan_id')
      .notNull()
      .references(() => plans.id),
    /** Null for a figure of the whole plan. */
    priorityId: uuid('priority_id').references(() => priorities.id),
    ref: text().notNull(),
    sameRef: comparedBy('same_ref'),
    title: text().notNull(),
    /** In plain words: what is counted and what is not. */
    definition: prose('definition'),
    unit: text({ enum: units }).notNull(),
    /** What a count is of: children, posts, full-time equivalents. */
    countOf: prose('count_of'),
    /** The base of a rate: 10,000 in 'per 10,000 children'. */
    per: integer(),
    polarity: text({ enum: polarities }).notNull(),
    numerator: prose('numerator'),
    numeratorSource: prose('numerator_source'),
    denominator: prose('denominator'),
    denominatorSource: prose('denominator_source'),
    decimals: smallint(),
    /** Grades or judgements, best first. */
    scale: text().array().notNull().default([]),
    /** As published, in words or figures with their unit; null where none has been agreed. */
    baseline: text(),
    /** The same as a number; null where the words are no number. */
    baselineValue: figure('baseline_value'),
    baselineOn: date('baseline_on'),
    target: text(),
    targetValue: figure('target_value'),
    targetOn: date('target_on'),
    targetTolerance: figure('target_tolerance'),
    comparators: jsonb().$type<Comparator[]>().notNull().default([]),
    /** From when on its average and limits are worked out anew. */
    steps: jsonb().$type<MeasureStep[]>().notNull().default([]),
    /** Other names of the same concept. */
    aliases: text().array().notNull().default([]),
    note: prose('note'),
    /** Who supplies its figures; null where the lead of its priority does. */
    supplierId: uuid('supplier_id').references(() => people.id),
    /** Null where no figures are due at set times. */
    every: text({ enum: frequencies }),
    dueFromOn: date('due_from_on'),
    dueAfterDays: smallint('due_after_days').notNull().default(usualDueAfterDays),
    /** By which of the rules of Making Data Count its figures over time are judged. */
    runLength: smallint('run_length').notNull().default(usualOptions.runLength),
    fewestPoints: smallint('fewest_points').notNull().default(usualOptions.fewestPoints),
    screenMovingRanges: boolean('screen_moving_ranges').notNull().default(usualOptions.screenMovingRanges),
    beyondCounts: boolean('beyond_counts').notNull().default(usualOptions.beyondCounts),
    active: boolean().notNull().default(true),
    position: integer().notNull(),
    version: version(),
    createdAt: instant('created_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  (table) => [
    unique('measures_ref').on(table.planId, table.ref),
    unique('measures_same_ref').on(table.planId, table.sameRef),
    index('measures_plan').on(table.planId, table.position, table.id),
    index('measures_supplier')
      .on(table.supplierId)
      .where(sql`${table.supplierId} is not null`),
    index('measures_title_words').using('gin', wordsIn(searched.measures.title)),
    index('measures_text_words').using('gin', wordsIn(searched.measures.text)),
    oneOf('measures_unit', 'unit', units),
    oneOf('measures_polarity', 'polarity', polarities),
    oneOf('measures_every', 'every', frequencies),
  ],
)

/** A value of a measure at a date or for a period. Rows are only ever added: a correction names the row it replaces. */
export const observations = pgTable(
  'observations',
  {
    id: id(),
    measureId: uuid('measure_id')
      .notNull()
      .references(() => measures.id),
    kind: text({ enum: observationKinds }).notNull(),
    asAtOn: date('as_at_on').notNull(),
    periodStartOn: date('period_start_on'),
    precision: text({ enum: datePrecisions }).notNull(),
    dateBasis: text('date_basis', { enum: dateBases }).notNull(),
    published: text(),
    value: figure('value'),
    numerator: figure('numerator'),
    denominator: figure('denominator'),
    denominatorSource: prose('denominator_source'),
    status: text({ enum: observationStatuses }).notNull(),
    caveat: prose('caveat'),
    distribution: jsonb().$type<GradeCount[]>().notNull().default([]),
    rank: jsonb().$type<Rank>(),
    source: prose('source'),
    sourceRef: text('source_ref'),
    revision: integer().notNull(),
    supersedesId: uuid('supersedes_id'),
    reason: text(),
    smallCountAcknowledged: boolean('small_count_acknowledged').notNull(),
    recordedBy: uuid('recorded_by').references(() => people.id),
    recordedAt: instant('recorded_at').notNull(),
  },
  (table) => [
    unique('observations_supersedes').on(table.supersedesId),
    index('observations_measure').on(table.measureId, table.asAtOn, table.id),
    oneOf('observations_kind', 'kind', observationKinds),
    oneOf('observations_precision', 'precision', datePrecisions),
    oneOf('observations_date_basis', 'date_basis', dateBases),
    oneOf('observations_status', 'status', observationStatuses),
  ],
)
