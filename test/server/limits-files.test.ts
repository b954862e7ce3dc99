import { describe, expect, test } from 'vitest'
import { measuresForm } from '#server/import/measures-form.ts'
import { readMeasuresFile } from '#server/import/measures.ts'
import { ownForm } from '#server/import/own-form.ts'
import { PlanFileError, type Problem } from '#server/import/plan-file-error.ts'
import { readPlanFile } from '#server/import/read-plan-file.ts'
import { leavesOf } from '#test/support/file-leaves.ts'
import { type FieldLimits, type LimitName, limitOf, textOf } from '#test/support/limit-names.ts'
import { measuresFileLimits, planFileLimits } from '#test/support/limit-table-files.ts'
import { beyond, days } from '#workflows/limits.ts'

const measure = { ref: 'M1', title: 'x', unit: 'count', polarity: 'lowerIsBetter' }
const plan = {
  waymark: '1',
  title: 'x',
  description: 'x',
  vision: 'x',
  ownerBody: 'x',
  serves: 'x',
  challenges: ['x'],
  term: { first: '2026-04-01', last: '2028-03-31' },
  people: [{ name: 'x', email: 'lead@plan.example', post: 'x', agency: 'x' }],
  members: [{ email: 'lead@plan.example', role: 'chair' }],
  horizons: Object.fromEntries(
    ['short', 'medium', 'long'].map((name) => [
      name,
      { label: 'x', first: '2026-04-01', last: '2027-03-31' },
    ]),
  ),
  recommendations: [{ ref: 'R1', source: 'x', paragraph: 'x', text: 'x' }],
  priorities: [
    {
      ref: 'P1',
      title: 'x',
      description: 'x',
      impact: 'x',
      lead: 'lead@plan.example',
      confidence: 'low',
      confidenceNote: 'x',
      measures: [{ ...measure, baseline: '1', target: '2', targetOn: '2027-01-31', note: 'x' }],
      actions: [
        {
          ref: 'P1.S1',
          horizon: 'short',
          title: 'x',
          description: 'x',
          owner: 'owner@plan.example',
          contributors: ['lead@plan.example'],
          agency: 'x',
          start: '2026-04-01',
          due: '2026-12-31',
          criteria: ['x'],
          milestones: [{ title: 'x', due: '2026-06-30' }],
          recommendations: ['R1'],
          intendedEffect: 'x',
          measures: ['M1'],
          critical: 'yes',
          regulatorDate: 'no',
        },
      ],
    },
  ],
  inspections: [
    {
      ref: 'I1',
      title: 'x',
      setting: 'home',
      urn: 'x',
      inspector: 'x',
      visit: 'full',
      inspected: '2026-06-10',
      precision: 'day',
      published: '2026-07-03',
      judgement: 'x',
      aspects: [{ aspect: 'x', judgement: 'x' }],
      judgementBefore: 'x',
      judgementBeforeOn: '2023-03-01',
      nextExpected: 'x',
      url: 'https://reports.example/1',
      note: 'x',
      recommendations: ['R1'],
    },
  ],
}
plan.people.push({ ...plan.people[0], name: 'Owner', email: 'owner@plan.example' } as never)

const measures = {
  about: { title: 'x', rules: ['x'], data_quality_findings: ['x'], aliases: [['x', 'y']], count: '1' },
  measures: [
    {
      id: 'm1',
      kind: 'measure',
      measure: 'x',
      area: 'x',
      dimension: { report: 'x' },
      date: '2026-03-31',
      date_precision: 'day',
      value: '1',
      unit: 'count',
      polarity: 'lowerIsBetter',
      numerator: '1',
      denominator: '2',
      denominator_note: 'x',
      published_as: 'x',
      status: 'validated',
      source_file: 'x',
      check: 'x',
      note: 'x',
    },
  ],
}

const ways: [string, object, FieldLimits, unknown, (text: string) => unknown][] = [
  ['a plan file', plan, planFileLimits, ownForm, (text) => readPlanFile(text, { name: 'plan.json' })],
  [
    'a measures file',
    measures,
    measuresFileLimits,
    measuresForm,
    (text) => readMeasuresFile(text, { name: 'measures.json', today: '2026-11-23' }),
  ],
]

/** Words that the form knows, yes or no, dates and counts: none is as long as somebody likes. */
const known =
  /(^counts\.\w+|waymark|role|unit|polarity|confidence|horizon|kind|status|date_precision|critical|regulatorDate|setting|visit|precision|inspected|published|judgementBeforeOn|first|last|start|due|targetOn|date)$/

