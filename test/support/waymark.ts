import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const root = join(import.meta.dirname, '../..')

export type Ran = { code: number | null; out: string; err: string }

/** Runs a command of the command line to its end, in a clean environment. */
export async function runWaymark(
  args: string[],
  environment: Record<string, string> = {},
  folder?: string,
): Promise<Ran> {
  const child = launch(args, environment, folder)
  let out = ''
  let err = ''
  child.stdout?.on('data', (chunk: Buffer) => (out += chunk.toString()))
  child.stderr?.on('data', (chunk: Buffer) => (err += chunk.toString()))
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
  return { code, out, err }
}

export type RunningDemo = {
  url: string
  process: ChildProcess
  end: (signal: NodeJS.Signals) => Promise<void>
}

/**
 * A demonstration as a process of its own, as somebody would start it.
 * @throws with what it said when it ends before it answers
 */
export async function startDemo(args: string[]): Promise<RunningDemo> {
  const port = await freePort()
  const child = launch(['demo', '--port', String(port), ...args])
  let said = ''
  child.stdout?.on('data', (chunk: Buffer) => (said += chunk.toString()))
  child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()))
  const url = `http://127.0.0.1:${port}`
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const deadline = Date.now() + 60_000
  while (!(await answers(`${url}/readyz`))) {
    if (child.exitCode !== null) throw new Error(`the demonstration ended: ${said}`)
    if (Date.now() > deadline) throw new Error(`the demonstration does not answer: ${said}`)
    await pause(100)
  }
  return {
    url,
    process: child,
    end: async (signal) => {
      child.kill(signal)
      await ended
    },
  }
}

/** A folder of one's own for data, and how to remove it. */
export async function temporaryFolder(): Promise<{ folder: string; remove: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'waymark-data-'))
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) }
}

export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}

/**
 * Starts a command of the command line in a clean environment, its output for whoever reads it. Not in the folder of
 * Waymark unless told: the `.env` of somebody who runs it from there must not lead a test to their database.
 */
export function launch(
  args: string[],
  environment: Record<string, string> = {},
  folder = tmpdir(),
): ChildProcess {
  return spawn(process.execPath, [join(root, 'server/main.ts'), ...args], {
    cwd: folder,
    env: { ...inherited(), ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

function inherited(): Record<string, string> {
  const { PATH = '', HOME = '', WAYMARK_TEST_COMPILED: compiled } = process.env
  return { PATH, HOME, ...(compiled !== undefined && { NODE_COMPILE_CACHE: compiled }) }
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok
  } catch {
    return false
  }
}

/** A port that nothing listens on at the moment. */
export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('no free port was given')
  return address.port
}

/**
 * A production server as a process of its own, with settings from the environment.
 * @throws with what it said when it ends before it answers
 */
export async function startServer(
  args: string[],
  settings: Record<string, string>,
): Promise<RunningDemo & { said: () => string }> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const child = launch(['serve', ...args], { PORT: String(port), PUBLIC_URL: url, ...settings })
  let said = ''
  child.stdout?.on('data', (chunk: Buffer) => (said += chunk.toString()))
  child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()))
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const deadline = Date.now() + 60_000
  while (!(await answers(`${url}/readyz`))) {
    if (child.exitCode !== null) throw new Error(`the server ended: ${said}`)
    if (Date.now() > deadline) throw new Error(`the server does not answer: ${said}`)
    await pause(100)
  }
  return {
    url,
    process: child,
    said: () => said,
    end: async (signal) => {
      child.kill(signal)
      await ended
    },
  }
}
