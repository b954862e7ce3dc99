import type { Page } from 'playwright-core'
import { axeViolations, sidewaysScroll } from './browser.ts'

/** How wide a browser is, and the colours that its owner asked for. */
export type Look = { width: number; colorScheme: 'light' | 'dark' }

export const phone: Look = { width: 360, colorScheme: 'light' }
const laptop: Look = { width: 1440, colorScheme: 'dark' }

/**
 * What is wrong with a page in the state that it is in just now, on a phone in light and on a laptop in dark: for axe,
 * its width, its headings, and controls that a thumb misses. It leaves the page on a phone.
 */
export async function seenFaults(page: Page, looks: readonly Look[] = [laptop, phone]): Promise<string[]> {
  const found: string[] = []
  for (const { width, colorScheme } of looks) {
    await page.setViewportSize({ width, height: 800 })
    // Without motion: colours would still be on their way from one scheme to the other.
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    const faults = [
      ...(await axeViolations(page)),
      ...((await sidewaysScroll(page)) > 0 ? ['scrolls sideways'] : []),
      ...(await page.evaluate<string[]>(tooSmall)),
    ]
    found.push(...faults.map((fault) => `${width} pixels, ${colorScheme}: ${fault}`))
  }
  const headings = await page.locator('h1').count()
  return [...found, ...(headings === 1 ? [] : [`${headings} headings`])]
}

const tooSmall = `[...document.querySelectorAll('main button, main .govuk-button, main input:not([type=hidden]), main select, main textarea, main summary')]
  .filter((control) => control.checkVisibility() && control.getBoundingClientRect().height < 43.9)
  .map((control) => 'lower than a thumb: ' + control.outerHTML.slice(0, 80))`

/** Moves on by the Tab key until a field has the focus. */
export async function tabTo(page: Page, id: string): Promise<void> {
  for (let presses = 0; presses < 120; presses++) {
    if ((await page.evaluate<string>('document.activeElement.id')) === id) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`no way to #${id} by the Tab key`)
}