describe.each(ways)('every text, figure and list of %s', (_, sample, table, form, read) => {
  test('has a limit in the table, which has no other', () => {
    const found = leavesOf(form).filter((key) => !known.test(key) || key in table)
    expect(found.toSorted()).toEqual(
      Object.keys(table)
        .filter((key) => !isList(table[key]))
        .toSorted(),
    )
    expect(problemsIn(read, sample)).toEqual([])
  })

  test('is refused beyond its limit, at its place and with the sentence of the limit', () => {
    const wrong = Object.entries(table).flatMap(([key, name]) => {
      const problems = problemsIn(read, withValue(sample, key, valueOf(name, sample, key, 1)))
      const here = problems.find(({ path }) => stepsOf(path) === stepsOf(key))
      return here?.todo === beyond(limitOf(name)) ? [] : [`${key}: ${JSON.stringify(problems.slice(0, 2))}`]
    })
    expect(wrong).toEqual([])
  })

  test('is taken at its limit', () => {
    const wrong = Object.entries(table).flatMap(([key, name]) => {
      const problems = problemsIn(read, withValue(sample, key, valueOf(name, sample, key, 0)))
      // A full list names one thing many times, a figure is no text, and a doubt is kept in the text of its line, which
      // has a limit of its own: all are refused for that.
      const other = isList(name) || key.endsWith('.value') || key.endsWith('doubt')
      const refused = other ? problems.filter(({ todo }) => todo === beyond(limitOf(name))) : problems
      return refused.length === 0 ? [] : [`${key}: ${JSON.stringify(refused.slice(0, 2))}`]
    })
    expect(wrong).toEqual([])
  })
})

test.each(['1899-12-31', '2200-01-01'])('a plan file takes no day as far off as %s', (day) => {
  const read = (text: string) => readPlanFile(text, { name: 'plan.json' })
  const keys = leavesOf(ownForm).filter((key) => /(first|last|start|due|targetOn)$/.test(key))
  expect(keys.length).toBeGreaterThan(9)
  for (const key of keys) {
    const [problem] = problemsIn(read, withValue(plan, key, day))
    expect([key, problem?.todo]).toEqual([key, beyond(days)])
  }
})

const isList = (name: LimitName | undefined) => name !== undefined && limitOf(name).kind === 'list'

function valueOf(name: LimitName, sample: object, key: string, over: number): unknown {
  const limit = limitOf(name)
  if (limit.kind === 'figure') return '9'.repeat(limit.before + over)
  if (limit.kind === 'list') {
    const [first] = valueAt(sample, key) as unknown[]
    return Array.from({ length: limit.most + over }, () => first)
  }
  if (limit.kind === 'day' || limit.kind === 'number') return ''
  // A measures file names a rate by its base, and a title by all that tells it apart.
  const room = key.endsWith('.measure') ? limit.most - ', x'.length : limit.most
  return textOf(name, over === 0 ? room : limit.most + over, key.endsWith('value') ? '1' : 'A')
}

function problemsIn(read: (text: string) => unknown, file: unknown): Problem[] {
  try {
    read(JSON.stringify(file))
    return []
  } catch (error) {
    if (error instanceof PlanFileError) return error.problems
    throw error
  }
}

/** The file with another value at a key, and at every other place that names the same. */
function withValue(sample: object, key: string, value: unknown): unknown {
  const before = valueAt(sample, key)
  const names = typeof before === 'string' && /^(R1|P1|M1|.*@.*)$/.test(before)
  const everywhere = (here: unknown): unknown => {
    if (here === before) return value
    if (Array.isArray(here)) return here.map(everywhere)
    if (typeof here !== 'object' || here === null) return here
    return Object.fromEntries(Object.entries(here).map(([name, each]) => [name, everywhere(each)]))
  }
  return names ? everywhere(sample) : placed(sample, key.split('.'), value)
}

function placed(here: unknown, [step = '', ...rest]: string[], value: unknown): unknown {
  if (step === '') return value
  if (Array.isArray(here))
    return here.map((each, at) => (at === Number(step) ? placed(each, rest, value) : each))
  const inner = here as Record<string, unknown>
  const name = step === '*' ? (Object.keys(inner)[0] ?? '') : step
  return { ...inner, [name]: placed(inner[name], rest, value) }
}

function valueAt(sample: unknown, key: string): unknown {
  return key.split('.').reduce<unknown>((here, step) => {
    const inner = (here ?? {}) as Record<string, unknown>
    return step === '*' ? Object.values(inner)[0] : inner[step]
  }, sample)
}

/** The names of the keys on the way to a place; what stands between them differs. */
function stepsOf(path: string): string {
  return path
    .replaceAll(/\[[^\]]*\]/g, '')
    .split('.')
    .filter((step) => !/^\d+$/.test(step))
    .map((step) => (step === 'report' ? '*' : step))
    .join('.')
}
