import type { HistoryEntry, UpdateRead } from '#db/read/history.ts'
import type { CsvColumns } from '#server/http/csv.ts'
import { columnsOf } from '#server/sheets/noun.ts'
import { actionFields } from './action-fields-sheet.ts'
import type { ActionResource, milestoneResource } from './resource.ts'

/**
 * The columns of actions as CSV. New ones go to the end, where the sheet puts what is not listed here: a spreadsheet
 * counts on the order.
 */
export const actionColumns: CsvColumns<ActionResource> = {
  id: ({ id }) => id,
  ref: ({ ref }) => ref,
  title: ({ title }) => title,
  planId: ({ plan }) => plan.id,
  plan: ({ plan }) => plan.title,
  priorityRef: ({ priority }) => priority.ref,
  priority: ({ priority }) => priority.title,
  horizon: ({ horizon }) => horizon,
  state: ({ state }) => state,
  rating: ({ rating }) => rating.rating,
  ratingCode: ({ rating }) => rating.code,
  because: ({ rating }) => rating.because,
  toTurnGreen: ({ rating }) => rating.toTurnGreen,
  ownRating: ({ ownRating }) => ownRating,
  ownerId: ({ owner }) => owner?.id,
  owner: ({ owner }) => owner?.name,
  ownerPost: ({ owner }) => owner?.post,
  ownerAgency: ({ owner }) => owner?.agency,
  agency: ({ agency }) => agency?.name,
  contributors: ({ contributors }) => contributors.map(({ name }) => name),
  startOn: ({ startOn }) => startOn,
  baselineDueOn: ({ baselineDueOn }) => baselineDueOn,
  dueOn: ({ dueOn }) => dueOn,
  forecastOn: ({ forecastOn }) => forecastOn,
  timesExtended: ({ timesExtended }) => timesExtended,
  overdueDays: ({ overdueDays }) => overdueDays,
  critical: ({ critical }) => critical,
  regulatorDate: ({ regulatorDate }) => regulatorDate,
  criteria: ({ criteria }) => criteria.map(({ text }) => text),
  evidenceCount: ({ criteria }) => criteria.reduce((sum, { evidence }) => sum + evidence.length, 0),
  recommendations: ({ recommendations }) => recommendations.map(({ ref }) => ref),
  openBlockers: ({ openBlockers }) => openBlockers.map(({ what }) => what),
  openExtensionTo: ({ openExtension }) => openExtension?.dueOn,
  lastUpdateAt: ({ lastUpdate }) => lastUpdate?.at,
  lastUpdateBy: ({ lastUpdate }) => lastUpdate?.by.name,
  lastUpdateNote: ({ lastUpdate }) => lastUpdate?.note,
  embedCheckOn: ({ embedCheckOn }) => embedCheckOn,
  description: ({ description }) => description,
  version: ({ version }) => version,
  createdAt: ({ createdAt }) => createdAt,
  updatedAt: ({ updatedAt }) => updatedAt,
  timesMoved: ({ timesMoved }) => timesMoved,
  intendedEffect: ({ intendedEffect }) => intendedEffect,
  measures: ({ measures }) => measures.map(({ ref }) => ref),
  decision: ({ decision }) => decision?.ref,
  ...columnsOf(actionFields),
}

/** The columns of a history as CSV. */
export const historyColumns: CsvColumns<HistoryEntry> = {
  id: ({ id }) => id,
  at: ({ at }) => at,
  actorId: ({ actor }) => actor?.id,
  actor: ({ actor }) => actor?.name,
  subjectKind: ({ subject }) => subject.kind,
  subjectId: ({ subject }) => subject.id,
  event: ({ event }) => event,
  from: ({ from }) => from,
  to: ({ to }) => to,
  version: ({ version }) => version,
  payload: ({ payload }) => JSON.stringify(payload),
  importedAt: ({ imported }) => imported?.at,
}

/** The columns of progress notes as CSV. */
export const updateColumns: CsvColumns<UpdateRead> = {
  id: ({ id }) => id,
  at: ({ at }) => at,
  byId: ({ by }) => by.id,
  by: ({ by }) => by.name,
  note: ({ note }) => note,
  forecastOn: ({ forecastOn }) => forecastOn,
  ownRating: ({ ownRating }) => ownRating,
  whatChanged: ({ whatChanged }) => whatChanged,
}

type EvidenceItem = ActionResource['criteria'][number]['evidence'][number] & { criterionId: string }

/** The columns of evidence as CSV. */
export const evidenceColumns: CsvColumns<EvidenceItem> = {
  id: ({ id }) => id,
  criterionId: ({ criterionId }) => criterionId,
  kind: ({ kind }) => kind,
  title: ({ title }) => title,
  url: ({ url }) => url,
  datedOn: ({ datedOn }) => datedOn,
  independent: ({ independent }) => independent,
  addedById: ({ addedBy }) => addedBy.id,
  addedBy: ({ addedBy }) => addedBy.name,
  addedAt: ({ addedAt }) => addedAt,
}

/** The columns of milestones as CSV. */
export const milestoneColumns: CsvColumns<ReturnType<typeof milestoneResource>> = {
  id: ({ id }) => id,
  title: ({ title }) => title,
  state: ({ state }) => state,
  dueOn: ({ dueOn }) => dueOn,
  metOn: ({ metOn }) => metOn,
  timesReplanned: ({ timesReplanned }) => timesReplanned,
  overdue: ({ overdue }) => overdue,
  late: ({ late }) => late,
}
