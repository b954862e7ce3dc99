import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkSection } from '#workflows/report/checks/check-section.ts'
import { findingCodes } from '#workflows/report/checks/finding.ts'
import type { PlanAtCutOff } from '#workflows/report/checks/plan-at-cut-off.ts'
import type { Block } from '#workflows/report/text/text-tree.ts'
import {
  paragraph,
  reportAction,
  reported,
  reportFacts,
  reportMeasure,
  sectionOf,
  table,
} from '../support/report-texts.ts'

const looked = reportMeasure({
  reference: 'P3.O1',
  title: 'Children looked after (LAC)',
  figures: [reported('2018-02-28', 454), reported('2018-07-03', 490)],
})
const inTime = reportMeasure({
  reference: 'P2.O5',
  title: 'Single assessments in time',
  unit: 'percent',
  polarity: 'higherIsBetter',
  figures: [reported('2018-03-31', 94), reported('2018-06-30', 91)],
})
const standing =
  'The terms of reference of the group were agreed by partners at its first meeting and are kept on its own page.'
const facts = reportFacts({
  measures: [looked, inTime],
  actions: [
    reportAction({
      reference: 'P1.A2',
      title: 'Embed the framework',
      rating: 'red',
      dueOn: '2018-06-01',
      dueBefore: [{ dueOn: '2018-05-01', movedOn: '2018-04-30' }],
    }),
    reportAction({ reference: 'P1.A3', title: 'Write the strategy', rating: 'amber' }),
  ],
  people: [{ name: 'Michael Carr', leftOn: '2018-05-31' }],
  lastEdition: { edition: 2, issuedOn: '2018-06-05', blocks: [paragraph(standing)] },
})
const blocks: Block[] = [
  paragraph('Children looked after (LAC): 454.'),
  paragraph('Key actions are all on target. Michael Carr chairs the group. P1.A2 is due on 1 May 2018.'),
  paragraph(standing),
  paragraph('Two children moved home. 91% of assessments; single assessments in time: 91%.'),
  table(['Grade | Share', 'A | 20%', 'B | 30%', 'C | 40%', 'Total | 100%']),
  paragraph('At the end {{P9.O9}} were open.'),
]
const keysOf = (of: readonly Block[], given: PlanAtCutOff = facts) =>
  checkSection(sectionOf(...of), given).map(({ code, key }) => `${code} ${key}`)

