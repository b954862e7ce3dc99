import { describe, expect, test } from 'vitest'
import { planReading } from '#workflows/exchange/reading/plan-reading.ts'
import type { Answer, Reading } from '#workflows/exchange/reading/reading.ts'
import type { SheetRow } from '#workflows/exchange/workbook.ts'

/** The reading of a table of texts. */
function readingOf(table: readonly (readonly string[])[], answers: Answer[] = []): Reading {
  const rows = table.map((cells, at): SheetRow => ({
    row: at + 1,
    cells: cells.map((text) => (text === '' ? null : { text, kind: 'text' })),
  }))
  const sheet = { name: 'Plan', rows, merges: [], hiddenColumns: [] }
  const reading = planReading(
    { kind: 'csv', sheets: [sheet], epoch: 1900, said: [] },
    { today: '2018-06-01', answers },
  )
  if ('refused' in reading) throw new Error(reading.refused)
  return reading
}

const heads = ['No.', 'Priority', 'Action', 'Lead', 'By when', 'Progress', 'R/A/G']
const row = (ref: string, progress: string, rag: string) => [
  ref,
  'Help',
  `Do ${ref}`,
  '',
  '30/09/2018',
  progress,
  rag,
]

describe('how a row stands, where no column has a status', () => {
  test('is taken of what its progress begins with, and of a colour that says that it is done', () => {
    const { rows, askedOnce } = readingOf([
      heads,
      row('1', 'COMPLETED Next phase … underway', 'G'),
      row('2', 'Completed', 'G'),
      row('3', 'The audit was completed in May', 'A'),
      row('4', '', 'Complete'),
      row('5', '', 'Not started'),
    ])
    expect(rows.map(({ read, asked }) => [read.state ?? null, asked.map(({ field }) => field)])).toEqual([
      [null, ['state']],
      ['inProgress', []],
      [null, []],
      ['inProgress', []],
      ['agreed', []],
    ])
    expect(askedOnce.map(({ field, original }) => `${field} ${original}`)).toEqual(
      ['state Completed'].concat(['state Complete']),
    )
  })

  test('is asked where it is said to be done and its colour says that it is not', () => {
    const { rows } = readingOf([
      heads,
      row('1', 'Complete', 'Amber – in progress'),
      row('2', 'Complete', 'G'),
    ])
    expect(rows.map(({ asked }) => asked.map(({ field, original }) => `${field} ${original}`))).toEqual([
      ['state Complete'],
      [],
    ])
  })
})

describe('answers', () => {
  test('stand in the place of the cell, for a row or for all that say the same', () => {
    const table = [
      heads,
      row('1', 'Complete', 'B'),
      row('2', 'Complete', 'B'),
      ['3', 'Help', 'Do 3', 'MW/YO', 'TBC', '', ''],
    ]
    const reading = readingOf(table, [
      { field: 'state', original: 'Complete', answer: 'submitted' },
      { field: 'rating', original: 'B', answer: 'green' },
      { row: 4, field: 'owner', original: 'MW/YO', answer: 'YO' },
      { row: 4, field: 'dueOn', original: 'TBC', answer: '31/03/2019' },
      { field: 'owner', original: 'YO', answer: 'yo@council.example' },
      { row: 9, field: 'title', original: 'x', answer: 'y' },
    ])
    expect(reading.rows.map(({ read }) => [read.state, read.rating, read.owner, read.dueOn])).toEqual([
      ['submitted', 'green', undefined, '2018-09-30'],
      ['submitted', 'green', undefined, '2018-09-30'],
      [undefined, undefined, 'YO', '2019-03-31'],
    ])
    expect(reading.askedOnce).toEqual([])
    expect(reading.counts).toMatchObject({ read: 3, asked: 0 })
    expect(reading.said.join()).toMatch(/answer for ‘x’ \(title, row 9\) answers nothing/)
  })

  test('that cannot be read themselves leave the question open', () => {
    const table = [heads, ['1', 'Help', 'Do 1', 'LSCB', 'TBC', '', '']]
    const { rows } = readingOf(table, [
      { row: 2, field: 'owner', original: 'LSCB', answer: 'The board' },
      { row: 2, field: 'dueOn', original: 'TBC', answer: '31/06/2019' },
    ])
    expect(rows[0]?.refused.map(({ field, original }) => `${field} ${original}`)).toEqual([
      'owner LSCB',
      'dueOn TBC',
    ])
  })

  test('may leave a field empty, or a row out', () => {
    const table = [heads, ['1', 'Help', 'Do 1', 'LSCB', 'TBC', '', ''], ['2', 'Help', 'Do 2', '', '', '', '']]
    const { rows, skipped } = readingOf(table, [
      { row: 2, field: 'owner', original: 'LSCB', answer: '-' },
      { row: 2, field: 'dueOn', original: 'TBC', answer: '-' },
      { row: 3, field: 'row', original: '', answer: 'leave out' },
    ])
    expect(rows).toMatchObject([{ ref: '1', asked: [], refused: [] }])
    expect(skipped).toMatchObject([{ row: 3, because: 'It is left out, as was answered.' }])
  })

  test('to a title that is too long keep the whole text in the description', () => {
    const long = `Visit each family. ${'Write down what they said. '.repeat(10).trim()}`
    const table = [heads, ['1', 'Help', long, '', '', '', '']]
    expect(readingOf(table).rows[0]).toMatchObject({
      read: { ref: '1' },
      asked: [{ field: 'title', proposed: ['Visit each family'] }],
    })
    const { rows } = readingOf(table, [
      { row: 2, field: 'title', original: long, answer: 'Visit each family' },
    ])
    expect(rows[0]).toMatchObject({ read: { title: 'Visit each family', description: long }, asked: [] })
  })
})
