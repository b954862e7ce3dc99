import {
  AlignmentType,
  Document,
  Footer,
  LevelFormat,
  Packer,
  Paragraph,
  SimpleField,
  TabStopType,
  TextRun,
} from 'docx'
import type { ReportDocument } from '#workflows/report/text/text-tree.ts'
import { chartPictures } from './chart/pictures.ts'
import { headingOf } from './prepare.ts'
import { INDENT, TEXT_WIDTH, wordBlocks, type WordContext } from './word-blocks.ts'
import { ownStyles, templateStyles } from './word-styles.ts'

/** A council's template: the parts that `stylesFrom` took out of it. */
export type WordTemplate = { styles: string; theme: string | null }

/**
 * A prepared report as a Word file: headings of the outline, tables whose first row is repeated, drawings with a text in
 * their place, and no field but the number of the page, so that Word asks nothing.
 * @param template whose styles are used; null for our own
 * @param site the address of this site, by which links to its pages are given in full; null where nobody knows it
 */
export async function documentWord(
  document: ReportDocument,
  { template, site }: { template: WordTemplate | null; site: string | null },
): Promise<Buffer> {
  const { language, title } = document
  const styles = template === null ? ownStyles(language) : templateStyles(template, language)
  const pictures = await chartPictures(document)
  const context: WordContext = { ids: styles.ids, site, lists: [], pictures }
  const children = [...front(document, context), ...sectionsOf(document, context)]
  const file = new Document({
    features: { updateFields: false },
    numbering: { config: context.lists.map(numbersOf) },
    sections: [
      {
        properties: {
          page: {
            size: { width: 11_906, height: 16_838 },
            margin: { top: 1_361, bottom: 1_361, left: 1_418, right: 1_418, footer: 680 },
          },
        },
        footers: { default: footer(title, context) },
        children,
      },
    ],
  })
  const parts = [
    { path: 'word/styles.xml', data: styles.xml },
    { path: 'docProps/core.xml', data: properties(title, language) },
    ...(styles.theme === null ? [] : [{ path: 'word/theme/theme1.xml', data: styles.theme }]),
  ]
  return Buffer.from(await Packer.toBuffer(file, undefined, parts))
}

function front({ title, subtitle, cover }: ReportDocument, { ids }: WordContext): Paragraph[] {
  return [
    new Paragraph({ style: ids['heading 1'], children: [new TextRun({ text: title })] }),
    ...(subtitle === ''
      ? []
      : [new Paragraph({ style: ids.subtitle, children: [new TextRun({ text: subtitle })] })]),
    ...cover.map(
      ({ label, value }) =>
        new Paragraph({
          style: ids.normal,
          spacing: { after: 60 },
          indent: { left: 2_600, hanging: 2_600 },
          tabStops: [{ type: TabStopType.LEFT, position: 2_600 }],
          children: [new TextRun({ text: label, bold: true }), new TextRun({ text: `\t${value}` })],
        }),
    ),
  ]
}

function sectionsOf({ sections }: ReportDocument, context: WordContext) {
  return sections.flatMap((section) => [
    new Paragraph({
      style: context.ids['heading 2'],
      children: [new TextRun({ text: headingOf(section) })],
    }),
    ...wordBlocks(section.blocks, context),
  ])
}

function footer(title: string, { ids }: WordContext): Footer {
  const short = title.length > 70 ? `${title.slice(0, 68).toWellFormed()} …` : title
  return new Footer({
    children: [
      new Paragraph({
        style: ids.footer,
        tabStops: [{ type: TabStopType.RIGHT, position: TEXT_WIDTH }],
        children: [new TextRun({ text: `${short}\t` }), new SimpleField('PAGE', '1')],
      }),
    ],
  })
}

const SIGNS = ['•', '–', '•', '–', '•', '–', '•', '–', '•']

function numbersOf({ reference, ordered, start }: WordContext['lists'][number]) {
  return {
    reference,
    levels: SIGNS.map((sign, level) => ({
      level,
      format: ordered ? LevelFormat.DECIMAL : LevelFormat.BULLET,
      text: ordered ? `%${level + 1}.` : sign,
      start,
      alignment: AlignmentType.LEFT,
      style: { paragraph: { indent: { left: (level + 1) * INDENT, hanging: 320 } } },
    })),
  }
}

/** What the file says of itself: no person and no day, because those of the report stand in it. */
function properties(title: string, language: string): string {
  const escaped = title.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  const names = [
    'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"',
    'xmlns:dc="http://purl.org/dc/elements/1.1/"',
  ]
  const parts = { title: escaped, creator: 'Waymark', language }
  const told = Object.entries(parts).map(([name, text]) => `<dc:${name}>${text}</dc:${name}>`)
  return `${XML}<cp:coreProperties ${names.join(' ')}>${told.join('')}</cp:coreProperties>`
}

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
