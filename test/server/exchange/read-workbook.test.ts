import { writeOds } from 'hucre'
import { describe, expect, test } from 'vitest'
import { readWorkbook } from '#server/exchange/read-workbook.ts'
import { zipOf } from '#test/support/documents/templates.ts'
import { partsOf, sheetXml } from '#test/support/workbooks/hostile.ts'
import { on, xlsxOf } from '#test/support/workbooks/make.ts'
import type { Sheet, Workbook } from '#workflows/exchange/workbook.ts'

async function bookOf(bytes: Buffer): Promise<Workbook> {
  const read = await readWorkbook(bytes)
  if ('refused' in read) throw new Error(read.refused)
  return read.workbook
}
const first = async (bytes: Buffer): Promise<Sheet> => {
  const [sheet] = (await bookOf(bytes)).sheets
  if (!sheet) throw new Error('no sheet')
  return sheet
}
const textsOf = ({ rows }: Sheet) =>
  rows.map(({ row, cells }) => [row, ...cells.map((cell) => cell?.text ?? null)])

describe('a workbook of Excel', () => {
  test('gives values with their kinds as a reader of the sheet sees them', async () => {
    const { rows } = await first(
      await xlsxOf({
        rows: [
          [
            'text',
            { value: 1.1, format: '0.00' },
            on('2018-09-30'),
            { value: on('2018-09-01'), format: 'mmm-yy' },
            true,
            { value: 7, formula: 'SUM(A1:A3)' },
            43_344,
            { value: 7, format: '000' },
          ],
        ],
      }),
    )
    expect(rows[0]?.cells).toEqual([
      { text: 'text', kind: 'text' },
      { text: '1.10', kind: 'number', number: 1.1 },
      { text: '30/09/2018', kind: 'date', day: '2018-09-30' },
      { text: 'Sep-18', kind: 'date', day: '2018-09-01', monthOnly: true },
      { text: 'TRUE', kind: 'boolean' },
      { text: '7', kind: 'number', number: 7, formula: 'SUM(A1:A3)' },
      { text: '43344', kind: 'number', number: 43_344 },
      { text: '007', kind: 'number', number: 7 },
    ])
  })

  test('gives colours, merged cells, what is hidden, what is struck through and what is remarked', async () => {
    const sheet = await first(
      await xlsxOf({
        rows: [
          ['A', 'B', 'C'],
          [{ value: null, fill: '00B050' }, 'x', { value: 'y', struck: true }],
          [
            null,
            { value: 'June Sept', runs: [{ text: 'June', struck: true }, { text: ' Sept' }] },
            { value: 'z', comment: 'Check' },
          ],
        ],
        merges: ['A2:A3'],
        hiddenRows: [3],
        hiddenColumns: [1],
      }),
    )
    expect(sheet.merges).toEqual([{ fromRow: 2, toRow: 3, fromColumn: 0, toColumn: 0 }])
    expect(sheet.hiddenColumns).toEqual([1])
    expect(sheet.rows[1]).toEqual({
      row: 2,
      cells: [
        { text: '', kind: 'text', fill: '00B050' },
        { text: 'x', kind: 'text' },
        { text: 'y', kind: 'text', struck: 'y' },
      ],
    })
    expect(sheet.rows[2]).toMatchObject({
      row: 3,
      hidden: true,
      cells: [null, { text: 'June Sept', struck: 'June' }, { text: 'z', comment: 'Check' }],
    })
  })

  test('of a Mac keeps its days', async () => {
    const book = await bookOf(await xlsxOf({ rows: [['When'], [on('2018-09-30')]] }, '1904'))
    expect(book.epoch).toBe(1904)
    expect(book.sheets[0]?.rows[1]?.cells[0]).toMatchObject({ kind: 'date', day: '2018-09-30' })
  })

  test('says of a sheet that it is hidden, and that its colours come from rules', async () => {
    const rules = [
      {
        type: 'cellIs' as const,
        priority: 1,
        operator: 'equal' as const,
        formula: '"Red"',
        range: 'A1:A9',
        style: {},
      },
    ]
    const { sheets } = await bookOf(
      await xlsxOf([
        { rows: [['A']], rules },
        { name: 'Lists', rows: [['B']], hidden: true },
      ]),
    )
    expect(sheets).toMatchObject([
      { name: 'Plan', colouredByRules: true },
      { name: 'Lists', hidden: true },
    ])
  })
})

