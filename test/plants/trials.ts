import { type ChildProcess, fork } from 'node:child_process'
import { join } from 'node:path'
import type { Answered, Asked } from './session.ts'

/** Far longer than all tests take: only a fault by which one never ends lasts so long. */
const LIMIT_MS = 120_000

/** Runs test files in a folder, one after the other until one fails; ends with the sessions it opened. */
export type Trials = {
  /** The test file that failed, `no end` when none came to an end, or null when all hold. */
  run: (asked: Asked) => Promise<string | null>
  close: () => void
}

/** @param folder the copy, with an open test runner in it for as long as none of its tests hangs */
export function trialsIn(folder: string): Trials {
  let session: ChildProcess | null = null
  const close = () => {
    session?.kill('SIGKILL')
    session = null
  }
  const open = async () => {
    const opened = fork(join(import.meta.dirname, 'session.ts'), [folder], { cwd: folder })
    session = opened
    if ((await heard(opened)) === null) throw new Error('the test runner does not start')
    return opened
  }
  const run = async (asked: Asked) => {
    const asking = session ?? (await open())
    asking.send(asked)
    const answer = await heard(asking)
    if (answer !== null) return (answer as Answered).failed
    close()
    return 'no end'
  }
  return { run, close }
}

/** The next message of a session, or null when none came in time, or it ended instead. */
function heard(session: ChildProcess): Promise<unknown> {
  return new Promise((resolve) => {
    const settle = (message: unknown) => {
      clearTimeout(limit)
      session.removeAllListeners()
      resolve(message)
    }
    const limit = setTimeout(() => settle(null), LIMIT_MS)
    session.once('message', settle)
    session.once('exit', () => settle(null))
  })
}
