import type { Running } from '#server/start.ts'

/** Stays until a signal comes, then stops in good order; a second signal does not wait for that. */
export async function untilTold(running: Running): Promise<void> {
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => {
        process.once(signal, () => process.exit(1))
        resolve()
      })
    }
  })
  await running.stop()
}
