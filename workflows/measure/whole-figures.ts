import { fraction } from './fraction.ts'

/** A figure as a whole multiple of the smallest decimal of its series; a bigint where a number could not hold it exactly. */
export type Whole = number | bigint

/** Figures as whole multiples of one part, so that they are added and compared exactly: `parts` of them make 1. */
export type Wholes = { figures: readonly Whole[]; parts: bigint }

/** Figures as whole numbers. 1.5, 2 and 0.25 are 150, 200 and 25 of a hundredth. */
export function wholesOf(values: readonly number[]): Wholes {
  const places = values.reduce((most, value) => Math.max(most, placesIn(value)), 0)
  const times = 10 ** places
  const safe = places <= MOST_PLACES && values.every((value) => Math.abs(value) * times < SAFE)
  return safe
    ? { figures: values.map((value) => Math.round(value * times)), parts: BigInt(times) }
    : large(values)
}

/** Added up, exactly. */
export function sumOf(figures: readonly Whole[]): bigint {
  let whole = 0n
  // Whole numbers that are small are quicker by far than those of any size.
  let part = 0
  for (const figure of figures) {
    if (typeof figure === 'number' && Number.isSafeInteger(part + figure)) part += figure
    else {
      whole += BigInt(part) + BigInt(figure)
      part = 0
    }
  }
  return whole + BigInt(part)
}

/** How far two figures are apart. */
export function apart(a: Whole, b: Whole): Whole {
  if (typeof a === 'number' && typeof b === 'number') return Math.abs(a - b)
  const by = BigInt(a) - BigInt(b)
  return by < 0n ? -by : by
}

/** The greatest whole number that is not above a fraction; `under` is positive. A whole number is above it if above this. */
export function floorOf(over: bigint, under: bigint): Whole {
  return slim(over / under - (over % under < 0n ? 1n : 0n))
}

/** The least whole number that is not below a fraction; `under` is positive. A whole number is below it if below this. */
export function ceilingOf(over: bigint, under: bigint): Whole {
  return slim(over / under + (over % under > 0n ? 1n : 0n))
}

// Fifteen digits are told apart by every number of JavaScript.
const SAFE = 1e15
const MOST_PLACES = 12

function placesIn(value: number): number {
  let places = 0
  for (let times = 1; places <= MOST_PLACES && Math.round(value * times) / times !== value; times *= 10)
    places++
  return places
}

function large(values: readonly number[]): Wholes {
  const exact = values.map(fraction)
  // Denominators are powers of ten here, so that the largest is a multiple of each.
  const parts = exact.reduce((most, { under }) => (under > most ? under : most), 1n)
  return { figures: exact.map(({ over, under }) => over * (parts / under)), parts }
}

function slim(whole: bigint): Whole {
  const number = Number(whole)
  return Number.isSafeInteger(number) ? number : whole
}
