import { type ChildProcess, spawn } from 'node:child_process'
import type { Machine } from './machines.ts'
import { quoted } from './quoted.ts'

export type Ended = { code: number | null; said: string; seconds: number }

export type Started = {
  process: ChildProcess
  said: () => string
  ended: Promise<Ended>
}

/** Runs a command on a machine to its end, as a script would: without a terminal. */
export function runOn(machine: Machine, command: string, seconds: number): Promise<Ended> {
  const started = startOn(machine, command)
  const patience = setTimeout(() => signalGroup(started, 'SIGKILL'), seconds * 1_000)
  return started.ended.finally(() => clearTimeout(patience))
}

/** Starts a command on a machine without a terminal, as the first of a group of processes. */
export function startOn(machine: Machine, command: string): Started {
  const options = { ...optionsOf(machine), detached: true }
  return follow(spawn('/bin/sh', ['-c', machine.shell(`exec ${command}`)], options))
}

/** Sends a signal to everything that was started with a command, as a service manager does. */
export function signalGroup({ process: { pid } }: Started, signal: NodeJS.Signals): void {
  if (pid !== undefined) process.kill(-pid, signal)
}

/** Starts a command in a terminal of its own, where Ctrl+C can be pressed. */
export function startInTerminal(
  machine: Machine,
  command: string,
): Started & { press: (keys: string) => void } {
  const line = `exec /bin/sh -c ${quoted(machine.shell(command))}`
  const started = follow(spawn('script', ['-qefc', line, '/dev/null'], optionsOf(machine)))
  return { ...started, press: (keys) => void started.process.stdin?.write(keys) }
}

function optionsOf({ env, account }: Machine) {
  return { env: { SHELL: '/bin/sh', TERM: 'dumb', ...env }, ...account }
}

function follow(child: ChildProcess): Started {
  const began = performance.now()
  let said = ''
  child.stdout?.on('data', (chunk: Buffer) => (said += chunk.toString()))
  child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()))
  const ended = new Promise<Ended>((resolve) => {
    const end = (code: number | null) => resolve({ code, said, seconds: (performance.now() - began) / 1_000 })
    child.once('error', (error) => {
      said += error.message
      end(null)
    })
    child.once('close', end)
  })
  return { process: child, said: () => said, ended }
}
