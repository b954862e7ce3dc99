import { describe, expect, test } from 'vitest'
import { demonstration } from '#db/demo/demonstration.ts'
import { demoDraft } from '#db/demo/draft.ts'
import { earlierObservations, newObservation } from '#db/demo/figures.ts'
import { newMeasure } from '#db/write/new-measure.ts'
import { addDays } from '#workflows/calendar/calendar.ts'
import { figureTyped } from '#workflows/measure/figure-typed.ts'
import { measureProgress } from '#workflows/measure/measure-progress.ts'
import { recalculate } from '#workflows/measure/measure-recalculation.ts'
import { smallCounts, warningsOf } from '#workflows/measure/measure-rules.ts'

const today = '2026-11-25'
const day = (offset: number) => addDays(today, offset)
const demo = demonstration()
const { priorities, approved } = demo.plan
const drafts = demoDraft(demo, today).priorities.flatMap(({ measures }) => measures)
const told = priorities
  .flatMap(({ measures }) => measures)
  .map((said, position) => {
    const { figures, ...measure } = drafts[position] ?? expect.fail(`no draft of ${said.ref}`)
    return {
      measure: newMeasure({ ...measure, ...figures, planId: 'plan', position }, `${today}T10:00:00.000Z`),
      earlier: earlierObservations(said, day),
      observations: said.observations
        .filter(
          ({ corrects }, at) => corrects !== undefined || said.observations[at + 1]?.corrects === undefined,
        )
        .map((each) => newObservation(said, each, day, null)),
    }
  })
const observed = priorities.flatMap(({ measures }) => measures.flatMap(({ observations }) => observations))
const all = told.flatMap(({ measure, earlier, observations }) =>
  [...earlier, ...observations].map((observation) => ({ measure, observation })),
)
const of = (ref: string) => {
  const found = told.find(({ measure }) => measure.ref === ref)
  if (!found) throw new Error(`no measure ${ref}`)
  return found
}
const standing = (ref: string) => {
  const { measure, observations } = of(ref)
  return measureProgress(measure, observations.at(-1) ?? null, observations.at(-2) ?? null)
}

describe("the demonstration's figures", () => {
  test('are of the last six months, and told on the day or later, before today', () => {
    expect(observed.length).toBeGreaterThan(80)
    for (const { asAt, toldAt } of observed) {
      expect(asAt).toBeGreaterThanOrEqual(approved.at)
      expect(toldAt).toBeGreaterThanOrEqual(asAt)
      expect(toldAt).toBeLessThanOrEqual(-1)
    }
  })

  test('before the plan are two years of each, period by period, loaded when it was approved', () => {
    const earlier = told.filter((each) => each.earlier.length > 0)
    expect(earlier.length).toBeGreaterThan(12)
    for (const { earlier: figures, observations } of earlier) {
      expect(figures.length).toBe(24)
      const days = [...figures, ...observations].map(({ asAtOn }) => asAtOn)
      expect(days).toEqual([...new Set(days)].toSorted())
    }
  })

  test('are of points where their target is told in points, so that ‘18 points’ is taken', () => {
    const inPoints = told.filter(({ measure }) => measure.target?.endsWith('points'))
    expect(inPoints.map(({ measure }) => [measure.ref, measure.unit])).toEqual([
      ['P5.O1', 'percentagePoints'],
    ])
    expect(figureTyped('18 points', of('P5.O1').measure)).toMatchObject({ ok: true, value: 18 })
  })

  test('name no one to five children or families: only audits are that few', () => {
    const small = all.filter(({ measure, observation }) => smallCounts(measure, observation).length > 0)
    expect(new Set(small.map(({ measure }) => measure.ref))).toEqual(new Set(['P4.O3', 'P4.O4']))
  })

  test('come out as published, but for one rate that was cut off', () => {
    const differing = all.filter(({ measure, observation }) =>
      warningsOf(measure, observation).some(({ code }) => code !== 'smallCount'),
    )
    expect(differing.map(({ measure }) => measure.ref)).toEqual(['P3.O1'])
    const [one] = differing
    expect(one && recalculate(one.measure, one.observation)).toMatchObject({
      outcome: 'differs',
      value: 143.3,
      looksTruncated: true,
    })
  })

  test('show an outcome that has not moved where everything is on time', () => {
    expect(standing('P4.O3')).toMatchObject({ unmoved: true, sinceBaseline: { direction: 'same' } })
    expect(standing('P4.O3').sincePrevious?.sampleSizesDiffer).toBe(true)
  })

  test('show lower as better, a target met, one missed and none, and measures without any figure', () => {
    expect(standing('P1.O7')).toMatchObject({
      unmoved: false,
      sincePrevious: { direction: 'better' },
      target: { outcome: 'notMet' },
    })
    expect(standing('P4.O1').target.outcome).toBe('met')
    expect(standing('P1.O8').target.outcome).toBe('noTarget')
    expect(standing('P5.O1').gaps.map(({ field }) => field)).toEqual(['observations', 'baseline'])
  })

  test('show grades with their number, one provisional figure, one claim and one correction', () => {
    expect(of('P4.O3').observations.at(-1)).toMatchObject({
      denominator: 37,
      distribution: [{ grade: 'Good', count: 17 }, { count: 15 }, { count: 5 }],
    })
    expect(all.filter(({ observation }) => observation.status === 'provisional')).toHaveLength(1)
    expect(all.filter(({ observation }) => observation.kind === 'claim')).toHaveLength(1)
    expect(observed.filter(({ corrects }) => corrects !== undefined)).toHaveLength(1)
  })
})
