import { readXlsx } from 'hucre'
import { describe, expect, test } from 'vitest'
import { readWorkbook } from '#server/exchange/read-workbook.ts'
import { writeWorkbook } from '#server/exchange/write-workbook.ts'
import { planReading } from '#workflows/exchange/reading/plan-reading.ts'

const columns = ['Reference', 'Priority', 'Title', 'Due date', 'R/A/G', 'Figure'].map((heading) => ({
  heading,
  width: 20,
}))
const texts = [
  '=1+1',
  '+44 20',
  '-5%',
  '@home',
  '00123',
  '1-2',
  '1.10',
  'TRUE',
  '31/03/2027',
  'Zoë – “£5”',
  'a\nb',
  '_x0041_ and _x000D_',
  '👪 <b> & ]]>',
]
const written = () =>
  writeWorkbook(
    [
      {
        name: 'Plan: 2027/28 [draft]',
        columns,
        rows: texts.map((text, at) => [
          `1.${at}0`,
          'Help',
          text,
          { day: '2027-03-31' },
          { text: 'Amber', fill: 'FFC000' },
          -12.5,
        ]),
      },
    ],
    '2027-01-01',
  )

describe('a workbook that is written', () => {
  test('reads back cell by cell: texts as they stand, days as days, numbers as numbers, colours with words', async () => {
    const read = await readWorkbook(await written())
    if ('refused' in read) throw new Error(read.refused)
    const [sheet] = read.workbook.sheets
    expect(sheet?.name).toBe('Plan  2027 28  draft')
    expect(sheet?.rows.slice(1).map(({ cells }) => cells[2])).toEqual(
      texts.map((text) => ({ text, kind: 'text' })),
    )
    expect(sheet?.rows[1]?.cells.slice(3)).toEqual([
      { text: '31/03/2027', kind: 'date', day: '2027-03-31' },
      { text: 'Amber', kind: 'text', fill: 'FFC000' },
      { text: '-12.5', kind: 'number', number: -12.5 },
    ])
  })

  test('holds no formula, keeps its headings in sight and on each page, and has filters', async () => {
    const { sheets } = await readXlsx(await written(), { readStyles: true })
    const [sheet] = sheets
    expect([...(sheet?.cells?.values() ?? [])].filter(({ formula }) => formula !== undefined)).toEqual([])
    expect(sheet).toMatchObject({
      freezePane: { rows: 1 },
      autoFilter: { range: 'A1:F14' },
      pageSetup: { orientation: 'landscape', printTitlesRow: '$1:$1' },
    })
  })

  test('is read as a tracker, with every reference, title and date', async () => {
    const read = await readWorkbook(await written())
    if ('refused' in read) throw new Error(read.refused)
    const reading = planReading(read.workbook, { today: '2027-01-01' })
    if ('refused' in reading) throw new Error(reading.refused)
    expect(reading.counts).toEqual({ rows: 13, read: 13, asked: 0, refused: 0, skipped: 0 })
    expect(reading.rows.map(({ ref }) => ref)).toEqual(texts.map((_, at) => `1.${at}0`))
  })
})
