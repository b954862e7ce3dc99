import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import { plainWords } from '#workflows/report/text/plain-text.ts'
import type { Block, Inline, ReportDocument, TableBlock } from '#workflows/report/text/text-tree.ts'
import { breakable, breaker, columnsOf, isLong } from './columns.ts'
import { FAMILIES, pdfFonts } from './fonts/fonts.ts'
import { fullAddress, headingOf, saidOf } from './prepare.ts'

/**
 * A prepared report as a PDF that meets PDF/UA-1 by typst's own checks. The same report gives the same bytes. Throws
 * where typst refuses it, with its reasons.
 * @param site the address of this site, by which links to its pages are given in full; null where nobody knows it
 */
export function documentPdf(document: ReportDocument, site: string | null): Buffer {
  const report = JSON.stringify(inputOf(document, site))
  const compiler = NodeCompiler.create({
    workspace: import.meta.dirname,
    fontArgs: [{ fontBlobs: pdfFonts(report) }],
  })
  const compiled = compiler.compile({ mainFileContent: template, inputs: { report } })
  const { result } = compiled
  if (result === null)
    throw new Error(`typst: ${JSON.stringify(compiled.takeDiagnostics()?.shortDiagnostics)}`)
  // What it remembers of laying out is kept for the whole process, and is not needed for writing.
  compiler.evictCache(0)
  return compiler.pdf(result, { pdfStandard: 'ua-1' })
}

const template = readFileSync(join(import.meta.dirname, 'report.typ'), 'utf8')

/** What stands at the foot of each page. */
const footers = {
  'en-GB': { page: 'Page', of: 'of' },
  'cy-GB': { page: 'Tudalen', of: 'o' },
}

/** What the template asks for. */
function inputOf({ language, title, subtitle, cover, sections }: ReportDocument, site: string | null) {
  const blocks = (of: readonly Block[], depth: number): object[] =>
    of.map((block) => blockOf(block, { site, depth, blocks }))
  const [lang, region] = language.split('-')
  return {
    ...footers[language],
    lang,
    region,
    families: FAMILIES,
    title: breakable(title, 30),
    short: shortened(title),
    subtitle: breakable(subtitle, 40),
    cover: cover.map(({ label, value }) => ({ label: breakable(label, 18), value: breakable(value, 40) })),
    sections: sections.map((section) => ({
      heading: breakable(headingOf(section), 40),
      blocks: blocks(section.blocks, 0),
    })),
  }
}

type Context = {
  site: string | null
  /** Lists and quotes around it, each of which makes a line shorter. */
  depth: number
  blocks: (of: readonly Block[], depth: number) => object[]
}

function blockOf(block: Block, { site, depth, blocks }: Context): object {
  const letters = Math.max(12, 60 - 4 * depth)
  switch (block.kind) {
    case 'heading':
    case 'paragraph':
      return { ...block, of: words(block.of, letters, site) }
    case 'list':
      return { ...block, items: block.items.map((item) => blocks(item, depth + 1)) }
    case 'quote':
      return { ...block, of: blocks(block.of, depth + 1) }
    case 'table':
      return tableOf(block, depth, site)
    case 'chart':
      return {
        ...block,
        title: breakable(block.title, letters),
        reading: breakable(block.reading, letters),
        alt: saidOf(block),
        table: tableOf(block.table, depth, site),
      }
  }
}

function tableOf(table: TableBlock, depth: number, site: string | null): object {
  const { shares, letters, size } = columnsOf(table)
  // In a list a table is narrower, and its words have to be broken earlier.
  const fitting = letters.map((each) => Math.max(1, Math.floor(each * (1 - 0.07 * Math.min(depth, 12)))))
  const cell = (of: readonly Inline[], at: number) => words(of, fitting[at] ?? 1, site)
  return {
    kind: 'table',
    caption: table.caption === null ? null : breakable(table.caption, 40),
    shares,
    size,
    // One that fills pages by itself cannot stand on each of them.
    repeated: table.headings.every(({ of }) => plainWords(of).length <= 200),
    headings: table.headings.map(({ of, align }, at) => ({ align, of: cell(of, at) })),
    rows: table.rows.map((row) => ({ long: isLong(row), cells: row.map(cell) })),
  }
}

function words(
  of: readonly Inline[],
  letters: number,
  site: string | null,
  broken = breaker(letters),
): object[] {
  return of.flatMap((word): object[] => {
    if (word.kind === 'text') return [{ kind: 'text', text: broken(word.text) }]
    if (word.kind === 'lineBreak') broken(' ')
    if (word.kind === 'lineBreak' || word.kind === 'figure') return [word]
    const inner = words(word.of, letters, site, broken)
    if (word.kind !== 'link') return [{ kind: word.kind, of: inner }]
    const href = fullAddress(word.href, site)
    return href === null ? inner : [{ kind: 'link', href, of: inner }]
  })
}

function shortened(title: string): string {
  return title.length > 70
    ? `${breakable(title.slice(0, 68).toWellFormed(), 40).trim()} …`
    : breakable(title, 40)
}
