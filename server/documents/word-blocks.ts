import {
  AlignmentType,
  BorderStyle,
  ExternalHyperlink,
  ImageRun,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlignTable,
  WidthType,
} from 'docx'
import type { Block, ChartBlock, Inline, TableBlock } from '#workflows/report/text/text-tree.ts'
import { columnsOf, isLong } from './columns.ts'
import { fullAddress, saidOf } from './prepare.ts'
import type { WordStyles } from './word-styles.ts'

/** What writing to Word needs to know, and what it notes: the lists it made, for each of which the file has numbers. */
export type WordContext = {
  ids: WordStyles['ids']
  site: string | null
  lists: { reference: string; ordered: boolean; start: number }[]
  /** Each chart as a picture of points, by its drawing. */
  pictures: ReadonlyMap<string, Buffer>
}

/** Where a block stands: in how many lists and quotes. */
type Place = { level: number; quote: boolean }

/** The width between the margins of A4, in twentieths of a point. */
export const TEXT_WIDTH = 9070
/** How far an item of a list is set in, in twentieths of a point. */
export const INDENT = 400

/** Blocks as paragraphs and tables of Word. */
export function wordBlocks(
  blocks: readonly Block[],
  context: WordContext,
  place: Place = { level: 0, quote: false },
): (Paragraph | Table)[] {
  return blocks.flatMap((block): (Paragraph | Table)[] => {
    switch (block.kind) {
      case 'heading':
        return [
          new Paragraph({
            style: context.ids[levels[block.level]],
            children: wordWords(block.of, context),
          }),
        ]
      case 'paragraph':
        return [paragraph(block.of, context, place)]
      case 'list':
        return listOf(block, context, place)
      case 'quote':
        return wordBlocks(block.of, context, { ...place, quote: true })
      case 'table':
        return tableOf(block, context)
      case 'chart':
        return chartOf(block, context)
    }
  })
}

const levels = { 1: 'heading 3', 2: 'heading 4', 3: 'heading 5' } as const

function paragraph(of: readonly Inline[], context: WordContext, { level, quote }: Place): Paragraph {
  return new Paragraph({
    style: context.ids[quote ? 'quote' : level > 0 ? 'list paragraph' : 'normal'],
    ...(level > 0 && { indent: { left: level * INDENT } }),
    children: wordWords(of, context),
  })
}

/** Real lists: the first words of an item carry its sign, and what else it has is set in below them. */
function listOf(
  { ordered, start, items }: Extract<Block, { kind: 'list' }>,
  context: WordContext,
  place: Place,
): (Paragraph | Table)[] {
  const reference = `list-${context.lists.length + 1}`
  context.lists.push({ reference, ordered, start })
  const numbering = { reference, level: Math.min(place.level, 8) }
  const inner = { ...place, level: place.level + 1 }
  return items.flatMap((item) => {
    const [first, ...rest] = item
    const of = first?.kind === 'paragraph' ? first.of : []
    const signed = new Paragraph({
      style: context.ids['list paragraph'],
      numbering,
      children: wordWords(of, context),
    })
    return [signed, ...wordBlocks(first?.kind === 'paragraph' ? rest : item, context, inner)]
  })
}

type Look = { bold?: boolean; italics?: boolean; style?: string; size?: number }

/** Words as runs of Word, each with its own emphasis. Links are underlined by their style. */
export function wordWords(
  words: readonly Inline[],
  context: WordContext,
  look: Look = {},
): (TextRun | ExternalHyperlink)[] {
  return words.flatMap((word): (TextRun | ExternalHyperlink)[] => {
    switch (word.kind) {
      case 'text':
        return [new TextRun({ ...look, text: word.text })]
      case 'figure':
        return [new TextRun({ ...look, text: word.reference })]
      case 'lineBreak':
        return [new TextRun({ ...look, break: 1 })]
      case 'strong':
        return wordWords(word.of, context, { ...look, bold: true })
      case 'emphasis':
        return wordWords(word.of, context, { ...look, italics: true })
      case 'link': {
        const link = fullAddress(word.href, context.site)
        // A link in a link is none: the outer one holds.
        if (link === null || look.style !== undefined) return wordWords(word.of, context, look)
        const children = wordWords(word.of, context, { ...look, style: context.ids.hyperlink })
        return [new ExternalHyperlink({ link, children })]
      }
    }
  })
}

