import { beforeAll, describe, expect, test } from 'vitest'
import { documentPdf } from '#server/documents/document-pdf.ts'
import { prepared } from '#server/documents/prepare.ts'
import { type Pdf, readPdf } from '#test/support/documents/extract.ts'
import { assuranceReport } from '#test/support/documents/reports.ts'

let bytes: Buffer
let pdf: Pdf

beforeAll(async () => {
  bytes = documentPdf(prepared(assuranceReport()), 'https://plans.example')
  pdf = await readPdf(bytes)
})

const of = (role: string) => pdf.roles.filter((each) => each.role === role)

describe('a PDF', () => {
  test('says its title and its language, and that it means to be PDF/UA-1', () => {
    expect(pdf.title).toBe('Monthly assurance report, November 2026')
    expect(pdf.language).toBe('en-GB')
    expect(pdf.metadata).toMatch(/pdfuaid:part[^\d]{0,3}1/)
    expect(bytes.toString('latin1')).toContain('/DisplayDocTitle true')
  })

  test('has one heading of level 1, and leaves out no level below it', () => {
    const levels = pdf.roles.flatMap(({ role }) => (/^H\d$/.test(role) ? [Number(role.slice(1))] : []))
    expect(levels[0]).toBe(1)
    expect(levels.filter((level) => level === 1).length).toBe(1)
    expect(levels.filter((level) => level === 2).length).toBe(5)
    levels.slice(1).forEach((level, at) => expect(level).toBeLessThanOrEqual((levels[at] ?? 0) + 1))
  })

  test('has in the head of each table a heading for each column, and repeats it on the next page', () => {
    const columns = [3, 6, 5, 2, 5, 3]
    // A table that goes on over pages is one of each of them, and this is the one of five columns.
    const more = of('Table').length - columns.length
    expect(more).toBeGreaterThanOrEqual(1)
    expect(of('THead').length).toBe(columns.length + more)
    expect(of('TH').length).toBe(columns.reduce((sum, each) => sum + each) + 5 * more)
  })

  test('has for each drawing a text in its place', () => {
    expect(of('Figure').map(({ alt }) => alt)).toEqual([
      expect.stringContaining('Assessments finished within 45 working days. Seventy-seven'),
      expect.stringContaining('Case audits by grade. Of 40 audits'),
      expect.stringContaining('Actions by rating. Twenty-one'),
    ])
  })

  test('has lists, a quote, captions and links that are tagged as such', () => {
    expect(of('LI').length).toBe(14)
    expect([of('BlockQuote').length, of('Link').length]).toEqual([1, 2])
    // Four are captioned; the caption of a table that goes on over pages is tagged on each of them.
    const captions = of('Caption').length
    expect(captions).toBeGreaterThanOrEqual(4)
    expect(captions).toBeLessThanOrEqual(4 + of('Table').length - 6)
  })

  test('writes nothing beyond the edge of a page, and has its fonts within itself', () => {
    expect(pdf.outside).toEqual([])
    const names = [...bytes.toString('latin1').matchAll(/\/FontName ?\/\w{6}\+([\w-]+)/g)].map(
      ([, name]) => name,
    )
    expect(new Set(names)).toEqual(new Set(['Arimo-Regular', 'Arimo-Bold', 'Arimo-Italic']))
  })

  test('is the same to the byte when the same report is written again', () => {
    expect(documentPdf(prepared(assuranceReport()), 'https://plans.example').equals(bytes)).toBe(true)
  })

  test('of a Welsh report is in Welsh', async () => {
    const welsh = await readPdf(documentPdf(prepared({ ...assuranceReport(), language: 'cy-GB' }), null))
    expect(welsh.language).toBe('cy-GB')
  })
})
