import { figuresUntil } from '../agreement.ts'
import type { Context } from '../context.ts'
import { type Passage, type TableRead } from '../reading/passages.ts'
import { type Quantity, numbersOf } from '../reading/quantities.ts'
import { fromAt, lowAt, toAt, isCapital, type Token } from '../reading/tokens.ts'
import { afterChild, afterMany, between, manyOfThem, oneOfThem } from './person-nouns.ts'
import type { Telling } from './telling.ts'

type Few = Telling & { passage: Passage }

/** As national statistics on children withhold them: nought and six are shown. */
const FEWEST = 1
const MOST = 5

/** How many words may stand between a count and those whom it counts. */
const ROOM = 5

/**
 * Counts of one to five of those served: in a sentence, before their noun; in a cell of a table whose caption, heading
 * or row speaks of them; and as a figure that is inserted. Counts of other things, ages, years of school, shares and
 * 'fewer than five' are none.
 */
export function fewPeople({ text, facts }: Context): Few[] {
  const nouns = nounsOf(facts.served)
  const inText = text.passages.flatMap((passage) => fewInText(passage, nouns))
  const done = new Set(inText.map(({ passage }) => passage))
  const inTables = text.tables
    .flatMap((table) => fewInTable(table, nouns.last))
    .filter(({ passage }) => !done.has(passage))
  const small = new Set(
    facts.measures
      .filter(
        ({ unit, countOf }) =>
          unit === 'count' &&
          countOf
            .toLowerCase()
            .split(/\s+/)
            .some((word) => nouns.last.has(word)),
      )
      .filter((measure) => isFew(figuresUntil(measure, facts.cutOffOn).at(-1)?.value ?? 0))
      .map(({ reference }) => reference),
  )
  const inserted = text.passages.flatMap((passage) =>
    passage.figures
      .filter(({ reference }) => small.has(reference))
      .map(({ from, to }) => ({ passage, kind: 'few' as const, from, to })),
  )
  return [...inText, ...inTables, ...inserted]
}

/** The nouns of people by their last word, and the words before it: 'unpaid' of 'unpaid carers'. */
type Nouns = { last: ReadonlySet<string>; before: ReadonlySet<string> }

function nounsOf(served: readonly string[]): Nouns {
  const phrases = served.map((each) => each.toLowerCase().split(/\s+/))
  return {
    last: new Set([...manyOfThem, ...phrases.flatMap((words) => words.slice(-1))]),
    before: new Set(phrases.flatMap((words) => words.slice(0, -1))),
  }
}

const isFew = (value: number): boolean => Number.isInteger(value) && value >= FEWEST && value <= MOST

function isFewPlain({ kind, low, high, hedge, parts }: Quantity): boolean {
  if (kind === 'share' && parts !== null) return false
  return (
    kind === 'plain' &&
    low === high &&
    isFew(high) &&
    hedge !== 'below' &&
    hedge !== 'atMost' &&
    hedge !== 'above'
  )
}

function fewInText(passage: Passage, nouns: Nouns): Few[] {
  const { tokens } = passage
  return numbersOf(tokens).quantities.flatMap((quantity) => {
    if (isOfStaff(tokens, quantity.first)) return []
    const first = isFewPlain(quantity) ? quantity.last : partOfMany(quantity, tokens)
    if (first === null) return []
    const noun = nounAfter(tokens, first, quantity, nouns)
    return noun === null
      ? []
      : [
          {
            passage,
            kind: 'few' as const,
            from: fromAt(tokens, quantity.first),
            to: toAt(tokens, noun),
          },
        ]
  })
}

/** 'A panel of five people' is named in reports. */
function isOfStaff(tokens: readonly Token[], first: number): boolean {
  return (
    lowAt(tokens, first - 1) === 'of' &&
    /^(team|panel|committee|board|staff|crew)$/.test(lowAt(tokens, first - 2))
  )
}

/** 'Two of the 30 children' counts two; 'one in four children' counts nobody. */
function partOfMany({ kind, parts, first, last }: Quantity, tokens: readonly Token[]): number | null {
  if (kind !== 'share' || parts === null || !isFew(parts.of)) return null
  for (let at = first; at < last; at += 1) if (/^(in|out)$/.test(lowAt(tokens, at))) return null
  return last
}

function nounAfter(tokens: readonly Token[], from: number, quantity: Quantity, nouns: Nouns): number | null {
  for (let at = from; at < from + ROOM; at += 1) {
    const token = tokens[at]
    if (!token || token.kind !== 'word') return null
    if (nouns.last.has(token.low)) return isPartOfName(tokens, at) ? null : at
    const isOne = quantity.high === 1 || (quantity.parts?.of ?? 0) === 1
    if (oneOfThem.has(token.low))
      return isOne && !afterChild.has(lowAt(tokens, at + 1)) && !isPartOfName(tokens, at) ? at : null
    // '2 Stockton children': a place stands before its people.
    if (!between.has(token.low) && !nouns.before.has(token.low) && !isCapital(token)) return null
  }
  return null
}

function isPartOfName(tokens: readonly Token[], at: number): boolean {
  const [token, next] = [tokens[at], tokens[at + 1]]
  if (!token || !next || next.kind !== 'word') return false
  const second = next.low === 'and' ? tokens[at + 2] : next
  return afterMany.has(next.low) || (isCapital(token) && second !== undefined && isCapital(second))
}

function fewInTable({ caption, headings, rows }: TableRead, nouns: ReadonlySet<string>): Few[] {
  const speaks = ({ text }: { text: string }): boolean =>
    text
      .toLowerCase()
      .split(/[^\p{L}'’-]+/u)
      .some((word) => nouns.has(word))
  const [corner] = headings
  const ofAll = speaks({ text: caption }) || (corner !== undefined && speaks(corner))
  const columns = headings.map((heading) => ({ speaks: ofAll || speaks(heading), counts: !isShare(heading) }))
  return rows.flatMap(([label, ...cells]) => {
    if (!label || isShare(label)) return []
    const ofRow = speaks(label)
    return cells.flatMap((passage, at) => {
      const column = columns[at + 1]
      const [count] = passage.tokens
      const isWanted = column?.counts === true && (column.speaks || ofRow) && isCountOfFew(passage)
      return isWanted && count ? [{ passage, kind: 'few' as const, from: count.from, to: count.to }] : []
    })
  })
}

const isShare = ({ text }: { text: string }): boolean =>
  /%|\b(?:per cent|percentage|rate|share|proportion|rank|change|age)\b/i.test(text)

/** A cell of one number, which its share may follow in a bracket. */
function isCountOfFew({ tokens: [count, more] }: Passage): boolean {
  return count?.kind === 'digits' && isFew(Number(count.text)) && (!more || more.text === '(')
}