const line = (size: number, color: string) => ({ style: BorderStyle.SINGLE, size, color })
const none = { style: BorderStyle.NONE, size: 0, color: 'auto' }

function tableOf(table: TableBlock, context: WordContext): (Paragraph | Table)[] {
  const { shares, size } = columnsOf(table)
  const widths = shares.map((share) => Math.floor(share * TEXT_WIDTH))
  const look = { size: size === 'small' ? 17 : 20 }
  const cell = (of: readonly Inline[], at: number, isHead: boolean) =>
    new TableCell({
      width: { size: widths[at] ?? 0, type: WidthType.DXA },
      verticalAlign: isHead ? VerticalAlignTable.BOTTOM : VerticalAlignTable.TOP,
      borders: { bottom: isHead ? line(8, '0B0C0C') : line(4, 'B1B4B6') },
      children: [
        new Paragraph({
          style: context.ids.normal,
          spacing: { before: 50, after: 50, line: 252 },
          alignment: table.headings[at]?.align === 'end' ? AlignmentType.RIGHT : AlignmentType.LEFT,
          keepNext: isHead,
          children: wordWords(of, context, isHead ? { ...look, bold: true } : look),
        }),
      ],
    })
  const head = new TableRow({
    tableHeader: true,
    cantSplit: true,
    children: table.headings.map(({ of }, at) => cell(of, at, true)),
  })
  const rows = table.rows.map(
    (cells) =>
      new TableRow({ cantSplit: !isLong(cells), children: cells.map((of, at) => cell(of, at, false)) }),
  )
  const drawn = new Table({
    rows: [head, ...rows],
    width: { size: widths.reduce((a, b) => a + b, 0), type: WidthType.DXA },
    columnWidths: widths,
    layout: TableLayoutType.FIXED,
    margins: { left: 80, right: 80, top: 0, bottom: 0 },
    borders: {
      top: none,
      bottom: none,
      left: none,
      right: none,
      insideHorizontal: none,
      insideVertical: none,
    },
    tableLook: { firstRow: true, noHBand: true, noVBand: true },
  })
  const caption = table.caption === null ? [] : [captionOf(table.caption, context)]
  // Room below, and what keeps two tables from growing together.
  const below = new Paragraph({ style: context.ids.normal, spacing: { before: 0, after: 60, line: 200 } })
  return [...caption, drawn, below]
}

const captionOf = (text: string, context: WordContext) =>
  new Paragraph({ style: context.ids.caption, keepNext: true, children: [new TextRun({ text })] })

/** A drawing with its sentence and its table. Word shows the SVG; what knows none shows the picture of points. */
function chartOf(chart: ChartBlock, context: WordContext): (Paragraph | Table)[] {
  const title = chart.title === '' ? [] : [captionOf(chart.title, context)]
  const reading =
    chart.reading === ''
      ? []
      : [
          new Paragraph({
            style: context.ids.normal,
            keepNext: true,
            children: [new TextRun({ text: chart.reading })],
          }),
        ]
  return [...title, ...reading, ...drawingOf(chart, context), ...tableOf(chart.table, context)]
}

function drawingOf(chart: ChartBlock, context: WordContext): Paragraph[] {
  const [, width, height] = /width="(\d+)" height="(\d+)"/.exec(chart.svg) ?? []
  const png = context.pictures.get(chart.svg)
  if (width === undefined || height === undefined || png === undefined) return []
  const transformation = { width: 600, height: Math.round((600 * Number(height)) / Number(width)) }
  const image = new ImageRun({
    type: 'svg',
    data: Buffer.from(chart.svg),
    transformation,
    fallback: { type: 'png', data: png },
    altText: { name: chart.title || 'Chart', title: chart.title || 'Chart', description: saidOf(chart) },
  })
  return [new Paragraph({ style: context.ids.normal, children: [image] })]
}
