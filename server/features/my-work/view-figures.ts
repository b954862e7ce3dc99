import type { FiguresDue } from '#db/read/figures-due.ts'
import { paths } from '#server/paths.ts'
import { count, day } from '#server/ui/html/components.ts'
import type { Html } from '#server/ui/html/html.ts'
import type { Day } from '#workflows/calendar/calendar.ts'
import { periodInWords } from '#workflows/calendar/period.ts'
import { listed, waitingLine } from './waiting-line.ts'

/** Measures named on a line; of more than these, how many. */
const NAMED = 3

/** The figures that a person owes: a line for each plan and month, with the page that holds them all. */
export function figuresThatWait(due: readonly FiguresDue[]): Html | false {
  const months = Map.groupBy(due, ({ plan, owed }) => `${plan.id} ${owed.periods[0]}`)
  const lines = [...months.values()]
    .toSorted(([a], [b]) => (firstOf(a) < firstOf(b) ? -1 : 1))
    .flatMap((group) => {
      const [first] = group
      if (!first) return []
      const { plan, owed } = first
      const month = owed.periods[0] ?? ''
      const lateDays = Math.max(...group.map((each) => each.owed.lateDays))
      const named = group.slice(0, NAMED).map(({ ref, title }) => `${ref} ${title}`)
      const rest = group.length - named.length
      return [
        waitingLine({
          title: `${count(group.length, 'figure')} for ${periodInWords({ from: month, to: month })}`,
          href: figuresAt(plan, month),
          because: `${plan.title}. ${named.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}. Due by ${day(owed.dueOn)}.`,
          state: lateDays > 0 ? `${count(lateDays, 'day')} late` : 'Due',
          press: { text: 'Record', href: figuresAt(plan, month) },
        }),
      ]
    })
  return lines.length > 0 && listed('Figures to record', 'figures', lines, due.length)
}

const firstOf = (due?: FiguresDue): Day => due?.owed.periods[0] ?? ''

const figuresAt = (plan: { id: string }, month: Day): string =>
  `${paths.figures.at(plan)}?on=${month.slice(0, 7)}`
