import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { changed, lineOf, problemsOf, refusalOf } from '#test/support/plan-files.ts'

const example = readFileSync('docs/plan-file.example.yaml', 'utf8')

/** What a slip in a good file costs: the line it stands on, where in the plan, what is wrong, what to do. */
const slips: [
  promise: string,
  from: string,
  to: string,
  path: string,
  wrong: string,
  todo: string,
  at?: string,
][] = [
  [
    'an unknown key',
    'due: 2027-12-17',
    'deadline: 2027-12-17',
    'priorities[P1].actions[P1.M1]',
    'The key “deadline” is not known here.',
    'Did you mean due?',
  ],
  [
    'a misspelt key',
    'ownerBody:',
    'owner_bodi:',
    '',
    'The key “owner_bodi” is not known here.',
    'Did you mean ownerBody?',
  ],
  [
    'a key with two letters swapped',
    "title: Children's",
    "titel: Children's",
    '',
    'The key “titel” is not known here.',
    'Did you mean title?',
  ],
  [
    'a priority by a name that an address needs for something else',
    '  - ref: P1\n',
    '  - ref: new\n',
    'priorities[new].ref',
    '“new” cannot be the ref of a priority.',
    'Use another, such as P1.',
  ],
  [
    'a misspelt role',
    'role: member',
    'role: membr',
    'members[amina.noor@health.example].role',
    '“membr” is not known here.',
    'Did you mean member?',
  ],
  [
    'a unit nobody knows',
    'unit: percent',
    'unit: furlongs',
    'priorities[P1].measures[P1.O1].unit',
    '“furlongs” is not known here.',
    'Write one of: count, percent, rate, ratio, judgement, percentagePoints, days, currency, grade, words.',
  ],
  [
    'a day in another form',
    'due: 2027-07-31',
    'due: 31/07/2027',
    'priorities[P1].actions[P1.S1].due',
    '“31/07/2027” is not a day written YYYY-MM-DD.',
    'Write 2027-07-31 if 31 July 2027 is meant.',
  ],
  [
    'a day that is not',
    'due: 2027-07-31',
    'due: 2027-02-30',
    'priorities[P1].actions[P1.S1].due',
    '2027-02-30 is no day of the calendar.',
    'Correct the day.',
  ],
  [
    'a year slipped',
    'due: 2027-07-31',
    'due: 0207-07-31',
    'priorities[P1].actions[P1.S1].due',
    '“0207-07-31” is too far off.',
    'Give a date from 1900 to 2199.',
  ],
  [
    'a number with its unit',
    'target: 95',
    'target: 95%',
    'priorities[P1].measures[P1.O1].target',
    '“95%” is not a plain number.',
    'Write figures only',
  ],
  [
    'a flag in other words',
    'critical: true',
    'critical: rather',
    'priorities[P1].actions[P1.S1].critical',
    '“rather” is neither true nor false.',
    'Write true or false.',
  ],
  [
    'an address that is none',
    'email: sam.lee@eastvale.example',
    'email: sam.lee',
    'people[sam.lee].email',
    '“sam.lee” is not an email address.',
    'Write one such as',
  ],
  [
    'a ref with a space',
    'ref: P1.M1',
    'ref: P1 M1',
    'priorities[P1].actions[P1 M1].ref',
    '“P1 M1” cannot be a ref.',
    'Use up to 40 letters',
  ],
  [
    'an empty title',
    'title: Tell the referrer when a case is closed',
    'title:',
    'priorities[P1].actions[P1.M1].title',
    'This is missing.',
    'Add it.',
    'title:\n        description: By',
  ],
  [
    'a list for a text',
    'label: From April 2028',
    'label: [x]',
    'horizons.long.label',
    'This is a list, where text is needed.',
    'Write one text',
  ],
  [
    'a text for a list',
    'contributors: [amina.noor@health.example]',
    'contributors: amina.noor@health.example',
    'priorities[P1].actions[P1.S1].contributors',
    'A list is needed here.',
    'Begin each entry',
  ],
  [
    'a title on two lines',
    "title: Children's services improvement plan",
    'title: "a\\nb"',
    'title',
    'This runs over several lines.',
    'Write it on one line.',
  ],
  [
    'an endless title',
    'title: Tell the referrer when a case is closed',
    `title: ${'x'.repeat(501)}`,
    'priorities[P1].actions[P1.M1].title',
    'This has 501 characters.',
    'Keep it to 200 characters.',
  ],
  [
    'a later version of the form',
    'waymark: 1',
    'waymark: 2',
    'waymark',
    '“2” is not known here.',
    'Write one of: 1.',
  ],
  [
    'an owner nobody lists',
    'owner: amina.noor@health.example',
    'owner: amina.moor@health.example',
    'priorities[P1].actions[P1.M1].owner',
    '“amina.moor@health.example” is not listed under people.',
    'Did you mean amina.noor@health.example?',
  ],
  [
    'a lead nobody lists',
    'lead: sam.lee@eastvale.example',
    'lead: nobody@other.example',
    'priorities[P1].lead',
    '“nobody@other.example” is not listed under people.',
    'Add them there',
  ],
  [
    'a recommendation nobody made',
    'recommendations: [R1]',
    'recommendations: [X9]',
    'priorities[P1].actions[P1.S1].recommendations[#1]',
    '“X9” is not listed under recommendations.',
    'Add it there',
  ],
  [
    'a ref given twice',
    'ref: P1.M1',
    'ref: p1.s1',
    'priorities[P1].actions[p1.s1].ref',
    '“p1.s1” is already given on line 65.',
    'Keep one of the two',
  ],
  [
    'a person listed twice',
    'email: jo.park@eastvale.example\n',
    'email: Sam.Lee@eastvale.example\n',
    'people[Sam.Lee@eastvale.example].email',
    '“sam.lee@eastvale.example” is already given on line 14.',
    'Keep one of the two',
  ],
  [
    'a helper who owns it already',
    'contributors: [amina.noor@health.example]',
    'contributors: [sam.lee@eastvale.example]',
    'priorities[P1].actions[P1.S1].contributors[#1]',
    '“sam.lee@eastvale.example” owns the action already.',
    'Take them out',
  ],
  [
    'a horizon not described',
    '  medium: { label: October 2027 to March 2028, first: 2027-10-01, last: 2028-03-31 }\n',
    '',
    'priorities[P1].actions[P1.M1].horizon',
    'The horizon medium is not described under horizons.',
    'Add its label',
    'horizon: medium',
  ],
  [
    'a horizon turned round',
    'first: 2028-04-01',
    'first: 2029-04-01',
    'horizons.long.last',
    'The last day lies before the first.',
    'Correct 2029-04-01 or 2029-03-31.',
  ],
  [
    'a due date before the start',
    'start: 2027-04-15',
    'start: 2027-08-15',
    'priorities[P1].actions[P1.S1].due',
    'The action is due before it starts.',
    'Correct 2027-08-15 or 2027-07-31.',
    'due: 2027-07-31',
  ],
  [
    'a milestone after the end',
    'due: 2027-05-31',
    'due: 2027-08-31',
    'priorities[P1].actions[P1.S1].milestones[#1].due',
    'The milestone is due after its action.',
    'Correct 2027-08-31 or 2027-07-31.',
  ],
]

test.each(slips)('%s is refused on its line, with what to do', (_, from, to, path, wrong, todo, at) => {
  const text = changed(example, from, to)
  const [problem, ...others] = problemsOf(text).filter((one) => one.path === path)
  expect(others).toEqual([])
  expect(problem?.wrong).toBe(wrong)
  expect(problem?.todo).toContain(todo)
  expect(problem?.line).toBe(lineOf(at ?? to, text))
})

test('all the slips of a file are told at once, from the top down', () => {
  const text = changed(
    changed(changed(example, 'unit: percent', 'unit: %'), 'role: member', 'role: x'),
    'waymark: 1',
    'waymark: 1\nx: 1',
  )
  const error = refusalOf(changed(text, 'unit: %', 'unit: "%"'))
  expect(error?.problems.map(({ line }) => line)).toEqual([2, 33, 54])
  expect(error?.message).toMatch(/^plan\.yaml was not imported: 3 problems\.\n {2}line 2: The key “x”/)
})
