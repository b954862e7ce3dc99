import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { whatOf } from '#server/import/doubt.ts'
import { readPlanFile } from '#server/import/read-plan-file.ts'
import { changed, problemsOf, refusalOf } from '#test/support/plan-files.ts'

const transcription = readFileSync('test/fixtures/transcription.yaml', 'utf8')
const read = (text = transcription) => readPlanFile(text, { name: 'scan.yaml' })
const early = readPlanFile(readFileSync('test/fixtures/early-help-strategy.yaml', 'utf8'), {
  name: 'scan.yaml',
})

test('the words of a transcription stay as printed, and nothing it does not say is filled in', () => {
  const { draft } = read()
  expect(draft).toMatchObject({
    title: 'CLEAN RIVERS PLAN 2021 - 2024',
    ownerBody: 'Westmere Rivers Board',
    vision: 'Rivers that children can swim, all year',
    challenges: ['Old sewers', 'Farm run-off'],
    firstOn: null,
    lastOn: null,
    people: [],
    members: [],
    recommendations: [],
  })
  expect(draft.description.split('\n')).toEqual([
    'Water for everyone',
    'Council: Westmere Council',
    'Status in the source: draft for comment',
    'Reported in: Report to the cabinet, 4 May 2021',
  ])
  expect(draft.horizons).toEqual([
    { name: 'short', label: 'Now (Jan - Jun 21)', firstOn: '2021-01-01', lastOn: '2021-06-30' },
    { name: 'medium', label: 'Soon (Jul - Dec 21)', firstOn: '2021-07-01', lastOn: '2021-12-31' },
    { name: 'long', label: 'Later (2022)', firstOn: '2022-01-01', lastOn: '2022-12-31' },
  ])
  for (const { leadEmail, impact, actions } of draft.priorities) {
    expect([leadEmail, impact]).toEqual([null, ''])
    for (const { ownerEmail, startOn, dueOn, criteria, contributorEmails, milestones } of actions) {
      expect([ownerEmail, startOn, dueOn]).toEqual([null, null, null])
      expect([criteria, contributorEmails, milestones]).toEqual([[], [], []])
    }
  }
})

test('actions stand in the horizon in which they were printed', () => {
  const actions = read().draft.priorities.flatMap((priority) => priority.actions)
  expect(actions.map(({ ref, horizon, title }) => `${ref} ${horizon} ${title}`)).toEqual([
    'P1.S1 short Map every outfall',
    'P1.S2 short and share the map',
    'P1.S3 short Sewer the strategic valve',
    'P1.M1 medium Agree duties with the WCB',
    'P1.L1 long Train the wardens',
    'P2.S1 short Plant willows',
    'P2.M1 medium Train the wardens',
  ])
})

test('a measure takes the direction that is printed, and is context only where none is', () => {
  const measures = read().draft.priorities.flatMap((priority) => priority.measures)
  expect(measures.map(({ ref, polarity, unit, baseline }) => [ref, polarity, unit, baseline])).toEqual([
    ['P1.O1', 'lowerIsBetter', 'rate', '12.50'],
    ['P1.O2', 'contextOnly', 'count', null],
    ['P1.O3', 'higherIsBetter', 'ratio', null],
    ['P2.O1', 'higherIsBetter', 'judgement', null],
  ])
})

test("the transcriber's doubt and the source are kept with the text they concern", () => {
  const [first, second] = read().draft.priorities
  expect(first?.measures[2]?.note).toBe('In doubt when imported: Garbled. "QBs" is not explained.')
  expect(first?.actions[1]?.description).toBe(
    'In doubt when imported: Perhaps not a line of its own. Perhaps the end of the line before.',
  )
  expect(first?.actions[2]?.description).toBe('In doubt when imported: Garbled. No reason is given.')
  expect(first?.actions[0]?.description).toBe('Source: R2C4')
  expect(second?.description?.split('\n')).toEqual([
    'In doubt when imported: Place probable. Printed one row too low.',
    expect.stringMatching(/^In doubt when imported: Horizon not confirmed/),
    expect.stringMatching(/^In doubt when imported: Not taken over: P2\.S2/),
  ])
  expect(second?.actions[0]?.description).toBe(
    'In doubt when imported: Horizon not confirmed: filed as R4C5 = short, R4C6 = medium; another reading is R4C5 = medium, R4C6 = long.',
  )
})

test('every doubt a transcription states is reported at its line, and no other', () => {
  const told = read().doubts.filter(({ kind }) => !/^(missing|no(Actions|Measures)|termUnsure)/.test(kind))
  expect(told.map(({ kind, where }) => `${kind} ${where}`).toSorted()).toEqual([
    'countsDiffer counts',
    'duplicate P1.L1, P2.M1',
    'noDirection P1.O2',
    'stated P1.L1',
    'stated P1.M1',
    'stated P1.O2',
    'stated P1.O3',
    'stated P1.S2',
    'stated P1.S3',
    'stated P2',
    'stated P2',
    'stated P2',
    'stated P2.M1',
    'stated P2.M1',
    'stated P2.S1',
    'stated P3',
    'stated P3',
    'stated P3',
    'stated P3',
    'stated challenges',
    ...Array<string>(7).fill('stated plan'),
    'stated vision',
  ])
})

