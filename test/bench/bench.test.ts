import { spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Ran, temporaryFolder } from '#test/support/waymark.ts'
import { optionsOf } from './options.ts'
import { rowOf, type Side } from './row.ts'
import { beside, headings, lineOf } from './table.ts'
import { workloadNames } from './workloads/names.ts'

/** Runs the bench as `npm run bench` does, as the first of a session of its own. */
async function runBench(...args: string[]): Promise<Ran & { session: number }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'run.ts'), ...args], { detached: true })
  const ran: Ran = { code: null, out: '', err: '' }
  child.stdout.on('data', (chunk: Buffer) => (ran.out += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (ran.err += chunk.toString()))
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
  return { ...ran, code, session: child.pid ?? 0 }
}

/** The processes of a session, and those that work on a folder: what the bench started, its PostgreSQL too. */
function processesOf(session: number, folder: string): string[] {
  return readdirSync('/proc').filter((name) => {
    if (!/^\d+$/.test(name)) return false
    try {
      const fields = readFileSync(`/proc/${name}/stat`, 'utf8')
        .replace(/^.*\) /s, '')
        .split(' ')
      if (fields[0] === 'Z') return false
      return Number(fields[3]) === session || readFileSync(`/proc/${name}/cmdline`, 'utf8').includes(folder)
    } catch {
      return false
    }
  })
}

const fields =
  'size workload connections rate p50 p99 cpuServerMs cpuDatabaseMs rssMb statements bareRate bareCpuMs ratio'.split(
    ' ',
  )

// What the operating system says of processes is read as Linux tells it.
describe.skipIf(process.platform !== 'linux')('npm run bench', () => {
  let data: Awaited<ReturnType<typeof temporaryFolder>>
  const small = () => ['--sizes', '100', '--rounds', '1', '--seconds', '1', '--data', data.folder]
  let first: Awaited<ReturnType<typeof runBench>>
  beforeAll(async () => {
    data = await temporaryFolder()
    first = await runBench(...small(), '--workloads', 'W3,W4', '--json')
  })
  afterAll(() => data.remove())

  it('prints a row of JSON for each workload, and nothing else, on standard output', () => {
    expect(first.err).not.toContain('Error')
    expect(first.code).toBe(0)
    const rows = first.out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, number | string>)
    expect(rows.map(({ workload }) => workload)).toEqual(['W3', 'W4'])
    for (const row of rows) {
      expect(Object.keys(row)).toEqual(fields)
      expect(row).toMatchObject({ size: 100, connections: 10 })
      for (const field of fields.filter((name) => name !== 'workload')) expect(row[field]).toBeGreaterThan(0)
      expect(row['ratio']).toBeCloseTo(Number(row['rate']) / Number(row['bareRate']), 2)
    }
  })

  it('loads data of which verify says that all is well', () => {
    expect(first.err).toMatch(/verify: all is well: [\d,]+ events of \d+ subjects\./)
  })

  it('keeps the data, and shows an earlier run beside the next', async () => {
    const file = join(data.folder, 'earlier.json')
    await writeFile(file, first.out)
    const second = await runBench(...small(), '--workloads', 'W3', '--compare', file)
    expect(second.code).toBe(0)
    expect(second.err).not.toContain('are loaded')
    const [size, heads, line, ...more] = second.out.trim().split('\n')
    expect([size, more]).toEqual(['100 actions', []])
    expect(heads).toContain('before: requests/s, processor ms, ratio')
    expect(line).toMatch(/^W3 one action .*%\s+[\d.,]+ \([+-]\d+%\)/)
    expect(processesOf(second.session, data.folder)).toEqual([])
  })

  it('leaves nothing running', () => {
    expect(processesOf(first.session, data.folder)).toEqual([])
  })

  it('says what to give in place of what it does not know', async () => {
    const unknown = await runBench('--workloads', 'W3,W99')
    expect(unknown).toMatchObject({ code: 1, out: '' })
    expect(unknown.err).toMatch(/^There is no workload W99\. Give any of: W1, /)
    const missing = await runBench('--compare', join(data.folder, 'none.json'))
    expect(missing).toMatchObject({ code: 1, out: '' })
    expect(missing.err).toContain('to compare with. Make one with: npm run -s bench -- --json >')
  })
})

describe('the options of the bench', () => {
  it('are the two smaller sizes and all workloads unless told', () => {
    expect(optionsOf([])).toMatchObject({
      sizes: [10_000, 100_000],
      workloads: [...workloadNames],
      connections: 10,
      rounds: 5,
      json: false,
      compare: null,
    })
  })

  it('refuse numbers that make no sense, and options that there are not', () => {
    expect(() => optionsOf(['--sizes', '10000,ten'])).toThrow(
      "--sizes takes numbers from 100 to 10000000, not 'ten'.",
    )
    expect(() => optionsOf(['--rounds', '0'])).toThrow("--rounds takes numbers from 1 to 100, not '0'.")
    expect(() => optionsOf(['--size', '10'])).toThrow('npm run bench -- [options]')
  })
})

describe('a row of the bench', () => {
  const side = (requests: number, more: Partial<Side> = {}): Side => ({
    requests,
    seconds: 2,
    p50: 4,
    p99: 9,
    used: { server: requests * 1.5, database: requests * 0.5 },
    statements: requests * 3,
    rssMb: 200,
    ...more,
  })
  const about = { size: 500, workload: 'W3', connections: 10 }

  it('is the median of the rounds, per request, and the ratio is our rate over the bare one', () => {
    const rounds = [100, 300, 200].map((requests) => ({ ours: side(requests), bare: side(400) }))
    const { row, spread } = rowOf(about, rounds)
    expect(row).toEqual({
      ...about,
      rate: 100,
      p50: 4,
      p99: 9,
      cpuServerMs: 1.5,
      cpuDatabaseMs: 0.5,
      rssMb: 200,
      statements: 3,
      bareRate: 200,
      bareCpuMs: 2,
      ratio: 0.5,
    })
    expect(spread).toBe(1)
  })

  it('stands in the table under its headings, beside an earlier one', () => {
    const { row, spread } = rowOf(about, [{ ours: side(100), bare: side(400) }])
    const before = { ...row, rate: 25, ratio: 0.5 }
    const line = lineOf({ row, spread, title: 'one action', before })
    expect(line).toContain(beside(row, before))
    expect(beside(row, before)).toBe('25.0 (+100%)  2.00 (+0%)  0.50 (-50%)')
    expect(line.indexOf('   25.0')).toBe(headings(500, true).split('\n')[2]?.indexOf('   before'))
  })
})
