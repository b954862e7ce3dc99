/** A whole number from 1 on as people write it, in figures alone; null for anything else, be it a number by another spelling. */
export function wholeTyped(text: unknown): number | null {
  return typeof text === 'string' && /^[1-9]\d{0,8}$/.test(text.trim()) ? Number(text) : null
}
