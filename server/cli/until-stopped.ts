import type { Running } from '#server/start.ts'

/** One press of Ctrl+C reaches us more than once: from the terminal, from npm and from the launcher, which hand it on. */
const SAME_PRESS_MS = 1_000

/**
 * Stays until a signal comes, or until the launcher that started us is gone, then stops in good order; a signal long
 * after the first does not wait for that.
 */
export async function untilStopped(running: Running): Promise<void> {
  let again = false
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => {
        if (again) process.exit(1)
        setTimeout(() => (again = true), SAME_PRESS_MS).unref()
        resolve()
      })
    }
    // A launcher that was killed hands nothing on: its channel closes, which it may have done during the start.
    if (process.send && !process.connected) resolve()
    process.once('disconnect', resolve)
    process.channel?.unref()
  })
  await running.stop()
}
