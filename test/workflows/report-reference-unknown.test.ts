import { describe, expect, test } from 'vitest'
import { findingsOf, reported, reportFacts, reportMeasure, table } from '../support/report-texts.ts'

const known = reportMeasure({
  reference: 'P3.O1',
  title: 'Children looked after',
  figures: [reported('2018-07-03', 490)],
})
const withoutFigure = reportMeasure({ reference: 'P3.O2', title: 'Care leavers in work', figures: [] })
const facts = reportFacts({ measures: [known, withoutFigure] })
const found = (...text: Parameters<typeof findingsOf>[2][]) => findingsOf('referenceUnknown', facts, ...text)

describe('a figure that is put in by a reference', () => {
  test('is found where the reference names no measure of the plan, with which and what to do', () => {
    expect(found('There were {{P9.O9}} at the end of June. More came.')).toMatchObject([
      {
        sentence: 'There were {{P9.O9}} at the end of June.',
        fact: 'No measure of the plan has the reference P9.O9: the text would be printed as it is typed.',
        ask: 'Put in the reference of a measure of the plan, or take it out.',
        at: { path: [0], from: 11, to: 20 },
      },
    ])
  })

  test('is found where the measure has no figure at the cut-off', () => {
    expect(found('There were {{P3.O2}}.')).toMatchObject([
      {
        fact: 'P3.O2 (Care leavers in work) has no figure on 5 July 2018: the text would be printed as it is typed.',
        ask: 'Give the figure with the measure, put in another, or take it out.',
      },
    ])
  })

  test('is found in tables, and each reference once where it first stands', () => {
    expect(found('{{P9.O9}}, {{p9.o9}}', table(['What|Now', 'Homes|{{P9.O8}}']))).toMatchObject([
      { at: { path: [0], from: 0 } },
      { at: { path: [1, 1, 1] } },
    ])
  })

  test.each(['There were {{P3.O1}}.', 'There were {{p3.o1}}.', 'P9.O9 is only named.', ''])(
    'is not found in ‘%s’',
    (text) => {
      expect(found(text)).toEqual([])
    },
  )

  test('is held against all measures of the plan, whatever its section speaks of', () => {
    const scoped = { ...facts, measures: [] }
    expect(findingsOf('referenceUnknown', scoped, 'There were {{P3.O1}}.')).toEqual([])
  })
})
