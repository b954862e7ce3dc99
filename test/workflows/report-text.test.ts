import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { plainTextOf } from '#workflows/report/text/plain-text.ts'
import { LONGEST, readText } from '#workflows/report/text/report-text.ts'
import type { Block, Inline } from '#workflows/report/text/text-tree.ts'

const blocksOf = (text: string) => readText(text).blocks
const problemsOf = (text: string) => readText(text).problems
const text = (text: string): Inline => ({ kind: 'text', text })
const paragraph = (...of: Inline[]): Block => ({ kind: 'paragraph', of })

describe('the text of a report', () => {
  test('has headings from below the section’s own, none of which is left out', () => {
    expect(blocksOf('## What we did\n\n#### Why\n# Next')).toEqual([
      { kind: 'heading', level: 1, of: [text('What we did')] },
      { kind: 'heading', level: 2, of: [text('Why')] },
      { kind: 'heading', level: 1, of: [text('Next')] },
    ])
  })

  test('has lists in lists, numbered from where they begin', () => {
    expect(blocksOf('3. One\n4. Two\n   - Two a')).toEqual([
      {
        kind: 'list',
        ordered: true,
        start: 3,
        items: [
          [paragraph(text('One'))],
          [
            paragraph(text('Two')),
            { kind: 'list', ordered: false, start: 1, items: [[paragraph(text('Two a'))]] },
          ],
        ],
      },
    ])
  })

  test('has bold, emphasis, links and ended lines, and a figure wherever words are', () => {
    expect(blocksOf('**{{P3.O1}}** of *all*\n[see {{ P1 }}](/plans/1)')).toEqual([
      paragraph(
        { kind: 'strong', of: [{ kind: 'figure', reference: 'P3.O1' }] },
        text(' of '),
        { kind: 'emphasis', of: [text('all')] },
        { kind: 'lineBreak' },
        {
          kind: 'link',
          href: '/plans/1',
          of: [text('see '), { kind: 'figure', reference: 'P1' }],
        },
      ),
    ])
  })

  test('has tables with the caption of the paragraph before, and as many cells in a row as headings', () => {
    expect(
      blocksOf('Table: Audits by grade\n\n| Grade | Number |\n|---|--:|\n| Good | 12 |\n| Poor |'),
    ).toEqual([
      {
        kind: 'table',
        caption: 'Audits by grade',
        headings: [
          { align: 'start', of: [text('Grade')] },
          { align: 'end', of: [text('Number')] },
        ],
        rows: [
          [[text('Good')], [text('12')]],
          [[text('Poor')], []],
        ],
      },
    ])
  })

  test('has quotes, in which a heading is bold and none of the outline', () => {
    expect(blocksOf('> # Voice\n> They listened.')).toEqual([
      {
        kind: 'quote',
        of: [paragraph({ kind: 'strong', of: [text('Voice')] }), paragraph(text('They listened.'))],
      },
    ])
  })

  test.each([
    '<script>alert(1)</script>',
    '<b>bold</b> &amp; &#65;',
    '![a picture](http://x.example/y.png)',
    '`code` and ~~gone~~',
    '[a]: http://x.example',
    '<http://x.example>',
    '[a](javascript:alert(1))',
    '[a](data:text/html,b)',
    '[a](//x.example)',
    '[a](http://)',
    '{{}} {{ }} {{a',
    '---',
    '    four spaces',
  ])('leaves as it was typed what it does not know: %s', (typed) => {
    expect(plainTextOf(blocksOf(typed))).toBe(typed.trim())
    expect(JSON.stringify(blocksOf(typed))).not.toMatch(/"link"|"heading"/)
  })

  test('shows the address of a link without words, and the title of one with them', () => {
    expect(plainTextOf(blocksOf('[](https://x.example) and [b](https://y.example "the b")'))).toBe(
      'https://x.example and b (the b)',
    )
  })

  test('is without control characters, half characters and marks that turn a figure round', () => {
    expect(plainTextOf(blocksOf('a\u0000b\u0007\ud800c \u202e12\u202c\u2066'))).toBe('ab\ufffdc 12')
  })
})

describe('what is not printed as it may have been meant is said with its line', () => {
  test('an address that no link can have', () => {
    expect(problemsOf('fine\n\n[a](javascript:alert)')).toEqual([
      {
        line: 3,
        text: 'javascript:alert',
        because: 'is no address that a link can have: begin it with https://, http:// or mailto:',
      },
    ])
  })

  test('a row with more cells than headings, whose table stands as it was typed', () => {
    const typed = 'a | b\n--|--\n1 | 2\n3 | 4 | 5'
    expect(plainTextOf(blocksOf(typed))).toBe(typed.replaceAll('\n', ' '))
    expect(problemsOf(typed)).toMatchObject([{ line: 4, text: '3 | 4 | 5' }])
    expect(problemsOf(`> ${typed.replaceAll('\n', '\n> ')}`)).toMatchObject([{ line: 4 }])
  })

  test('a table that no page has room for', () => {
    const typed = `${'a|'.repeat(13)}\n${'-|'.repeat(13)}`
    expect(problemsOf(typed)).toMatchObject([
      { line: 1, because: expect.stringContaining('has 13 columns, and a page has room for 12') },
    ])
  })

  test.each([
    ['lists', Array.from({ length: 9 }, (_, at) => `${'  '.repeat(at)}- item ${at}`).join('\n')],
    ['quotes', `${'> '.repeat(60)}deep`],
    ['lists on one line', `${'- '.repeat(60)}deep`],
  ])('%s that lie too deep', (_, typed) => {
    expect(problemsOf(typed)).toMatchObject([{ because: expect.stringContaining('in more than 6 lists') }])
    expect(plainTextOf(blocksOf(typed))).toBe(typed.replaceAll('\n', ' '))
  })

  test('a text that is too long', () => {
    const typed = 'word '.repeat(LONGEST / 4)
    expect(problemsOf(typed)).toMatchObject([{ line: 1, because: expect.stringContaining('100,000') }])
    expect(plainTextOf(blocksOf(typed))).toBe(typed)
  })
})

