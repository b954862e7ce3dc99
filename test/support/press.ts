import type { Locator, Page, Response } from 'playwright-core'

/**
 * Presses what leads to a page, a link or the button of a form, and waits until that page is whole: a test that reads
 * straight after a click reads the old page, or half of the new one, when the machine is busy.
 * @param what a selector, or a place in a frame of the page
 * @returns the answer the page came with; null where it stayed the same page, as with a link to a part of it
 */
export async function press(page: Page, what: string | Locator): Promise<Response | null> {
  return leave(page, () => (typeof what === 'string' ? page.click(what) : what.click()))
}

/** The same with a key, pressed on what has the focus. */
export async function pressKey(page: Page, key: 'Enter' | 'Space'): Promise<Response | null> {
  return leave(page, () => page.keyboard.press(key))
}

/** Does what leads to another page, and waits until that page is whole. */
export async function leave(page: Page, act: () => Promise<unknown>): Promise<Response | null> {
  const [answer] = await Promise.all([page.waitForNavigation(), act()])
  return answer
}

/** Opens what is folded up on the page, by its words: no other page comes of it. */
export async function unfold(page: Page, words: string): Promise<void> {
  await page.click(`summary:has-text("${words}")`)
}

/** Presses what a script answers on the page itself; the test then waits for what it says there. */
export async function pressInPlace(what: Locator): Promise<void> {
  await what.click()
}

/** Ticks or chooses what has the focus, by the space bar: no other page comes of it. */
export async function tickByKey(page: Page): Promise<void> {
  await page.keyboard.press('Space')
}
