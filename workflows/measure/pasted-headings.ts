import { type Day, dayInWords } from '#workflows/calendar/calendar.ts'
import { periodNamed } from './pasted-period.ts'

/** The first and the last day of what figures are asked for. */
export type Period = { from: Day; to: Day }

const figureHeading = /^(figure|value|actual|result|latest|this month|this period|current)s?$/i
const otherHeading =
  /^(ref(erence)?|no\.?|id|measure|indicator|kpi|title|name|date|month|period|target|comments?|notes?|rag|trend|owner|previous|last (month|period|year))$/i
/** Whether a cell is what stands over a column of a tracker, and no cell of it. */
export const isHeading = (cell: string): boolean =>
  figureHeading.test(cell) || otherHeading.test(cell) || periodNamed(cell) !== null

/** The column in which the figures of the period stand, by the headings; null where they do not tell. */
export function columnFor(headings: readonly string[], period: Period): number | null | { because: string } {
  const periods = headings.flatMap((heading, at) => {
    const named = periodNamed(heading)
    return named === null ? [] : [{ at, heading, fits: isOf(named, period) }]
  })
  const fitting = periods.filter(({ fits }) => fits)
  if (fitting.length === 1) return fitting[0]?.at ?? null
  if (fitting.length > 1)
    return {
      because: `Several columns are for ${periodInWords(period)}: ${list(fitting)}. Paste one of them.`,
    }
  if (periods.length > 0)
    return {
      because: `No column is for ${periodInWords(period)}: the headings are ${list(periods)}. Choose that period above, or paste the right column.`,
    }
  const figures = headings.flatMap((heading, at) => (figureHeading.test(heading) ? [{ at, heading }] : []))
  if (figures.length > 1)
    return { because: `Several columns could be the figures: ${list(figures)}. Paste one of them.` }
  return figures[0]?.at ?? null
}

const list = (headings: readonly { heading: string }[]) =>
  headings.map(({ heading }) => `‘${heading}’`).join(', ')

/** Whether what a heading or a cell names is the period asked for: it ends with it, or is a day in it. */
export function isOf(told: Period, { from, to }: Period): boolean {
  return told.to === to || (told.from === told.to && told.from >= from && told.to <= to)
}

/** A month or several in words: 'October 2026', 'August 2026 to October 2026'. */
export function periodInWords({ from, to }: Period): string {
  const month = (day: Day) => dayInWords(day).replace(/^\d+ /, '')
  return month(from) === month(to) ? month(to) : `${month(from)} to ${month(to)}`
}
