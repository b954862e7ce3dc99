import { lowAt, type Token } from './tokens.ts'

const small =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  )
const units = new Map(small.map((word, value) => [word, value]))
const tens = new Map(
  'twenty thirty forty fifty sixty seventy eighty ninety'
    .split(' ')
    .map((word, at) => [word, (at + 2) * 10] as const),
)
const scales = new Map([
  ['thousand', 1_000],
  ['million', 1_000_000],
  ['billion', 1_000_000_000],
])

/** The number in words that begins at a token, up to before `last`: 'nine', 'twenty-one', 'two hundred and six'. */
export function numberInWords(tokens: readonly Token[], at: number): { value: number; last: number } | null {
  let next = at
  let total = 0
  let largest = Number.POSITIVE_INFINITY
  for (;;) {
    const part = belowThousand(tokens, next)
    if (part === null) break
    const scale = scales.get(lowAt(tokens, part.last))
    // After a scale comes what is smaller: 'two thousand five', and no second number of its own.
    if ((scale ?? 1) >= largest) break
    total += part.value * (scale ?? 1)
    next = part.last + (scale === undefined ? 0 : 1)
    if (scale === undefined) break
    largest = scale
    if (tokens[next]?.low === 'and' && belowThousand(tokens, next + 1) !== null) next += 1
  }
  return next === at ? null : { value: total, last: next }
}

function belowThousand(tokens: readonly Token[], at: number): { value: number; last: number } | null {
  const first = belowHundred(tokens, at)
  if (first === null || tokens[first.last]?.low !== 'hundred' || first.value > 9 || first.value === 0)
    return first
  const after = first.last + 1
  const rest = belowHundred(tokens, tokens[after]?.low === 'and' ? after + 1 : after)
  return rest === null
    ? { value: first.value * 100, last: after }
    : { value: first.value * 100 + rest.value, last: rest.last }
}

function belowHundred(tokens: readonly Token[], at: number): { value: number; last: number } | null {
  const low = lowAt(tokens, at)
  const unit = units.get(low)
  if (unit !== undefined) return { value: unit, last: at + 1 }
  const ten = tens.get(low)
  if (ten === undefined) return null
  const next = tokens[at + 1]?.text === '-' ? at + 2 : at + 1
  const more = units.get(lowAt(tokens, next)) ?? 0
  return more >= 1 && more <= 9 ? { value: ten + more, last: next + 1 } : { value: ten, last: at + 1 }
}
