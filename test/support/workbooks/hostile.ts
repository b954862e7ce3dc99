import { writeOds, writeXlsx } from 'hucre'
import { zipOf } from '#test/support/documents/templates.ts'

type Bytes = Buffer | Promise<Buffer>

const types =
  '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>'
const relsOf = (target: string, kind: string) =>
  `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${kind}" Target="${target}"/></Relationships>`
const book = (id = 'rId1') =>
  `<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Plan" sheetId="1" r:id="${id}"/></sheets></workbook>`
/** The XML of a sheet with these rows. */
export const sheetXml = (rows: string, before = '') =>
  `<?xml version="1.0"?>${before}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${rows}</sheetData></worksheet>`
const cell = (place: string, text: string) => `<c r="${place}" t="inlineStr"><is><t>${text}</t></is></c>`

/** The files of a smallest workbook, some of them put in the place of its own. */
export const partsOf = (more: Record<string, string | Buffer> = {}): Record<string, string | Buffer> => ({
  '[Content_Types].xml': types,
  '_rels/.rels': relsOf('xl/workbook.xml', 'officeDocument'),
  'xl/workbook.xml': book(),
  'xl/_rels/workbook.xml.rels': relsOf('worksheets/sheet1.xml', 'worksheet'),
  'xl/worksheets/sheet1.xml': sheetXml(`<row r="1">${cell('A1', 'Action')}</row>`),
  ...more,
})
const withSheet = (text: string | Buffer): Buffer => zipOf(partsOf({ 'xl/worksheets/sheet1.xml': text }))
const ole = (name: string) =>
  Buffer.concat([
    Buffer.from('d0cf11e0a1b11ae1', 'hex'),
    Buffer.alloc(600),
    Buffer.from(name, 'utf16le'),
    Buffer.alloc(600),
  ])
const utf16 = (text: string) => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')])
const megabytes = (count: number, fill = 'a') => Buffer.alloc(count * 1024 ** 2, fill)
const manyRows = async (count: number): Promise<Buffer> =>
  Buffer.from(
    await writeXlsx({
      sheets: [
        {
          name: 'Plan',
          rows: [
            ['No.', 'Action', 'By when'],
            ...Array.from({ length: count }, (_, at) => [at + 1, `Action ${at}`, '31/03/2027']),
          ],
        },
      ],
    }),
  )
