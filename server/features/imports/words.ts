import { actionFields, actionTies } from '#server/features/actions/action-fields-sheet.ts'
import { dayInWords, isDay } from '#workflows/calendar/calendar.ts'
import type { ExchangeField } from '#workflows/exchange/exchange-fields.ts'
import type { FieldOrRow, ReadFields } from '#workflows/exchange/reading/reading.ts'
import type { ImportCounts, ImportState } from '#workflows/import/import-facts.ts'
import { count } from '#workflows/words.ts'

/** What a column may be, as people read it: the labels of the action's own forms, where they have one. */
export const fieldWords: Readonly<Record<ExchangeField, string>> = {
  ref: 'Reference',
  priority: actionTies.priorityId.label,
  title: actionFields.title.label,
  description: actionFields.description.label,
  intendedEffect: actionFields.intendedEffect.label,
  criteria: actionTies.criteria.label,
  owner: actionTies.ownerId.label,
  contributors: actionTies.contributorIds.label,
  agency: actionTies.agencyId.label,
  startOn: actionFields.startOn.label,
  dueOn: actionFields.dueOn.label,
  revisedDueOn: 'Revised due date',
  baselineDueOn: 'First agreed due date',
  completedOn: 'Completed on',
  state: 'Status',
  rating: 'Colour',
  lastUpdate: 'Progress',
  evidence: 'Evidence',
  recommendations: actionTies.recommendationIds.label,
  horizon: actionTies.horizonId.label,
  critical: actionFields.critical.label,
}

/** A field as people read it; of a row as a whole, 'The row'. */
export const nameOfField = (field: FieldOrRow): string => (field === 'row' ? 'The row' : fieldWords[field])

/** Fields of an action that an import changes, by the names that the API has for them. */
export function changedFieldWords(field: string): string {
  const own: Readonly<Record<string, string>> = {
    ownerId: fieldWords.owner,
    agencyId: fieldWords.agency,
    priorityId: fieldWords.priority,
    recommendationIds: fieldWords.recommendations,
  }
  return own[field] ?? (fieldWords as Readonly<Record<string, string>>)[field] ?? field
}

export const importStateWords: Readonly<Record<ImportState, string>> = {
  open: 'Not imported yet',
  imported: 'Imported',
  discarded: 'Discarded',
}

const stateWords: Readonly<Record<string, string>> = {
  agreed: 'Not begun',
  inProgress: 'In progress',
  submitted: 'Said to be done, to be submitted',
  nothing: 'Nothing',
  red: 'Red',
  amber: 'Amber',
  green: 'Green',
  short: 'Short term',
  medium: 'Medium term',
  long: 'Long term',
}

/** What was read of a row, by label, in the order of the fields. */
export function readInWords(read: ReadFields): { label: string; value: string }[] {
  return (Object.keys(fieldWords) as ExchangeField[]).flatMap((field) => {
    const value = field === 'revisedDueOn' ? undefined : read[field]
    return value === undefined ? [] : [{ label: fieldWords[field], value: valueInWords(value) }]
  })
}

function valueInWords(value: string | boolean | readonly string[]): string {
  if (typeof value === 'boolean') return value ? 'Yes' : 'No'
  if (typeof value !== 'string') return value.join('; ')
  return isDay(value) ? dayInWords(value) : (stateWords[value] ?? value)
}

/** What of a cell changes, in words: days as days. */
export const cellInWords = (text: string): string => (isDay(text) ? dayInWords(text) : text)

/** What is open of an import, in one sentence. */
export function openInWords({ open, refused }: ImportCounts): string {
  const parts = [
    ...(open > 0 ? [`${count(open, 'question')} ${open === 1 ? 'is' : 'are'} open`] : []),
    ...(refused > 0 ? [`${count(refused, 'row')} ${refused === 1 ? 'is' : 'are'} refused`] : []),
  ]
  return parts.length === 0 ? 'Nothing is open.' : `${parts.join(', and ')}.`
}

/** A proposed answer as a choice: a day as a day, a state or a colour by its word. */
export const proposalInWords = (field: FieldOrRow, value: string): string =>
  field === 'state' || field === 'rating' ? (stateWords[value] ?? value) : cellInWords(value)

/** What is told of each event of an import. */
export const importHappened: Readonly<Record<string, { past: string }>> = {
  create: { past: 'Sent the spreadsheet' },
  edit: { past: 'Changed how it is read' },
  import: { past: 'Imported it' },
  discard: { past: 'Discarded it' },
  redact: { past: 'Took out a text that must not be here' },
}

/** The beginning of a cell, where a page only names it: a cell may hold 32,767 characters. */
export const shortened = (text: string): string => (text.length > 140 ? `${text.slice(0, 140)}…` : text)
