/**
 * A number kept exactly: means and limits are compared with figures as decimals, because binary fractions put equal
 * figures on both sides of their own mean.
 */
export type Fraction = { readonly over: bigint; readonly under: bigint }

/** A number as it is written in decimals, exactly. */
export function fraction(value: number): Fraction {
  const [, sign = '', whole = '0', part = '', power = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(value)) ?? []
  const exponent = Number(power) - part.length
  const digits = BigInt(`${sign}${whole}${part}`)
  return exponent < 0
    ? { over: digits, under: 10n ** BigInt(-exponent) }
    : { over: digits * 10n ** BigInt(exponent), under: 1n }
}

export function plus(a: Fraction, b: Fraction): Fraction {
  return { over: a.over * b.under + b.over * a.under, under: a.under * b.under }
}

export function minus(a: Fraction, b: Fraction): Fraction {
  return plus(a, { over: -b.over, under: b.under })
}

/** Below 0 where the first is less, 0 where both are the same. */
export function compareFractions(a: Fraction, b: Fraction): number {
  const difference = a.over * b.under - b.over * a.under
  return difference === 0n ? 0 : difference < 0n ? -1 : 1
}

/** As a number, to eight decimals. */
export function asNumber({ over, under }: Fraction): number {
  const scaled = (over * 10n ** 9n) / under
  const rounded = (scaled + (scaled < 0n ? -5n : 5n)) / 10n
  return Number(rounded) / 1e8
}
