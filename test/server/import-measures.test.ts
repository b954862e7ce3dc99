import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { machineClock } from '#db/connection/clock.ts'
import { verify } from '#db/history/verify.ts'
import { measuresWithObservations } from '#db/read/measure-import.ts'
import { measuresReport } from '#server/import/measures-report.ts'
import { readMeasuresFile } from '#server/import/measures.ts'
import { PlanFileError } from '#server/import/plan-file-error.ts'
import { useDatabase } from '../support/database.ts'
import { changed, lineOf } from '../support/plan-files.ts'
import { givenPlan } from '../support/plans.ts'
import { runWaymark } from '../support/waymark.ts'

const path = join(import.meta.dirname, '../fixtures/measures.yaml')
const fixture = readFileSync(path, 'utf8')
const read = (text = fixture, comparators: string[] = []) =>
  readMeasuresFile(text, { name: 'measures.yaml', comparators, today: '2026-11-23' })
const { measures, inspections, findings, checks, notMeasures } = read()
const found = (kind: string, of = findings) => of.filter((finding) => finding.kind === kind)
const measure = (ref: string, of = measures) => of.find((each) => each.ref === ref)
const problemsOf = (text: string) => {
  try {
    read(text)
    return []
  } catch (error) {
    if (error instanceof PlanFileError) return error.problems
    throw error
  }
}
const database = useDatabase()

describe('a measures file', () => {
  test('becomes measures with their observations, as published', () => {
    expect(measure('WM-RATE-1')).toMatchObject({
      title: 'Anglers with a licence, rate, Westmere',
      unit: 'rate',
      per: 10_000,
      countOf: 'residents',
      polarity: 'contextOnly',
      observations: [
        {
          asAtOn: '2021-03-31',
          published: '95.7',
          value: 95.7,
          numerator: 311,
          denominator: 32_500,
          status: 'notStated',
        },
        {
          asAtOn: '2021-06-30',
          published: '98.1',
          value: 98.1,
          numerator: 319,
          denominatorSource: 'population estimate of the year before',
        },
      ],
    })
    expect(measure('WM-VISIT')).toMatchObject({
      polarity: 'higherIsBetter',
      observations: [
        {
          published: '1,204',
          value: 1204,
          periodStartOn: '2021-01-01',
          dateBasis: 'periodEnd',
          status: 'validated',
        },
      ],
    })
    expect(measure('WM-PAID')?.observations[0]).toMatchObject({ published: '6.20%', value: 6.2 })
  })

  test.each([
    ['WM-RATE-1', '2021-03-31', 'day', 'stated'],
    ['WM-CLEAN-A', '2021-06-30', 'month', 'stated'],
    ['WM-SICK', '2021-06-30', 'month', 'inferred'],
    ['WM-SUM', '2021-12-31', 'year', 'stated'],
    ['WM-ALL', '2021-06-30', 'day', 'reportDate'],
  ])('%s keeps how exactly its date is known', (ref, asAtOn, precision, dateBasis) => {
    expect(measure(ref)?.observations[0]).toMatchObject({ asAtOn, precision, dateBasis })
  })

  test('merges two names only because the file says that they are one', () => {
    expect(measure('WM-OTTER-1')).toMatchObject({
      aliases: ['Otter sightings (all)'],
      observations: [{ value: 40 }, { value: 44 }],
    })
    const silent = read(changed(fixture, 'Same concept, two names:', 'Two names:')).measures
    expect(measure('WM-OTTER-1', silent)).toMatchObject({ aliases: [], observations: [{ value: 40 }] })
    expect(measure('WM-OTTER-2', silent)?.observations).toHaveLength(1)
  })

  test('takes aliases given as a list for the same', () => {
    const listed = changed(fixture, '  count: 20', '  aliases: [[Fines paid, Fines settled]]\n  count: 20')
    expect(measure('WM-PAID', read(listed).measures)?.aliases).toEqual(['Fines settled'])
  })

  test('grades of one audit become one distribution, with their number and their printed text', () => {
    expect(measure('WM-AUDIT-1-G')).toMatchObject({
      unit: 'grade',
      observations: [
        {
          denominator: 31,
          value: null,
          source: 'Spring report, report-1.txt',
          distribution: [
            { grade: 'Good', count: 10, published: '10 (32%)' },
            { grade: 'Poor', count: 21, published: '21 (67%)' },
          ],
        },
        { denominator: 46, distribution: [{ count: 28 }, { count: 18 }] },
      ],
    })
  })

  test('areas are compared only when they are named, and a rank is kept with its tie', () => {
    expect(measure('WM-CLEAN-B')?.title).toBe('Beaches judged clean (season: dry), The coast')
    expect(measure('WM-CLEAN-A')).toMatchObject({
      comparators: [],
      observations: [{ rank: { position: 3, tied: true, of: null } }],
    })
    const compared = read(fixture, ['The coast', 'Atlantis'])
    expect(measure('WM-CLEAN-B', compared.measures)).toBeUndefined()
    expect(measure('WM-CLEAN-A', compared.measures)?.comparators).toMatchObject([
      { name: 'The coast', value: 77, asAtOn: '2021-06-30' },
    ])
    expect(measure('WM-PLANT-B', compared.measures)).toBeDefined()
    expect(found('comparator', compared.findings).map(({ say }) => say)).toEqual([
      'set beside 1 measures; 1 have no counterpart and stay measures of their own.',
      'No record is of this area. Check its spelling.',
    ])
  })

  test('claims are text without a figure, inspections go to the register, and contracts are reported and not loaded', () => {
    expect(measure('WM-CLAIM')?.observations[0]).toMatchObject({
      kind: 'claim',
      published: 'fewer than last summer',
      value: null,
    })
    expect(measure('WM-ALL')?.observations[0]).toMatchObject({ kind: 'claim', published: 'all', value: null })
    expect(notMeasures.map(({ id }) => id)).toEqual(['WM-PRICE'])
    expect(inspections).toMatchObject([
      {
        ref: 'WM-INSP',
        title: 'north plant',
        inspector: 'Not stated',
        inspectedOn: '2021-02-01',
        precision: 'month',
        judgement: 'Good',
        note: 'Source: report-1.txt, Westmere',
      },
    ])
    expect(measures.some(({ ref }) => ref === 'WM-INSP' || ref === 'WM-PRICE')).toBe(false)
  })
})

