import type { MeasureInScope } from '../plan-at-cut-off.ts'
import {
  closesFigure,
  isOfOthers,
  linksLeft,
  linksRight,
  narrows,
  ofFigure,
  pastWords,
  totalCues,
} from './beside-words.ts'
import { bySentence } from './by-sentence.ts'
import type { DateRead } from './dates.ts'
import { daysOfNumbers } from './days-of-numbers.ts'
import type { Mention } from './names.ts'
import type { Passage } from './passages.ts'
import { numbersOf, type Quantity } from './quantities.ts'
import type { Sentence } from './sentences.ts'
import { fromAt, lowAt, type Token } from './tokens.ts'

/** What the words around a number ask it to be. */
export type Cue = 'rate' | 'percent' | null

/** A number that a text gives of a measure, or of one of several that share a name. */
export type Given = {
  passage: Passage
  sentence: Sentence
  quantity: Quantity
  of: readonly MeasureInScope[]
  /** The day that the sentence tells of it. */
  date: DateRead | null
  /** Whether it is told as an earlier figure: 'from 490', '15 a year ago'. */
  isEarlier: boolean
  cue: Cue
  /** Which side of the name it stands on, and on the left whether words such as 'there are' introduce it. */
  side: 'right' | 'left' | 'introduced'
}

type Spot = { first: number; last: number; of: readonly MeasureInScope[] }

/** How many tokens may stand between a name and the last number that is read as its own. */
const REACH = 60

/**
 * The numbers that stand beside names of measures in a passage: joined to the name by words that only link, such as
 * 'is', 'stood at', 'fell from', or brackets and colons. Any other word parts them, because a number that is not surely
 * the measure's must not be called wrong. Behind a name that a number stands before, only 'from …' goes on.
 */
export function givenIn(passage: Passage, mentions: readonly Mention<MeasureInScope>[]): Given[] {
  if (mentions.length === 0) return []
  const { tokens, sentences } = passage
  const { quantities, dates } = numbersOf(tokens)
  const place = ({ first }: { first: number }) => fromAt(tokens, first)
  const [numbers, days] = [bySentence(sentences, quantities, place), bySentence(sentences, dates, place)]
  return [...bySentence(sentences, spotsOf(tokens, mentions), place)].flatMap(([sentence, spots]) => {
    const [own, dated] = [numbers.get(sentence) ?? [], days.get(sentence) ?? []]
    if (own.length === 0 || speaksOfSeveral(tokens, sentence)) return []
    const walk: Walk = {
      passage,
      sentence,
      starts: new Map(own.map((quantity) => [quantity.first, quantity])),
      ends: new Map(own.map((quantity) => [quantity.last, quantity])),
      dated: new Map(dated.map((date) => [date.first, date])),
      days: daysOfNumbers(tokens, own, dated),
      taken: new Set(),
    }
    return spots.flatMap((spot, at) => besideOf(walk, spot, spots[at + 1]))
  })
}

type Walk = {
  passage: Passage
  sentence: Sentence
  starts: ReadonlyMap<number, Quantity>
  ends: ReadonlyMap<number, Quantity>
  dated: ReadonlyMap<number, DateRead>
  days: ReadonlyMap<Quantity, DateRead>
  taken: Set<Quantity>
}

function besideOf(walk: Walk, spot: Spot, next: Spot | undefined): Given[] {
  const { passage, sentence } = walk
  if (isOfOthers(passage.tokens, sentence.first, spot.first)) return []
  const left = leftOf(walk, spot)
  const right = rightOf(walk, spot, next, left !== null)
  return [...(left ?? []), ...right]
}

function spotsOf(tokens: readonly Token[], mentions: readonly Mention<MeasureInScope>[]): Spot[] {
  let at = 0
  return mentions.map(({ from, to, of }) => {
    while ((tokens[at]?.to ?? Infinity) <= from) at += 1
    let last = at
    while ((tokens[last]?.from ?? Infinity) < to) last += 1
    return { first: at, last, of }
  })
}

// '98% and 93% respectively' would have to be shared out, which is left to people.
function speaksOfSeveral(tokens: readonly Token[], { first, last }: Sentence): boolean {
  for (let at = first; at < last; at += 1) if (tokens[at]?.low === 'respectively') return true
  return false
}

