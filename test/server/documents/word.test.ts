import { beforeAll, describe, expect, test } from 'vitest'
import { documentWord } from '#server/documents/document-word.ts'
import { prepared } from '#server/documents/prepare.ts'
import { stylesFrom } from '#server/documents/styles-from.ts'
import { isWellFormed } from '#server/documents/well-formed.ts'
import { zipParts } from '#server/documents/zip-parts.ts'
import { wordParts } from '#test/support/documents/extract.ts'
import { assuranceReport } from '#test/support/documents/reports.ts'
import { councilStyles, zipOf } from '#test/support/documents/templates.ts'

const site = 'https://plans.example'
let parts: Record<string, string>
let body: string
let styles: string

beforeAll(async () => {
  parts = await wordParts(await documentWord(prepared(assuranceReport()), { template: null, site }))
  body = parts['word/document.xml'] ?? ''
  styles = parts['word/styles.xml'] ?? ''
})

/** The styles of paragraphs that are headings, in their order. */
const headingsIn = (xml: string) => [...xml.matchAll(/<w:pStyle w:val="(Heading\d)"\/>/g)].map(([, id]) => id)

describe('a Word file', () => {
  test('has headings of the outline, the title as the first of them and no level left out', () => {
    const levels = headingsIn(body).map((id) => Number(id?.slice(-1)))
    expect(levels[0]).toBe(1)
    expect(levels.filter((level) => level === 1).length).toBe(1)
    expect(levels.filter((level) => level === 2).length).toBe(5)
    levels.slice(1).forEach((level, at) => expect(level).toBeLessThanOrEqual((levels[at] ?? 0) + 1))
    for (const level of [1, 2, 3, 4, 5])
      expect(styles).toMatch(
        new RegExp(
          `w:styleId="Heading${level}"><w:name w:val="heading ${level}"/>.*?<w:outlineLvl w:val="${level - 1}"/>`,
        ),
      )
  })

  test('repeats the first row of each table on every page, and says that it is its head', () => {
    const tables = body.split('<w:tbl>').slice(1)
    expect(tables.length).toBe(6)
    for (const table of tables) {
      expect(table.match(/<w:tblHeader\/>/g)?.length).toBe(1)
      expect(table.indexOf('<w:tblHeader/>')).toBeLessThan(table.indexOf('</w:tr>'))
      expect(table).toMatch(/<w:tblLook [^>]*w:firstRow="(?:1|true)"/)
    }
  })

  test('describes each drawing, and has for it an SVG and a picture of points', async () => {
    const described = [...body.matchAll(/<wp:docPr [^>]*descr="([^"]+)"/g)].map(([, text]) => text)
    expect(described.length).toBe(3)
    expect(described[0]).toContain('Assessments finished within 45 working days. Seventy-seven in a hundred')
    const { names } = await zipParts(
      await documentWord(prepared(assuranceReport()), { template: null, site }),
      {},
    )
    expect(names.filter((name) => name.endsWith('.svg')).length).toBe(3)
    expect(names.filter((name) => name.endsWith('.png')).length).toBe(3)
  })

  test('says its language and its title', () => {
    expect(styles).toMatch(/<w:rPrDefault>.*<w:lang w:val="en-GB"/)
    expect(parts['docProps/core.xml']).toContain(
      '<dc:title>Monthly assurance report, November 2026</dc:title>',
    )
    expect(parts['docProps/core.xml']).toContain('<dc:language>en-GB</dc:language>')
  })

  test('asks nothing when it is opened: its one field is the number of the page', () => {
    expect(body).not.toMatch(/fldChar|fldSimple|instrText/)
    expect(parts['word/settings.xml']).not.toMatch(/updateFields(?! w:val="(?:0|false)")/)
    expect(parts['word/footer1.xml']?.match(/w:instr="[^"]*"/g)).toEqual(['w:instr="PAGE"'])
  })

  test('has real lists, which begin where they are said to, and links that are underlined', () => {
    expect(body.match(/<w:numPr>/g)?.length).toBeGreaterThan(10)
    expect(parts['word/numbering.xml']).toContain('w:numFmt w:val="decimal"')
    expect(styles).toMatch(/w:styleId="Hyperlink">.*?<w:u w:val="single"\/>/)
    const links = parts['word/_rels/document.xml.rels'] ?? ''
    expect(links).toContain('Target="https://plans.example/plans/1"')
    expect(links).toContain('Target="https://waymark.example/help/ratings"')
  })

  test('is XML that any program reads alike, in each of its parts', () => {
    expect(
      Object.entries(parts)
        .filter(([, xml]) => !isWellFormed(xml))
        .map(([name]) => name),
    ).toEqual([])
  })
})

describe('with a council’s own template', () => {
  test('is written with its styles by their names, its colours and fonts, and ours for what it lacks', async () => {
    const taken = await stylesFrom(zipOf({ 'word/document.xml': '<a/>', ...councilStyles }))
    if ('refusal' in taken) throw new Error(taken.refusal)
    const file = await documentWord(prepared(assuranceReport()), { template: taken.template, site })
    const written = await wordParts(file)
    const xml = written['word/styles.xml'] ?? ''
    expect(isWellFormed(xml)).toBe(true)
    expect(written['word/document.xml']).toContain('<w:pStyle w:val="berschrift1"/>')
    expect(written['word/document.xml']).toContain('<w:pStyle w:val="WaymarkHeading2"/>')
    expect(xml).toContain('w:val="FF0099"')
    expect(xml).toMatch(/w:styleId="berschrift1">.*?<w:outlineLvl w:val="0"\/>/s)
    expect(xml).toMatch(/w:styleId="WaymarkHeading2">.*?<w:basedOn w:val="Standard"\/>/s)
    expect(xml).not.toContain('numPr')
    expect(xml.match(/<w:lang /g)?.length).toBe(1)
    expect(xml).toContain('<w:lang w:val="en-GB"')
    const { parts: theme } = await zipParts(file, { 'word/theme/theme1.xml': 100_000 })
    expect(theme.get('word/theme/theme1.xml')?.toString()).toContain('Council Sans')
  })
})
