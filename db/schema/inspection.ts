import { date, index, jsonb, pgTable, text, unique, uuid } from '#db/connection/drizzle.ts'
import {
  type AspectJudgement,
  inspectionPrecisions,
  inspectionStates,
  settingKinds,
  visitKinds,
} from '#workflows/inspection/inspection-facts.ts'
import { comparedBy, id, instant, oneOf, prose, version } from './columns.ts'
import { plans } from './plan.ts'
import { searched, wordsIn } from './search-words.ts'

/** The register of inspections: what was inspected, when, and how it was judged. */
export const inspections = pgTable(
  'inspections',
  {
    id: id(),
    planId: uuid('plan_id')
      .notNull()
      .references(() => plans.id),
    ref: text().notNull(),
    sameRef: comparedBy('same_ref'),
    title: text().notNull(),
    setting: text({ enum: settingKinds }).notNull(),
    urn: prose('urn'),
    inspector: text().notNull(),
    visit: text({ enum: visitKinds }).notNull(),
    /** Of a month that is known without its day, the first. */
    inspectedOn: date('inspected_on').notNull(),
    precision: text({ enum: inspectionPrecisions }).notNull().default('day'),
    publishedOn: date('published_on'),
    judgement: prose('judgement'),
    aspects: jsonb().$type<AspectJudgement[]>().notNull().default([]),
    judgementBefore: prose('judgement_before'),
    judgementBeforeOn: date('judgement_before_on'),
    nextExpected: prose('next_expected'),
    url: prose('url'),
    note: prose('note'),
    /** Recommendations of the plan, which never lose their ids. */
    recommendationIds: uuid('recommendation_ids').array().notNull().default([]),
    state: text({ enum: inspectionStates }).notNull(),
    version: version(),
    createdAt: instant('created_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  (table) => [
    unique('inspections_ref').on(table.planId, table.ref),
    unique('inspections_same_ref').on(table.planId, table.sameRef),
    index('inspections_plan').on(table.planId, table.inspectedOn, table.id),
    index('inspections_title_words').using('gin', wordsIn(searched.inspections.title)),
    index('inspections_text_words').using('gin', wordsIn(searched.inspections.text)),
    oneOf('inspections_setting', 'setting', settingKinds),
    oneOf('inspections_visit', 'visit', visitKinds),
    oneOf('inspections_precision', 'precision', inspectionPrecisions),
    oneOf('inspections_state', 'state', inspectionStates),
  ],
)
