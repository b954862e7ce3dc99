import type { ImportRead } from '#db/read/imports.ts'
import type { CsvColumns } from '#server/http/csv.ts'
import type { ImportWhole } from './service.ts'

/** An import as lists of the API tell it. */
export function importListed({ facts, plan, by }: ImportRead) {
  const { planId: _, createdBy: __, sheet, headerRow, columns, ...told } = facts
  return { ...told, plan, createdBy: by, chosen: { sheet, headerRow, columns } }
}

/** An import with how each of its rows is read, by the names that the command line has for them. */
export function importResource({ kept, answers, ...read }: ImportWhole) {
  const { counts: _, ofWaymark = false, ...reading } = kept?.reading ?? none
  return { ...importListed(read), ...reading, ofWaymark, answers, sheets: kept?.sheets.names ?? [] }
}

const none = {
  sheet: null,
  headerRows: [],
  columns: [],
  rows: [],
  askedOnce: [],
  skipped: [],
  said: [],
  counts: null,
  ofWaymark: false,
}

/** The columns of imports as CSV. */
export const importColumns: CsvColumns<ReturnType<typeof importListed>> = {
  id: ({ id }) => id,
  planId: ({ plan }) => plan?.id ?? '',
  plan: ({ plan, title }) => plan?.title ?? title,
  fileName: ({ fileName }) => fileName,
  size: ({ size }) => size,
  state: ({ state }) => state,
  rows: ({ counts }) => counts.rows,
  read: ({ counts }) => counts.read,
  asked: ({ counts }) => counts.asked,
  refused: ({ counts }) => counts.refused,
  open: ({ counts }) => counts.open,
  createdById: ({ createdBy }) => createdBy.id,
  createdBy: ({ createdBy }) => createdBy.name,
  createdAt: ({ createdAt }) => createdAt,
  updatedAt: ({ updatedAt }) => updatedAt,
}
