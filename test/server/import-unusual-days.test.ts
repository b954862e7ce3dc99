import { expect, test } from 'vitest'
import { measuresReport } from '#server/import/measures-report.ts'
import { readMeasuresFile } from '#server/import/measures.ts'
import { readPlanFile } from '#server/import/read-plan-file.ts'
import { doubtsReport } from '#server/import/report.ts'

const today = '2026-11-23'
const plan = `waymark: 1
title: A plan
term: { first: 2026-06-01, last: 2062-05-31 }
horizons:
  short: { label: Short, first: 1926-06-01, last: 2026-12-31 }
priorities:
  - ref: P1
    title: One
    measures:
      - { ref: M1, title: A, unit: count, polarity: nearTarget, target: 5, targetOn: 2082-03-31 }
    actions:
      - ref: P1.S1
        title: Act
        horizon: short
        start: 2026-05-01
        due: 2026-12-01
        milestones:
          - { title: Half of it, due: 2026-05-15 }
`

test('a plan file is loaded with its unusual days, and the report lists each by its line', () => {
  const { draft, doubts } = readPlanFile(plan, { name: 'plan.yaml', today })
  const told = doubts.filter(({ kind }) => kind === 'unusualDay').map(({ where, say }) => `${where} ${say}`)
  const settle = 'The plan administrator corrects the date, or lets it stand.'
  const outside = 'lies outside the plan, which runs from 1 June 2026 until 31 May 2062.'
  expect(told).toEqual([
    `plan First or last day: 31 May 2062 is more than ten years from now. Is the year right? ${settle}`,
    `horizons.short First or last day: 1 June 1926 lies before the year 2000. Is the year right? ${settle}`,
    `P1.S1 Start: 1 May 2026 ${outside} ${settle}`,
    `P1.S1 Milestone “Half of it”: 15 May 2026 ${outside} ${settle}`,
    `M1 Day of the target: 31 March 2082 is more than ten years from now. Is the year right? ${settle}`,
  ])
  const report = doubtsReport(doubts, draft)
  expect(report).toContain('Dates that are unusual (5)')
  const action = draft.priorities[0]?.actions[0]
  expect(action).toMatchObject({ startOn: '2026-05-01', milestones: [{ dueOn: '2026-05-15' }] })
})

test('a file is read the same whether it is told which day it is or not', () => {
  expect(readPlanFile(plan, { name: 'plan.yaml', today }).draft).toEqual(
    readPlanFile(plan, { name: 'plan.yaml' }).draft,
  )
})

test('a measures file is loaded with a figure of another century, which the report tells', () => {
  const file = JSON.stringify({
    measures: [
      {
        id: 'V1',
        measure: 'Visits',
        value: '55',
        unit: 'count',
        date: '1926-03-31',
        kind: 'measure',
        date_precision: 'day',
      },
    ],
  })
  const read = readMeasuresFile(file, { name: 'measures.json', today })
  expect(read.measures[0]?.observations[0]?.asAtOn).toBe('1926-03-31')
  expect(measuresReport(read, 10_000)).toContain(
    'V1: 31 March 1926 lies before the year 2000. Is the year right?',
  )
})
