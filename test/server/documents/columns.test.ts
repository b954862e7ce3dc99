import { expect, test } from 'vitest'
import { columnsOf } from '#server/documents/columns.ts'

test('one long cell does not take the room of the titles, and where room is short words alone stay whole', () => {
  const rows = Array.from({ length: 12 }, (_, at) => [
    'P1.O2 Family plans completed for children in the groups most at risk',
    at === 5 ? '8 of 44 Strong, 10 Good, 16 Requires improvement, 10 Inadequate' : '64% (of 67)',
    'to 10 November 2026',
    '63% (of 65)',
    '1 point higher, better',
    '125.0 per 10,000',
    '',
  ])
  const text = (words: string) => (words === '' ? [] : [{ kind: 'text' as const, text: words }])
  const heads = ['Measure', 'Newest', 'When', 'Before', 'Change', 'Target', 'Others']
  const { shares, letters } = columnsOf({
    kind: 'table',
    caption: null,
    headings: heads.map((head, at) => ({ of: text(head), align: [1, 3, 5].includes(at) ? 'end' : 'start' })),
    rows: rows.map((row) => row.map(text)),
  })
  expect(shares[0]).toBeGreaterThan(0.18)
  expect(letters[2]).toBeGreaterThanOrEqual('November'.length)
  expect(shares.reduce((a, b) => a + b)).toBeCloseTo(1)
})
