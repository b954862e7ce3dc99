import { numberInWords } from '../reading/number-words.ts'
import type { Sentence } from '../reading/sentences.ts'
import { lowAt, isCapital, type Token } from '../reading/tokens.ts'

type Span = { first: number; last: number }

const listed = (words: string): ReadonlySet<string> => new Set(words.split(' '))

const denials = listed(
  "not never no none neither nor nothing nobody hardly barely scarcely cannot isn't aren't wasn't weren't hasn't haven't hadn't don't doesn't didn't won't can't couldn't wouldn't shouldn't without fails failed unable few far yet little",
)
// What is hoped for, ordered, asked or doubted is not said to be so.
const unreal = listed(
  'vital important essential crucial necessary if whether unless until once when will would should could may might must aiming aimed hopes hoping hoped ensure ensures ensuring expect expects expected intend intends intended want wants needed seek seeks seeking bring brings bringing brought get gets getting keep keeps keeping unlikely likely towards toward',
)
// These are things as well: 'the plan is on track', but 'we plan to be on track' and 'with the aim of'.
const alsoThings = listed(
  'plan plans planned planning looking aim aims goal objective ambition hope order effort drive need needs target help helps',
)
const partly = listed(
  'mostly largely partly partially most many some several nearly almost broadly generally half',
)
const all = listed('all every everything each entirely fully everyone')
const clauseEnds = listed(', ; : ( ) but however although though whereas while because and so')

/** How far before a claim a word of the same clause still bears on it. */
const REACH = 10

/**
 * Whether a sentence says that a claim is so. 'Not yet', 'will be', 'to ensure that' and 'most' before it in its clause
 * say otherwise, and so does a question. 'Not only' and 'no doubt' deny nothing.
 */
export function isAsserted(tokens: readonly Token[], sentence: Sentence, { first, last }: Span): boolean {
  if (tokens[sentence.last - 1]?.text === '?') return false
  for (let at = first - 1; at >= clauseStart(tokens, sentence, first); at -= 1) {
    const low = lowAt(tokens, at)
    if (partly.has(low) || isUnreal(tokens, at) || isSome(tokens, at)) return false
    if (denials.has(low) && !deniesNothing(tokens, at)) return false
  }
  return !isConditional(tokens, sentence, first) && !isTakenBack(tokens, sentence, last)
}

/** Whether a word within a claim denies it or puts it off: 'all actions will be complete'. */
export function bearsOn(low: string): boolean {
  return denials.has(low) || unreal.has(low) || partly.has(low) || low === 'to'
}

/** Whether 'all', 'every' or the like stands before a claim in its clause, and says who and not with or for whom. */
export function isOfAll(tokens: readonly Token[], sentence: Sentence, first: number): boolean {
  for (let at = first; at >= clauseStart(tokens, sentence, first); at -= 1)
    if (all.has(lowAt(tokens, at)) && !prepositions.has(lowAt(tokens, at - 1))) return true
  return false
}

const prepositions = listed('from with for of by across to in at on under over among within')

/** The tokens behind a claim that are excepted from it: from 'except', 'apart from' and the like to the end of the sentence. */
export function exceptionAfter(
  tokens: readonly Token[],
  { last: end }: Sentence,
  from: number,
): number | null {
  for (let at = from; at < end; at += 1) {
    const [low, next] = [lowAt(tokens, at), lowAt(tokens, at + 1)]
    if (/^(except|excepting|excluding|barring)$/.test(low)) return at
    if ((low === 'apart' || low === 'aside') && next === 'from') return at
    if ((low === 'other' && next === 'than') || (low === 'but' && next === 'for')) return at
    if (low === 'with' && next === 'the' && tokens[at + 2]?.low === 'exception') return at
  }
  return null
}

function clauseStart(tokens: readonly Token[], { first: start }: Sentence, first: number): number {
  let at = first
  while (at > Math.max(start, first - REACH) && !clauseEnds.has(lowAt(tokens, at - 1))) at -= 1
  return at
}

function deniesNothing(tokens: readonly Token[], at: number): boolean {
  const [low, next] = [lowAt(tokens, at), lowAt(tokens, at + 1)]
  if (low === 'not') return next === 'only' || next === 'just' || next === 'merely'
  if (low === 'no') return next === 'doubt' || next === 'question'
  return low === 'far' && next !== 'from'
}

function isUnreal(tokens: readonly Token[], at: number): boolean {
  const [before, own, next, third] = [at - 1, at, at + 1, at + 2].map((each) => lowAt(tokens, each))
  if (own === 'may') return !isCapital(tokens[at] as Token)
  if (unreal.has(own ?? '')) return true
  if (own === 'be' && before === 'to') return !staying.has(lowAt(tokens, at - 2))
  if (!alsoThings.has(own ?? '')) return false
  return next === 'to' || next === 'of' || (next === 'is' && /^(to|for|that)$/.test(third ?? ''))
}

const staying = listed(
  'continue continues continued continuing found shown proved appears seems considered judged',
)

/** 'Two of the actions' are some of them. */
function isSome(tokens: readonly Token[], at: number): boolean {
  return (
    lowAt(tokens, at) === 'of' &&
    (tokens[at - 1]?.kind === 'digits' || numberInWords(tokens, at - 1) !== null)
  )
}

/** Whether the words right behind a claim deny or narrow it: 'progress has not been made', 'in some areas'. */
function isTakenBack(tokens: readonly Token[], { last: end }: Sentence, from: number): boolean {
  for (let at = from; at < Math.min(end, from + 5); at += 1) {
    const low = lowAt(tokens, at)
    if (clauseEnds.has(low)) return false
    if (denials.has(low) && !deniesNothing(tokens, at)) return true
    if (
      low === 'in' &&
      (partly.has(lowAt(tokens, at + 1)) || /^(part|parts|places)$/.test(lowAt(tokens, at + 1)))
    )
      return true
  }
  return false
}

/** Whether the words behind a claim make it depend on something: 'on track unless …'. */
function isConditional(tokens: readonly Token[], { last }: Sentence, first: number): boolean {
  for (let at = first; at < Math.min(last, first + 8); at += 1)
    if (/^(unless|if|once)$/.test(lowAt(tokens, at))) return true
  return false
}
