import type { CsvColumns } from '#server/http/csv.ts'
import { columnsOf } from '#server/sheets/noun.ts'
import { priorityFields, verdictFields } from './priority-fields-sheet.ts'
import type { PriorityResource } from './resource.ts'

/** The columns of priorities as CSV, in an order that spreadsheets count on: what the sheet has beside these comes last. */
export const priorityColumns: CsvColumns<PriorityResource> = {
  id: ({ id }) => id,
  planId: ({ planId }) => planId,
  parentId: ({ parentId }) => parentId,
  ref: ({ ref }) => ref,
  title: ({ title }) => title,
  state: ({ state }) => state,
  leadId: ({ leadId }) => leadId,
  outcomeConfidence: ({ outcomeConfidence }) => outcomeConfidence,
  confidenceNote: ({ confidenceNote }) => confidenceNote,
  description: ({ description }) => description,
  impact: ({ impact }) => impact,
  version: ({ version }) => version,
  createdAt: ({ createdAt }) => createdAt,
  updatedAt: ({ updatedAt }) => updatedAt,
  plan: ({ plan }) => plan.title,
  parent: ({ parent }) => parent?.ref,
  lead: ({ lead }) => lead?.name,
  ...columnsOf({ ...priorityFields, ...verdictFields }),
}
