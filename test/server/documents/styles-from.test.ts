import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { documentWord } from '#server/documents/document-word.ts'
import { prepared } from '#server/documents/prepare.ts'
import { LARGEST_TEMPLATE, stylesFrom } from '#server/documents/styles-from.ts'
import { isWellFormed } from '#server/documents/well-formed.ts'
import { wordParts } from '#test/support/documents/extract.ts'
import { assuranceReport } from '#test/support/documents/reports.ts'
import { councilStyles, zipOf } from '#test/support/documents/templates.ts'

const styles = councilStyles['word/styles.xml']
const template = (files: Record<string, string | Buffer>) =>
  zipOf({ 'word/document.xml': '<a/>', 'word/styles.xml': styles, ...files })

describe('of a template the styles are taken', () => {
  test('and those of a file that we wrote ourselves', async () => {
    const own = await documentWord(prepared(assuranceReport()), { template: null, site: null })
    const taken = await stylesFrom(own)
    if ('refusal' in taken) throw new Error(taken.refusal)
    const again = await documentWord(prepared(assuranceReport()), { template: taken.template, site: null })
    const { 'word/document.xml': document, 'word/styles.xml': xml } = await wordParts(again)
    expect(document).toContain('<w:pStyle w:val="Heading1"/>')
    expect(isWellFormed(xml ?? '')).toBe(true)
  })

  test.each<[string, () => Buffer, RegExp]>([
    ['is no archive', () => Buffer.from('Dear board'), /is no Word document/],
    ['is empty', () => Buffer.alloc(0), /is no Word document/],
    ['has no styles', () => zipOf({ 'word/document.xml': '<a/>' }), /is no Word document/],
    ['is an archive of other things', () => zipOf({ 'word/styles.xml': styles }), /is no Word document/],
    ['is cut off', () => template({}).subarray(0, 400), /damaged/],
    ['is of the old form', () => Buffer.from('d0cf11e0a1b11ae1', 'hex'), /\.doc\).*password/],
    ['holds macros', () => template({ 'word/vbaProject.bin': 'x' }), /holds macros/],
    ['is too large', () => Buffer.alloc(LARGEST_TEMPLATE + 1), /5 MB are the most/],
    [
      'says less than it holds',
      () => zipOf({ 'word/document.xml': '<a/>', 'word/styles.xml': styles }, { declared: 20 }),
      /not what they say/,
    ],
    [
      'says more than it holds',
      () => zipOf({ 'word/document.xml': '<a/>', 'word/styles.xml': styles }, { declared: 200_000 }),
      /not what they say/,
    ],
    [
      'unpacks to more than styles are',
      () => template({ 'word/styles.xml': Buffer.alloc(4_000_000, 32) }),
      /not what they say/,
    ],
    [
      'has too many files',
      () => zipOf(Object.fromEntries(Array.from({ length: 2_001 }, (_, at) => [`f${at}`, '']))),
      /damaged/,
    ],
    [
      'declares entities',
      () => template({ 'word/styles.xml': `<!DOCTYPE x [<!ENTITY a "b">]>${styles.slice(56)}` }),
      /cannot be read/,
    ],
    ['is no XML', () => template({ 'word/styles.xml': `${styles}<w:b>` }), /cannot be read/],
    ['is no UTF-8', () => template({ 'word/styles.xml': Buffer.from(styles, 'utf16le') }), /cannot be read/],
    [
      'is Strict Open XML',
      () =>
        template({
          'word/styles.xml': styles.replace(
            'schemas.openxmlformats.org/wordprocessingml/2006',
            'purl.oclc.org/ooxml/wordprocessingml',
          ),
        }),
      /Strict/,
    ],
  ])('a file that %s is refused in words', async (_, file, because) => {
    expect(await stylesFrom(file())).toEqual({ refusal: expect.stringMatching(because) })
  })

  test('a theme that is none is left out', async () => {
    const taken = await stylesFrom(template({ 'word/theme/theme1.xml': '<a:theme>' }))
    expect(taken).toMatchObject({ template: { theme: null } })
  })

  test('and any file at all is answered', async () => {
    const good = template({})
    const damaged = fc
      .array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 })
      .map((changes) => {
        const bytes = Buffer.from(good)
        for (const [at, to] of changes) bytes[at] = to
        return bytes
      })
    const any = fc.oneof(
      damaged,
      fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
    )
    await fc.assert(
      fc.asyncProperty(any, async (bytes) => {
        const answer = await stylesFrom(bytes)
        expect('refusal' in answer ? answer.refusal : answer.template.styles).not.toBe('')
      }),
      { numRuns: 200 },
    )
  })
})
