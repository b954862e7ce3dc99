import { execFile } from 'node:child_process'
import { rmSync } from 'node:fs'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs, promisify } from 'node:util'
import { copyOfRules, distancesIn, type Reached } from './copy.ts'
import { type Plant, plantsFor } from './plants.ts'
import { trialsIn } from './trials.ts'

/**
 * Plants faults into the rules, one at a time and in a copy of them, and runs the tests of the rules against each.
 * `--every 1` plants all faults that can be made instead of a choice spread over the files; `--only rating` those in
 * files whose paths hold that. Exit code 1 when a fault lived: no test failed, and the compiler took it.
 */
const { values } = parseArgs({
  options: { every: { type: 'string', default: '11' }, only: { type: 'string', default: '' } },
})
const from = performance.now()
const folder = await copyOfRules()
const trials = trialsIn(folder)
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => {
    trials.close()
    rmSync(folder, { recursive: true, force: true })
    process.exit(1)
  })
}
const [lived, refused]: [Plant[], Plant[]] = [[], []]
const noticedBy = new Map<string, number>()
try {
  const plants = await plantsFor(folder, Number(values.every), values.only)
  const away = await distancesIn(folder)
  const limitMs = 5 * (await lastsAsItIs([...away.keys()]))
  for (const plant of plants) {
    const test = await noticing(plant, testsReaching(plant.file, away), limitMs)
    if (test !== null) noticedBy.set(test, (noticedBy.get(test) ?? 0) + 1)
    else if (await isRefused(plant)) refused.push(plant)
    else lived.push(tell(plant))
  }
  for (const [test, count] of [...noticedBy].toSorted()) process.stdout.write(`${count} noticed by ${test}\n`)
  const noticed = plants.length - lived.length - refused.length
  process.stdout.write(
    `planted ${plants.length}, noticed ${noticed}, refused by the compiler ${refused.length}, lived ${lived.length}; ` +
      `${Math.round((performance.now() - from) / 1000)} s\n`,
  )
} finally {
  trials.close()
  await rm(folder, { recursive: true, force: true })
}
process.exitCode = lived.length > 0 ? 1 : 0

/** The test that notices a fault, or null. */
async function noticing(
  { file, planted }: Plant,
  tests: readonly string[],
  limitMs: number,
): Promise<string | null> {
  return inPlaceOf(file, planted, () => trials.run({ changed: join(folder, file), tests }, limitMs))
}

/** Whether the compiler refuses a fault: it cannot be committed then, and no test needs to notice it. */
async function isRefused({ file, planted }: Plant): Promise<boolean> {
  return inPlaceOf(file, planted, async () => !(await compiles()))
}

async function compiles(): Promise<boolean> {
  const compiler = join(folder, 'node_modules/typescript/bin/tsc')
  return promisify(execFile)(process.execPath, [compiler, '--project', folder]).then(
    () => true,
    () => false,
  )
}

async function inPlaceOf<T>(file: string, text: string, during: () => Promise<T>): Promise<T> {
  const path = join(folder, file)
  const source = await readFile(path, 'utf8')
  await writeFile(path, text)
  try {
    return await during()
  } finally {
    await writeFile(path, source)
  }
}

/** How long all tests take without any fault, in milliseconds. Throws where one fails, or the rules do not compile. */
async function lastsAsItIs(tests: readonly string[]): Promise<number> {
  const started = performance.now()
  const failed = await trials.run({ changed: folder, tests })
  const lasted = performance.now() - started
  if (failed !== null) throw new Error(`${failed} fails without any fault`)
  // Else every fault that no test notices would count as refused.
  if (!(await compiles())) throw new Error('the compiler refuses the rules without any fault')
  return lasted
}

/** The tests that reach a file, nearest first; those that draw thousands of sequences come last. */
function testsReaching(file: string, away: Reached): string[] {
  const lengthy = ['test/workflows/any-event.test.ts', 'test/workflows/sequences.test.ts']
  const distance = (test: string) => (away.get(test)?.get(file) ?? 0) + 100 * lengthy.indexOf(test)
  return [...away.keys()]
    .filter((test) => away.get(test)?.has(file))
    .toSorted((a, b) => distance(a) - distance(b))
}

function tell(plant: Plant): Plant {
  process.stdout.write(`lived: ${plant.file}:${plant.line}\n  ${plant.before}\n  ${plant.after}\n`)
  return plant
}
