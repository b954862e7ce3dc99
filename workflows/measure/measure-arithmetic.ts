/** A quotient at a number of decimals, worked out in whole numbers so that no binary fraction can tip a rounding. */
export type Quotient = {
  /** Half away from zero, as published statistics round. */
  rounded: number
  /** The digits cut off instead. */
  truncated: number
  /** With two decimals more, for people to see which way it was rounded. */
  unrounded: string
}

/**
 * `numerator` × `scale` / `denominator`.
 * @param decimals decimals of the result, 0 to 6
 * @throws RangeError when the denominator is nought
 */
export function quotient(numerator: number, denominator: number, scale: number, decimals: number): Quotient {
  const [top, bottom, by] = [exact(numerator), exact(denominator), exact(scale)]
  if (bottom.digits === 0n) throw new RangeError('nothing can be divided by nought')
  const above = top.digits * by.digits * 10n ** BigInt(bottom.places)
  const below = bottom.digits * 10n ** BigInt(top.places + by.places)
  const at = (places: number, how: typeof rounding) => how(above * 10n ** BigInt(places), below)
  return {
    rounded: Number(decimalText(at(decimals, rounding), decimals)),
    truncated: Number(decimalText(at(decimals, cutting), decimals)),
    unrounded: decimalText(at(decimals + 2, rounding), decimals + 2),
  }
}

/** `to` − `from`, without the dust of binary fractions. */
export function difference(from: number, to: number): number {
  const [a, b] = [exact(from), exact(to)]
  const places = Math.max(a.places, b.places)
  const lift = (each: Exact) => each.digits * 10n ** BigInt(places - each.places)
  return Number(decimalText(lift(b) - lift(a), places))
}

/** Decimals that a number has when it is written out. */
export function decimalsIn(value: number): number {
  return exact(value).places
}

type Exact = { digits: bigint; places: number }

function exact(value: number): Exact {
  const short = String(value)
  const [whole = '0', fraction = ''] = (short.includes('e') ? value.toFixed(12) : short).split('.')
  return { digits: BigInt(whole + fraction), places: fraction.length }
}

function rounding(above: bigint, below: bigint): bigint {
  const negative = above < 0n !== below < 0n
  const [top, bottom] = [above < 0n ? -above : above, below < 0n ? -below : below]
  const size = (2n * top + bottom) / (2n * bottom)
  return negative ? -size : size
}

function cutting(above: bigint, below: bigint): bigint {
  return above / below
}

function decimalText(digits: bigint, places: number): string {
  const sign = digits < 0n ? '-' : ''
  const text = (digits < 0n ? -digits : digits).toString().padStart(places + 1, '0')
  return places === 0 ? sign + text : `${sign}${text.slice(0, -places)}.${text.slice(-places)}`
}
