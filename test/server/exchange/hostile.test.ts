import { describe, expect, test } from 'vitest'
import { readWorkbook } from '#server/exchange/read-workbook.ts'
import { hostileSpreadsheets, withEntities } from '#test/support/workbooks/hostile.ts'
import { xlsxOf } from '#test/support/workbooks/make.ts'

describe('a file that is no tracker is refused in words that say what to do', () => {
  test('forty of them are told', () => {
    expect(hostileSpreadsheets.length).toBeGreaterThanOrEqual(40)
  })

  test.each(hostileSpreadsheets)('%s', async (_, bytes, says) => {
    const read = await readWorkbook(await bytes())
    expect(read).toHaveProperty('refused', expect.stringMatching(says))
    const { refused } = read as { refused: string }
    expect(refused).toMatch(/ (Send|send|Save|save|Close|Look|look|Look at|Shorten|Copy|Unpack) /)
    expect(read.used?.peakMegabytes ?? 0).toBeLessThan(450)
  })
})

describe('a workbook that asks for what is not in it', () => {
  test.each(withEntities)('%s: its words stay as they are', async (_, bytes, text) => {
    const read = await readWorkbook(bytes())
    const [sheet] = 'workbook' in read ? read.workbook.sheets : []
    expect(sheet?.rows[0]?.cells[0]?.text).toBe(text)
  })
})

describe('the process that reads', () => {
  const plan = () =>
    xlsxOf({
      rows: [
        ['No.', 'Action'],
        ['1', 'Visit every child'],
      ],
    })
  const fixture = (name: string) => new URL(`../documents/fixtures/${name}`, import.meta.url).pathname

  test('is stopped at its deadline, in words', async () => {
    const read = await readWorkbook(await plan(), {
      deadline: () => AbortSignal.timeout(300),
      program: new URL('fixtures/silent.ts', import.meta.url).pathname,
    })
    expect(read).toHaveProperty('refused', expect.stringMatching(/took too long/))
  })

  test('is stopped where it takes more memory than it may, in words', async () => {
    const read = await readWorkbook(await plan(), { mostMegabytes: 30 })
    expect(read).toHaveProperty('refused', expect.stringMatching(/more memory/))
  })

  test('that says something else is not believed', async () => {
    const read = await readWorkbook(await plan(), { program: fixture('garbage.ts') })
    expect(read).toHaveProperty('refused', expect.stringMatching(/cannot be read/))
  })
})
