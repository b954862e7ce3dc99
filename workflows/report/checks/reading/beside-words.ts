import { wordsOf } from '#workflows/search/fold.ts'
import type { MeasureInScope } from '../plan-at-cut-off.ts'
import type { Quantity } from './quantities.ts'
import type { Token } from './tokens.ts'

const listed = (words: string): ReadonlySet<string> => new Set(words.split(' '))

const right = listed(
  'is are was were be been being has have had stands stood standing at of now currently current still also just only to from up down fell fallen falls falling rose risen rises rising increased increasing decreased decreasing reduced reducing dropped dropping grew grown remains remained remain stayed moved went gone changed improved declined number numbers figure figures rate rates count total totalled percentage proportion % share performance the a an our this in on as end during for most recent latest newest = : ( ) - – — , about around approximately approx roughly circa some nearly almost over above exceeding under below more fewer less than least close between since stand by',
)
const left = listed(
  'the a an of number total children young people child person persons adults residents pupils current our all subject to on with in who are is were was being have has placed rate percentage proportion',
)
const follows = listed(
  'in at on as and or but which who that this last for with when while whilst compared against up down from to per during since by is are was were ( ) , . ; : - – — ! ? / | [ ] = a an the end',
)

/** Words behind a name that make of a number before it a part: 'vacancies in the hub'. */
export const narrows: ReadonlySet<string> = listed(
  'in at for within among across who whom which that aged under over from with without placed living on',
)

/** Words that make of a measure's name another's figure, or one that is wished for or ahead. */
const elsewhere = listed(
  'target targets ambition aim aims goal forecast trajectory limit ceiling baseline england national nationally regional regionally neighbours neighbour benchmark comparator elsewhere average averages will would should could might must may plans planned planning assume assumes assumed projected expected if until',
)

/** Before a name and behind a number, how many words are asked whether they make it another's. */
const NEAR = 6

/** Whether words before a name say that what follows is a target or another's figure: 'the target for', 'England’s'. */
export function isOfOthers(tokens: readonly Token[], start: number, first: number): boolean {
  for (let at = Math.max(start, first - NEAR); at < first; at += 1) if (isElsewhere(tokens[at])) return true
  return false
}

function isElsewhere(token: Token | undefined): boolean {
  return token !== undefined && elsewhere.has(token.low.replace(/'s$/, ''))
}

/** Words before a number that say that all are counted: 'there are 433', 'a total of 490'. */
export const totalCues: ReadonlySet<string> = listed(
  'are were is was have has had of to from at now currently supports supporting support supported : = total stands stood',
)

/** Words behind a number that place it in the past. */
export const pastWords: ReadonlySet<string> = listed('ago last previous previously earlier prior before')

/** Words before a date that make it the start or the end of a change, or a day ahead, and not the figure's own. */
export const sinceWords: ReadonlySet<string> = listed('since from until till by before after than with')

/** Words between a name and a number that say what kind of figure follows. */
export const ofFigure: ReadonlyMap<string, 'rate' | 'percent'> = new Map([
  ['rate', 'rate'],
  ['rates', 'rate'],
  ['percentage', 'percent'],
  ['proportion', 'percent'],
  ['%', 'percent'],
])

export const linksRight = ({ low }: Token): boolean => right.has(low)
export const linksLeft = ({ low }: Token): boolean => left.has(low)

/** Whether a number behind a name ends there or counts what the measure counts: '5 new managers' are something else. */
export function closesFigure(
  tokens: readonly Token[],
  { kind, last }: Quantity,
  end: number,
  of: readonly MeasureInScope[],
): boolean {
  const next = tokens[last]
  if (last < end && isElsewhere(next)) return false
  if (last + 1 < end && (next?.low === 'in' || next?.low === 'for') && isElsewhere(tokens[last + 1]))
    return false
  if (kind !== 'plain' || !next || last >= end || next.kind !== 'word') return true
  return follows.has(next.low) || left.has(next.low) || of.some(({ countOf }) => counts(countOf, next.low))
}

function counts(countOf: string, word: string): boolean {
  return wordsOf(countOf).apart.some((each) => each.word === word)
}
