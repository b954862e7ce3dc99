import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ownHeadings } from '#server/exchange/own-headings.ts'
import { readWorkbook } from '#server/exchange/read-workbook.ts'
import { councils } from '#test/support/workbooks/councils.ts'
import { summaryOf } from '#test/support/workbooks/summary.ts'
import { planReading } from '#workflows/exchange/reading/plan-reading.ts'
import type { Answer, Reading } from '#workflows/exchange/reading/reading.ts'

async function readingOf(bytes: Buffer, answers: Answer[] = []): Promise<Reading> {
  const read = await readWorkbook(bytes)
  if ('refused' in read) throw new Error(read.refused)
  const reading = planReading(read.workbook, { today: '2018-06-01', own: ownHeadings, answers })
  if ('refused' in reading) throw new Error(reading.refused)
  return reading
}

describe('a workbook as councils keep them reads as a person would read it', () => {
  test('twelve of them are told', () => {
    expect(councils.length).toBeGreaterThanOrEqual(12)
  })

  test.each(councils)('$name', async ({ bytes, expected, says = [] }) => {
    const reading = await readingOf(await bytes())
    expect(summaryOf(reading)).toEqual(expected)
    for (const sentence of says) expect(reading.said.join('\n')).toMatch(sentence)
    for (const { read, asked, refused, originals } of reading.rows) {
      expect(['agreed', 'inProgress', 'submitted', undefined], 'nothing is signed off').toContain(read.state)
      const texts = Object.values(originals).join('\n')
      const cells = [...asked, ...refused].filter(({ field }) => !['row', 'startOn', 'ref'].includes(field))
      for (const { original } of cells) expect(texts).toContain(original)
    }
  })
})

test('a workbook of another program reads alike: merged cells, colours of its theme, days, hidden rows, struck words', async () => {
  const file = join(import.meta.dirname, '../../fixtures/spreadsheets/of-another-program.xlsx')
  const reading = await readingOf(await readFile(file))
  expect(summaryOf(reading)).toMatchObject({
    headerRows: [4],
    rows: {
      5: {
        ref: '1.1',
        priority: 'Front door',
        recommendations: ['17'],
        dueOn: '2018-09-30',
        state: 'inProgress',
      },
      6: {
        ref: '1.2',
        priority: 'Front door',
        recommendations: ['17'],
        dueOn: '2018-12-31',
        rating: 'amber',
      },
      7: { ref: '2', recommendations: ['18', '19'], lastUpdate: 'old gone' },
      8: { ref: '3', rating: 'green' },
    },
    refused: ['7 owner', '8 dueOn'],
    skipped: [10],
  })
  expect(reading.askedOnce.flatMap(({ field, original }) => (field === 'rating' ? [original] : []))).toEqual([
    '#00B050',
    '#C0504D',
  ])
  expect(reading.said.join('\n')).toMatch(/Row 7 is hidden.*\n.*Column I is hidden/)
})
