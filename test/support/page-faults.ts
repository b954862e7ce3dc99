import type { Browser } from 'playwright-core'
import type { TestApp } from './app.ts'
import { policyBreaches, watchPolicy } from './browser.ts'
import { seenFaults, visitAs } from './seen-faults.ts'

/** What is wrong with a page as a person sees it, in both looks: what `seenFaults` tells, and breaches of the policy. */
export async function pageFaults(
  browser: Browser,
  app: TestApp,
  { personId, path }: { personId: string; path: string },
): Promise<string[]> {
  const page = await visitAs(browser, app, personId)
  await watchPolicy(page)
  await page.goto(app.url + path)
  const faults = [...(await seenFaults(page)), ...(await policyBreaches(page))]
  await page.context().close()
  return faults
}