test('an .ods gives its values, days and merged cells, and says that its colours are not read', async () => {
  const bytes = await writeOds({
    sheets: [
      {
        name: 'Plan',
        rows: [
          ['No.', 'When'],
          ['1', on('2018-09-30')],
        ],
      },
    ],
  })
  const book = await bookOf(Buffer.from(bytes))
  expect(book.said.join()).toMatch(/colours of an .ods/)
  expect(book.sheets[0]?.rows[1]?.cells).toMatchObject([{ text: '1' }, { kind: 'date', day: '2018-09-30' }])
})

describe('a text with separated cells', () => {
  const plan = 'No.,Action\r\n1,"Visit, and ""ask""\nthe child"\r\n2,Café – £5\r\n'
  const expected = [
    [1, 'No.', 'Action'],
    [2, '1', 'Visit, and "ask"\nthe child'],
    [3, '2', 'Café – £5'],
  ]
  const windows = (text: string) => Buffer.from(text.replaceAll('–', '\u0096'), 'latin1')
  const big = (text: string) => Buffer.from(text, 'utf16le').swap16()

  test.each<[string, Buffer]>([
    ['UTF-8', Buffer.from(plan)],
    ['UTF-8 with its mark', Buffer.from(`\ufeff${plan}`)],
    ['UTF-16', Buffer.from(`\ufeff${plan}`, 'utf16le')],
    ['UTF-16 the other way round', big(`\ufeff${plan}`)],
    ['UTF-16 without its mark', Buffer.from(plan, 'utf16le')],
    ['Windows-1252', windows(plan)],
    ['semicolons', Buffer.from(plan.replaceAll(/,(?! )/g, ';'))],
    ['tabs', Buffer.from(plan.replaceAll(/,(?! )/g, '\t'))],
    ['a first line that names the separator', Buffer.from(`sep=;\r\n${plan.replaceAll(/,(?! )/g, ';')}`)],
    ['lines of a Mac', Buffer.from('No.,Action\r1,"Visit, and ""ask""\nthe child"\r2,Café – £5\r')],
    ['empty cells and lines at the end', Buffer.from(`${plan.replaceAll('\r\n', ',,,\r\n')},,,\r\n\r\n`)],
  ])('%s', async (_, bytes) => {
    expect(textsOf(await first(bytes))).toEqual(expected)
  })

  test('keeps what looks like a formula or a number as it stands', async () => {
    const sheet = await first(Buffer.from('Ref,Action\n1.10,=1+1\n00123,"-2"\n'))
    expect(textsOf(sheet)).toEqual([
      [1, 'Ref', 'Action'],
      [2, '1.10', '=1+1'],
      [3, '00123', '-2'],
    ])
  })

  test('rows are numbered as records, and empty ones keep their number', async () => {
    const sheet = await first(Buffer.from('Ref,Action\n\n1,"a\nb"\n2,c\n'))
    expect(textsOf(sheet).map(([row]) => row)).toEqual([1, 3, 4])
  })
})

test('a page with a table that is named .xls is read, with cells over several rows', async () => {
  const sheet = await first(
    Buffer.from(
      '<html><head><title>x</title></head><body><table><tr><th>No.</th><th>Action &amp; lead</th></tr><tr><td rowspan="2">1.10</td><td>A<br>b</td></tr><tr><td>&pound;5</td></tr></table><script>alert(1)</script></body></html>',
    ),
  )
  expect(textsOf(sheet)).toEqual([
    [1, 'No.', 'Action & lead'],
    [2, '1.10', 'A\nb'],
    [3, null, '£5'],
  ])
  expect(sheet.merges).toEqual([{ fromRow: 2, toRow: 3, fromColumn: 0, toColumn: 0 }])
})

test('characters that nobody types, which a workbook may hold by escapes, become blanks', async () => {
  const sheet = await first(
    zipOf(
      partsOf({
        'xl/worksheets/sheet1.xml': sheetXml(
          '<row r="1"><c r="A1" t="inlineStr"><is><t>a_x0000_b_x0007_c&#xB;d</t></is></c></row>',
        ),
      }),
    ),
  )
  expect(sheet.rows[0]?.cells[0]?.text).toMatch(/^a\P{Cc}+d$/u)
})