test('the documented example is read in full', () => {
  const [, example = ''] = /```yaml\n(.*?)```/s.exec(readFileSync('docs/measures-file.md', 'utf8')) ?? []
  const documented = read(example)
  expect(documented.measures.map(({ unit, observations: [first] }) => [unit, first?.published])).toEqual([
    ['rate', '71.4'],
    ['words', 'clearly better than last year'],
  ])
  expect(documented.checks).toMatchObject([{ theirs: 'agrees', ours: 'agrees' }])
})

describe('what is found in it', () => {
  test('published figures that their parts do not give', () => {
    expect(found('differs')).toEqual([
      {
        kind: 'differs',
        where: 'WM-RATE-2',
        say: '319 / 32,500 × 10,000 = 98.154, which is 98.2; 98.1 was published, which looks cut off instead of rounded.',
      },
      {
        kind: 'differs',
        where: 'WM-AUDIT-1-G, WM-AUDIT-1-P',
        say: 'Poor: 21 of 31 is 68%; “21 (67%)” was published.',
      },
    ])
  })

  test("the file's own checks, each beside ours", () => {
    expect(checks.map(({ id, theirs, ours }) => [id, theirs, ours])).toEqual([
      ['WM-RATE-1', 'agrees', 'agrees'],
      ['WM-RATE-2', 'differs', 'differs'],
      ['WM-PAID', 'conditional', 'agrees'],
      ['WM-SUM', 'agrees', 'notRecalculated'],
      ['WM-AUDIT-1-G', 'agrees', 'agrees'],
      ['WM-AUDIT-1-P', 'agrees', 'differs'],
    ])
    expect(found('checkDisagrees').map(({ where }) => where)).toEqual(['WM-AUDIT-1-P'])
    expect(found('deduced').map(({ where }) => where)).toEqual(['WM-PAID'])
    expect(found('checkNotRepeated').map(({ where }) => where)).toEqual(['WM-SUM'])
  })

  test.each([
    ['smallCount', ['WM-SICK']],
    ['denominatorMissing', ['WM-CLEAN-A', 'WM-CLEAN-B']],
    ['claim', ['WM-CLAIM', 'WM-ALL']],
    ['countDiffers', ['about']],
    ['remark', ['about', 'about']],
  ])('%s', (kind, wheres) => {
    expect(found(kind).map(({ where }) => where)).toEqual(wheres)
  })

  test('keys without a place are left out, with their line', () => {
    expect(found('leftOut').map(({ where }) => where)).toEqual([`line ${lineOf('  page: 12', fixture)}`])
  })

  test('the report says it all, in lines that fit', () => {
    const report = measuresReport(read())
    expect(report).toMatch(
      /^Figures of the Westmere rivers reports: 19 records, 12 measures, 15 observations, 1\n/,
    )
    for (const line of report.split('\n')) expect(line.length).toBeLessThanOrEqual(90)
  })
})

