import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import type { Instant } from '#workflows/calendar/calendar.ts'

/** A sender in a process of its own, whose clock the test moves. */
export type SenderProcess = {
  pid: number
  /** Moves its clock and wakes it. */
  setClock: (now: Instant) => void
  /** Whether it is at rest, all it had in hand settled, within so many milliseconds. False also when it is dead. */
  isIdle: (withinMs: number) => Promise<boolean>
  /** Ends it without warning, and waits until it is gone. */
  kill: () => Promise<void>
}

const script = join(import.meta.dirname, '../emails/fixtures/sender-process.ts')

/** For tests in which the mail server hangs on purpose, so that they need not wait for long. */
export const quickToGiveUp = {
  connection: 2_000,
  greeting: 2_000,
  silence: 400,
  untilHandOff: 2_000,
  untilAnswer: 800,
}

/**
 * Starts a sender, which ends when this process does.
 * @param timeouts for the mail server, in milliseconds; those of production but for what is given
 */
export function startSenderProcess(
  databaseUrl: string,
  smtpUrl: string,
  now: Instant,
  timeouts: Partial<typeof quickToGiveUp> = quickToGiveUp,
): SenderProcess {
  const child: ChildProcess = spawn(
    process.execPath,
    [script, databaseUrl, smtpUrl, now, JSON.stringify(timeouts)],
    { stdio: ['ignore', 'ignore', process.env.WAYMARK_LOUD ? 'inherit' : 'ignore', 'ipc'] },
  )
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  let asked = 0
  const tell = (message: object) => {
    if (child.connected) child.send(message, () => {})
  }
  return {
    pid: child.pid ?? 0,
    setClock: (moment) => tell({ now: moment }),
    isIdle: (withinMs) =>
      new Promise((resolve) => {
        const question = ++asked
        const settle = (idle: boolean) => {
          clearTimeout(timer)
          child.off('message', onMessage)
          resolve(idle)
        }
        const onMessage = ({ answer }: { answer?: number }) => answer === question && settle(true)
        const timer = setTimeout(settle, withinMs, false)
        child.on('message', onMessage as (message: unknown) => void)
        void exited.then(() => settle(false))
        tell({ question })
      }),
    kill: async () => {
      child.kill('SIGKILL')
      await exited
    },
  }
}
