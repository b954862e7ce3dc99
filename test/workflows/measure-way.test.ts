import { expect, test } from 'vitest'
import type { MeasureFacts } from '#workflows/measure/measure-facts.ts'
import { measureWay } from '#workflows/measure/measure-way.ts'
import { measure, observation } from '../support/measures.ts'

const first = observation({ asAtOn: '2026-03-31', value: 40 })
const at = (value: number | null) => observation({ asAtOn: '2026-09-30', value })
const baseline: Partial<MeasureFacts> = { baseline: '30%', baselineValue: 30 }

test.each([
  ['better', false, 'more than the first figure', {}, first, at(41)],
  ['same', true, 'as the first figure', {}, first, at(40)],
  ['worse', true, 'less than the first figure', {}, first, at(39)],
  ['better', false, 'less, where lower is better', { polarity: 'lowerIsBetter' }, first, at(39)],
  ['better', false, 'less than the first figure, more than the baseline', baseline, first, at(39)],
  ['same', true, 'one figure alone, at the baseline', baseline, at(30), at(30)],
  ['unknown', null, 'one figure alone', {}, first, first],
  ['unknown', null, 'no figure', baseline, null, null],
  ['unknown', null, 'words alone', {}, first, at(null)],
  ['unknown', null, 'kept for context', { polarity: 'contextOnly' }, first, at(41)],
] as const)('a measure went %s, unmoved %s: %s', (direction, unmoved, _what, fields, from, to) => {
  expect(measureWay(measure(fields), from, to)).toMatchObject({ direction, unmoved })
})
