import { readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { clockFrom, machineClock } from '#db/connection/clock.ts'
import { newId } from '#db/connection/ids.ts'
import { verify } from '#db/history/verify.ts'
import { inspectionsOf } from '#db/read/inspections.ts'
import { planAsDraft } from '#db/read/plan-as-draft.ts'
import { readPlanForDecision } from '#db/read/plan-decision.ts'
import { createPlan } from '#db/write/create-plan.ts'
import { readMeasuresFile } from '#server/import/measures.ts'
import { PlanFileError } from '#server/import/plan-file-error.ts'
import { readPlanFile } from '#server/import/read-plan-file.ts'
import { useDatabase } from '../support/database.ts'
import { changed } from '../support/plan-files.ts'
import { givenPlan } from '../support/plans.ts'
import { runWaymark } from '../support/waymark.ts'

const record = (id: string, measure: string, date: string, value: string, more = '') => `- id: ${id}
  kind: inspection
  measure: '${measure}'
  area: Westmere
  date: '${date}'
  date_precision: ${date.length === 7 ? 'month' : 'day'}
  value: ${value}
  unit: ofsted_judgement
  denominator: null
  source_file: report.txt
${more}`
const home = (number: number, name: string, date: string, value: string) =>
  record(`WM-HOME-${number}`, `Ofsted judgement at last full inspection: ${name}`, date, value)

/** Nine homes with the days and judgements of a register that was published, and a service of which only the month is known. */
const file = `about:
  title: Register of the summer
measures:
${home(1, 'Alder Place', '2016-11-22', 'Good')}${home(2, 'Birch House', '2016-08-24', 'Outstanding')}${home(3, 'Cedar Avenue', '2017-05-31', 'Good')}${home(4, 'Dale House', '2016-06-14', 'Good')}${home(5, 'Elm House', '2016-11-08', 'Outstanding')}${home(6, 'Fern Lodge', '2016-10-18', 'Outstanding')}${home(7, 'Gorse Plains', '2016-06-28', 'Good')}${home(8, 'Old Rectory', '2017-06-07', 'Good')}${home(9, 'Fairway', '2017-05-02', 'Good')}${record('WM-INSP-GULL', 'Ofsted overall judgement: Gull Cottage short breaks', '2018-02', 'Outstanding')}`

const aboutOne = `measures:\n${home(1, 'Alder Place', '2016-11-22', 'Good')}`

const read = (text = file, comparators: string[] = []) =>
  readMeasuresFile(text, { name: 'register.yaml', comparators, today: '2026-11-23' })
const problemsOf = (text: string) => {
  try {
    read(text)
    return []
  } catch (error) {
    if (error instanceof PlanFileError) return error.problems
    throw error
  }
}

describe('inspections in a measures file', () => {
  test('become entries of the register, as published', () => {
    const { inspections, measures, notMeasures } = read()
    expect([inspections.length, measures, notMeasures]).toEqual([10, [], []])
    expect(inspections[0]).toMatchObject({
      ref: 'WM-HOME-1',
      title: 'Alder Place',
      setting: 'home',
      inspector: 'Ofsted',
      visit: 'full',
      inspectedOn: '2016-11-22',
      precision: 'day',
      publishedOn: null,
      judgement: 'Good',
      note: 'Source: report.txt, Westmere',
    })
    expect(inspections[9]).toMatchObject({
      title: 'Gull Cottage short breaks',
      setting: 'other',
      visit: 'other',
      inspectedOn: '2018-02-01',
      precision: 'month',
    })
  })

  test('say by their dimension what their words do not', () => {
    const dimension = '  dimension: { setting: service, visit: assurance, inspector: CQC, urn: 1-200 }\n'
    const [inspection] = read(
      `measures:\n${record('X-1', 'Judgement: Gull Cottage', '2018-02-12', 'Good', dimension)}`,
    ).inspections
    expect(inspection).toMatchObject({
      setting: 'service',
      visit: 'assurance',
      inspector: 'CQC',
      urn: '1-200',
    })
  })

  test('of areas that are only compared with are reported and not loaded', () => {
    const { inspections, notMeasures } = read(file, ['Westmere'])
    expect([inspections.length, notMeasures.length]).toEqual([0, 10])
  })

  test.each([
    ['without a judgement', 'value: Good', 'value:', 'There is no judgement.'],
    [
      'of nothing that is named',
      'inspection: Alder Place',
      'inspection',
      'It does not say what was inspected.',
    ],
    ['of a date that does not fit', '2016-11-22', '2016-11-31', 'does not fit the precision'],
    ['that lie ahead', '2016-11-22', '2036-11-22', 'lies ahead'],
    [
      'of a kind that is unknown',
      'source_file: report.txt',
      'source_file: report.txt\n  dimension: { visit: sudden }',
      'The visit sudden is not known here.',
    ],
  ])('are refused %s, naming the line', (_, from, to, wrong) => {
    const [problem] = problemsOf(changed(aboutOne, from, to))
    expect(problem?.wrong).toContain(wrong)
    expect(problem?.line).toBeGreaterThan(0)
  })
})

describe('inspections in a plan file', () => {
  const database = useDatabase()
  const example = readFileSync('docs/plan-file.example.yaml', 'utf8')

  test('are in the register of the plan that it makes, with the recommendations that came of them', async () => {
    const told = changed(example, 'nextExpected: Within twelve months', 'recommendations: [R1]')
    const { draft } = readPlanFile(told, { name: 'plan.yaml', today: '2027-04-01' })
    const { db } = database()
    const ids = await createPlan(db, draft, { by: null, now: '2027-04-01T09:00:00.000Z' })
    const [inspection, ...others] = await inspectionsOf(db, ids.plan)
    expect(others).toEqual([])
    expect(inspection).toMatchObject({
      ref: 'I1',
      title: 'Larch House',
      inspector: 'Ofsted',
      inspectedOn: '2024-01-16',
      publishedOn: '2024-02-09',
      judgement: 'Requires improvement to be good',
      aspects: [{ aspect: 'Leaders and managers', judgement: 'Inadequate' }],
      judgementBefore: 'Good',
      recommendationIds: [ids.recommendation.get('R1')],
      state: 'recorded',
      version: 1,
    })
    const { faults } = await verify(db, clockFrom('2027-04-01T09:00:00.000Z'))
    expect(faults).toEqual([])
    // What happened to a plan stays with it.
    const plan = await readPlanForDecision(db, ids.plan, newId())
    expect(plan && (await planAsDraft(db, plan.plan)).inspections).toBeUndefined()
  })

  test('that lie ahead are refused, naming the line', () => {
    expect(() => readPlanFile(example, { name: 'plan.yaml', today: '2024-01-15' })).toThrow(
      'inspections[I1].inspected: The inspection lies ahead.',
    )
  })
})

describe('waymark import-measures', () => {
  const database = useDatabase()
  let folder: string
  let path: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'waymark-register-'))
    path = join(folder, 'register.yaml')
    await writeFile(path, file)
  })
  afterAll(() => rm(folder, { recursive: true }))
  const run = (from: string, planId: string) =>
    runWaymark(['import-measures', from, '--plan', planId], { DATABASE_URL: database().url })

  test('records nine homes and a service once, and nothing the second time', async () => {
    const { planId } = await givenPlan(database().db)
    const first = await run(path, planId)
    expect([first.code, first.err]).toEqual([0, ''])
    expect(first.out).toContain('Into its register: 10 inspections recorded.')
    const again = await run(path, planId)
    expect(again.out).toContain('Into its register: 0 inspections recorded, 10 there already.')
    const rows = await inspectionsOf(database().db, planId)
    expect(rows.map(({ ref }) => ref).toSorted()).toEqual([
      ...[1, 2, 3, 4, 5, 6, 7, 8, 9].map((each) => `WM-HOME-${each}`),
      'WM-INSP-GULL',
    ])
    expect(rows.every(({ version, state }) => version === 1 && state === 'recorded')).toBe(true)
    const { faults } = await verify(database().db, machineClock)
    expect(faults.filter((fault) => fault.includes('inspection'))).toEqual([])
  })

  test('changes no entry that is there, and says where its judgement is another', async () => {
    const { planId } = await givenPlan(database().db)
    await run(path, planId)
    const other = join(folder, 'other.yaml')
    await writeFile(other, file.replace('value: Good', 'value: Inadequate'))
    const { code, out } = await run(other, planId)
    expect([code, out.includes('WM-HOME-1 is there with another judgement, Good: change it there.')]).toEqual(
      [0, true],
    )
    const taken = join(folder, 'taken.yaml')
    await writeFile(taken, changed(file, 'inspection: Alder Place', 'inspection: Another Place'))
    const refused = await run(taken, planId)
    expect([refused.code, refused.err]).toEqual([
      1,
      'The plan has other measures or inspections with these references: WM-HOME-1. Give the records other ids.\n',
    ])
    expect(await inspectionsOf(database().db, planId)).toHaveLength(10)
  })
})
