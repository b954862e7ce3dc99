import type { ExchangeField } from './exchange-fields.ts'
import type { Workbook } from './workbook.ts'

/** What stands in the first cell of the key of a workbook that Waymark wrote, and in no other. */
export const waymarkMark = 'Written by Waymark'

/** Whether Waymark wrote a workbook: it says so in the first cell of one of its sheets. */
export function isOfWaymark({ sheets }: Pick<Workbook, 'sheets'>): boolean {
  return sheets.some(({ rows }) => rows[0]?.row === 1 && rows[0].cells[0]?.text === waymarkMark)
}

/** What Waymark writes of how an action stands, which no import changes: it is read as words, and not as a field. */
export const standingFields: ReadonlySet<ExchangeField> = new Set([
  'state',
  'rating',
  'lastUpdate',
  'baselineDueOn',
  'revisedDueOn',
])

/** What is said of a workbook that Waymark wrote. */
export const ofWaymarkSaid =
  'Waymark wrote this file. How actions stand is kept in words with those that are new, and changes nothing of those that the plan has.'

/**
 * The cell of a priority: 'P1: Practice', by which it is found again whatever its title looks like; its title alone where
 * that with the reference would be longer than a title may be.
 * @param most letters that a title may have
 */
export const priorityCell = ({ ref, title }: { ref: string; title: string }, most: number): string =>
  ref.length + title.length + 2 <= most ? `${ref}: ${title}` : title
