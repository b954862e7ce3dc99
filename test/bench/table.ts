import type { Row } from './row.ts'

export type Told = { row: Row; spread: number; title: string; before: Row | null }

const columns = [
  ['workload', 34],
  ['requests/s', 10],
  ['p50 ms', 9],
  ['p99 ms', 9],
  ['server ms', 10],
  ['database ms', 12],
  ['MB', 5],
  ['statements', 11],
  ['bare/s', 8],
  ['bare ms', 8],
  ['ratio', 7],
  ['spread', 7],
] as const

/** The headings of the table, and of what stands beside an earlier run. */
export function headings(size: number, isCompared: boolean): string {
  const heads = columns.map(([name, width], at) => (at === 0 ? name.padEnd(width) : name.padStart(width)))
  const more = isCompared ? '   before: requests/s, processor ms, ratio' : ''
  return `\n${size} actions\n${heads.join(' ')}${more}\n`
}

/** A line of the table. */
export function lineOf({ row, spread, title, before }: Told): string {
  const values = [
    `${row.workload} ${title}`,
    shown(row.rate),
    shown(row.p50),
    shown(row.p99),
    shown(row.cpuServerMs),
    shown(row.cpuDatabaseMs),
    String(row.rssMb),
    shown(row.statements),
    shown(row.bareRate),
    shown(row.bareCpuMs),
    shown(row.ratio),
    `${Math.round(spread * 100)}%`,
  ]
  const cells = columns.map(([, width], at) => {
    const value = values[at] ?? ''
    return at === 0 ? value.slice(0, width).padEnd(width) : value.padStart(width)
  })
  return `${cells.join(' ')}${before ? `   ${beside(row, before)}` : ''}\n`
}

/** An earlier row beside one of now: what it was, and by how much it changed. */
export function beside(row: Row, before: Row): string {
  const processor = ({ cpuServerMs, cpuDatabaseMs }: Row) => cpuServerMs + cpuDatabaseMs
  const each = (of: (each: Row) => number) => `${shown(of(before))} (${change(of(row), of(before))})`
  return [each(({ rate }) => rate), each(processor), each(({ ratio }) => ratio)].join('  ')
}

function change(now: number, before: number): string {
  if (before === 0) return 'was 0'
  const percent = Math.round((now / before - 1) * 100)
  return `${percent < 0 ? '' : '+'}${percent}%`
}

function shown(value: number): string {
  if (value >= 100) return Math.round(value).toLocaleString('en-GB')
  return value.toFixed(value >= 10 ? 1 : 2)
}
