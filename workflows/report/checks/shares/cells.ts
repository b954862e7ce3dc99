/** A share as it is printed in a cell. */
export type Share = { value: number; decimals: number; written: string }

/** The share that a cell holds: '32%', '10 (32%)', or '32' below a heading of shares. Null where there is none. */
export function shareIn(text: string, isHeaded: boolean): Share | null {
  const told = text.trim()
  if (told.length > 40) return null
  const [, digits, part = ''] =
    /(?:^|[^0-9.,])([0-9]{1,3})(?:\.([0-9]{1,4}))? ?(?:%|per cent\b|percent\b)/i.exec(told) ?? []
  const alone = isHeaded && digits === undefined ? /^([0-9]{1,3})(?:\.([0-9]{1,4}))?$/.exec(told) : null
  const whole = digits ?? alone?.[1]
  if (whole === undefined) return null
  const decimals = digits === undefined ? (alone?.[2] ?? '') : part
  const value = Number(decimals === '' ? whole : `${whole}.${decimals}`)
  return value > 100 ? null : { value, decimals: decimals.length, written: told }
}

/** The count that a cell holds, by itself or before its share; null where there is none, or it is headed as a share. */
export function countIn(text: string, isHeaded: boolean): number | null {
  const told = text.trim()
  if (told.length > 40) return null
  const [, before] = /^([0-9]{1,3}(?:,[0-9]{3})*|[0-9]{1,9}) ?\(/.exec(told) ?? []
  const [, alone] = isHeaded ? [] : (/^([0-9]{1,3}(?:,[0-9]{3})*|[0-9]{1,9})$/.exec(told) ?? [])
  const digits = before ?? alone
  return digits === undefined ? null : Number(digits.replaceAll(',', ''))
}

export const isHeadedAsShares = (heading: string): boolean =>
  /%|\b(?:per cent|percent|percentage|share|proportion)\b/i.test(heading) &&
  !/\bchange\b|\bpoints?\b/i.test(heading)

/** Whether a row or a column holds the sum of the others. */
export const isTotal = (label: string): boolean =>
  /^(?:grand )?(?:totals?|all|overall|sum)$|^total\b|\btotal$/i.test(label.trim())

/** Whether a row is a part of the one above it, and so is counted already. */
export const isPartOfPart = (label: string): boolean =>
  /^(?:of which|of whom|of these|including|\.\.\.|…)/i.test(label.trim())

/** Whether a caption or a heading says that what follows are the parts of one whole. */
export const isSplit = (text: string): boolean =>
  /\b(?:breakdown|break-down|distribution|split|composition|make-up|profile)\b/i.test(text)
