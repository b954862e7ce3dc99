import { figuresPasted } from '#workflows/measure/figures-pasted.ts'
import type { MeasureNamed } from '#workflows/measure/pasted-names.ts'

/** The month that figures are asked for. */
export const october = { from: '2026-10-01', to: '2026-10-31' }

/** A count that is asked for of October, with nothing recorded or typed yet. */
export const measureNamed = (
  id: string,
  ref: string,
  title: string,
  more: Partial<MeasureNamed> = {},
): MeasureNamed => ({
  id,
  ref,
  title,
  aliases: [],
  unit: 'count',
  per: null,
  period: october,
  recorded: null,
  typed: '',
  ...more,
})

/** A share, a rate and an amount of money. */
export const threeMeasures = [
  measureNamed('a', 'P1.O1', 'Visits in time', { aliases: ['Visits on time'], unit: 'percent' }),
  measureNamed('b', 'P1.O2', 'Children in care, rate', { unit: 'rate', per: 10_000 }),
  measureNamed('c', 'P2.O1', 'Agency spend', { unit: 'currency' }),
]

/** What is read of these rows for the three measures. */
export const paste = (...rows: string[]) => figuresPasted(rows.join('\n'), threeMeasures, october)
