import { describe, expect, test } from 'vitest'
import type { Block } from '#workflows/report/text/text-tree.ts'
import { findingsOf, inlines, paragraph, reportFacts, table } from '../support/report-texts.ts'

const youth =
  'STYOS has now received notification of the core grant settlement for the 2018/19 financial year, and funding has been matched to last year.'
const troubled =
  'The Troubled Families team are in the process of recruiting three workers to work within a whole family model to engage those families who present with complex issues.'
const strategy =
  'The Participation Strategy is in development. However, elements of the plan are in delivery including the development of the groups.'
const fresh =
  'The Voice of the Child practitioner has led on the Feelgoodboro event, which was held in July and brought families together across the town centre.'

const found = (before: (Block | string)[] | null, ...now: (Block | string)[]) =>
  findingsOf(
    'unchanged',
    reportFacts({
      lastEdition:
        before === null
          ? null
          : {
              edition: 3,
              issuedOn: '2018-06-05',
              blocks: before.map((block) => (typeof block === 'string' ? paragraph(block) : block)),
            },
    }),
    ...now,
  )

describe('text that comes back from the last edition', () => {
  test('is told of the section as a whole, with the share', () => {
    const [finding, ...more] = found([youth, troubled], youth, troubled)
    expect(more).toEqual([])
    expect(finding).toMatchObject({
      sentence: youth,
      fact: '100% of the words of this section stand as they did in edition 3 of 5 June 2018.',
      ask: 'Write what has happened since, or keep this section and say why it still holds.',
    })
  })

  test('is told of a paragraph where the rest is new', () => {
    const [finding, ...more] = found([youth, troubled], fresh, troubled)
    expect(more).toEqual([])
    expect(finding).toMatchObject({ sentence: troubled, at: { path: [1] } })
    expect(finding?.fact).toBe(
      'This paragraph is the same as in edition 3 of 5 June 2018; 52% of the words of this section stand as they did in edition 3 of 5 June 2018.',
    )
  })

  test.each([
    ['case', youth.toUpperCase()],
    ['blanks', youth.replaceAll(' ', '  ')],
    ['blanks that do not break', youth.replaceAll(' ', '\u00a0')],
    ['punctuation', youth.replace(',', ' –').replace('.', '!')],
    ['the apostrophes', youth.replace('STYOS', '‘STYOS’')],
    ['line breaks', youth.replace(', and', ',\nand')],
    ['Unicode form', youth.normalize('NFD')],
  ])('is known whatever its %s', (_, now) => {
    expect(found([youth], now)).toHaveLength(1)
  })

  test.each<[string, (Block | string)[] | null, (Block | string)[]]>([
    ['there was no edition', null, [youth]],
    ['the section was empty', [], [youth]],
    ['it is written anew', [youth], [fresh]],
    ['one word differs', [youth], [youth.replace('matched', 'reduced')]],
    ['a figure differs', [youth], [youth.replace('2018/19', '2019/20')]],
    ['it is short', ['There are none to report.', youth], ['There are none to report.', fresh, troubled]],
    [
      'the heading alone stays',
      [{ kind: 'heading', level: 2, of: inlines(youth) }, troubled],
      [{ kind: 'heading', level: 2, of: inlines(youth) }, fresh],
    ],
    ['a heading became a paragraph of few words', ['Progress'], ['Progress']],
    ['the section is empty', [youth], []],
  ])('is not found where %s', (_, before, now) => {
    expect(found(before, ...now)).toEqual([])
  })

  test('counts in another order, in lists and quotations, and once for each time it stood there', () => {
    expect(found([youth, troubled], troubled, youth)[0]?.fact).toMatch(/^100%/)
    const list: Block = {
      kind: 'list',
      ordered: false,
      start: 1,
      items: [[paragraph(youth)], [paragraph(strategy)]],
    }
    expect(found([youth, strategy], list)[0]?.fact).toMatch(/^100%/)
    expect(found([list], { kind: 'quote', of: [paragraph(youth)] })[0]?.fact).toMatch(/^100%/)
    expect(found([youth], youth, youth).map(({ fact }) => fact)).toEqual([
      expect.stringContaining('50% of the words'),
    ])
  })

  test('nine tenths of the words are the section', () => {
    const words = (many: number, word: string) => `${Array.from({ length: many }, () => word).join(' ')}.`
    expect(found([words(90, 'old')], words(90, 'old'), words(10, 'new'))[0]?.fact).toMatch(
      /^90% of the words/,
    )
    expect(found([words(89, 'old')], words(89, 'old'), words(11, 'new'))[0]?.fact).toMatch(/^This paragraph/)
  })

  test('the key of a section is the same as long as what stayed is', () => {
    const [one] = found([youth, troubled], youth, troubled)
    const [other] = found([youth, troubled], youth, troubled, 'Done.')
    expect(other?.key).toBe(one?.key)
  })

  test('rows of tables count as words and are no paragraphs of their own', () => {
    const grid = table(['Home | Judgement', 'Ayton Place | Good', 'Tilery House | Outstanding'])
    expect(found([grid, youth], grid, youth)[0]?.fact).toMatch(/^100%/)
    expect(found([grid], grid, fresh)).toEqual([])
  })
})
