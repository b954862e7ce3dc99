import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { ownForm } from '#server/import/own-form.ts'
import { PlanFileError } from '#server/import/plan-file-error.ts'
import { readPlanFile } from '#server/import/read-plan-file.ts'
import { problemsOf } from '#test/support/plan-files.ts'

const example = readFileSync('docs/plan-file.example.yaml', 'utf8')
const read = (text: string, title?: string) =>
  readPlanFile(text, { name: 'plan.yaml', ...(title ? { title } : {}) })

test('the documented example is read in full, and nothing in it is doubtful', () => {
  const { draft, doubts } = read(example)
  expect(doubts).toEqual([])
  expect(draft).toMatchObject({
    title: "Children's services improvement plan",
    ownerBody: 'Eastvale Improvement Board',
    firstOn: '2027-04-01',
    lastOn: '2029-03-31',
    challenges: [
      'Caseloads in two teams are far above the rest',
      'Partners hear late that a case was closed',
    ],
  })
  expect(draft.people.map(({ email, agency }) => [email, agency])).toEqual([
    ['sam.lee@eastvale.example', 'Eastvale Council'],
    ['amina.noor@health.example', 'Eastvale Health Trust'],
    ['ruth.hale@board.example', null],
    ['jo.park@eastvale.example', 'Eastvale Council'],
  ])
  expect(draft.members.map(({ role }) => role)).toEqual(['chair', 'administrator', 'member'])
  expect(draft.horizons).toEqual([
    { name: 'short', label: 'April to September 2027', firstOn: '2027-04-01', lastOn: '2027-09-30' },
    { name: 'medium', label: 'October 2027 to March 2028', firstOn: '2027-10-01', lastOn: '2028-03-31' },
    { name: 'long', label: 'From April 2028', firstOn: '2028-04-01', lastOn: '2029-03-31' },
  ])
  expect(draft.recommendations).toEqual([
    {
      ref: 'R1',
      source: 'Inspection report, March 2027',
      paragraph: '17, 23',
      text: 'Make sure that referrals are answered within one working day.',
    },
  ])
  const [priority] = draft.priorities
  expect(priority).toMatchObject({
    ref: 'P1',
    leadEmail: 'sam.lee@eastvale.example',
    outcomeConfidence: 'noData',
  })
  expect(priority?.measures).toEqual([
    {
      ref: 'P1.O1',
      title: 'Referrals answered within one working day',
      unit: 'percent',
      polarity: 'higherIsBetter',
      baseline: '61.5',
      target: '95',
      targetOn: '2028-03-31',
      note: '',
    },
    expect.objectContaining({ polarity: 'contextOnly', baseline: '412', target: null, targetOn: null }),
  ])
  expect(priority?.actions[0]).toEqual({
    ref: 'P1.S1',
    horizon: 'short',
    title: 'Staff the front door on Saturdays',
    description: '',
    ownerEmail: 'sam.lee@eastvale.example',
    contributorEmails: ['amina.noor@health.example'],
    agency: null,
    startOn: '2027-04-15',
    dueOn: '2027-07-31',
    criteria: [
      'A rota covers every Saturday for three months ahead',
      'An audit of 20 Saturday referrals shows an answer by Monday noon',
    ],
    milestones: [{ title: 'Rota agreed with the trade unions', dueOn: '2027-05-31' }],
    recommendations: ['R1'],
    intendedEffect: 'Families who call on a Saturday are answered by Monday noon, not by Wednesday.',
    measures: ['P1.O1'],
    critical: true,
    regulatorDate: false,
  })
  expect(priority?.actions[1]).toMatchObject({
    agency: 'Eastvale Health Trust',
    regulatorDate: true,
    critical: false,
  })
})

test('the guide shows exactly the example file', () => {
  const shown = /```yaml\n(.*?)```/s.exec(readFileSync('docs/plan-file.md', 'utf8'))?.[1]
  expect(shown).toBe(example)
})

