import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import type { Locator, Page } from 'playwright-core'
import { openBrowser } from './browser.ts'
import { press } from './press.ts'
import { startDemo, temporaryFolder } from './waymark.ts'

/** Makes the pictures of the README from a fresh demonstration on a Monday morning. */
const folder = join(import.meta.dirname, '../../docs/pictures')
const data = await temporaryFolder()
const demo = await startDemo(['--data', data.folder, '--now', '2026-11-30T07:59:50Z'])
const browser = await openBrowser()

/** A browser of this size, signed in as one of the people of the demonstration. */
async function signedInAs(name: RegExp, size: { width: number; height: number }): Promise<Page> {
  const context = await browser.newContext({ viewport: size, javaScriptEnabled: false })
  const page = await context.newPage()
  await page.goto(`${demo.url}/sign-in`)
  await press(page, page.getByRole('button', { name }))
  return page
}

async function take(page: Page, name: string): Promise<void> {
  for (const frame of await page.locator('iframe').all()) await painted(page, frame)
  await page.screenshot({ path: join(folder, `${name}.png`) })
}

/** Fewer bytes than these is the picture of a frame without a word in it. */
const BLANK = 8_000

/**
 * Waits for what a frame shows: its page is whole before the frame has loaded, and that before it is painted.
 * @throws when it stays without text, or blank
 */
async function painted(page: Page, frame: Locator): Promise<void> {
  await frame.contentFrame().locator('body').filter({ hasText: /\S/ }).waitFor()
  const clip = (await frame.boundingBox()) ?? undefined
  for (
    let tries = 0;
    (await page.screenshot({ fullPage: true, ...(clip && { clip }) })).length < BLANK;
    tries++
  ) {
    if (tries === 50) throw new Error(`the frame of ${page.url()} stays blank`)
    await setTimeout(100)
  }
}

const laptop = { width: 1280, height: 860 }
const phone = { width: 390, height: 844 }

try {
  await mkdir(folder, { recursive: true })
  const owner = await signedInAs(/Leanne Carter/, phone)
  await take(owner, 'my-work')
  await press(owner, owner.locator('main a[href*="/update"]').first())
  const action = owner.url().replace('/update', '')
  await take(owner, 'update')

  const chair = await signedInAs(/Helen Osei/, laptop)
  await chair.goto(action)
  await take(chair, 'action')
  await chair.goto(`${demo.url}/plans`)
  const plan = await chair.locator('main .wm-plan a').first().getAttribute('href')
  for (const [name, path] of [
    ['plan', ''],
    ['board', '/board'],
    ['timeline', '/timeline'],
    ['priority', '/priorities/P1'],
  ] as const) {
    await chair.goto(demo.url + plan + path)
    await take(chair, name)
  }
  // The emails of this Monday go out at eight.
  const email = chair.locator('main a[href^="/outbox/"]')
  const written = email.filter({ hasText: /overdue/i }).first()
  for (let seconds = 0; seconds < 30; seconds++) {
    await chair.goto(`${demo.url}/outbox?kind=ownerDigest`)
    if ((await written.count()) > 0) break
    await setTimeout(1_000)
  }
  await press(chair, written)
  await chair.setViewportSize({ ...laptop, height: 1_320 })
  await take(chair, 'monday-email')
} finally {
  await browser.close()
  await demo.end('SIGTERM')
  await data.remove()
}
