import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { documentHtml } from '#server/documents/document-html.ts'
import { documentPdf } from '#server/documents/document-pdf.ts'
import { documentWord } from '#server/documents/document-word.ts'
import { prepared } from '#server/documents/prepare.ts'
import { render } from '#server/ui/html/html.ts'
import { anyReport } from '#test/support/documents/any-report.ts'
import { bare, htmlText, readPdf, wholeText, wordParts, wordText } from '#test/support/documents/extract.ts'
import { assuranceReport, tableOf } from '#test/support/documents/reports.ts'
import { readText } from '#workflows/report/text/report-text.ts'
import type { Block, Inline, ReportDocument } from '#workflows/report/text/text-tree.ts'

const said = (text: string): Block => ({ kind: 'paragraph', of: [{ kind: 'text', text }] })

const reportOf = (blocks: Block[], title = 'A report'): ReportDocument => ({
  language: 'en-GB',
  title,
  subtitle: '',
  cover: [],
  sections: [{ number: '1', heading: 'Section', blocks }],
})

/** The text of each form of a report, and of the report itself, without what nobody sees. */
async function textsOf(document: ReportDocument) {
  const report = prepared(document)
  const word = await wordParts(await documentWord(report, { template: null, site: null }))
  const pdf = await readPdf(documentPdf(report, null))
  return {
    wanted: bare(wholeText(report)),
    page: bare(htmlText(render(documentHtml(report)))),
    word: bare(wordText(word['word/document.xml'] ?? '')),
    pdf: bare(pdf.text),
    outside: pdf.outside,
  }
}

const unordered = (text: string) => text.split('').toSorted().join('')

async function expectSameText(document: ReportDocument) {
  const { wanted, page, word, pdf, outside } = await textsOf(document)
  expect(page).toBe(wanted)
  expect(word).toBe(wanted)
  expect(pdf).toBe(wanted)
  expect(outside).toEqual([])
  return wanted
}

test('a report says the same on its page, in Word and in its PDF', async () => {
  expect((await expectSameText(assuranceReport())).length).toBeGreaterThan(4_000)
})

test('a link in a heading of a table stands as its words, also where the heading is repeated on the next page', async () => {
  const [table] = readText('| A [link](https://x.example/) |\n| --- |\n' + '| Row |\n'.repeat(90)).blocks
  if (table?.kind !== 'table') throw new Error('Not read as a table')
  expect(await expectSameText(reportOf([table]))).toContain('link')
})

test('whatever its tree is, a report says the same in all', async () => {
  await fc.assert(
    fc.asyncProperty(anyReport, async (report) => void (await expectSameText(report))),
    {
      numRuns: 15,
      endOnFailure: true,
    },
  )
})

