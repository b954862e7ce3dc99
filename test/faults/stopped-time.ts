import { setImmediate as moment } from 'node:timers/promises'
import { expect, vi } from 'vitest'

/**
 * From here on no deadline passes unless the test lets it, however busy the machine is. `vi.useRealTimers()` lets time
 * run again.
 */
export function stopTime(): void {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
}

/** Lets a deadline pass, and sees to it that the work waits until the last millisecond of it. */
export async function settledAfter<T>(ms: number, work: Promise<T>): Promise<T> {
  const { settling, isSettled } = watched(work)
  await moment()
  await vi.advanceTimersByTimeAsync(ms - 1)
  await moment()
  expect(isSettled()).toBe(false)
  await vi.advanceTimersByTimeAsync(1)
  return settling
}

/** What comes of work while no deadline passes: only what is to be done at once. */
export async function settledInNoTime<T>(work: Promise<T>): Promise<T> {
  const { settling, isSettled } = watched(work)
  while (!isSettled()) {
    await vi.advanceTimersByTimeAsync(0)
    await moment()
  }
  return settling
}

function watched<T>(work: Promise<T>) {
  let settled = false
  const settling = work.finally(() => (settled = true))
  settling.catch(() => {})
  return { settling, isSettled: () => settled }
}
