import { limits, type TextLimit } from '#workflows/limits.ts'

/**
 * What a column of a tracker may hold, by the names that the API has for it. `revisedDueOn` and `completedOn` are of the
 * trackers alone: the first becomes the due date, where the other one then is the first agreed.
 */
export const exchangeFields = [
  'ref',
  'priority',
  'title',
  'description',
  'intendedEffect',
  'criteria',
  'owner',
  'contributors',
  'agency',
  'startOn',
  'dueOn',
  'revisedDueOn',
  'baselineDueOn',
  'completedOn',
  'state',
  'rating',
  'lastUpdate',
  'evidence',
  'recommendations',
  'horizon',
  'critical',
] as const
export type ExchangeField = (typeof exchangeFields)[number]

/** Fields that hold a day. */
export const dayFields: ReadonlySet<ExchangeField> = new Set([
  'startOn',
  'dueOn',
  'revisedDueOn',
  'baselineDueOn',
  'completedOn',
])

/** Fields of which a tracker has a column a month: the last one that is filled counts. */
export const repeatedFields: ReadonlySet<ExchangeField> = new Set(['lastUpdate', 'rating', 'evidence'])

/** How long the text of a field may be, as on the forms. */
export const textLimits: Readonly<Partial<Record<ExchangeField, TextLimit>>> = {
  ref: limits.action.ref,
  priority: limits.priority.title,
  title: limits.action.title,
  description: limits.action.description,
  intendedEffect: limits.action.intendedEffect,
  criteria: limits.action.criterion,
  agency: limits.agency.name,
  lastUpdate: limits.update.note,
  evidence: limits.update.note,
}
