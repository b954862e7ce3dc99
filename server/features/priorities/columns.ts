import type { CsvColumns } from '#server/http/csv.ts'
import type { PriorityResource } from './resource.ts'

/** The columns of priorities as CSV. */
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
}