/** Files that nobody's tracker is, each with what its refusal says. */
export const hostileSpreadsheets: [what: string, bytes: () => Bytes, says: RegExp][] = [
  ['nothing at all', () => Buffer.alloc(0), /is empty/],
  ['blanks alone', () => Buffer.from(' \r\n \t\n'), /is empty/],
  ['more than 5 MB', () => megabytes(6), /6\.0 MB, and 5 MB at most/],
  ['an old .xls', () => ole('Workbook'), /before Excel 2007 .* save it as \.xlsx/],
  ['a workbook under a password', () => ole('EncryptedPackage'), /password/],
  ['an archive whose files are under a password', () => lockedZip(), /password/],
  [
    'a bomb that says how large it is',
    () => zipOf(partsOf({ 'xl/media/a.bin': megabytes(60, '\0') })),
    /more than 50 MB/,
  ],
  [
    'many files that together are too large',
    () =>
      zipOf(
        partsOf(
          Object.fromEntries(Array.from({ length: 60 }, (_, at) => [`xl/media/${at}`, megabytes(1, '\0')])),
        ),
      ),
    /more than 50 MB/,
  ],
  [
    'a bomb that lies about its size',
    () =>
      zipOf(
        partsOf({
          'xl/worksheets/sheet1.xml': sheetXml(`<row r="1">${cell('A1', 'a'.repeat(30_000_000))}</row>`),
        }),
        { declared: 900 },
      ),
    /damaged|unpacks to/,
  ],
  [
    'a bomb of one long text',
    () => withSheet(sheetXml(`<row r="1">${cell('A1', 'a'.repeat(40_000_000))}</row>`)),
    /cell has more than 32,767/,
  ],
  [
    'more than 200 files',
    () => zipOf(partsOf(Object.fromEntries(Array.from({ length: 300 }, (_, at) => [`xl/media/${at}`, 'a'])))),
    /files packed in it, and a workbook has 200/,
  ],
  [
    'an archive in an archive',
    () => zipOf({ 'plan.zip': zipOf({ 'plan.xlsx': 'a' }) }),
    /archive and no workbook/,
  ],
  ['a workbook with macros', () => zipOf(partsOf({ 'xl/vbaProject.bin': 'a' })), /macros/],
  ['a binary workbook', () => zipOf({ '[Content_Types].xml': types, 'xl/workbook.bin': 'a' }), /\.xlsb/],
  [
    'a Word document',
    () => zipOf({ '[Content_Types].xml': types, 'word/document.xml': '<a/>' }),
    /Word document/,
  ],
  [
    'a presentation',
    () => zipOf({ '[Content_Types].xml': types, 'ppt/presentation.xml': '<a/>' }),
    /presentation/,
  ],
  ['a file of Numbers', () => zipOf({ 'Index/Document.iwa': 'a' }), /Numbers/],
  ['a PDF', () => Buffer.from('%PDF-1.7\n1 0 obj'), /a PDF/],
  ['a picture', () => Buffer.from('89504e470d0a1a0a', 'hex'), /a picture/],
  ['a photograph', () => Buffer.from('ffd8ffe000104a46', 'hex'), /a picture/],
  ['a program', () => Buffer.from('MZ\u0090\u0000', 'latin1'), /a program/],
  ['a packed file', () => Buffer.from('1f8b0800', 'hex'), /archive/],
  ['rich text', () => Buffer.from('{\\rtf1 plan}'), /\.rtf/],
  [
    'random bytes',
    () => Buffer.from(Array.from({ length: 5_000 }, (_, at) => (at * 7_919 + 13) % 256)),
    /neither a spreadsheet nor a text/,
  ],
  ['an archive cut off', () => zipOf(partsOf()).subarray(0, 700), /damaged/],
  ['an archive without its directory', () => Buffer.from('PK\u0003\u0004 and nothing more'), /damaged/],
  [
    'a workbook without sheets',
    () => zipOf(partsOf({ 'xl/workbook.xml': '<workbook/>' })),
    /nothing in the sheets/,
  ],
  [
    'a workbook that names a sheet which is not there',
    () => zipOf(partsOf({ 'xl/workbook.xml': book('rId9') })),
    /nothing in the sheets|damaged/,
  ],
  ['a sheet that is no XML', () => withSheet('no XML <<<< at all'), /damaged|nothing/],
  [
    'elements that lie a million deep',
    () => withSheet('<a>'.repeat(1_000_000)),
    /damaged|memory|too long|cannot be read|nothing/,
  ],
  [
    'two cells at the ends of the sheet',
    () =>
      withSheet(
        sheetXml(`<row r="1">${cell('A1', 'a')}</row><row r="1048576">${cell('XFD1048576', 'b')}</row>`),
      ),
    /damaged|memory|unpacks|more than/,
  ],
  ['50,000 rows', () => manyRows(50_000), /50,00\d rows, and 5,000 at most/],
  [
    '60,000 rows of text',
    () => Buffer.from(`No.,Action\n${'1,a\n'.repeat(60_000)}`),
    /60,001 rows, and 5,000 at most/,
  ],
  [
    '200 sheets',
    async () =>
      Buffer.from(
        await writeXlsx({
          sheets: Array.from({ length: 150 }, (_, at) => ({ name: `S${at}`, rows: [['a']] })),
        }),
      ),
    /files packed|sheets, and 100 at most/,
  ],
  [
    'a quotation mark that nothing closes',
    () => Buffer.from(`No.,Action\n1,"${'a\n'.repeat(10_000)}`),
    /nothing closes it/,
  ],
  [
    'a quotation mark that nothing closes in 3 MB',
    () => Buffer.from(`No.,Action\n1,"${'a\n'.repeat(1_500_000)}`),
    /nothing closes it/,
  ],
  [
    'a cell of a million characters',
    () => Buffer.from(`No.,Action\n1,${'a'.repeat(400_000)}\n`),
    /32,767 characters/,
  ],
  [
    'an XML spreadsheet of Excel 2003',
    () =>
      Buffer.from(
        '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"></Workbook>',
      ),
    /Excel 2003/,
  ],
  [
    'a web page in one file',
    () => Buffer.from('MIME-Version: 1.0\nContent-Type: multipart/related'),
    /\.mht/,
  ],
  [
    'a web page without a table',
    () => Buffer.from('<!DOCTYPE html><html><body><p>Sign in</p></body></html>'),
    /without a table/,
  ],
  [
    'a web page of comments that nothing closes',
    () => Buffer.from(`<html>${'<!--'.repeat(1_000_000)}`),
    /without a table|too long/,
  ],
  [
    'UTF-16 that says it is UTF-8',
    () => Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), utf16('No.,Action')]),
    /neither a spreadsheet nor a text/,
  ],
  [
    'an .ods that repeats a row a thousand million times',
    async () => odsRepeating(),
    /damaged|memory|unpacks|too long|more than|nothing/,
  ],
]

function lockedZip(): Buffer {
  const bytes = zipOf(partsOf())
  for (let at = bytes.indexOf('PK\u0001\u0002'); at >= 0; at = bytes.indexOf('PK\u0001\u0002', at + 4))
    bytes[at + 8] = 1
  return bytes
}

async function odsRepeating(): Promise<Buffer> {
  await writeOds({ sheets: [{ name: 'a', rows: [['a']] }] })
  return zipOf({
    mimetype: 'application/vnd.oasis.opendocument.spreadsheet',
    'META-INF/manifest.xml': '<manifest/>',
    'content.xml':
      '<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x"><office:body><office:spreadsheet><table:table table:name="Plan"><table:table-row table:number-rows-repeated="1000000000"><table:table-cell table:number-columns-repeated="16000" office:value-type="string"><text:p>a</text:p></table:table-cell></table:table-row></table:table></office:spreadsheet></office:body></office:document-content>',
  })
}

/** Workbooks that ask to have something put in the place of their words: the text of their first cell is told. */
export const withEntities: [what: string, bytes: () => Buffer, text: string][] = [
  [
    'entities that grow tenfold each',
    () => withSheet(sheetXml(`<row r="1">${cell('A1', '&m;')}</row>`, laughs)),
    '&m;',
  ],
  [
    'an entity that names a file',
    () =>
      withSheet(
        sheetXml(
          `<row r="1">${cell('A1', '&x;')}</row>`,
          '<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        ),
      ),
    '&x;',
  ],
]

const laughs = `<!DOCTYPE x [<!ENTITY a "ha">${Array.from({ length: 12 }, (_, at) => `<!ENTITY ${String.fromCodePoint(98 + at)} "${`&${String.fromCodePoint(97 + at)};`.repeat(10)}">`).join('')}]>`