test('what is missing everywhere is reported for every action, measure and priority', () => {
  const { draft, doubts } = read()
  const at = (kind: string) =>
    doubts
      .filter((one) => one.kind === kind)
      .map(({ where }) => where)
      .toSorted()
  const priorities = draft.priorities.map(({ ref }) => ref)
  const actions = draft.priorities.flatMap((priority) => priority.actions.map(({ ref }) => ref)).toSorted()
  const measures = draft.priorities.flatMap((priority) => priority.measures.map(({ ref }) => ref)).toSorted()
  for (const kind of ['missingOwner', 'missingDueDate', 'missingCriteria']) expect(at(kind)).toEqual(actions)
  expect(at('missingTarget')).toEqual(measures)
  expect(at('missingBaseline')).toEqual(measures.filter((ref) => ref !== 'P1.O1'))
  expect(at('missingLead')).toEqual(priorities)
  expect(at('missingImpact')).toEqual(priorities)
  expect([...at('noActions'), ...at('noMeasures')]).toEqual(['P3', 'P3'])
})

test('what was not taken over is not in the plan but for the doubts about it, and is named', () => {
  const { draft, doubts } = read()
  const titles = draft.priorities.flatMap(({ title, measures, actions }) => [
    title,
    ...[...measures, ...actions].map((each) => each.title),
  ])
  const said = doubts.map(({ say }) => say).join('\n')
  const left = ['Plant willow', 'More spills a year', '(with the anglers)', 'Measure first', 'Clear water']
  for (const text of left) {
    expect([...titles, ...draft.challenges]).not.toContain(text)
    expect(said).toContain(text)
  }
})

test('the same words twice are reported even where the transcriber did not see it', () => {
  const unseen = transcription.replaceAll(/ The same words stand under[^-]*?Kept under both\./gs, ' See it.')
  expect(unseen).not.toBe(transcription)
  expect(read(unseen).doubts).toContainEqual({
    where: 'P1.L1, P2.M1',
    kind: 'duplicate',
    say: expect.stringMatching(/^“Train the wardens” stands there twice; all were imported\./),
  })
})

const counts = [
  ['priorities', 'priorities', 3],
  ['measures', 'measures', 4],
  ['actions', 'actions', 7],
  ['short', 'short actions', 4],
  ['medium', 'medium actions', 2],
  ['long', 'long actions', 1],
  ['doubts', 'doubts', 25],
] as const

test.each(counts)('a total of %s that the file does not hold is reported', (key, named, held) => {
  const other = transcription.replace(/^counts: .*$/m, `counts: { ${key}: 99 }`)
  const differing = read(other).doubts.filter(({ kind }) => kind === 'countsDiffer')
  expect(differing.map(whatOf)).toEqual([`The file says 99 ${named}, but holds ${held}.`])
})

test('totals that are as the file says raise no doubt', () => {
  const stated = counts.map(([key, , held]) => `${key}: ${held}`).join(', ')
  const right = transcription.replace(/^counts: .*$/m, `counts: { ${stated} }`)
  expect(read(right).doubts.map(({ kind }) => kind)).not.toContain('countsDiffer')
})

test('a misspelt key of a line is refused, with the key that was meant', () => {
  const problems = problemsOf(changed(transcription, 'source: R2C4', 'sorce: R2C4'))
  expect(problems).toEqual([
    expect.objectContaining({ path: 'priorities[P1].actions[P1.S1]', todo: 'Did you mean source?' }),
  ])
})

test('a period given in days becomes the term of the plan', () => {
  const { draft, doubts } = read(
    changed(transcription, 'waymark: 1\n', 'waymark: 1\nterm: { first: 2021-01-01, last: 2024-12-31 }\n'),
  )
  expect([draft.firstOn, draft.lastOn]).toEqual(['2021-01-01', '2024-12-31'])
  expect(doubts.map(({ kind }) => kind)).not.toContain('termUnsure')
})

test('a scanned strategy of 47 actions loads with every doubt of its transcriber', () => {
  const { draft, doubts } = early
  expect(draft.priorities.map(({ measures, actions }) => [measures.length, actions.length])).toEqual([
    [8, 18],
    [2, 10],
    [3, 9],
    [4, 10],
    [0, 0],
  ])
  const stated = doubts.filter(({ kind }) => kind === 'stated')
  const marked = (mark: string) => stated.filter((one) => whatOf(one).includes(`: ${mark}. `)).length
  expect(['Unclear', 'Garbled', 'Perhaps not a line of its own', 'No direction'].map(marked)).toEqual([
    10, 15, 2, 1,
  ])
  expect(['Place probable', 'Place ambiguous'].map(marked)).toEqual([3, 3])
  expect(stated.filter(({ say }) => say.includes('Horizon not confirmed'))).toHaveLength(11)
  expect(stated.filter(({ say }) => say.includes('Not taken over'))).toHaveLength(8)
  expect(doubts.map(({ kind }) => kind)).not.toContain('countsDiffer')
  expect(doubts.filter(({ kind }) => kind === 'missingOwner')).toHaveLength(47)
  expect(doubts.filter(({ kind }) => kind === 'duplicate').map(({ where }) => where)).toEqual([
    'P1.L1, P3.L1',
  ])
})

test('a transcription in its former form is refused with what to do', () => {
  const refusal = refusalOf('# typed\ndocument:\n  title_verbatim: A\npriorities: []\n')
  expect(refusal?.problems).toEqual([
    {
      line: 2,
      path: '',
      wrong: expect.stringContaining('no longer read'),
      todo: expect.stringMatching(/“waymark: 1”.*“doubt”.*“source”.*docs\/plan-file\.md/),
    },
  ])
})