describe('text that would be an order elsewhere stays text', () => {
  test.each([
    [
      'typst',
      '#import "@preview/x:0.1.0": * #eval("1") #sys.inputs $ x^2 $ = Heading // no /* no */ @ref <label> ~ -- ---',
    ],
    ['typst in raw', '```typ #read("/etc/passwd")``` \\u{41} #{ panic() } #set page(fill: red) [#text[x]]'],
    ['markup', '<script>alert(1)</script><w:p/><!--x--><![CDATA[y]]>&lt;&amp;&#65;<?xml version="1.0"?>]]>'],
    [
      'Word',
      '{ MERGEFIELD name } { INCLUDETEXT "c:\\x" } \\fs24 PAGE TOC \\o "1-3" DDEAUTO cmd \u0013 HYPERLINK \u0015',
    ],
    ['a spreadsheet', '=cmd|\' /C calc\'!A0 +1+1 -1 @SUM(A1) =HYPERLINK("http://x.example")'],
    ['HTML names', '"onmouseover="x" \'></a> javascript:alert(1) `x`'],
    ['emoji', '😀 👩‍👩‍👧‍👦 🏴󠁧󠁢󠁷󠁬󠁳󠁿 ❤️ 👍🏽 1️⃣'],
    ['letters of which no font is shipped', '漢字仮名 ไทย 한국어 ﷽ \ue000 𒀀 ᚠ'],
    ['letters with marks', 'ŵŷ é e\u0301 Ẅ ﬁ Å Ж ω ǅ'],
    ['spaces of every kind', 'a\u00a0b\u2003c\u202fd\u3000e\u1680f\u200bg\u2060h\u00adi'],
  ])('%s', async (_, text) => {
    const table = tableOf(text, [text, 'Number'], [[text, text]])
    await expectSameText({
      ...reportOf(
        [
          ...readText(text).blocks,
          said(text),
          table,
          { kind: 'list', ordered: false, start: 1, items: [[said(text)]] },
        ],
        text,
      ),
      subtitle: text,
      cover: [{ label: text, value: text }],
    })
  })

  test('control characters, half characters and marks of direction are left out, in all alike', async () => {
    const wanted = await expectSameText(
      reportOf([said('a\u0000b\u0008c\u001bd\ud800e\udfffe\ufffef\u202eg\u2066h\u200fi\ufeffj\u0085k')]),
    )
    expect(wanted).toContain('abcd\ufffde\ufffde\ufffdfghijk')
  })

  test('a letter of several signs is there with all of them', async () => {
    const { wanted, page, word, pdf } = await textsOf(reportOf([said('हिन्दी a\u0335\u0336\u0337 end')]))
    expect([page, word]).toEqual([wanted, wanted])
    // The PDF gives such a letter once for each sign, and beside it the text that is meant, which not all read.
    let at = 0
    for (let from = 0; from < pdf.length; from++) if (pdf[from] === wanted[at]) at++
    expect(at).toBe(wanted.length)
  })

  test('Hebrew and Arabic stand among English as they were written', async () => {
    const { wanted, page, word, pdf } = await textsOf(
      reportOf([said('Before שלום עולם, 12 and مرحبا after')]),
    )
    expect([page, word]).toEqual([wanted, wanted])
    // Whoever reads a PDF finds the words of such a line in the order of its places.
    expect(unordered(pdf)).toEqual(unordered(wanted))
    expect(pdf.replaceAll(/[\p{sc=Hebrew}\p{sc=Arabic},]/gu, '')).toContain('Before12andafter')
  })
})

describe('text without measure stays on its page', () => {
  test('a word of 100,000 letters', async () => {
    await expectSameText(reportOf([said('x'.repeat(100_000))]))
  })

  test('100,000 characters in a cell, which goes on over pages', async () => {
    const { wanted, page, word, pdf, outside } = await textsOf(
      reportOf([tableOf('Long', ['First', 'Second'], [['word '.repeat(20_000), 'short']])]),
    )
    expect([page, word, outside]).toEqual([wanted, wanted, []])
    expect(unordered(pdf)).toBe(unordered(wanted))
  })

  test('twelve columns of long words', async () => {
    const words = Array.from({ length: 12 }, (_, at) => `Responsibilities${at}`)
    await expectSameText(reportOf([tableOf(null, words, [words, words.map((word) => word.repeat(4))])]))
  })

  test.each([
    ['of several texts', ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten']],
    [
      'with signs between its parts that no line begins with',
      ['half-;', 'word-)', 'half-;', 'word -!', 'half-;'],
    ],
    [
      'held together by blanks that break no line',
      ['half\u00a0word\u00a0half\u00a0word\u00a0half\u00a0word\u00a0half'],
    ],
    ['of wide letters', ['WMWMWM', 'mwmwmwmwmw', 'WWWWWWWWWW', '@@@@%%%%']],
    ['of emoji', ['😀'.repeat(30)]],
  ])('a word %s, in narrow cells of a table', async (_, parts) => {
    const of = parts.flatMap((text): Inline[] => [
      { kind: 'text', text },
      { kind: 'strong', of: [{ kind: 'text', text }] },
    ])
    const heading = (align: 'start' | 'end') => ({ of, align })
    const headings = [heading('end'), heading('start'), heading('end'), heading('start')]
    const rows = [headings.map((each) => each.of)]
    await expectSameText(reportOf([{ kind: 'table', caption: null, headings, rows }]))
  })

  test('lists in lists and emphasis in emphasis', async () => {
    const list = (depth: number): Block => ({
      kind: 'list',
      ordered: depth % 2 === 0,
      start: depth,
      items: [[said(`level ${depth}`), ...(depth < 9 ? [list(depth + 1)] : [])]],
    })
    await expectSameText(
      reportOf([list(0), ...readText(`${'*a **b '.repeat(300)}${'**c* '.repeat(300)}`).blocks]),
    )
  })

  test('headings that leave out levels, and a report that says nothing', async () => {
    await expectSameText(reportOf([{ kind: 'heading', level: 3, of: [{ kind: 'text', text: 'Deep' }] }]))
    await expectSameText({ language: 'cy-GB', title: '', subtitle: '', cover: [], sections: [] })
  })
})
