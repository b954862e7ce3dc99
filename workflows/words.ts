/** Those whom a plan is for, in sentences that are of no plan. */
export const peopleServed = 'the people it serves'

const grouped = new Intl.NumberFormat('en-GB')

/** A number with its noun: '0 days', '1 day', '2 days', '1,204 people'. */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${grouped.format(number)} ${number === 1 ? one : many}`
}

/** A whole number as people write it: '1,201'. */
export function inFigures(number: number): string {
  return grouped.format(number)
}

/** How often, as a word of a sentence: 'once', 'twice', '3 times'. */
export function often(times: number): string {
  return times === 1 ? 'once' : times === 2 ? 'twice' : count(times, 'time')
}

/** How often a date was moved by a decision: 'moved once', 'moved twice', 'moved 3 times', '' for never. */
export function timesMoved(times: number): string {
  return times <= 0 ? '' : `moved ${often(times)}`
}
