import type { MeasureInScope } from '../report-facts.ts'
import {
  closesFigure,
  isOfOthers,
  linksLeft,
  linksRight,
  ofFigure,
  pastWords,
  sinceWords,
  totalCues,
} from './beside-words.ts'
import { bySentence } from './by-sentence.ts'
import type { DateRead } from './dates.ts'
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
 * the measure's must not be called wrong.
 */
export function givenIn(passage: Passage, mentions: readonly Mention<MeasureInScope>[]): Given[] {
  if (mentions.length === 0) return []
  const { tokens, sentences } = passage
  const { quantities, dates } = numbersOf(tokens)
  const spots = spotsOf(tokens, mentions)
  const starts = new Map(quantities.map((quantity) => [quantity.first, quantity]))
  const ends = new Map(quantities.map((quantity) => [quantity.last, quantity]))
  const dated = new Map(dates.map((date) => [date.first, date]))
  const given: Given[] = []
  const taken = new Set<Quantity>()
  const spotted = bySentence(sentences, spots, ({ first }) => fromAt(tokens, first))
  const days = bySentence(sentences, dates, ({ first }) => fromAt(tokens, first))
  const walks: Walk[] = [...spotted]
    .filter(([sentence]) => !speaksOfSeveral(tokens, sentence))
    .map(([sentence, own]) => {
      const day = dayOf(tokens, days.get(sentence) ?? [])
      return { passage, sentence, own, day, starts, ends, dated, taken }
    })
  for (const walk of walks) {
    for (const [at] of walk.own.entries()) given.push(...rightOf(walk, at))
    for (const [at] of walk.own.entries()) given.push(...leftOf(walk, at))
  }
  return given
}

type Walk = {
  passage: Passage
  sentence: Sentence
  own: readonly Spot[]
  day: DateRead | null
  starts: ReadonlyMap<number, Quantity>
  ends: ReadonlyMap<number, Quantity>
  dated: ReadonlyMap<number, DateRead>
  taken: Set<Quantity>
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

/** The one date of a sentence that says when its figures were so. */
function dayOf(tokens: readonly Token[], days: readonly DateRead[]): DateRead | null {
  const [only] = days
  return days.length === 1 && only && !sinceWords.has(lowAt(tokens, only.first - 1)) ? only : null
}

function rightOf(walk: Walk, at: number): Given[] {
  const { passage, sentence, own, starts, dated, taken } = walk
  const { tokens } = passage
  const [spot, next] = [own[at], own[at + 1]]
  if (!spot || isOfOthers(tokens, sentence.first, spot.first)) return []
  const given: Given[] = []
  const end = Math.min(sentence.last, spot.last + REACH)
  let cue: Cue = null
  let open: Given | null = null
  let position = spot.last
  while (position < end) {
    if (next && position === next.first) {
      // 'Children looked after (LAC)': a second name of the same measure goes on.
      if (!next.of.some((each) => spot.of.includes(each)) || given.length > 0) break
      position = next.last
      continue
    }
    const quantity = starts.get(position)
    if (quantity) {
      if (taken.has(quantity)) break
      open = givenOf(walk, spot, quantity, 'right', cue)
      if (!closesFigure(tokens, quantity, sentence.last, spot.of)) break
      taken.add(quantity)
      given.push(open)
      position = quantity.last
      cue = null
      continue
    }
    const date = dated.get(position)
    if (date) {
      if (open) open.date = date
      open = null
      position = date.last
      continue
    }
    const token = tokens[position]
    if (!token || !linksRight(token)) break
    cue = ofFigure.get(token.low) ?? cue
    position += 1
  }
  return given
}

function leftOf(walk: Walk, at: number): Given[] {
  const { passage, sentence, own, ends, taken } = walk
  const { tokens } = passage
  const spot = own[at]
  if (!spot || isOfOthers(tokens, sentence.first, spot.first)) return []
  let cue: Cue = null
  let isPart = false
  let position = spot.first
  const end = Math.max(sentence.first, spot.first - REACH)
  while (position > end) {
    const quantity = ends.get(position)
    if (quantity) {
      if (taken.has(quantity)) return []
      // 'Three of the children looked after' are some of them; '94% of assessments' is the share of all.
      if (isPart && quantity.kind === 'plain') return []
      taken.add(quantity)
      const given = givenOf(
        walk,
        spot,
        quantity,
        isIntroduced(tokens, quantity, sentence.first) ? 'introduced' : 'left',
        cue,
      )
      return [given, ...earlierEnd(walk, spot, quantity, cue)]
    }
    const token = tokens[position - 1]
    if (!token || !linksLeft(token)) return []
    if (token.low === 'of') isPart = true
    cue = ofFigure.get(token.low) ?? cue
    position -= 1
  }
  return []
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
  const { passage, sentence, day } = walk
  const { tokens } = passage
  const isEarlier = tokens[quantity.first - 1]?.low === 'from' || isPast(tokens, quantity, sentence)
  return { passage, sentence, quantity, of, date: isEarlier ? null : day, isEarlier, cue, side }
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

function isIntroduced(tokens: readonly Token[], { first }: Quantity, start: number): boolean {
  return first > start && totalCues.has(lowAt(tokens, first - 1))
}
