import type { Sentence } from '../reading/sentences.ts'
import { lowAt, type Token } from '../reading/tokens.ts'
import { type Claim, claims } from './claims.ts'
import { bearsOn, isAsserted, isOfAll } from './polarity.ts'

/** A claim in a sentence: its words, and whether all are meant. Tokens from `first` up to before `last`. */
export type Claimed = { claim: Claim; first: number; last: number; ofAll: boolean }

type Step = { words: ReadonlySet<string> } | { between: number }

/** How many words may stand where a pattern leaves room. */
const ROOM = 8

const patterns: readonly { claim: Claim; steps: readonly Step[] }[] = claims.flatMap((claim) =>
  claim.patterns.map((pattern) => ({ claim, steps: stepsOf(pattern) })),
)

/** Patterns by the words that they begin with. */
const byFirst = new Map<string, typeof patterns>()
for (const pattern of patterns) {
  const [first] = pattern.steps
  if (first && 'words' in first)
    for (const word of first.words) byFirst.set(word, [...(byFirst.get(word) ?? []), pattern])
}

/** The claims that a sentence makes, each once: those it denies, doubts, hopes for or asks about are none. */
export function claimsIn(tokens: readonly Token[], sentence: Sentence): Claimed[] {
  const found: Claimed[] = []
  let at = sentence.first
  while (at < sentence.last) {
    const claimed = claimAt(tokens, at, sentence)
    const isNew = claimed !== null && !found.some(({ claim }) => claim === claimed.claim)
    if (isNew && isAsserted(tokens, sentence, claimed)) found.push(claimed)
    at = claimed?.last ?? at + 1
  }
  return found
}

function claimAt(tokens: readonly Token[], at: number, sentence: Sentence): Claimed | null {
  for (const { claim, steps } of byFirst.get(lowAt(tokens, at)) ?? []) {
    const last = endOf(tokens, at, sentence.last, steps)
    if (last !== null)
      return { claim, first: at, last, ofAll: claim.ofAll === true || isOfAll(tokens, sentence, at) }
  }
  return null
}

function endOf(tokens: readonly Token[], from: number, end: number, steps: readonly Step[]): number | null {
  let at = from
  let room = 0
  for (const step of steps) {
    if ('between' in step) {
      room = step.between
      continue
    }
    const most = Math.min(end, at + room + 1)
    while (at < most && !step.words.has(lowAt(tokens, at))) {
      // Room ends with the clause, and at a word that puts off or denies: 'all actions will be complete'.
      if (tokens[at]?.kind !== 'word' || bearsOn(lowAt(tokens, at))) return null
      at += 1
    }
    if (at >= most) return null
    at += 1
    room = 0
  }
  return at
}

function stepsOf(pattern: string): Step[] {
  return pattern
    .split(' ')
    .map((step) => (step === '…' ? { between: ROOM } : { words: new Set(step.split('|')) }))
}
