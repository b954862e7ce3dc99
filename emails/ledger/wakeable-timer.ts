/**
 * A timer that ends when its time is over or it is woken. Waking it while it does not run shortens the next run to
 * nothing, so that no call is missed.
 */
export type WakeableTimer = {
  wake: () => void
  run: (milliseconds: number) => Promise<void>
  /** Resolves once it runs, or never will again. */
  idle: () => Promise<void>
  /** Says that it will not run any more. */
  end: () => void
}

export function newWakeableTimer(): WakeableTimer {
  const waiting: (() => void)[] = []
  const state = { woken: false, running: false, ended: false, wake: () => {} }
  const tellWaiting = () => waiting.splice(0).forEach((tell) => tell())
  return {
    wake: () => {
      state.woken = true
      state.running = false
      state.wake()
    },
    run: async (milliseconds) => {
      if (!state.woken) {
        state.running = true
        tellWaiting()
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, milliseconds)
          state.wake = () => {
            clearTimeout(timer)
            resolve()
          }
        })
      }
      state.running = false
      state.woken = false
    },
    idle: () =>
      state.running || state.ended ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve)),
    end: () => {
      state.ended = true
      tellWaiting()
    },
  }
}
