import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { freePort, pause } from '#test/support/waymark.ts'
import type { Kind, Machine } from './machines.ts'
import { memoryOf, processesOf } from './processes.ts'
import { runOn, signalGroup, type Started, startInTerminal, startOn } from './terminal.ts'

/** What a trial of the README's commands on one machine found. Seconds, and MB; faults in words, none is well. */
export type Found = {
  install?: number
  firstPage?: number
  secondPage?: number
  ctrlC?: number
  tests?: string
  packagesMb?: number
  dataMb?: number
  memoryMb?: number
  versions?: string
  faults: string[]
}

/**
 * Follows the README on a machine: installs, starts the demonstration and opens its page, presses Ctrl+C, starts it
 * once more, ends it as a service manager would and by killing what npm started, and runs the tests where they are
 * asked for.
 */
export async function tryOut(kind: Kind, machine: Machine, withTests: boolean): Promise<Found> {
  const found: Found = { faults: [] }
  const { faults } = found
  found.versions = (await runOn(machine, 'sh -c "node --version; npm --version"', 60)).said
    .trim()
    .replace('\n', ', npm ')
  const installed = await runOn(machine, kind.install ?? 'npm install', 600)
  found.install = installed.seconds
  if (installed.code !== 0)
    return { ...found, faults: [`npm ended with ${installed.code}: ${installed.said}`] }
  for (const noise of ['EBADENGINE', 'install-scripts', 'allow-scripts', 'deprecated'])
    if (installed.said.includes(noise)) faults.push(`npm says ${noise}`)
  const changed = await promisify(execFile)('git', [
    '-c',
    'safe.directory=*',
    '-C',
    machine.checkout,
    'status',
    '--porcelain',
  ])
  if (changed.stdout !== '') faults.push(`npm changes the checkout: ${changed.stdout}`)
  found.packagesMb = await sizeOf(join(machine.checkout, 'node_modules'))

  const first = await openDemonstration(machine, faults)
  if (!first) return found
  found.firstPage = first.seconds
  if (!existsSync(join(machine.checkout, 'node_modules/.cache/waymark')))
    faults.push('nothing is kept compiled')
  found.memoryMb = await memoryOf((await processesOf(machine.checkout)).keys())
  found.ctrlC = await pressCtrlC(machine, first.demonstration, faults)
  found.dataMb = await sizeOf(join(machine.checkout, 'data'))

  const second = await openDemonstration(machine, faults)
  if (!second) return found
  found.secondPage = second.seconds
  await pressCtrlC(machine, second.demonstration, faults)
  await endAsAService(machine, faults)
  await killLauncher(machine, faults)
  if (withTests) found.tests = await runTests(machine, faults)
  return found
}

type InTerminal = ReturnType<typeof startInTerminal>

async function openDemonstration(
  machine: Machine,
  faults: string[],
): Promise<{ demonstration: InTerminal; seconds: number } | null> {
  const port = await freePort()
  const demonstration = startInTerminal(onPort(machine, port), 'npm run demo')
  const seconds = await untilPage(demonstration, port)
  if (seconds === null) {
    faults.push(`the demonstration shows no page: ${demonstration.said()}`)
    demonstration.press('\u0003')
    await endOf(demonstration, [], [])
    return null
  }
  return { demonstration, seconds }
}

const onPort = (machine: Machine, port: number): Machine => ({
  ...machine,
  env: { ...machine.env, PORT: String(port) },
})

async function untilPage(started: Started, port: number): Promise<number | null> {
  const began = performance.now()
  while (performance.now() - began < 120_000 && started.process.exitCode === null) {
    const page = await fetch(`http://127.0.0.1:${port}/`).then(
      (answer) => answer.text(),
      () => '',
    )
    if (page.includes('Waymark')) return (performance.now() - began) / 1_000
    await pause(20)
  }
  return null
}

async function pressCtrlC(machine: Machine, demonstration: InTerminal, faults: string[]): Promise<number> {
  const before = demonstration.said().length
  const pressed = performance.now()
  demonstration.press('\u0003')
  await endOf(demonstration, [0, 130], faults)
  await refuseLeftovers(machine, faults, 'Ctrl+C')
  const seconds = (performance.now() - pressed) / 1_000
  const said = demonstration.said().slice(before)
  if (/error|\bat .*:\d+:\d+/i.test(said)) faults.push(`Ctrl+C makes it say: ${said}`)
  return seconds
}

async function endAsAService(machine: Machine, faults: string[]): Promise<void> {
  await endOtherwise(machine, faults, 'SIGTERM', (started) => signalGroup(started, 'SIGTERM'))
}

/** What was started is to end with its launcher, which is killed outright and can hand nothing on. */
async function killLauncher(machine: Machine, faults: string[]): Promise<void> {
  await endOtherwise(machine, faults, 'SIGKILL of the launcher', async () => {
    for (const [pid, command] of await processesOf(machine.checkout))
      if (command.includes(' server/launch ')) process.kill(pid, 'SIGKILL')
  })
}

async function endOtherwise(
  machine: Machine,
  faults: string[],
  how: string,
  end: (started: Started) => unknown,
): Promise<void> {
  const port = await freePort()
  const started = startOn(onPort(machine, port), 'npm run demo')
  if ((await untilPage(started, port)) === null) faults.push('without a terminal it shows no page')
  await end(started)
  await endOf(started, null, faults)
  await refuseLeftovers(machine, faults, how)
}

const PATIENCE_MS = 20_000

/** Waits for a command's end, but not for ever, and judges its exit code by those that are well; null is any. */
async function endOf(started: Started, well: number[] | null, faults: string[]): Promise<void> {
  const end = await Promise.race([started.ended, pause(PATIENCE_MS).then(() => null)])
  if (end === null) {
    faults.push(`it has not ended after ${PATIENCE_MS / 1_000} s: ${started.said()}`)
    started.process.kill('SIGKILL')
  } else if (well !== null && !well.includes(end.code ?? -1)) faults.push(`it ended with ${end.code}`)
}

/** Everything is to be gone with the command; PostgreSQL's last process may take a moment to be reaped. */
async function refuseLeftovers({ checkout }: Machine, faults: string[], after: string): Promise<void> {
  for (let turn = 0; turn < 50; turn++) {
    if ((await processesOf(checkout)).size === 0) return
    await pause(20)
  }
  const left = await processesOf(checkout)
  if (left.size > 0) faults.push(`${after} leaves behind: ${[...left.values()].join('; ')}`)
  for (const pid of left.keys()) killIfThere(pid)
}

function killIfThere(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

async function runTests(machine: Machine, faults: string[]): Promise<string> {
  const { code, said, seconds } = await runOn(machine, 'npm test', 3_000)
  const counted = /^(?<passed>\d+) passed, (?<failed>\d+) failed/m.exec(said)?.groups
  if (code !== 0) faults.push(`npm test ended with ${code}: ${said.slice(-3_000)}`)
  await refuseLeftovers(machine, faults, 'npm test')
  return `${counted?.passed ?? '?'} passed, ${counted?.failed ?? '?'} failed, ${Math.round(seconds / 6) / 10} min`
}

async function sizeOf(folder: string): Promise<number> {
  const { stdout } = await promisify(execFile)('du', ['-sm', folder])
  return Number.parseInt(stdout, 10)
}
