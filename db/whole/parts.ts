import { getTableName, type PgTable, type SQL, sql } from '#db/connection/drizzle.ts'
import * as schema from '#db/schema/index.ts'

/** A table of which a plan has rows, under the name that they have in the file of the whole plan. */
export type Part = {
  name: string
  table: PgTable
  /** Which of its rows are of a plan. */
  of: (planId: string) => SQL
  /** Names in the code of columns that stay here. */
  leaveOut?: readonly string[]
  /** Whether the file tells of it and cannot hold it: bytes are told by their SHA-256. */
  toldOnly?: 'content'
}

const ofPlan = (table: PgTable) => (planId: string) => sql`${table}.plan_id = ${planId}::uuid`
const below = (table: PgTable, column: string, parent: PgTable) => (planId: string) =>
  sql`${table}.${sql.identifier(column)} in (select id from ${parent} where plan_id = ${planId}::uuid)`

const direct = (name: string, table: PgTable, leaveOut: readonly string[] = []): Part => ({
  name,
  table,
  of: ofPlan(table),
  leaveOut,
})
const ofAction = (name: string, table: PgTable): Part => ({
  name,
  table,
  of: below(table, 'action_id', schema.actions),
})
const ofMeeting = (name: string, table: PgTable): Part => ({
  name,
  table,
  of: below(table, 'meeting_id', schema.meetings),
})

const { plans, editionFiles, events, files, editions, imports, observations } = schema

/** Spreadsheets that became part of a plan, or were not wanted; one that waits is not of the plan yet. */
const importsOf = (planId: string) => sql`${imports}.plan_id = ${planId}::uuid and ${imports}.state <> 'open'`

/** What a spreadsheet of a new plan went through before that was there belongs to no plan, and comes with it. */
const historyOf = (planId: string) =>
  sql`(${events}.plan_id = ${planId}::uuid and ${events}.subject_kind <> 'import')
    or ${events}.aggregate_id in (select id from ${imports} where ${importsOf(planId)})`

/**
 * All that a plan has, in the order of the file. People and agencies are beside it, for they are of the instance; emails
 * that went, and seals, are of the instance alone. A count of changes is worth nothing elsewhere.
 */
export const partsOfWholePlan: readonly Part[] = [
  { name: 'plan', table: plans, of: (planId) => sql`${plans.id} = ${planId}::uuid`, leaveOut: ['tally'] },
  direct('memberships', schema.memberships),
  direct('horizons', schema.horizons),
  direct('recommendations', schema.recommendations),
  direct('priorities', schema.priorities, ['tally']),
  direct('measures', schema.measures),
  { name: 'observations', table: observations, of: below(observations, 'measure_id', schema.measures) },
  direct('actions', schema.actions),
  ofAction('actionContributors', schema.actionContributors),
  ofAction('actionRecommendations', schema.actionRecommendations),
  ofAction('actionMeasures', schema.actionMeasures),
  ofAction('criteria', schema.criteria),
  ofAction('evidence', schema.evidence),
  ofAction('milestones', schema.milestones),
  ofAction('updates', schema.updates),
  ofAction('blockers', schema.blockers),
  ofAction('extensions', schema.extensions),
  { ...ofAction('files', files), toldOnly: 'content' },
  direct('meetings', schema.meetings),
  ofMeeting('resolutions', schema.decisions),
  ofMeeting('packs', schema.packs),
  direct('decisions', schema.decisionRecords),
  direct('inspections', schema.inspections),
  direct('reports', schema.reports, ['tally']),
  direct('sections', schema.sections),
  { name: 'editions', table: editions, of: below(editions, 'report_id', schema.reports) },
  {
    name: 'editionFiles',
    table: editionFiles,
    of: (planId) =>
      sql`${editionFiles}.edition_id in (select each.id from ${editions} each join ${schema.reports} on ${schema.reports}.id = each.report_id
        where ${schema.reports}.plan_id = ${planId}::uuid)`,
    leaveOut: ['sha256'],
    toldOnly: 'content',
  },
  direct('reportTemplates', schema.reportTemplates),
  { name: 'imports', table: imports, of: importsOf },
  direct('wordTemplates', schema.wordTemplates),
  { name: 'history', table: events, of: historyOf, leaveOut: ['salt'] },
]

/** What the file calls itself, and the version of its form: it only grows. */
export const WHOLE_PLAN = 'waymark-plan'
export const WHOLE_PLAN_VERSION = 1

/** By what rows of a table are put in order, so that the same plan is the same file. */
export function orderOf(table: PgTable): SQL {
  const name = getTableName(table)
  if (name === 'memberships') return sql`${table}.person_id::text`
  const links: Record<string, string> = {
    action_contributors: 'person_id',
    action_recommendations: 'recommendation_id',
    action_measures: 'measure_id',
  }
  const other = links[name]
  return other === undefined
    ? sql`${table}.id::text`
    : sql`${table}.action_id::text || ${table}.${sql.identifier(other)}::text`
}
