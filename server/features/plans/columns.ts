import type { CsvColumns } from '#server/http/csv.ts'
import type { planResource } from './resource.ts'

/** The columns of plans as CSV. New ones go to the end: a spreadsheet counts on the order. */
export const planColumns: CsvColumns<ReturnType<typeof planResource>> = {
  id: ({ id }) => id,
  title: ({ title }) => title,
  state: ({ state }) => state,
  ownerBody: ({ ownerBody }) => ownerBody,
  firstOn: ({ firstOn }) => firstOn,
  lastOn: ({ lastOn }) => lastOn,
  closure: ({ settings }) => settings.closure,
  dueSoonDays: ({ settings }) => settings.dueSoonDays,
  staleDays: ({ settings }) => settings.staleDays,
  farLateDays: ({ settings }) => settings.farLateDays,
  embedAfterDays: ({ settings }) => settings.embedAfterDays,
  oftenExtended: ({ settings }) => settings.oftenExtended,
  description: ({ description }) => description,
  vision: ({ vision }) => vision,
  challenges: ({ challenges }) => challenges,
  version: ({ version }) => version,
  createdAt: ({ createdAt }) => createdAt,
  updatedAt: ({ updatedAt }) => updatedAt,
  serves: ({ serves }) => serves,
}
