import { actionFields, actionTies } from '#server/features/actions/action-fields-sheet.ts'
import type { ExchangeField } from '#workflows/exchange/exchange-fields.ts'
import { headingWords } from '#workflows/exchange/headings.ts'

/** The headings under which Waymark itself names what a column may hold: the labels of the action's own sheet. */
export const ownHeadings: ReadonlyMap<string, ExchangeField> = new Map(
  (
    [
      [actionFields.title.label, 'title'],
      [actionFields.description.label, 'description'],
      [actionFields.intendedEffect.label, 'intendedEffect'],
      [actionFields.startOn.label, 'startOn'],
      [actionFields.dueOn.label, 'dueOn'],
      [actionFields.critical.label, 'critical'],
      [actionTies.priorityId.label, 'priority'],
      [actionTies.horizonId.label, 'horizon'],
      [actionTies.ownerId.label, 'owner'],
      [actionTies.agencyId.label, 'agency'],
      [actionTies.contributorIds.label, 'contributors'],
      [actionTies.criteria.label, 'criteria'],
      [actionTies.recommendationIds.label, 'recommendations'],
    ] as const
  ).map(([label, field]) => [headingWords(label), field]),
)
