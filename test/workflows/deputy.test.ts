import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Arrangement, standsIn } from '#workflows/people/deputy.ts'

const holds: Arrangement = {
  fromOn: '2026-11-23',
  untilOn: '2026-12-04',
  ended: false,
  ownerLeftOn: null,
  deputyLeftOn: null,
}

test.each<[what: string, arrangement: Partial<Arrangement>, day: string, stands: boolean]>([
  ['on the first day', {}, '2026-11-23', true],
  ['on the last day', {}, '2026-12-04', true],
  ['before', {}, '2026-11-22', false],
  ['after', {}, '2026-12-05', false],
  ['once it was ended', { ended: true }, '2026-11-24', false],
  ['once the deputy left', { deputyLeftOn: '2026-11-22' }, '2026-11-24', false],
  ['once the owner left', { ownerLeftOn: '2026-11-22' }, '2026-11-24', false],
])('a deputy stands in: %s', (_, arrangement, day, stands) => {
  expect(standsIn({ ...holds, ...arrangement }, day)).toBe(stands)
})

test('whoever has left is no deputy and has none, whatever the days', () => {
  const day = fc.integer({ min: 10, max: 28 }).map((number) => `2026-11-${number}`)
  fc.assert(
    fc.property(day, day, day, day, fc.boolean(), (fromOn, untilOn, leftOn, today, byOwner) => {
      const side = byOwner ? { ownerLeftOn: leftOn } : { deputyLeftOn: leftOn }
      expect(standsIn({ ...holds, fromOn, untilOn, ...side }, today)).toBe(false)
    }),
  )
})
