import { expect, test } from 'vitest'
import type { HistoryEntry } from '#db/read/history.ts'
import { lastReturn } from '#server/features/reports/history.ts'

const entry = (event: string, from: string, to: string, reason?: string): HistoryEntry => ({
  id: event,
  at: '2026-11-23T10:00:00.000Z',
  actor: { id: 'chair', name: 'The chair' },
  subject: { kind: 'report', id: 'report' },
  event,
  from,
  to,
  version: 2,
  payload: reason === undefined ? {} : { reason },
})
const back = entry('return', 'inReview', 'commissioned', 'Too long.')

test.each([
  ['its newest move', [back], { by: 'The chair', reason: 'Too long.' }],
  [
    'followed by an edit alone',
    [entry('edit', 'commissioned', 'commissioned'), back],
    { by: 'The chair', reason: 'Too long.' },
  ],
  ['overtaken by a correction', [entry('correct', 'issued', 'commissioned', 'A figure.'), back], null],
  ['none there was', [entry('commission', 'draft', 'commissioned')], null],
])('a return of a report stands on its page where it is %s', (_, newestFirst, told) => {
  expect(lastReturn(newestFirst)).toEqual(told)
})
