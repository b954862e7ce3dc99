import { readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { parse, stringify } from 'yaml'
import { horizonNames } from '#db/schema/plan.ts'
import { readPlanFile } from '#server/import/read-plan-file.ts'
import { doubtsReport } from '#server/import/report.ts'
import { refusalOf } from '#test/support/plan-files.ts'
import { isDay } from '#workflows/calendar/calendar.ts'

const files = ['docs/plan-file.example.yaml', 'test/fixtures/transcription.yaml'].map((path) =>
  readFileSync(path, 'utf8'),
)
const whole = fc.constantFrom(...files)
const debris = fc.oneof(
  fc.constantFrom(
    ...'\t \n:-#"\'[]{}&*!|>%@`,?~\0\ufffd\u001b\ud800'.split(''),
    '\n  ',
    ': ',
    '- ',
    '__proto__: ',
    '<<: ',
    '*a',
    '&a ',
    '!!js/x ',
    '---\n',
    'null',
    '[[[[',
    '{{{{',
  ),
  fc.string({ maxLength: 12, unit: 'binary' }),
)

test('a file changed at any place is read or refused in words, never anything else', () => {
  const change = fc.record({ at: fc.nat(), cut: fc.oneof(fc.constant(0), fc.nat({ max: 40 })), put: debris })
  const mutated = fc.tuple(whole, fc.array(change, { minLength: 1, maxLength: 4 })).map(([text, changes]) => {
    let result = text
    for (const { at, cut, put } of changes) {
      const place = at % (result.length + 1)
      result = result.slice(0, place) + put + result.slice(place + cut)
    }
    return result
  })
  const seen = { read: 0, refused: 0 }
  fc.assert(
    fc.property(mutated, (text) => {
      seen[readOrRefused(text)]++
    }),
    { numRuns: 250 },
  )
  expect(Math.min(seen.read, seen.refused)).toBeGreaterThan(20)
})

test('a file with any part replaced by anything is read or refused in words, never anything else', () => {
  const anything = fc.oneof(
    fc.constantFrom(null, '', '1', 'P1', 'short', '2027-02-30', {}, []),
    fc.jsonValue({ maxDepth: 3 }),
  )
  const seen = { read: 0, refused: 0 }
  fc.assert(
    fc.property(
      whole,
      fc.array(fc.nat({ max: 200 }), { maxLength: 7 }),
      anything,
      fc.boolean(),
      (text, way, value, drop) => {
        const plan: unknown = parse(text)
        replaceAt(plan, way, value, drop)
        seen[readOrRefused(stringify(plan, { aliasDuplicateObjects: false }))]++
      },
    ),
    { numRuns: 250 },
  )
  expect(Math.min(seen.read, seen.refused)).toBeGreaterThan(20)
})

function readOrRefused(text: string): 'read' | 'refused' {
  const refusal = refusalOf(text)
  if (refusal === null) {
    soundPlan(text)
    return 'read'
  }
  expect(refusal.problems.length).toBeGreaterThan(0)
  const lines = text.split('\n').length
  for (const { line, wrong, todo } of refusal.problems) {
    expect(line ?? 1).toBeLessThanOrEqual(lines)
    expect(line ?? 1).toBeGreaterThan(0)
    expect(wrong).not.toBe('')
    expect(todo).not.toBe('')
  }
  // oxlint-disable-next-line no-control-regex -- the promise is exactly that no control character reaches a terminal
  expect(refusal.message).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/)
  return 'refused'
}

/** What the database would refuse later is not in a draft. */
function soundPlan(text: string): void {
  const { draft, doubts } = readPlanFile(text, { name: 'plan.yaml', title: 'A title' })
  const everything = [JSON.stringify(draft), doubtsReport(doubts, draft)].join('\n')
  expect(everything).not.toContain('\\u0000')
  expect(everything.isWellFormed()).toBe(true)
  const actions = draft.priorities.flatMap((priority) => priority.actions)
  const refs = actions.map(({ ref }) => ref)
  expect(new Set(refs).size).toBe(refs.length)
  const people = new Set(draft.people.map(({ email }) => email))
  for (const { title, horizon, dueOn, ownerEmail } of actions) {
    expect(title).not.toBe('')
    expect(horizonNames).toContain(horizon)
    expect(draft.horizons.map(({ name }) => name)).toContain(horizon)
    expect(dueOn === null || isDay(dueOn)).toBe(true)
    expect(ownerEmail === null || people.has(ownerEmail)).toBe(true)
  }
}

/** Walk down by the numbers given, as far as there is a way, and put something else there. */
function replaceAt(root: unknown, way: number[], value: unknown, drop: boolean): void {
  let here = root as Record<string, unknown>
  for (const [step, choice] of way.entries()) {
    const keys = Object.keys(here)
    const key = keys[choice % keys.length]
    if (key === undefined) return
    const inner = here[key]
    if (step === way.length - 1 || typeof inner !== 'object' || inner === null) {
      if (drop && !Array.isArray(here)) delete here[key]
      else here[key] = value
      return
    }
    here = inner as Record<string, unknown>
  }
}
