import { actionFields, actionTies } from '#server/features/actions/action-fields-sheet.ts'
import type { ActionResource } from '#server/features/actions/resource.ts'
import { stateWords } from '#server/ui/words/action-words.ts'
import { londonDay } from '#workflows/calendar/calendar.ts'
import { itemsInCell } from '#workflows/exchange/cells/text-cell.ts'
import { priorityCell } from '#workflows/exchange/of-waymark.ts'
import { limits } from '#workflows/limits.ts'
import { horizonWords } from '../timeline/view-key.ts'
import { dayCell, listCell, type SheetColumn, textCell } from './columns.ts'
import { ratingCell } from './fills.ts'

/**
 * The columns of actions in a spreadsheet. Their headings are those that the import knows, so that the file comes back
 * in; what Waymark works out has headings of its own.
 */
export const actionSheetColumns: readonly SheetColumn<ActionResource>[] = [
  ['Reference', 11, ({ ref }) => ref],
  [actionTies.priorityId.label, 26, ({ priority }) => priorityCell(priority, limits.priority.title.most)],
  [actionTies.horizonId.label, 11, ({ horizon }) => horizonWords[horizon]],
  [actionFields.title.label, 40, ({ title }) => title],
  [actionTies.ownerId.label, 20, ({ owner }) => textCell(owner?.name)],
  [actionTies.agencyId.label, 20, ({ agency }) => textCell(agency?.name)],
  [actionFields.startOn.label, 12, ({ startOn }) => dayCell(startOn)],
  [actionFields.dueOn.label, 12, ({ dueOn }) => dayCell(dueOn)],
  ['First due date', 12, ({ baselineDueOn }) => dayCell(baselineDueOn)],
  ['Forecast', 12, ({ forecastOn }) => dayCell(forecastOn)],
  ['Times moved', 8, ({ timesMoved }) => timesMoved],
  ['State', 18, ({ state }) => stateWords[state]],
  ['Rating', 11, ({ rating }) => ratingCell(rating.rating)],
  ['Why', 40, ({ rating }) => textCell(rating.because)],
  ['Last update', 40, ({ lastUpdate }) => textCell(lastUpdate?.note)],
  ['Day of the last update', 12, ({ lastUpdate }) => dayCell(lastUpdate && londonDay(lastUpdate.at))],
  [actionTies.criteria.label, 40, ({ criteria }) => listCell(numbered(criteria.map(({ text }) => text)))],
  [actionTies.contributorIds.label, 24, ({ contributors }) => listCell(contributors.map(({ name }) => name))],
  [
    actionTies.recommendationIds.label,
    16,
    ({ recommendations }) => listCell(recommendations.map(({ ref }) => ref)),
  ],
  [actionFields.critical.label, 10, ({ critical }) => (critical ? 'Yes' : null)],
  [actionFields.description.label, 50, ({ description }) => textCell(description)],
  [actionFields.intendedEffect.label, 40, ({ intendedEffect }) => textCell(intendedEffect)],
]

/** Items with their numbers, where they are several or would lose what they begin with when they are read. */
function numbered(items: readonly string[]): string[] {
  const isPlain = items.length < 2 && items.every((item) => itemsInCell(item).join('\n') === item)
  return isPlain ? [...items] : items.map((item, at) => `${at + 1}. ${item}`)
}
