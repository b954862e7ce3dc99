import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { openBrowser } from './browser.ts'
import { startDemo, temporaryFolder } from './waymark.ts'

/** Makes the pictures of the README from a fresh demonstration on a Monday morning. */
const folder = join(import.meta.dirname, '../../docs/pictures')
const data = await temporaryFolder()
const demo = await startDemo(['--data', data.folder, '--now', '2026-11-30T08:15:00Z'])
const browser = await openBrowser()
try {
  await mkdir(folder, { recursive: true })
  const context = await browser.newContext({
    viewport: { width: 1200, height: 900 },
    javaScriptEnabled: false,
  })
  const page = await context.newPage()
  const take = (name: string) => page.screenshot({ path: join(folder, `${name}.png`) })
  const signIn = async (name: RegExp) => {
    await page.goto(`${demo.url}/sign-in`)
    await page.getByRole('button', { name }).click()
  }
  await signIn(/Leanne Carter/)
  await take('my-work')
  await page.locator('main a[href*="/update"]').first().click()
  await take('update')
  await page.goto(page.url().replace('/update', ''))
  await take('action')
  await page.goto(`${demo.url}/plans`)
  await page.locator('main a[href^="/plans/"]').first().click()
  await take('plan')
  await page.goto(`${demo.url}/outbox`)
  await page
    .getByRole('link', { name: /overdue/i })
    .first()
    .click()
  await take('monday-email')
} finally {
  await browser.close()
  await demo.end('SIGTERM')
  await data.remove()
}
