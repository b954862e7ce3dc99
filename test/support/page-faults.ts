import type { Browser } from 'playwright-core'
import type { TestApp } from './app.ts'
import { axeViolations, policyBreaches, sidewaysScroll, watchPolicy } from './browser.ts'
import { takeSession } from './visitor.ts'

/** The looks in which every page has to be without a fault: a phone in light, a laptop in dark. */
export const looks = [
  [360, 'light'],
  [1440, 'dark'],
] as const

/** What is wrong with a page as a person sees it: for axe, the policy, the width and the headings. */
export async function pageFaults(
  browser: Browser,
  app: TestApp,
  {
    personId,
    path,
    width,
    colorScheme,
  }: {
    personId: string
    path: string
    width: number
    colorScheme: 'light' | 'dark'
  },
): Promise<string[]> {
  const context = await browser.newContext({ viewport: { width, height: 800 }, colorScheme })
  await takeSession(context, app, personId)
  const page = await context.newPage()
  await watchPolicy(page)
  await page.goto(app.url + path)
  const headings = await page.locator('h1').count()
  const small = await page.evaluate<
    string[]
  >(`[...document.querySelectorAll('main button, main .govuk-button, main input:not([type=hidden]), main select, main textarea, main summary')]
    .filter((control) => control.checkVisibility() && control.getBoundingClientRect().height < 43.9)
    .map((control) => control.outerHTML.slice(0, 80))`)
  const faults = [
    ...(await axeViolations(page)),
    ...(await policyBreaches(page)),
    ...((await sidewaysScroll(page)) > 0 ? ['scrolls sideways'] : []),
    ...(headings === 1 ? [] : [`${headings} headings`]),
    ...small,
  ]
  await context.close()
  return faults
}