test('the guide names every key the form knows and no other, those in bold that are needed', () => {
  const guide = readFileSync('docs/plan-file.md', 'utf8')
  const rows = [...guide.matchAll(/^\| (top|(?:each of )?`\w+`) +\| (.*) \|$/gm)]
  const named = Object.fromEntries(
    rows.map(([, part = '', keys = '']) => [
      /\w+(?=`?$)/.exec(part)?.[0] ?? '',
      [...keys.replaceAll(/ \([^)]*\)/g, '').matchAll(/(?:\*\*)?`\w+`(?:\*\*)?/g)].map(([key]) => key),
    ]),
  )
  // A horizon's keys stand in the row of all three.
  const { short = [], medium: _, long: _long, horizons = [], ...known } = keysOf(ownForm, 'top')
  expect(sorted(named)).toEqual(sorted({ ...known, horizons: [...horizons, ...short] }))
})

test('a key that the form does not know is refused with the one that was meant', () => {
  const text = 'waymark: 1\npriorities: [{ actions: [{ deadline: 2027-01-01 }] }]'
  expect(problemsOf(text)).toContainEqual(
    expect.objectContaining({ wrong: 'The key “deadline” is not known here.', todo: 'Did you mean due?' }),
  )
})

const sorted = (keys: Record<string, string[]>) =>
  Object.fromEntries(Object.entries(keys).map(([part, each]) => [part, each.toSorted()]))

/** The keys of a form and of the forms within it, by the key under which they stand; in bold where one is needed. */
function keysOf(form: z.ZodType, name: string): Record<string, string[]> {
  const object = objectIn(form)
  if (!object) return {}
  // What any line may carry has a chapter of its own in the guide.
  const own = Object.entries(object.shape).filter(
    ([key]) => key !== 'doubt' && !(key === 'source' && !isAsked(name)),
  )
  const shown = own.map(([key, field]) => (needs(field) ? `**\`${key}\`**` : `\`${key}\``))
  return Object.assign({ [name]: shown }, ...own.map(([key, field]) => keysOf(field, key))) as Record<
    string,
    string[]
  >
}

const isAsked = (part: string): boolean => part === 'recommendations'

function objectIn(form: z.ZodType): z.ZodObject<Record<string, z.ZodType>> | null {
  if (form instanceof z.ZodObject) return form as z.ZodObject<Record<string, z.ZodType>>
  const { def } = form as unknown as { def: { in?: z.ZodType; innerType?: z.ZodType; element?: z.ZodType } }
  const inner = def.in ?? def.innerType ?? def.element
  return inner ? objectIn(inner) : null
}

const needs = (field: z.ZodType): boolean =>
  (field.safeParse(undefined).error?.issues ?? []).some(({ message }) => message === 'This is missing.')

test('JSON says the same as YAML, in lines of its own or in one', () => {
  const plan: unknown = parse(example)
  expect(read(JSON.stringify(plan, null, '\t'))).toEqual(read(example))
  expect(read(JSON.stringify(plan))).toEqual(read(example))
})

test('a title given on the command line stands over that of the file, and a file without one needs it', () => {
  expect(read(example, '  Another title ').draft.title).toBe('Another title')
  const untitled = example.replace(/^title: .*\n/m, '')
  expect(read(untitled, 'Given').draft.title).toBe('Given')
  expect(() => read(untitled)).toThrow(PlanFileError)
  expect(() => read(untitled)).toThrow('title: The plan has no title. Give it with --plan “…”.')
})

test('text that looks like a number or a date to YAML stays as written', () => {
  const { draft } = read(
    'waymark: 1\ntitle: 2030\ndescription: 1.10\nvision: 0x1F\nownerBody: yes\nchallenges: [007]',
  )
  expect(draft).toMatchObject({
    title: '2030',
    description: '1.10',
    vision: '0x1F',
    ownerBody: 'yes',
    challenges: ['007'],
  })
  const measured = read(example.replace('baseline: 61.5', 'baseline: 61.50')).draft
  expect(measured.priorities[0]?.measures[0]?.baseline).toBe('61.50')
})

test('one person written in capitals and in small letters is one person', () => {
  const { draft } = read(example.replace('owner: sam.lee@', 'owner: Sam.Lee@'))
  expect(draft.priorities[0]?.actions[0]?.ownerEmail).toBe('sam.lee@eastvale.example')
})

test('every gap of a bare plan is named once for each thing that has it', () => {
  const { draft, doubts } = read(`
waymark: 1
title: Bare
horizons: { short: { label: Now, first: 2027-01-01, last: 2027-06-30 } }
recommendations: [{ ref: R1, text: Do it }]
priorities:
  - ref: P1
    title: One
    measures:
      - { ref: M1, title: A, unit: count, polarity: nearTarget }
      - { ref: M2, title: B, unit: rate, polarity: contextOnly, baseline: 1 }
      - { ref: M3, title: C, unit: ratio, polarity: lowerIsBetter, baseline: 1, target: 0.5 }
    actions:
      - { ref: P1.S1, title: Act, horizon: short }
      - { ref: P1.S2, title: Late, horizon: short, due: 2027-07-01, criteria: [Done] }
  - { ref: P2, title: Two }
`)
  expect(draft.priorities).toHaveLength(2)
  expect(doubts.map(({ kind, where }) => `${kind} ${where}`).toSorted()).toEqual([
    'dueOutsideHorizon P1.S2',
    'missingAdministrator plan',
    'missingBaseline M1',
    'missingChair plan',
    'missingCriteria P1.S1',
    'missingDueDate P1.S1',
    'missingImpact P1',
    'missingImpact P2',
    'missingLead P1',
    'missingLead P2',
    'missingOwner P1.S1',
    'missingOwner P1.S2',
    'missingTarget M1',
    'missingTargetDate M3',
    'noActions P2',
    'noMeasures P2',
    'termUnsure plan',
    'uncovered R1',
  ])
  for (const { say } of doubts) expect(say).toMatch(/^\S.*[.] \S.*[.]$/s)
})

/** The smallest file in which a part of the form has all the keys given. */