describe('a measures file with a mistake is refused as a whole, naming the line', () => {
  test.each([
    ['a figure that is none', 'value: 1204', 'value: many', 'is no number'],
    ['no figure', 'value: 1204', 'value:', 'There is no value'],
    ['a claim with a figure', 'value: all', 'value: 12', 'without a figure'],
    ['a date that does not fit', "date: '2021'", "date: '2021-05'", 'does not fit the precision'],
    ['a day that does not exist', "date: '2021'", "date: '2021-02-30'", 'does not fit the precision'],
    ['a date that lies ahead', "date: '2021'", "date: '2031'", 'lies ahead'],
    ['a kind that is unknown', 'kind: contract_fact', 'kind: rumour', 'is not known here'],
    ['an id given twice', 'id: WM-SUM', 'id: WM-SICK', 'given twice'],
  ])('%s', (_name, from, to, wrong) => {
    const broken = changed(fixture, from, to)
    const [problem] = problemsOf(broken)
    expect(problem?.wrong).toContain(wrong)
    const place = broken.indexOf(to, fixture.indexOf(from))
    expect(problem?.line).toBe(broken.slice(0, place).split('\n').length)
  })

  test('two figures of one measure for one day', () => {
    const double = changed(
      fixture,
      'date: 2021-06\n  date_precision: report_month',
      'date: 2021-03\n  date_precision: month',
    )
    expect(problemsOf(double).map(({ wrong }) => wrong)).toEqual([
      'This is the same measure and date as WM-OTTER-1.',
    ])
  })
})

describe('waymark import-measures', () => {
  const run = (...args: string[]) =>
    runWaymark(['import-measures', path, ...args], { DATABASE_URL: database().url })

  test('writes nothing with --check, without a word on small counts, or for a plan that is not there', async () => {
    const { planId } = await givenPlan(database().db)
    const refused = [
      await run('--check'),
      await run('--plan', planId),
      await run('--plan', 'No such plan', '--acknowledge-small-counts'),
    ]
    expect(refused.map(({ code }) => code)).toEqual([0, 1, 1])
    expect(refused[0]?.out).toContain('Nothing was written, because of --check.')
    expect(refused[1]?.err).toContain('--acknowledge-small-counts')
    expect(refused[2]?.err).toBe('There is no plan No such plan. Give its title or its id.\n')
    expect(await measuresWithObservations(database().db, planId)).toEqual([])
  })

  test('writes nothing into a withdrawn plan, and takes no such plan for the one that is meant', async () => {
    const title = 'Started twice'
    const withdrawn = await givenPlan(database().db, [{}], { title, state: 'withdrawn' })
    const named = (plan: string) => run('--plan', plan, '--acknowledge-small-counts')
    const shut = 'The plan is withdrawn. Have its administrator reinstate it first.\n'
    expect([(await named(title)).err, (await named(withdrawn.planId)).err]).toEqual([shut, shut])
    await givenPlan(database().db, [{}], { title })
    expect((await named(title)).code).toBe(0)
    expect(await measuresWithObservations(database().db, withdrawn.planId)).toEqual([])
  })

  test('loads all of it once, and only what is new the second time', async () => {
    const { planId } = await givenPlan(database().db)
    const first = await run('--plan', planId, '--acknowledge-small-counts')
    expect([first.code, first.err]).toEqual([0, ''])
    expect(first.out).toContain('12 measures added, 0 extended, 15 observations recorded.')
    const again = await run('--plan', planId, '--acknowledge-small-counts')
    expect(again.out).toContain('0 measures added, 0 extended, 0 observations recorded, 15 there already.')

    const loaded = await measuresWithObservations(database().db, planId)
    expect(loaded.map(({ measure: { ref } }) => ref)).toEqual(measures.map(({ ref }) => ref))
    for (const { measure: row, observations } of loaded) {
      const wanted = measure(row.ref)?.observations ?? []
      expect(row.version).toBe(1)
      expect(observations.toReversed()).toMatchObject(wanted)
    }
    const small = loaded.flatMap(({ observations }) =>
      observations.filter((each) => each.smallCountAcknowledged),
    )
    expect(small.map(({ sourceRef }) => sourceRef)).toEqual(['WM-SICK'])
    const { faults } = await verify(database().db, machineClock)
    expect(faults.filter((fault) => fault.includes('measure'))).toEqual([])
  })
})
