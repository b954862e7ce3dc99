import type { Day } from '#workflows/calendar/calendar.ts'
import { decimalsIn } from '#workflows/measure/measure-arithmetic.ts'
import type { Unit } from '#workflows/measure/measure-facts.ts'
import type { MeasureInScope, ReportedFigure } from './plan-at-cut-off.ts'
import type { Cue, Given } from './reading/beside.ts'
import type { Quantity } from './reading/quantities.ts'
import type { QuantityKind } from './reading/quantity-units.ts'

/** A figure that has a number. */
export type Valued = ReportedFigure & { value: number }

/** The figures of a measure that have a number, up to the cut-off, the oldest first. */
export function figuresUntil({ figures }: MeasureInScope, cutOffOn: Day): Valued[] {
  return figures
    .filter((figure): figure is Valued => figure.value !== null && figure.asAtOn <= cutOffOn)
    .toSorted((a, b) => (a.asAtOn < b.asAtOn ? -1 : a.asAtOn > b.asAtOn ? 1 : a.value - b.value))
}

/** Whether a number may be a figure of a measure at all, by its unit and the words around it. */
export function mayBeOf({ unit, per }: MeasureInScope, { quantity, cue, of, side }: Given): boolean {
  const kind = cued(quantity.kind, cue)
  if (kind === 'plain')
    return plainUnits.has(unit) || (side === 'right' && of.every((each) => shares.has(each.unit)))
  if (kind === 'duration') return unit === 'days' && quantity.unit === 'days'
  if (kind === 'rate')
    return unit === 'rate' && (quantity.per === null || per === null || quantity.per === per)
  return unitOf[kind] === unit
}

// A plain number stands for a share or a rate only where nothing else of that name could be counted.
const plainUnits: ReadonlySet<Unit> = new Set(['count', 'ratio', 'days', 'currency'])
const shares: ReadonlySet<Unit> = new Set(['percent', 'rate'])
const unitOf: Readonly<Partial<Record<QuantityKind, Unit>>> = {
  percent: 'percent',
  share: 'percent',
  money: 'currency',
}

function cued(kind: QuantityKind, cue: Cue): QuantityKind {
  return kind === 'plain' && cue !== null ? cue : kind
}

/**
 * Whether a number says a value as it was written: rounded to the digits that stand there, within a range, and as far
 * off as 'about' or 'nearly' lets it be. A text that gives more digits than the plan keeps is held to those kept.
 */
export function agrees(quantity: Quantity, value: number): boolean {
  const { low, high, half, hedge } = quantity
  const most = Math.max(half, keptHalf(value, half)) * (1 + 1e-9)
  const room = roomOf(quantity)
  switch (hedge) {
    case 'above':
    case 'atLeast':
      return value >= low - (hedge === 'above' ? 0 : most)
    case 'below':
    case 'atMost':
      return value <= high + (hedge === 'below' ? 0 : most)
    case 'about':
      return value >= low - room && value <= high + room
    case 'nearly':
      return value <= high + most && value >= low - 2 * room
    case 'justOver':
      return value >= low - most && value <= high + 2 * room
    case 'none':
      return value >= low - most && value <= high + most
  }
}

const keptHalf = (value: number, half: number): number => {
  const kept = 0.5 * 10 ** -decimalsIn(value)
  // Only decimals are kept short; a whole number is exact.
  return kept < 0.5 && kept > half ? kept : 0
}

/**
 * How far off 'about' lets a number be: half of the last place that is not nought, so that 'about 450' may stand for
 * 445 to 455, but no more than a twentieth of it.
 */
function roomOf({ high, half }: Quantity): number {
  let place = half * 2
  while (place < high && isMultiple(high, place * 10)) place *= 10
  return Math.max(half, Math.min(place / 2, Math.abs(high) / 20))
}

const isMultiple = (number: number, of: number): boolean =>
  Math.abs(number / of - Math.round(number / of)) < 1e-9
