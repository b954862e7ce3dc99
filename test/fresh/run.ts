import { execFileSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { kinds, makeMachine } from './machines.ts'
import { type Found, tryOut } from './trial.ts'

/**
 * `npm run test:fresh`: tries both commands of the README on machines unlike this one, made here in a temporary
 * folder from packages, and prints a row for each. `--only <name>` takes some, by the beginning of their names, and
 * `--tests` runs `npm test` on each too, which takes minutes a machine. Linux only. Exit code 1 where one is not well.
 */
const values = readOptions()
const root = join(import.meta.dirname, '../..')
const chosen = kinds.filter(({ name }) => values.only.some((start) => name.startsWith(start)))
if (chosen.length === 0) {
  process.stderr.write(`There is no such machine. There are: ${kinds.map(({ name }) => name).join('; ')}.\n`)
  process.exit(1)
}

const commit = execFileSync('git', ['-C', root, 'rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim()
process.stdout.write(`Commit ${commit}; what is not committed is not tried\n`)
process.stdout.write(row('Machine', ['install', '1st page', '2nd page', 'Ctrl+C', 'memory'], 'npm test'))

/** Not a fault: on a busy machine it says nothing. */
const SECOND_PAGE_S = 2

let well = 0
for (const kind of chosen) {
  const folder = await mkdtemp(join(tmpdir(), 'waymark-fresh-'))
  try {
    const found = await tryOut(kind, await makeMachine(kind, folder, root), values.tests)
    if (found.faults.length === 0) well++
    process.stdout.write(rowOf(kind.name, found))
  } catch (error) {
    process.stdout.write(
      `${kind.name}: not tried: ${error instanceof Error ? error.message : String(error)}\n`,
    )
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
process.stdout.write(`${well} of ${chosen.length} machines are well\n`)
if (well < chosen.length) process.exitCode = 1

function readOptions(): { only: string[]; tests: boolean } {
  try {
    return parseArgs({
      options: {
        only: { type: 'string', multiple: true, default: [''] },
        tests: { type: 'boolean', default: false },
      },
    }).values
  } catch (error) {
    process.stderr.write(`${(error as Error).message}. There are --only <name> and --tests.\n`)
    process.exit(1)
  }
}

function rowOf(name: string, found: Found): string {
  const { install, firstPage, secondPage, ctrlC, memoryMb, tests, faults } = found
  const figures = [seconds(install), seconds(firstPage), seconds(secondPage), seconds(ctrlC), mb(memoryMb)]
  const told = faults.map((fault) => `    ${fault.trim().replaceAll('\n', '\n    ')}\n`).join('')
  return (
    row(name, figures, `${tests ?? 'not run'}: ${faults.length === 0 ? 'well' : 'NOT WELL'}`.trim()) +
    detail(found) +
    told
  )
}

function row(name: string, figures: string[], last: string): string {
  return `${name.padEnd(28)}${figures.map((figure) => figure.padStart(10)).join('')}  ${last}\n`
}

function detail({ versions, packagesMb, dataMb, secondPage }: Found): string {
  const slow = secondPage !== undefined && secondPage > SECOND_PAGE_S ? '; the 2nd page is SLOW' : ''
  const disk =
    packagesMb === undefined ? '' : `; on disk: packages ${packagesMb} MB, data ${dataMb ?? '?'} MB`
  const load = loadavg()[0] ?? 0
  return `    ${versions ?? 'versions unknown'}${disk}; load ${load.toFixed(1)}${slow}\n`
}

function seconds(value?: number): string {
  return value === undefined ? '-' : `${value.toFixed(1)} s`
}

function mb(value?: number): string {
  return value === undefined ? '-' : `${value} MB`
}
