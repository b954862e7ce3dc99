import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readPlanFile } from '#server/import/read-plan-file.ts'
import { changed, problemsOf } from '#test/support/plan-files.ts'

const transcription = readFileSync('test/fixtures/transcription.yaml', 'utf8')
const read = (text = transcription) => readPlanFile(text, { name: 'scan.yaml' })

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
  expect(draft.horizons.map(({ name, label, lastOn }) => [name, label, lastOn])).toEqual([
    ['short', 'Now (Jan - Jun 21)', '2021-06-30'],
    ['medium', 'Soon (Jul - Dec 21)', '2021-12-31'],
    ['long', 'Later (2022)', '2022-12-31'],
  ])
  for (const { leadEmail, impact, actions } of draft.priorities) {
    expect([leadEmail, impact]).toEqual([null, ''])
    for (const { ownerEmail, startOn, dueOn, criteria, contributorEmails, milestones } of actions) {
      expect([ownerEmail, startOn, dueOn]).toEqual([null, null, null])
      expect([criteria, contributorEmails, milestones]).toEqual([[], [], []])
    }
  }
})

test('actions stand in the horizon in which they were printed, dashes in refs written as dots', () => {
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

test('a direction given for a line marked as having none is not taken', () => {
  const { draft, doubts } = read(
    changed(transcription, "up nor down.'\n    direction: null", "up nor down.'\n    direction: increase"),
  )
  expect(draft.priorities[0]?.measures[1]?.polarity).toBe('contextOnly')
  expect(doubts).toContainEqual(expect.objectContaining({ kind: 'noDirection', where: 'P1.O2' }))
})

test("the transcriber's doubt is kept with the text it concerns", () => {
  const [first, second] = read().draft.priorities
  expect(first?.measures[2]?.note).toBe('Note from the transcription (garbled): "QBs" is not explained.')
  expect(first?.actions[1]?.description).toBe(
    'Note from the transcription (split unsure): Perhaps the end of the line before.',
  )
  expect(first?.actions[2]?.description).toBe('Marked in the transcription: garbled.')
  expect(first?.actions[0]?.description).toBe('')
  expect(second?.description).toMatch(
    /^Note from the transcription \(place probable\): Printed one row too low\.\nHorizon not confirmed/,
  )
  expect(second?.actions[0]?.description).toBe(
    'Horizon not confirmed. Filed as: R4C5 = short, R4C6 = medium. Other reading: R4C5 = medium, R4C6 = long.',
  )
})

test('every doubt a transcription states is reported at its ref, and no other', () => {
  const stated = read().doubts.filter(({ kind }) => !/^(missing|no(Actions|Measures)|termUnsure)/.test(kind))
  expect(stated.map(({ kind, where }) => `${kind} ${where}`).toSorted()).toEqual([
    'countsDiffer counts',
    'duplicate P2.S2',
    'duplicate P3',
    'garbled P1.O3',
    'garbled P1.S3',
    'horizonUnsure P2',
    'leftOut guiding_principles',
    'leftOut vision.motto_verbatim',
    'noDirection P1.O2',
    'note P3',
    'note challenges',
    'note horizons',
    'note impacts',
    'note plan',
    'placement C2',
    'placement P2',
    'placement P3',
    'sharedAction P1.L1, P2.M1',
    'splitUnsure P1.S2',
    'unclear P1.M1',
    'unclear vision',
    'unplaced P3',
    'unplaced challenges',
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

test('actions whose horizon is held for confirmation are imported, and the report says so with the other reading', () => {
  const { draft, doubts } = read()
  const held = doubts.find(({ kind }) => kind === 'horizonUnsure')?.say
  expect(held).toContain('2 actions (P2.S1, P2.M1) are imported as drafts')
  expect(held).toContain('Another reading is “R4C5 = medium, R4C6 = long”')
  expect(held).toContain('The file says “hold for confirmation”')
  expect(draft.priorities[1]?.actions.map(({ horizon }) => horizon)).toEqual(['short', 'medium'])
})

test('what the transcription rejects or cannot place is not in the plan, and is named', () => {
  const { draft, doubts } = read()
  const everything = JSON.stringify(draft)
  for (const text of [
    'Plant willow"',
    'More spills a year',
    '(with the anglers)',
    'Measure first',
    'Clear water',
  ]) {
    expect(everything).not.toContain(text)
  }
  const said = doubts.map(({ say }) => say).join('\n')
  for (const text of [
    '“Plant willow”',
    '“More spills a year”',
    '“(with the anglers)”',
    'Measure first',
    'Clear water',
  ]) {
    expect(said).toContain(text)
  }
})

test('the same words twice are reported even where the transcriber did not see it', () => {
  const start = transcription.indexOf('shared_action_note:')
  const unseen = transcription.slice(0, start) + transcription.slice(transcription.indexOf('counts:'))
  expect(read(unseen).doubts).toContainEqual({
    where: 'P1.L1, P2.M1',
    kind: 'duplicate',
    say: expect.stringMatching(/^“Train the wardens” stands there 2 times; all were imported\./),
  })
})

test('a misspelt key of a transcription is left out and named, with the key that was meant', () => {
  const { doubts } = read(changed(transcription, 'note: Perhaps the end', 'nota: Perhaps the end'))
  const left = doubts.find(({ where }) => where === 'priorities[P1].actions.short[P1-S2].nota')
  expect(left?.say).toMatch(
    /^Line 105: “Perhaps the end of the line before\.”\. If note is meant, correct the key/,
  )
})

test('a period given in days becomes the term of the plan', () => {
  const { draft, doubts } = read(
    changed(
      transcription,
      'start_year: 2021',
      "start: '2021-01-01'\n    end: '2024-12-31'\n    start_year: 2021",
    ),
  )
  expect([draft.firstOn, draft.lastOn]).toEqual(['2021-01-01', '2024-12-31'])
  expect(doubts.map(({ kind }) => kind)).not.toContain('termUnsure')
})

const transcriptionSlips: [promise: string, from: string, to: string, path: string, wrong: string][] = [
  [
    'a measure without a unit',
    '    unit: rate\n',
    '',
    'priorities[P1].measurable_outcomes[P1-O1].unit',
    'This is missing.',
  ],
  [
    'a direction nobody knows',
    'direction: decrease',
    'direction: sideways',
    'priorities[P1].measurable_outcomes[P1-O1].direction',
    '“sideways” is not known here.',
  ],
  [
    'an unknown mark',
    'legibility: split_unsure',
    'legibility: smudged',
    'priorities[P1].actions.short[P1-S2].legibility',
    '“smudged” is not known here.',
  ],
  [
    'an id given twice',
    'id: P2-M1',
    'id: P1.M1',
    'priorities[P2].actions.medium[P1.M1].id',
    '“P1.M1” is already given on line 110.',
  ],
  [
    'an action without words',
    '      text_verbatim: Plant willows\n',
    '',
    'priorities[P2].actions.short[P2-S1].text_verbatim',
    'This is missing.',
  ],
  [
    'a horizon turned round',
    "end: '2021-06-30'",
    "end: '2020-06-30'",
    'horizons[short].end',
    'The horizon ends before it starts.',
  ],
  [
    'a horizon not described',
    "- id: long\n  label_verbatim: Later (2022)\n  start: '2022-01-01'\n  end: '2022-12-31'\n",
    '',
    'priorities[P1].actions.long',
    'The horizon long is not described under horizons.',
  ],
]

test.each(transcriptionSlips)('in a transcription, %s is refused', (_, from, to, path, wrong) => {
  const problems = problemsOf(changed(transcription, from, to))
  expect(problems.map((one) => [one.path, one.wrong])).toEqual([[path, wrong]])
  expect(problems[0]?.line).toBeGreaterThan(1)
})
