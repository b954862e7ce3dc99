import type { ExchangeField } from '#workflows/exchange/exchange-fields.ts'
import { planReading, type ReadingOptions } from '#workflows/exchange/reading/plan-reading.ts'
import type { Reading } from '#workflows/exchange/reading/reading.ts'
import type { Workbook } from '#workflows/exchange/workbook.ts'
import { type SheetsTold, sheetsTold } from './sheets-told.ts'

/** How rows are read, beside what they are read from. */
export type PlanOptions = Omit<ReadingOptions, 'own'>

/** A reading as it is kept, with what a person chooses the sheet and the headings from. */
export type KeptReading = { reading: Reading; sheets: SheetsTold }

/** Reads a workbook as a plan; or why that cannot be, in words. */
export function readingOf(
  workbook: Workbook,
  options: PlanOptions,
  own: ReadonlyMap<string, ExchangeField>,
): KeptReading | { refused: string } {
  const reading = planReading(workbook, { ...options, own })
  return 'refused' in reading ? reading : { reading, sheets: sheetsTold(workbook, reading.sheet) }
}