function rightOf(walk: Walk, spot: Spot, next: Spot | undefined, onlyEarlier: boolean): Given[] {
  const { passage, sentence, starts, dated, taken } = walk
  const { tokens } = passage
  const given: Given[] = []
  const end = Math.min(sentence.last, spot.last + REACH)
  let cue: Cue = null
  let position = spot.last
  while (position < end) {
    const [quantity, date, token] = [starts.get(position), dated.get(position), tokens[position]]
    if (next && position === next.first) {
      // 'Children looked after (LAC)': a second name of the same measure goes on.
      if (!next.of.some((each) => spot.of.includes(each)) || given.length > 0) break
      position = next.last
    } else if (quantity) {
      if (taken.has(quantity) || !closesFigure(tokens, quantity, sentence.last, spot.of)) break
      const each = givenOf(walk, spot, quantity, 'right', cue)
      if (onlyEarlier && !each.isEarlier) break
      taken.add(quantity)
      given.push(each)
      position = quantity.last
      cue = null
    } else if (date) {
      position = date.last
    } else {
      if (!token || !linksRight(token)) break
      cue = ofFigure.get(token.low) ?? cue
      position += 1
    }
  }
  return given
}

/** The number that stands before a name, with the first end of its change; null where none does. */
function leftOf(walk: Walk, spot: Spot): Given[] | null {
  const { passage, sentence, ends, taken } = walk
  const { tokens } = passage
  let cue: Cue = null
  let isPart = false
  const end = Math.max(sentence.first, spot.first - REACH)
  for (let position = spot.first; position > end; position -= 1) {
    const quantity = ends.get(position)
    if (quantity) {
      if (taken.has(quantity)) return null
      // 'Three of the children looked after' are some of them; '94% of assessments' is the share of all.
      if (isPart && quantity.kind === 'plain') return []
      if (isOfOthers(tokens, sentence.first, quantity.first)) return []
      taken.add(quantity)
      const side = isIntroduced(walk, spot, quantity) ? 'introduced' : 'left'
      return [givenOf(walk, spot, quantity, side, cue), ...earlierEnd(walk, spot, quantity, cue)]
    }
    const token = tokens[position - 1]
    if (!token || !linksLeft(token)) return null
    if (token.low === 'of') isPart = true
    cue = ofFigure.get(token.low) ?? cue
  }
  return null
}

/** The first end of 'from 490 to 454 children looked after'. */
function earlierEnd(walk: Walk, spot: Spot, { first }: Quantity, cue: Cue): Given[] {
  const { tokens } = walk.passage
  if (tokens[first - 1]?.low !== 'to') return []
  const quantity = walk.ends.get(first - 1)
  if (!quantity || walk.taken.has(quantity) || tokens[quantity.first - 1]?.low !== 'from') return []
  walk.taken.add(quantity)
  return [givenOf(walk, spot, quantity, 'introduced', cue)]
}

function givenOf(walk: Walk, { of }: Spot, quantity: Quantity, side: Given['side'], cue: Cue): Given {
  const { passage, sentence, days } = walk
  const { tokens } = passage
  const isEarlier = lowAt(tokens, quantity.first - 1) === 'from' || isPast(tokens, quantity, sentence)
  return { passage, sentence, quantity, of, date: days.get(quantity) ?? null, isEarlier, cue, side }
}

/** Whether the words right behind a number place it in the past: '15 a year ago', '454 last year'. */
function isPast(tokens: readonly Token[], { last }: Quantity, sentence: Sentence): boolean {
  for (let at = last; at < Math.min(last + 5, sentence.last); at += 1) {
    const low = lowAt(tokens, at)
    if (pastWords.has(low)) return true
    if (/^[,;:(]$/.test(low) || low === 'to' || low === 'and') return false
  }
  return false
}

/** Whether words say that all are counted; 'there are 3 vacancies in the hub' counts a part of them. */
function isIntroduced({ passage, sentence, dated }: Walk, spot: Spot, { first }: Quantity): boolean {
  const { tokens } = passage
  if (first <= sentence.first || !totalCues.has(lowAt(tokens, first - 1))) return false
  if (!narrows.has(lowAt(tokens, spot.last))) return true
  return [1, 2, 3, 4].some((ahead) => dated.has(spot.last + ahead))
}
