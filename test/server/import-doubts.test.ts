import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse, stringify } from 'yaml'
import { whatOf } from '#server/import/doubt.ts'
import { readPlanFile } from '#server/import/read-plan-file.ts'
import { problemsOf } from '#test/support/plan-files.ts'
import { limits } from '#workflows/limits.ts'

const example = readFileSync('docs/plan-file.example.yaml', 'utf8')
const statedIn = (text: string) =>
  readPlanFile(text, { name: 'plan.yaml' }).doubts.filter(({ kind }) => kind === 'stated')

type Line = Record<string, unknown>

/**
 * Every line of the example: each mapping that stands for something, with its path and where its doubts are reported,
 * which is its ref or address, else that of the line around it, else its part of the file.
 */
function linesOf(part: unknown, path = '', around = ''): { path: string; where: string; line: Line }[] {
  if (Array.isArray(part)) return part.flatMap((entry, at) => linesOf(entry, `${path}[${at}]`, around))
  if (typeof part !== 'object' || part === null) return []
  const line = part as Line
  const named = String(line['ref'] ?? line['email'] ?? around)
  const inside = Object.entries(line).flatMap(([key, inner]) =>
    linesOf(inner, path ? `${path}.${key}` : key, named),
  )
  if (path === 'horizons') return inside
  return [{ path: path || 'plan', where: named || path.replace(/\[\d+\]$/, '') || 'plan', line }, ...inside]
}

/** The example with its vision, challenges and criteria as lines of their own. */
function exampleInLines() {
  const plan = parse(example)
  plan.vision = { text: plan.vision }
  plan.challenges = plan.challenges.map((text: string) => ({ text }))
  for (const { actions } of plan.priorities) {
    for (const action of actions) action.criteria = action.criteria.map((text: string) => ({ text }))
  }
  return plan
}

const lineAt = (plan: unknown, path: string) =>
  linesOf(plan).find((each) => each.path === path) ?? expect.fail(path)
const paths = linesOf(exampleInLines()).map(({ path }) => path)

test('the example has lines of every part of a plan', () => {
  const parts = new Set(paths.map((path) => path.replace(/^.*\./, '').replace(/\[\d+\]$/, '')))
  const known =
    'plan term vision challenges people members short medium long recommendations priorities inspections aspects'
  const inPriorities = 'measures actions criteria milestones'
  expect([...parts].toSorted()).toEqual(`${known} ${inPriorities}`.split(' ').toSorted())
})

test.each(paths)('a doubt and a source at %s are reported', (path) => {
  const plan = exampleInLines()
  const { line, where } = lineAt(plan, path)
  Object.assign(line, { doubt: 'Smudged', source: 'page 4' })
  const [stated, ...others] = statedIn(stringify(plan))
  expect(others).toEqual([])
  expect(stated && whatOf(stated)).toMatch(/\(page 4\): Smudged\.$/)
  expect(stated?.where).toBe(where)
})

test.each(paths)('a doubt at %s may be several', (path) => {
  const plan = exampleInLines()
  lineAt(plan, path).line['doubt'] = ['Smudged', 'Torn?']
  expect(statedIn(stringify(plan)).map((one) => whatOf(one).replace(/^.*: /, ''))).toEqual([
    'Smudged.',
    'Torn?',
  ])
})

test('vision, challenges and criteria are read the same as texts and as mappings', () => {
  expect(readPlanFile(stringify(exampleInLines()), { name: 'plan.yaml' })).toEqual(
    readPlanFile(example, { name: 'plan.yaml' }),
  )
})

test('doubts about criteria and milestones are kept with their action', () => {
  const plan = exampleInLines()
  const [action] = plan.priorities[0].actions
  action.criteria[1].doubt = 'Perhaps 30'
  action.milestones[0].source = 'page 9'
  const { draft } = readPlanFile(stringify(plan), { name: 'plan.yaml' })
  expect(draft.priorities[0]?.actions[0]?.description.split('\n')).toEqual([
    'In doubt when imported (“An audit of 20 Saturday referrals shows an answer by Monday noon”): Perhaps 30',
    'Source (“Rota agreed with the trade unions”): page 9',
  ])
})

const slips: [
  promise: string,
  change: (plan: ReturnType<typeof exampleInLines>) => void,
  path: string,
  wrong: RegExp,
][] = [
  ['a doubt without words', (plan) => (plan.term.doubt = ['']), 'term.doubt[#1]', /^This is empty/],
  ['a doubt that is a mapping', (plan) => (plan.doubt = { a: 'b' }), 'doubt', /^A list is needed/],
  [
    'a source on two lines',
    (plan) => (plan.people[0].source = 'a\nb'),
    'people[sam.lee@eastvale.example].source',
    /several lines/,
  ],
  [
    'a challenge without words',
    (plan) => (plan.challenges[1] = { doubt: 'x' }),
    'challenges[#2].text',
    /^This is missing/,
  ],
  ['a criterion in a list', (plan) => (plan.challenges[1] = ['x']), 'challenges[#2]', /^A mapping is needed/],
  ['a misspelt key of a vision', (plan) => (plan.vision.dout = 'x'), 'vision', /“dout” is not known/],
  [
    'a description that its doubts make too long',
    (plan) => {
      plan.priorities[0].description = 'x'.repeat(limits.priority.description.most - 10)
      plan.priorities[0].doubt = 'Smudged'
    },
    'priorities[P1].doubt',
    /^With its doubts and source, this has 100\d+ characters/,
  ],
  ['a total in words', (plan) => (plan.counts = { actions: 'many' }), 'counts.actions', /not a whole number/],
]

test.each(slips)('%s is refused at its place', (_, change, path, wrong) => {
  const plan = exampleInLines()
  change(plan)
  const problems = problemsOf(stringify(plan))
  expect(problems.map((one) => one.path)).toEqual([path])
  expect(problems[0]?.wrong).toMatch(wrong)
})
