import fc from 'fast-check'
import type { Block, Inline, ReportDocument, TableBlock } from '#workflows/report/text/text-tree.ts'

// Letters that run from left to right: of others a PDF keeps the order of their places.
const piece = fc.oneof(
  fc.string({ unit: 'grapheme-ascii', maxLength: 30 }),
  fc.string({
    unit: fc.constantFrom(
      'a',
      'é',
      'ŵ',
      '漢',
      '😀',
      ' ',
      '\n',
      '\u0000',
      '\ud800',
      '#',
      '$',
      '*',
      '<',
      '&',
      '\\',
      '"',
      '|',
      '\t',
      '\u202e',
    ),
    maxLength: 20,
  }),
  fc.constantFrom('Children seen within five days', '91% (212 of 233)', '£1,200', ''),
)

const words: fc.Arbitrary<Inline[]> = fc.letrec<{ word: Inline; words: Inline[] }>((tie) => ({
  word: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.record({ kind: fc.constant('text' as const), text: piece }),
    fc.record({ kind: fc.constant('strong' as const), of: tie('words') }),
    fc.record({ kind: fc.constant('emphasis' as const), of: tie('words') }),
    fc.record({
      kind: fc.constant('link' as const),
      href: fc.constantFrom(
        'https://x.example/?a=1&b="c',
        'mailto:a@b.example',
        '/plans/1',
        'javascript:x',
        '',
      ),
      of: tie('words'),
    }),
    fc.constant({ kind: 'lineBreak' as const }),
    fc.record({ kind: fc.constant('figure' as const), reference: piece }),
  ),
  words: fc.array(tie('word'), { maxLength: 4 }),
})).words

const table: fc.Arbitrary<TableBlock> = fc.record({
  kind: fc.constant('table' as const),
  caption: fc.option(piece),
  headings: fc.array(fc.record({ of: words, align: fc.constantFrom('start' as const, 'end' as const) }), {
    minLength: 1,
    maxLength: 7,
  }),
  rows: fc.array(fc.array(words, { maxLength: 8 }), { maxLength: 5 }),
})

const block: fc.Arbitrary<Block> = fc.letrec<{ block: Block; blocks: Block[] }>((tie) => ({
  block: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.record({ kind: fc.constant('paragraph' as const), of: words }),
    fc.record({
      kind: fc.constant('heading' as const),
      level: fc.constantFrom(1 as const, 2 as const, 3 as const),
      of: words,
    }),
    fc.record({
      kind: fc.constant('list' as const),
      ordered: fc.boolean(),
      start: fc.nat({ max: 1_000 }),
      items: fc.array(tie('blocks'), { maxLength: 3 }),
    }),
    fc.record({ kind: fc.constant('quote' as const), of: tie('blocks') }),
    table,
    fc.record({
      kind: fc.constant('chart' as const),
      title: piece,
      reading: piece,
      svg: fc.constantFrom(
        '',
        '<svg width="100%" height="20"><rect width="50%" height="20"/></svg>',
        '<svg onload="x"><script>y</script>',
      ),
      table,
    }),
  ),
  blocks: fc.array(tie('block'), { maxLength: 3 }),
})).block

/** Any report that a program could make, with text of every kind anywhere in it. */
export const anyReport: fc.Arbitrary<ReportDocument> = fc.record({
  language: fc.constantFrom('en-GB' as const, 'cy-GB' as const),
  title: piece,
  subtitle: piece,
  cover: fc.array(fc.record({ label: piece, value: piece }), { maxLength: 3 }),
  sections: fc.array(
    fc.record({
      number: fc.constantFrom('', '1', '2.1'),
      heading: piece,
      blocks: fc.array(block, { maxLength: 5 }),
    }),
    { maxLength: 3 },
  ),
})
