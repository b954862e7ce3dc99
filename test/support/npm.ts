import { type ChildProcess, spawn } from 'node:child_process'
import { copyFile, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import type { Ran } from './waymark.ts'

const root = join(import.meta.dirname, '../..')

/** A command of npm that runs, with what it said so far. */
export type NpmCommand = { said: () => string; ended: () => Promise<Ran>; stop: () => Promise<void> }

/** Makes a folder one in which `npm start` and `npm run waymark` run this Waymark; it holds no `.env`. */
export async function makeCheckout(folder: string): Promise<void> {
  for (const name of ['package.json', '.env.example']) await copyFile(join(root, name), join(folder, name))
  await symlink(join(root, 'server'), join(folder, 'server'), 'junction')
}

/**
 * Runs npm in a folder, as a person types it there, with no settings but those given.
 * @param home where npm keeps its own files
 */
export function npm(
  args: string[],
  { folder, home, environment }: { folder: string; home: string; environment: Record<string, string> },
): NpmCommand {
  const { PATH = '' } = process.env
  const child = spawn('npm', args, {
    cwd: folder,
    env: { PATH, HOME: home, npm_config_update_notifier: 'false', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own: npm 9.9 does not hand on the signal that ends it.
    detached: true,
  })
  let out = ''
  let err = ''
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()))
  const closed = new Promise<number | null>((resolve, reject) => {
    child.once('close', resolve)
    child.once('error', reject)
  })
  return {
    said: () => out + err,
    ended: async () => ({ code: await closed, out, err }),
    stop: async () => {
      if (isRunning(child)) process.kill(-(child.pid ?? 0), 'SIGTERM')
      await closed
    },
  }
}

function isRunning({ pid, exitCode, signalCode }: ChildProcess): boolean {
  return pid !== undefined && exitCode === null && signalCode === null
}
