import { spawn } from 'node:child_process'
import { access, chmod, constants, mkdtemp, rm, statfs } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Where a run of the tests puts what it makes. */
export type Folders = {
  /** In memory where there is plenty of it, because a database is cloned for each test file. */
  room: string
  /** The temporary folder of the workers and of all that they start. */
  temporary: string
  remove: () => Promise<void>
}

/** The temporary folder for what is kept from run to run: an unpacked browser. */
export function keptFolder(): string {
  return process.env.WAYMARK_TEST_KEPT ?? tmpdir()
}

/**
 * Makes the folders of a run, and sees to it that they are removed however the run ends: Ctrl+C ends the test runner
 * at once, without its own clearing up.
 */
export async function makeFolders(): Promise<Folders> {
  const room = await open(await roomiestFolder())
  const temporary = await open(tmpdir())
  process.env.WAYMARK_TEST_KEPT = tmpdir()
  process.env.WAYMARK_TEST_ROOM = room
  process.env.TMPDIR = temporary
  const sweep = () => {
    const options = { detached: true, stdio: 'ignore' } as const
    spawn(process.execPath, ['--eval', sweeper, room, temporary], options).unref()
  }
  process.once('exit', sweep)
  const remove = async () => {
    for (const folder of [room, temporary]) await rm(folder, { recursive: true, force: true })
    process.off('exit', sweep)
  }
  return { room, temporary, remove }
}

async function open(parent: string): Promise<string> {
  const folder = await mkdtemp(join(parent, 'waymark-test-'))
  // The database server of root runs under another account, which has to pass through.
  await chmod(folder, 0o755)
  return folder
}

async function roomiestFolder(): Promise<string> {
  const memory = '/dev/shm'
  try {
    await access(memory, constants.W_OK)
    const { bavail, bsize } = await statfs(memory)
    return bavail * bsize > 1024 ** 3 ? memory : tmpdir()
  } catch {
    return tmpdir()
  }
}

/** Removes its arguments once the database server in the first has ended: it frees its shared memory by its files. */
const sweeper = `
const { existsSync, rmSync } = require('node:fs')
const [room] = process.argv.slice(1)
let turns = 0
const timer = setInterval(() => {
  if (existsSync(room + '/postgres-18/postmaster.pid') && ++turns < 100) return
  clearInterval(timer)
  for (const folder of process.argv.slice(1)) rmSync(folder, { recursive: true, force: true, maxRetries: 9 })
}, 100)`
