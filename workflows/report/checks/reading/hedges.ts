import { lowAt, type Token } from './tokens.ts'

/** How a number is softened: `about` it, `nearly` it, `over` or `under` it by little, `above` or `below` it by whatever. */
export type Hedge = 'none' | 'about' | 'nearly' | 'justOver' | 'above' | 'below' | 'atLeast' | 'atMost'

const one: ReadonlyMap<string, Hedge> = new Map<string, Hedge>([
  ...'about around approximately approx roughly circa some ~ c'
    .split(' ')
    .map((word) => [word, 'about'] as const),
  ...'nearly almost'.split(' ').map((word) => [word, 'nearly'] as const),
  ...'over above exceeding >'.split(' ').map((word) => [word, 'above'] as const),
  ...'under below <'.split(' ').map((word) => [word, 'below'] as const),
  ['≥', 'atLeast'],
  ['≤', 'atMost'],
])

const two: ReadonlyMap<string, Hedge> = new Map<string, Hedge>([
  ['just over', 'justOver'],
  ['just above', 'justOver'],
  ['slightly over', 'justOver'],
  ['little over', 'justOver'],
  ['just under', 'nearly'],
  ['just below', 'nearly'],
  ['slightly under', 'nearly'],
  ['close to', 'nearly'],
  ['more than', 'above'],
  ['greater than', 'above'],
  ['higher than', 'above'],
  ['fewer than', 'below'],
  ['less than', 'below'],
  ['lower than', 'below'],
  ['at least', 'atLeast'],
  ['at most', 'atMost'],
  ['up to', 'atMost'],
  ['no fewer', 'atLeast'],
])

/** What softens the number that begins at a token, and the token from which on it does. */
export function hedgeBefore(tokens: readonly Token[], at: number): { hedge: Hedge; first: number } {
  const point = tokens[at - 1]?.text === '.' && tokens[at - 2]?.low === 'approx' ? at - 1 : at
  const [before, last] = [lowAt(tokens, point - 2), lowAt(tokens, point - 1)]
  const pair = two.get(`${before} ${last}`)
  if (pair) return { hedge: pair, first: point - 2 }
  const single = one.get(last)
  return single ? { hedge: single, first: point - 1 } : { hedge: 'none', first: at }
}

const nouns: ReadonlySet<string> = new Set(
  'increase increases reduction rise fall decrease drop change difference improvement gain decline growth'.split(
    ' ',
  ),
)
const after: ReadonlySet<string> = new Set([
  ...nouns,
  ...'more fewer less higher lower better worse extra additional further'.split(' '),
])

/** Whether a number tells by how much something changed: 'by 36', 'a reduction of 36', '9% more', '+9'. */
export function isChange(tokens: readonly Token[], first: number, last: number): boolean {
  const { first: start } = hedgeBefore(tokens, first)
  const [before, word, next] = [start - 2, start - 1, last].map((at) => lowAt(tokens, at))
  if (word === 'by' || (word === 'of' && nouns.has(before ?? ''))) return true
  const sign = tokens[first - 1]
  const isSigned = /^[+−–-]$/.test(sign?.text ?? '') && tokens[first]?.gap === 'none' && sign?.gap !== 'none'
  return isSigned || after.has(next ?? '')
}
