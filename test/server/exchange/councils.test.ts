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
