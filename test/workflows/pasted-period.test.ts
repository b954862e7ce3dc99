import { describe, expect, it } from 'vitest'
import { isMonthAlone, periodNamed } from '#workflows/measure/pasted-period.ts'
import { listed, pastedTable, placeOfCell, quotedCell, shortCell } from '#workflows/measure/pasted-table.ts'

describe('a period that a heading names', () => {
  it.each<[string, [string, string] | null]>([
    ['Oct 2026', ['2026-10-01', '2026-10-31']],
    ['october-26', ['2026-10-01', '2026-10-31']],
    ["Oct '26", ['2026-10-01', '2026-10-31']],
    ['10/2026', ['2026-10-01', '2026-10-31']],
    ['Jan 2026', ['2026-01-01', '2026-01-31']],
    ['1/2026', ['2026-01-01', '2026-01-31']],
    ['Dec 2026', ['2026-12-01', '2026-12-31']],
    ['12/2026', ['2026-12-01', '2026-12-31']],
    ['0/2026', null],
    ['31/10/2026', ['2026-10-31', '2026-10-31']],
    ['03/04/2026', ['2026-04-03', '2026-04-03']],
    ['2026-10-31', ['2026-10-31', '2026-10-31']],
    ['31 October 2026', ['2026-10-31', '2026-10-31']],
    ['Q2 2026/27', ['2026-07-01', '2026-09-30']],
    ['Q4 2026-2027', ['2027-01-01', '2027-03-31']],
    ['2126-2127', ['2126-04-01', '2127-03-31']],
    ['Oct 1850', null],
    ['2025-26', ['2025-04-01', '2026-03-31']],
    ['Q2 2026', null],
    ['2026-28', null],
    ['1.2345', null],
    ['10.2026', null],
    ['13/2026', null],
    ['Target', null],
    ['94', null],
    ['', null],
  ])('%s', (text, wanted) => {
    expect(periodNamed(text)).toEqual(wanted && { from: wanted[0], to: wanted[1] })
  })
})

it.each([
  [true, 'Oct'],
  [true, 'oct.'],
  [true, ' October '],
  [false, 'Oc'],
  [false, 'Oct 2026'],
  [false, 'Target'],
  [false, ''],
])('tells a month without its year: %s, %j', (isMonth, text) => {
  expect(isMonthAlone(text)).toBe(isMonth)
})

it('names cells as a spreadsheet does', () => {
  expect([
    placeOfCell(3, 1),
    placeOfCell(1, 25),
    placeOfCell(2, 26),
    placeOfCell(9, 27),
    placeOfCell(4, 701),
    placeOfCell(12, 702),
  ]).toEqual(['B3', 'Z1', 'AA2', 'AB9', 'ZZ4', 'AAA12'])
  expect(pastedTable('a\t"b ""c"""\n\n"d\te"')).toEqual([
    { row: 1, cells: ['a', 'b "c"'] },
    { row: 3, cells: ['d e'] },
  ])
})

it.each([
  ['x'.repeat(80), 'x'.repeat(80)],
  [`${'x'.repeat(80)}y`, `${'x'.repeat(80)}…`],
  [`${'x'.repeat(79)} yz`, `${'x'.repeat(79)}…`],
  ['', ''],
])('repeats no more than eighty characters of a cell: %s', (cell, shown) => {
  expect([shortCell(cell), quotedCell(cell)]).toEqual([shown, `‘${shown}’`])
})

it.each([
  ['', []],
  ['a', ['a']],
  ['a and b', ['a', 'b']],
  ['a, b, c, d and e', ['a', 'b', 'c', 'd', 'e']],
  ['a, b, c, d, e and 1 more', ['a', 'b', 'c', 'd', 'e', 'f']],
  ['x, x, x, x, x and 1,200 more', Array.from({ length: 1_205 }, () => 'x')],
])('lists five of many, and counts the others: %s', (told, items) => {
  expect(listed(items)).toBe(told)
})
