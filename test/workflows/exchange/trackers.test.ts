import { describe, expect, test } from 'vitest'
import { type Chance, chanceOf } from '#test/support/random.ts'
import { type Gives, messyColumns, usualHeadings } from '#test/support/workbooks/messy-cells.ts'
import { planReading } from '#workflows/exchange/reading/plan-reading.ts'
import type { ReadFields } from '#workflows/exchange/reading/reading.ts'
import type { SheetRow, Workbook } from '#workflows/exchange/workbook.ts'

type Expected = { row: number; read: ReadFields; asked: string[]; refused: string[] }

/** A tracker with its columns in any order, under any of their headings, and cells as people fill them. */
function tracker(seed: number): { workbook: Workbook; expected: Expected[]; headerRow: number } {
  const chance = chanceOf(seed)
  const { one } = chance
  const messy = Object.keys(messyColumns).filter(() => chance.may(0.85))
  const fields = shuffled(['title', 'lastUpdate', 'priority', 'none', ...messy], chance)
  if (!fields.includes('dueOn')) fields.push('dueOn')
  const columns = ['ref', ...fields]
  const headings = columns.map((field) => one(messyColumns[field]?.headings ?? usualHeadings[field as 'ref']))
  const above = chance.below(3)
  const table: string[][] = [
    ...Array.from({ length: above }, (_, at) => [`Improvement plan, version ${at}`]),
    headings,
  ]
  const expected: Expected[] = []
  for (let at = 1; at <= 12; at++) {
    if (chance.may(0.1)) table.push([])
    const gives = new Map<string, Gives>()
    table.push(
      columns.map((field) => {
        const [text, given] = cellOf(field, at, one)
        gives.set(field, given)
        return text
      }),
    )
    expected.push({
      row: table.length,
      read: Object.assign({}, ...[...gives.values()].map(({ read = {} }) => read)) as ReadFields,
      asked: [...gives].flatMap(([field, { asked }]) => (asked ? [field] : [])).toSorted(),
      refused: [...gives].flatMap(([field, { refused }]) => (refused ? [field] : [])).toSorted(),
    })
  }
  return { workbook: bookOf(table), expected, headerRow: above + 1 }
}

function cellOf(field: string, at: number, one: <T>(items: readonly T[]) => T): readonly [string, Gives] {
  const messy = messyColumns[field]
  if (messy) return one(messy.cells)
  const text = {
    ref: `1.${at}`,
    priority: at < 7 ? 'The front door' : 'Children in care',
    title: `Do the thing numbered ${at} for each child`,
    lastUpdate: at % 3 === 0 ? '' : `Something was reported in week ${at}`,
    none: at % 4 === 0 ? 'Seen by the board' : '',
  }[field]
  if (text === undefined || text === '' || field === 'none') return [text ?? '', {}]
  return [text, { read: { [field]: text } }]
}

function shuffled<T>(items: readonly T[], chance: Chance): T[] {
  return items
    .map((item) => ({ item, at: chance.below(1_000_000) }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ item }) => item)
}

function bookOf(table: readonly string[][]): Workbook {
  const rows = table.map((cells, at): SheetRow => ({
    row: at + 1,
    cells: cells.map((text) => (text === '' ? null : { text, kind: 'text' })),
  }))
  const sheet = {
    name: 'Plan',
    rows: rows.filter(({ cells }) => cells.length > 0),
    merges: [],
    hiddenColumns: [],
  }
  return { kind: 'csv', sheets: [sheet], epoch: 1900, said: [] }
}

describe('sixty trackers of messy cells, in any order and under any headings', () => {
  test.each(Array.from({ length: 60 }, (_, at) => at + 1))(
    'tracker %i: each cell is read, asked or refused as it is alone',
    (seed) => {
      const { workbook, expected, headerRow } = tracker(seed)
      const reading = planReading(workbook, { today: '2018-06-01' })
      if ('refused' in reading) throw new Error(reading.refused)
      expect(reading.headerRows).toEqual([headerRow])
      expect(reading.skipped).toEqual([])
      expect(
        reading.rows.map(({ row, read, asked, refused }) => ({
          row,
          read,
          asked: asked.map(({ field }) => field).toSorted(),
          refused: refused.map(({ field }) => field).toSorted(),
        })),
      ).toEqual(expected)
      const { rows, read, asked, refused } = reading.counts
      expect([rows, read + asked + refused]).toEqual([12, 12])
      expect(refused).toBe(expected.filter((each) => each.refused.length > 0).length)
    },
  )
})

describe('columns that have one heading', () => {
  const table = [
    ['Ref', 'Action', 'Action', 'Room', 'Room'],
    ['1', 'Visit each family', 'Within a week', 'Upstairs', 'Downstairs'],
  ]
  const read = (columns: { heading: string; field: 'evidence' | null }[] = []) => {
    const reading = planReading(bookOf(table), { today: '2018-06-01', columns })
    if ('refused' in reading) throw new Error(reading.refused)
    return reading
  }

  test('keep the original of each of their cells, and are named apart by their letters', () => {
    const { rows, columns } = read()
    expect(columns.map(({ heading }) => heading)).toEqual([
      'Ref',
      'Action',
      'Action (column C)',
      'Room',
      'Room (column E)',
    ])
    expect(rows[0]?.originals).toEqual({
      Ref: '1',
      Action: 'Visit each family',
      'Action (column C)': 'Within a week',
      Room: 'Upstairs',
      'Room (column E)': 'Downstairs',
    })
  })

  test('are chosen apart by the names that tell them apart, and together by their heading', () => {
    const fields = (told: Parameters<typeof read>[0]) =>
      read(told)
        .columns.slice(3)
        .map(({ field }) => field)
    expect(fields([{ heading: 'Room', field: 'evidence' }])).toEqual(['evidence', 'evidence'])
    expect(
      fields([
        { heading: 'Room', field: null },
        { heading: 'Room (column E)', field: 'evidence' },
      ]),
    ).toEqual([null, 'evidence'])
  })
})