describe('the checks of a section', () => {
  test('find each its own, in the order of the text', () => {
    const found = checkSection(sectionOf(...blocks), facts)
    expect(found.map(({ code }) => code)).toEqual([
      'figureDiffers',
      'claimContradicted',
      'outOfDate',
      'outOfDate',
      'unchanged',
      'smallNumber',
      'noDenominator',
      'sharesDoNotAdd',
      'referenceUnknown',
    ])
    expect(new Set(found.map(({ code }) => code))).toEqual(new Set(findingCodes))
    expect(new Set(found.map(({ key }) => key)).size).toBe(found.length)
    expect(found.filter(({ sensitive }) => sensitive).map(({ code }) => code)).toEqual(['smallNumber'])
    for (const { fact, ask } of found) {
      expect(fact).toMatch(/\.$/)
      expect(ask).toMatch(/\.$/)
    }
  })

  test('say nothing of an empty section, nor without a plan', () => {
    expect(checkSection(sectionOf(), facts)).toEqual([])
    expect(keysOf(blocks.slice(0, 3), reportFacts())).toEqual([])
  })

  test('change nothing that they are given', () => {
    const before = structuredClone({ blocks, facts })
    keysOf(blocks)
    expect({ blocks, facts }).toEqual(before)
  })

  const unrelated = fc
    .array(fc.constantFrom('Weather', 'tram', 'garden', 'paper', 'lamp', 'slowly', 'green', 'stone'), {
      minLength: 1,
      maxLength: 30,
    })
    .map((words) => `${words.join(' ')}.`)

  test('a finding keeps its key, whatever is written before it and behind it', () => {
    fc.assert(
      fc.property(
        fc.array(unrelated, { maxLength: 5 }),
        fc.array(unrelated, { maxLength: 5 }),
        (before, after) => {
          const around = [...before.map(paragraph), ...blocks, ...after.map(paragraph)]
          // What came back unchanged is a paragraph here as there: nine tenths are never reached.
          expect(keysOf(around)).toEqual(keysOf(blocks))
        },
      ),
      { numRuns: 40 },
    )
  })

  test('a finding keeps its key when sentences are written before it in its own paragraph', () => {
    const text =
      'Key actions are all on target. Michael Carr chairs the group. There are 454 children looked after.'
    fc.assert(
      fc.property(unrelated, (before) => {
        expect(keysOf([paragraph(`${before} ${text}`)])).toEqual(keysOf([paragraph(text)]))
      }),
      { numRuns: 40 },
    )
  })

  test('the order of measures, figures, actions and people makes no difference', () => {
    const shuffled = <T>(list: readonly T[]) => fc.shuffledSubarray([...list], { minLength: list.length })
    const more = { ...looked, reference: 'P0.O1', figures: [reported('2018-07-01', 3)] }
    const all = { ...facts, measures: [...facts.measures, more] }
    fc.assert(
      fc.property(
        shuffled(all.measures),
        shuffled(all.actions),
        shuffled(looked.figures),
        (measures, actions, figures) => {
          const own = measures.map((measure) =>
            measure.reference === 'P3.O1' ? { ...measure, figures } : measure,
          )
          expect(checkSection(sectionOf(...blocks), { ...all, measures: own, actions })).toEqual(
            checkSection(sectionOf(...blocks), all),
          )
        },
      ),
      { numRuns: 30 },
    )
  })

  test('an answer is not carried over to another sentence, another figure or another fact', () => {
    const [one] = keysOf([paragraph('LAC: 454')])
    const newer = { ...looked, figures: [...looked.figures, reported('2018-07-04', 495)] }
    expect(keysOf([paragraph('LAC: 455')])).not.toContain(one)
    expect(keysOf([paragraph('There are 454 LAC')])).not.toContain(one)
    expect(keysOf([paragraph('LAC: 454')], { ...facts, measures: [newer] })).not.toContain(one)
    // Case and punctuation are no other sentence, and the same sentence twice is asked about twice.
    expect(keysOf([paragraph('LAC – 454!')])).toContain(one)
    expect(keysOf([paragraph('LAC: 454'), paragraph('LAC: 454')])).toEqual([one, `${one}:2`])
  })
})

const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.string({ unit: 'grapheme', maxLength: 200 }),
  fc
    .array(
      fc.constantFrom(
        ...'LAC 454 £ % per 10,000 . , - ( ) from to in of one all not children child Sam June 2018 31 / due'.split(
          ' ',
        ),
        ...'P1.A2 Michael Carr two hundred million NHS 943 476 5919 ’ İ ﬀ on track {{P3.O1}}'.split(' '),
        ' ',
        '\n',
        '\t',
        '\u0000',
        '\ud800',
        '\u00ad',
      ),
      { maxLength: 120 },
    )
    .map((parts) => parts.join('')),
)

describe('whatever is written', () => {
  test('nothing is thrown, and each place lies within its text', () => {
    fc.assert(
      fc.property(fc.array(hostile, { minLength: 1, maxLength: 4 }), (texts) => {
        const found = checkSection(
          sectionOf(...texts, table([texts.join(' | ').replaceAll('\n', ' '), texts.join('|')])),
          facts,
        )
        for (const { at, sentence } of found) {
          expect(at.from).toBeGreaterThanOrEqual(0)
          expect(at.to).toBeGreaterThanOrEqual(at.from)
          expect(typeof sentence).toBe('string')
        }
        expect(checkSection(sectionOf(...texts), facts)).toEqual(checkSection(sectionOf(...texts), facts))
      }),
      { numRuns: 300 },
    )
  })

  test('names, titles and aliases of the plan may be anything', () => {
    fc.assert(
      fc.property(hostile, hostile, (one, other) => {
        const named = reportFacts({
          measures: [{ ...looked, reference: one, title: other, aliases: [one, other], countOf: one }],
          actions: [
            reportAction({
              reference: other,
              title: one,
              formerOwners: [{ name: one, until: '2018-01-01' }],
            }),
          ],
          people: [{ name: other, leftOn: '2018-01-01' }],
          posts: [{ post: one, holder: null, since: null, before: [{ name: other, until: '2018-01-01' }] }],
          served: [one, other],
        })
        expect(() => checkSection(sectionOf(`${one} ${other} 454`, `${other} (${one})`), named)).not.toThrow()
      }),
      { numRuns: 150 },
    )
  })
})

