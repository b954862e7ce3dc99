import type { MeasureSeries } from '#db/read/measure-ends.ts'
import type { PlanRow, PriorityRow } from '#db/read/plans.ts'
import { settingsOf } from '#db/read/plans.ts'
import type { CellOut, SheetOut } from '#server/exchange/write-workbook.ts'
import type { ActionResource } from '#server/features/actions/resource.ts'
import { unitWords } from '#server/ui/words/measure-words.ts'
import { priorityStateWords } from '#server/ui/words/plan-words.ts'
import { ratingMeanings } from '#server/ui/words/rating-words.ts'
import type { Day } from '#workflows/calendar/calendar.ts'
import { waymarkMark } from '#workflows/exchange/of-waymark.ts'
import { shownOf } from '#workflows/measure/measure-rules.ts'
import { type Rating, ratings } from '#workflows/rating/rating.ts'
import { dayCell, type SheetColumn, sheetOf, textCell } from './columns.ts'
import { ratingCell } from './fills.ts'

/** The sheet of the priorities of a plan, with how many actions of each rating they have. */
export function prioritiesSheet(
  priorities: readonly PriorityRow[],
  actions: readonly ActionResource[],
  names: Readonly<Record<string, string>>,
): SheetOut {
  const number = (id: string, rating?: Rating) =>
    actions.filter(
      ({ priority, rating: own }) => priority.id === id && (rating === undefined || own.rating === rating),
    ).length
  const refs = new Map(priorities.map(({ id, ref }) => [id, ref]))
  const columns: SheetColumn<PriorityRow>[] = [
    ['Reference', 11, ({ ref }) => ref],
    ['Title of the priority', 40, ({ title }) => title],
    ['Strand of', 11, ({ parentId }) => textCell(parentId && refs.get(parentId))],
    ['Led by', 20, ({ leadId }) => textCell(leadId && names[leadId])],
    ['State', 18, ({ state }) => priorityStateWords[state]],
    ['Actions', 9, ({ id }) => number(id)],
    ...(['red', 'amber', 'green'] as const).map((rating): SheetColumn<PriorityRow> => [
      `Actions rated ${rating}`,
      9,
      ({ id }) => number(id, rating),
    ]),
    ['Description', 60, ({ description }) => textCell(description)],
    ['Impact sought', 60, ({ impact }) => textCell(impact)],
  ]
  return sheetOf('Priorities', columns, priorities)
}

/** The sheet of the measures of a plan, each with its newest figure as published and, to be counted with, as a number. */
export function measuresSheet(measures: readonly MeasureSeries[]): SheetOut {
  const columns: SheetColumn<MeasureSeries>[] = [
    ['Reference', 11, ({ measure }) => measure.ref],
    ['Of priority', 11, ({ priority }) => textCell(priority?.ref)],
    ['Title of the measure', 44, ({ measure }) => measure.title],
    ['Unit', 14, ({ measure }) => unitWords[measure.unit]],
    ['At the start', 14, ({ measure }) => textCell(measure.baseline)],
    ['Aim', 14, ({ measure }) => textCell(measure.target)],
    ['Aim by', 12, ({ measure }) => dayCell(measure.targetOn)],
    ['Newest figure', 18, ({ measure, newest }) => textCell(newest && shownOf(measure, newest))],
    ['As a number', 12, ({ newest }) => newest?.value ?? null],
    ['Of how many', 12, ({ newest }) => newest?.denominator ?? null],
    ['Day of the figure', 12, ({ newest }) => dayCell(newest?.asAtOn ?? null)],
    ['Provisional', 12, ({ newest }) => (newest?.status === 'provisional' ? 'Provisional' : null)],
  ]
  return sheetOf('Measures', columns, measures)
}

/** The key: of which plan and day the file is, what the colours mean in it, and how it comes back in. */
export function keySheet(plan: PlanRow, { today, isPast }: { today: Day; isPast: boolean }): SheetOut {
  const meanings = new Map(ratingMeanings(settingsOf(plan)).map(({ rating, meaning }) => [rating, meaning]))
  const rows: [CellOut, CellOut][] = [
    [isPast ? 'As it stood at the end of' : 'As it was on', { day: today }],
    ...ratings.map((rating): [CellOut, CellOut] => [ratingCell(rating), meanings.get(rating) ?? '']),
    [
      'To load it again',
      'Leave this sheet in the file, and the references as they are. Words of colours, states and updates change nothing.',
    ],
  ]
  return {
    name: 'Key',
    columns: [
      { heading: waymarkMark, width: 28 },
      { heading: plan.title, width: 100 },
    ],
    rows,
  }
}
