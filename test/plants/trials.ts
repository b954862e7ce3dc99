import { type ChildProcess, fork } from 'node:child_process'
import { join } from 'node:path'
import type { Answered, Asked } from './session.ts'

/** Longer than all tests take on a machine that is busy with much else. */
const LONGEST_MS = 900_000

/** Runs test files in a folder, one after the other until one fails; ends with the sessions it opened. */
export type Trials = {
  /**
   * The test file that failed, `no end` when none came to an end, or null when all hold.
   * @param limitMs far longer than the tests take: only a fault by which one never ends lasts so long
   */
  run: (asked: Asked, limitMs?: number) => Promise<string | null>
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
    if ((await heard(opened, LONGEST_MS)) !== 'open') throw new Error('the test runner does not start')
    return opened
  }
  const run = async (asked: Asked, limitMs = LONGEST_MS) => {
    // A session that ended was perhaps ended from outside: only one that ends again does so by the fault.
    for (let times = 0; times < 2; times++) {
      if (session?.connected === false) close()
      const asking = session ?? (await open())
      asking.send(asked, () => undefined)
      const answer = await heard(asking, limitMs)
      if (answer !== 'late' && answer !== 'ended') return (answer as Answered).failed
      close()
      if (answer === 'late') break
    }
    return 'no end'
  }
  return { run, close }
}

/** The next message of a session; `late` when none came in time, and `ended` when it ended instead. */
function heard(session: ChildProcess, limitMs: number): Promise<unknown> {
  return new Promise((resolve) => {
    const settle = (message: unknown) => {
      clearTimeout(limit)
      session.removeAllListeners()
      resolve(message)
    }
    const limit = setTimeout(() => settle('late'), limitMs)
    session.once('message', settle)
    session.once('exit', () => settle('ended'))
  })
}