// Twice the text is twice the work; it would be four times the work where each part is compared with each.
const MOST = 2.1

/** What the checks ask at each step: sets, maps and expressions once a call, lists once for each of their items. */
const asked: readonly (readonly [owner: object, ...methods: string[]])[] = [
  [Set.prototype, 'has', 'add'],
  [Map.prototype, 'get', 'set'],
  [RegExp.prototype, 'test', 'exec'],
  [Array.prototype, 'filter', 'find', 'some', 'every', 'map', 'flatMap', 'includes', 'reduce', 'push'],
]

/** How often a check of these blocks asks any of them: its steps, the same in every run. */
function stepsOf(of: readonly Block[]): number {
  const section = sectionOf(...of)
  let steps = 0
  const restores = asked.flatMap(([owner, ...methods]) =>
    methods.map((method) => {
      const own = Object.getOwnPropertyDescriptor(owner, method) as PropertyDescriptor
      const original = own.value as (...args: unknown[]) => unknown
      const counting = function counting(this: unknown, ...args: unknown[]): unknown {
        steps += method !== 'push' && Array.isArray(this) ? this.length : 1
        return Reflect.apply(original, this, args)
      }
      Object.defineProperty(owner, method, { ...own, value: counting })
      return () => Object.defineProperty(owner, method, own)
    }),
  )
  try {
    checkSection(section, facts)
  } finally {
    for (const restore of restores) restore()
  }
  return steps
}

const parts: readonly (readonly [string, string])[] = [
  [
    'sentences with findings',
    'Children looked after: 454. All are on target. Two children moved. Michael Carr chairs P1.A2, due on 1 May 2018. ',
  ],
  [
    'one sentence without an end',
    'children looked after from 454 to 490 in June 2018 and all on track for two children with Michael Carr ',
  ],
  ['names that begin alike', 'children looked children looked '],
  ['digits', '1,111,111,'],
  ['digits apart', '1 2 '],
  ['dates', '1 May 2018 '],
  ['brackets', '((('],
  ['numbers in words', 'two hundred and '],
  ['labels', 'pages 1, 2, 3, '],
  ['all', 'all actions all '],
  ['capitals', 'child Sam, aged '],
  ['line breaks', 'LAC\n'],
  ['codes', 'UPN-UPN-'],
  ['dates in brackets', 'P1.A2 of (1 May 2018 '],
  ['signs that nobody sees', '\u00ad\u200b'],
]
const filled = (part: string, length: number) => part.repeat(Math.ceil(length / part.length)).slice(0, length)

describe('the work grows with the text and no faster', () => {
  test.each(parts)('of 20,000 characters: %s', (_, part) => {
    const half = stepsOf([paragraph(filled(part, 10_000))])
    expect(half).toBeGreaterThan(100)
    expect(stepsOf([paragraph(filled(part, 20_000))])).toBeLessThan(half * MOST)
  })

  test('of 100,000 characters with all of these', () => {
    const mixed = (length: number) => [
      paragraph(parts.map(([, part]) => filled(part, Math.ceil(length / parts.length))).join('')),
    ]
    expect(stepsOf(mixed(100_000))).toBeLessThan(stepsOf(mixed(50_000)) * MOST)
  })

  test('of 2,000 rows of a table', () => {
    const rows = (many: number) =>
      table(['Measure | Now | Due', ...Array.from({ length: many }, (_, at) => `LAC | 454 | P1.A2 ${at}`)])
    expect(stepsOf([rows(2_000)])).toBeLessThan(stepsOf([rows(1_000)]) * MOST)
  })
})
