import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { figureTyped } from '#workflows/measure/figure-typed.ts'
import type { Unit } from '#workflows/measure/measure-facts.ts'

const read = (text: string, unit: Unit, per: number | null = null) => figureTyped(text, { unit, per })

describe('a figure as people write it', () => {
  test.each([
    ['94%', 'percent', 94],
    ['94.5%', 'percent', 94.5],
    ['0%', 'percent', 0],
    ['100%', 'percent', 100],
    [' 1,204 ', 'count', 1204],
    ['1204', 'count', 1204],
    ['£2,800', 'currency', 2800],
    ['£2,800.50', 'currency', 2800.5],
    ['12.5 per 10k', 'rate', 12.5],
    ['12.5 per 10,000', 'rate', 12.5],
    ['-3.2', 'percentagePoints', -3.2],
    ['−3.2 points', 'percentagePoints', -3.2],
    ['41 days', 'days', 41],
    ['1 day', 'days', 1],
    ['1.25', 'ratio', 1.25],
    ['-£300', 'currency', -300],
  ] as const)('%s of a %s is %d', (text, unit, value) => {
    expect(read(text, unit, unit === 'rate' ? 10_000 : null)).toEqual({
      ok: true,
      published: text.trim(),
      value,
      numerator: null,
      denominator: null,
    })
  })

  test.each([
    ['\u200F12\u200F', 'count', 12, '12'],
    ['\u202A94%\u202C', 'percent', 94, '94%'],
    ['9\u200B4%', 'percent', 94, '94%'],
    ['0.94%', 'percent', 0.94, '0.94%'],
    ['-0%', 'percent', 0, '0%'],
  ] as const)('%s of a %s is read without what nobody sees', (text, unit, value, published) => {
    expect(read(text, unit)).toMatchObject({ ok: true, value, published })
  })

  test.each([
    ['–', 'count', /no figure\. Type 0 where there were none; where nobody knows, record no figure/],
    ['-', 'count', /no figure/],
    ['n/a', 'count', /no figure/],
    ['0.94', 'percent', /could be 0\.94% or 94%\. Type it with its percent sign/],
    ['.5', 'percent', /could be 0\.5% or 50%/],
    ['<5', 'count', /no exact figure/],
    ['about 40', 'count', /no exact figure/],
    ['1,5', 'ratio', /1\.5 or 15/],
    ['94,5%', 'percent', /94\.5% or 945%/],
    ['1e9', 'count', /a number in short.* Type all of it in figures/],
    ['0.1234567', 'ratio', /at most 12 figures before the point and 6 after/],
    ['130%', 'percent', /between 0% and 100%/],
    ['100.1%', 'percent', /between 0% and 100%/],
    ['101', 'percent', /between 0% and 100%/],
    ['-0.1%', 'percent', /between 0% and 100%/],
    ['-4', 'percent', /between 0% and 100%/],
    ['94%', 'count', /is a share, and this measure is none/],
    ['£40', 'count', /amount of money/],
    ['12.5 per 1,000', 'rate', /per 1,000, and this measure is not/],
    ['12 of 30', 'count', /share of something, and this measure is none/],
    ['0 of 0', 'percent', /share of 0\. Record no figure/],
    ['4 of 0', 'rate', /can be told per 0\. Record no figure/],
    ['56/42', 'percent', /wrong way round/],
    ['130% (42 of 56)', 'percent', /between 0% and 100%/],
    ['10 (32%)', 'percent', /not one number/],
    ['1234567890123', 'count', /at most 12 figures/],
    ['twelve', 'count', /not one number/],
    ['94 days', 'percent', /told in days, and this measure is not/],
    ['5 points', 'currency', /told in points, and this measure is not/],
    ['50% (10 of 40)', 'percent', /10 of 40 is 25%, and not 50%/],
    ['25.4% (10 of 40)', 'percent', /10 of 40 is 25%, and not 25.4%/],
    ['999999999999 of 1', 'rate', /999999999999 of 1 .* more than 12 figures before the point/],
    ['-5', 'count', /fewer than none\. Type the figure without the minus sign\.$/],
    ['−0.5', 'rate', /fewer than none/],
    ['-3 days', 'days', /fewer than none/],
    ['-1.2', 'ratio', /fewer than none/],
    ['5 per .', 'rate', /not one number/],
    ['', 'count', /not one number/],
  ] as const)('‘%s’ of a %s is asked back', (text, unit, because) => {
    const typed = read(text, unit, 10_000)
    expect(typed).toMatchObject({ ok: false, because: expect.stringMatching(because) })
    expect(typed.ok ? '' : typed.because).toMatch(/\.$/)
  })

  test.each([
    ['42 of 56', 'percent', '75% (42 of 56)', 75],
    ['42/56', 'percent', '75% (42 of 56)', 75],
    ['(42 out of 56)', 'percent', '75% (42 of 56)', 75],
    ['1 of 3', 'percent', '33.3% (1 of 3)', 33.3],
    ['75% (42 of 56)', 'percent', '75% (42 of 56)', 75],
    ['1,250 / 20,000', 'rate', '625 (1,250 of 20,000)', 625],
    ['340 of 17', 'ratio', '20 (340 of 17)', 20],
    ['33% (1 of 3)', 'percent', '33% (1 of 3)', 33],
    ['66.6% (2 of 3)', 'percent', '66.6% (2 of 3)', 66.6],
    ['66.7 (2 of 3)', 'percent', '66.7% (2 of 3)', 66.7],
  ] as const)('may be told by its parts: %s of a %s is %s', (text, unit, published, value) => {
    const [, top = '', bottom = ''] = /([\d,]+) of ([\d,]+)/.exec(published) ?? []
    const [numerator, denominator] = [top, bottom].map((part) => Number(part.replaceAll(',', '')))
    expect(read(text, unit, 10_000)).toEqual({ ok: true, published, value, numerator, denominator })
  })

  test.each([
    ['94', '94%'],
    ['15 %', '15%'],
    ['94.50', '94.50%'],
  ])('of a share is published with its sign: %s as %s', (text, published) => {
    expect(read(text, 'percent')).toMatchObject({ ok: true, published })
  })

  test('in words is taken as it is where the measure is told in words', () => {
    expect(read('Requires improvement', 'judgement')).toEqual({
      ok: true,
      published: 'Requires improvement',
      value: null,
      numerator: null,
      denominator: null,
    })
  })

  test('is read as the number that was written, whatever it is', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99_999_999 }), fc.integer({ min: 0, max: 99 }), (whole, part) => {
        const written = `${whole.toLocaleString('en-GB')}.${String(part).padStart(2, '0')}`
        expect(read(written, 'ratio')).toMatchObject({
          ok: true,
          value: Number(`${whole}.${String(part).padStart(2, '0')}`),
        })
      }),
    )
  })
})

test.each([
  ['276.5', 'Type 277 if that is meant.'],
  ['1.371', 'Type 1,371 if that is meant, or the whole number.'],
  ['12.50', 'Type 13 if that is meant.'],
])('a count of %s is asked back, for a count is whole', (typed, because) => {
  const read = figureTyped(typed, { unit: 'count', per: null })
  expect(read).toMatchObject({ ok: false, because: expect.stringContaining(because) })
  expect(figureTyped(typed, { unit: 'count', per: null, decimals: 1 }).ok).toBe(true)
  expect(figureTyped(typed, { unit: 'rate', per: null }).ok).toBe(true)
})

test('a count that is whole is taken with nothing behind its point', () => {
  expect(figureTyped('276.0', { unit: 'count', per: null }).ok).toBe(true)
})
