import type { Page } from 'playwright-core'

/**
 * What a program does that looks through an email: opens a link, runs the scripts of the page, ticks every box and
 * presses every button in turn. It types nothing.
 */
export async function pressEverything(page: Page, url: string): Promise<void> {
  await page.goto(url)
  const buttons = await page.locator('main button:visible').count()
  for (let at = 0; at < buttons; at++) {
    for (const box of await page.locator('main input[type=checkbox]').all()) await box.check({ force: true })
    await page.locator('main button:visible').nth(at).click()
    await page.waitForLoadState('networkidle')
    await page.goto(url)
  }
}