/** Texts that are nearly Markdown, of pieces that mean something beside each other. */
const soup = fc
  .array(
    fc.oneof(
      fc.constantFrom('*', '**', '_', '[', ']', '![', '{{', '}}', '|', '\n', '\n\n', '- ', '1. ', '> ', '# '),
      fc.constantFrom('|-|-|\n', 'a | b\n', 'Table: x', '\\', '<b>', '    ', '\t', '`', '&lt;', '"', '---\n'),
      fc.string({ unit: 'grapheme', maxLength: 6 }),
    ),
    { maxLength: 60 },
  )
  .map((parts) => parts.join(''))

/** Every letter and sign that is not made of what Markdown may take for itself. */
const lettersOf = (text: string) => text.replaceAll(/[^\p{L}\p{Extended_Pictographic}]/gu, '').toLowerCase()

test('any string at all is read', () => {
  fc.assert(
    fc.property(fc.oneof(soup, fc.string({ unit: 'binary', maxLength: 300 })), (typed) => {
      const { blocks } = readText(typed)
      expect(Array.isArray(blocks)).toBe(true)
      expect(plainTextOf(blocks)).not.toMatch(/\p{Noncharacter_Code_Point}|\p{Bidi_Control}/u)
    }),
    { numRuns: 300 },
  )
})

test('every letter that was typed comes out, in its order', () => {
  fc.assert(
    fc.property(soup, (typed) => {
      expect(lettersOf(plainTextOf(blocksOf(typed)).replaceAll(/table: ?/gi, ''))).toBe(
        lettersOf(typed.replaceAll(/table: ?/gi, '')),
      )
    }),
    { numRuns: 300 },
  )
})

test('with links too: each letter is in the words or in an address', () => {
  const link = fc.tuple(soup, soup).map(([words, more]) => `[${words}](/p/x) ${more} [w](a b) ![`)
  fc.assert(
    fc.property(link, (typed) => {
      const { blocks } = readText(typed)
      const addresses = [...JSON.stringify(blocks).matchAll(/"href":"([^"]*)"/g)].map(([, href]) => href)
      const told = lettersOf(`${plainTextOf(blocks)}${addresses.join('')}`)
      for (const letter of new Set(lettersOf(typed.replaceAll(/table:/gi, ''))))
        expect(told.split(letter).length).toBeGreaterThanOrEqual(lettersOf(typed).split(letter).length)
    }),
    { numRuns: 300 },
  )
})

const long = (pattern: string) => pattern.repeat(Math.ceil(LONGEST / pattern.length)).slice(0, LONGEST)

test.each([
  '[',
  ']',
  '[a](',
  '[a](<b',
  '![',
  '*a ',
  '*a**',
  '_a*b',
  '*',
  '>',
  '> ',
  '- ',
  '1) ',
  '\t- ',
  '# ',

  '\\',
  '{{',
  '{{P3.O1}}',
  'a\n',
  '>a\n',
  '> - ',
  '|',
  '|a',
  '|\n',
  '<a ',
  '&',
  '\n',
  ' ',
  '**a [b](c) _',
  '{{P1.O1}}',
  '[a](b "',
  'a|b\n-|-\n',
  '[a]: b\n',
  '😀',
  'é',
  'Table: a\n\na|b\n-|-\n\n',
])('100,000 characters of %j are read, and none is lost that is no markup', (pattern = '') => {
  const typed = long(pattern)
  const told = lettersOf(plainTextOf(blocksOf(typed)))
  if (/\(|Table/.test(pattern)) expect(told).not.toBe('')
  else expect(told).toBe(lettersOf(typed))
})

test('brackets, quotes and emphasis in one another as deep as a text is long are read', () => {
  for (const [open, close] of [
    ['[', '](b)'],
    ['*a ', '*'],
    ['**a', 'b**'],
    ['> ', ''],
    ['(', ')'],
  ] as const) {
    const times = Math.floor(LONGEST / (open.length + close.length + 1))
    const blocks = blocksOf(`${open.repeat(times)}x${close.repeat(times)}`)
    expect(plainTextOf(blocks)).toContain('x')
    expect(JSON.parse(JSON.stringify(blocks))).toEqual(blocks)
  }
})
