import type { Browser, Page } from 'playwright-core'
import type { TestApp } from './app.ts'
import { axeViolations, sidewaysScroll } from './browser.ts'
import { takeSession } from './visitor.ts'

/** A browser with scripts, of this width and colour scheme, signed in as a person. */
export async function visitAs(
  browser: Browser,
  app: TestApp,
  personId: string,
  { width, colorScheme }: { width: number; colorScheme: 'light' | 'dark' },
): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height: 800 }, colorScheme })
  await takeSession(context, app, personId)
  return context.newPage()
}

/** What is wrong with a page in the state that it is in just now: for axe, its width and its headings. */
export async function seenFaults(page: Page): Promise<string[]> {
  const headings = await page.locator('h1').count()
  return [
    ...(await axeViolations(page)),
    ...((await sidewaysScroll(page)) > 0 ? ['scrolls sideways'] : []),
    ...(headings === 1 ? [] : [`${headings} headings`]),
  ]
}

/** Moves on by the Tab key until a field has the focus. */
export async function tabTo(page: Page, id: string): Promise<void> {
  for (let presses = 0; presses < 120; presses++) {
    if ((await page.evaluate<string>('document.activeElement.id')) === id) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`no way to #${id} by the Tab key`)
}
