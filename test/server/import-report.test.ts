import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { doubtKinds, whatOf } from '#server/import/doubt.ts'
import { readPlanFile } from '#server/import/read-plan-file.ts'
import { doubtsReport } from '#server/import/report.ts'
import { changed } from '#test/support/plan-files.ts'

const example = readFileSync('docs/plan-file.example.yaml', 'utf8')
const transcription = readFileSync('test/fixtures/transcription.yaml', 'utf8')

function report(text: string, columns?: number): string {
  const { draft, doubts } = readPlanFile(text, { name: 'plan.yaml' })
  return doubtsReport(doubts, draft, columns)
}

test('the counts come first: what was read, how much is doubtful, and of what kind', () => {
  const [top = '', , ...rest] = report(transcription).split('\n\n')
  expect(top).toBe(
    'CLEAN RIVERS PLAN 2021 - 2024: 3 priorities, 4 measures, 7 actions, 3 horizons, 0\nrecommendations, 0 people.',
  )
  const kinds = rest[0]?.split('\n').map((line) => line.trim()) ?? []
  expect(kinds).toContain('25  Doubts stated in the file')
  expect(kinds).toContain('7  Actions without an owner')
  const total = kinds.map((line) => Number.parseInt(line, 10)).reduce((sum, count) => sum + count, 0)
  expect(report(transcription)).toContain(`${total} points for people to settle.`)
})

test('what is missing everywhere takes one line of refs, not one line for each', () => {
  expect(report(transcription)).toContain(
    [
      'Actions without an owner (7 of 7)',
      '  The lead of the priority names the one person who answers for each.',
      '    P1.S1 to S3, P1.M1, P1.L1, P2.S1, P2.M1',
    ].join('\n'),
  )
  // A context measure's missing target is found elsewhere than the others'; the refs still stand in order.
  expect(report(transcription)).toMatch(/^ {4}P1\.O1 to O3, P2\.O1$/m)
})

test('who should answer what is said once for each kind', () => {
  const ask = 'asks the owning body what is meant'
  expect(report(transcription, 200).split(ask)).toHaveLength(2)
})

test('every doubt that is not a plain gap is told in its own words', () => {
  const { draft, doubts } = readPlanFile(transcription, { name: 'plan.yaml' })
  const single = `${doubtsReport(doubts, draft, 10_000)}\n`
  const told = doubts.filter(({ kind }) => !('together' in doubtKinds[kind]))
  expect(told.length).toBeGreaterThan(20)
  for (const one of told) expect(single).toContain(`${one.where}: ${whatOf(one)}\n`)
})

test.each([60, 80, 100])('no line is longer than %i columns', (columns) => {
  for (const line of report(transcription, columns).split('\n'))
    expect(line.length).toBeLessThanOrEqual(columns)
})

test('a complete plan is said to be complete', () => {
  expect(report(example)).toMatch(
    /4 people, 1 inspection\.\n\nNothing in it is doubtful, and nothing is missing\.$/,
  )
})

test('one point is one point', () => {
  expect(
    report(changed(example, '    impact: Families are told within a day what happens next.\n', '')),
  ).toContain('1 point for people to settle.')
})
