/** Text of at most `most` characters, as JavaScript counts them; a `line` has no line break. */
export type TextLimit = { kind: 'line' | 'text'; most: number; what: string }
/** A whole number from `least` to `most`, in its unit. */
export type NumberLimit = { kind: 'number'; least: number; most: number; unit: string }
/** A list of at most `most` items. */
export type ListLimit = { kind: 'list'; most: number; items: string }
/** A figure with so many digits before its point and after it. */
export type FigureLimit = { kind: 'figure'; before: number; after: number }
/** A day, `YYYY-MM-DD`, from `first` to `last`, both included. */
export type DayLimit = { kind: 'day'; first: string; last: string }
export type Limit = TextLimit | NumberLimit | ListLimit | FigureLimit | DayLimit

/** A text without a line break. */
export function line(most: number, what = 'it'): TextLimit {
  return { kind: 'line', most, what }
}

/** A text. */
export function text(most: number, what = 'it'): TextLimit {
  return { kind: 'text', most, what }
}

/** A whole number. */
export function number(least: number, most: number, unit = ''): NumberLimit {
  return { kind: 'number', least, most, unit }
}

/** A list. */
export function list(most: number, items: string): ListLimit {
  return { kind: 'list', most, items }
}

/** A figure. */
export function figure(before: number, after: number): FigureLimit {
  return { kind: 'figure', before, after }
}
