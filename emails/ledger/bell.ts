/**
 * A rest that ends when its time is over or the bell is rung. A ring while nobody rests shortens the next rest to
 * nothing, so that no call is missed.
 */
export type Bell = {
  ring: () => void
  rest: (milliseconds: number) => Promise<void>
  /** Resolves once somebody rests, or nobody ever will again. */
  idle: () => Promise<void>
  /** Says that nobody will rest any more. */
  end: () => void
}

export function newBell(): Bell {
  const waiting: (() => void)[] = []
  const state = { rung: false, resting: false, ended: false, wake: () => {} }
  const tellWaiting = () => waiting.splice(0).forEach((tell) => tell())
  return {
    ring: () => {
      state.rung = true
      state.resting = false
      state.wake()
    },
    rest: async (milliseconds) => {
      if (!state.rung) {
        state.resting = true
        tellWaiting()
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, milliseconds)
          state.wake = () => {
            clearTimeout(timer)
            resolve()
          }
        })
      }
      state.resting = false
      state.rung = false
    },
    idle: () =>
      state.resting || state.ended ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve)),
    end: () => {
      state.ended = true
      tellWaiting()
    },
  }
}
