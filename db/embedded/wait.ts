import { setTimeout as sleep } from 'node:timers/promises'

/** Waits for so many milliseconds. */
export async function pause(milliseconds: number): Promise<void> {
  await sleep(milliseconds)
}

/** Asks again every 20 ms until the answer is yes (true) or so many milliseconds have passed (false). */
export async function until(
  answer: () => boolean | Promise<boolean>,
  milliseconds: number,
): Promise<boolean> {
  const deadline = performance.now() + milliseconds
  while (!(await answer())) {
    if (performance.now() > deadline) return false
    await pause(20)
  }
  return true
}
