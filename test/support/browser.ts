import { readFileSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { type Browser, type CDPSession, chromium, type Page } from 'playwright-core'
import { tested } from '#server/features/help/tested.ts'
import { unpackedChromium } from '#test/support/chromium.ts'

/**
 * A real Chromium, headless, with web security as people have it. Needs nothing but the packages of the
 * repository: no root rights, no system packages. `WAYMARK_CHROMIUM` may name another one. Close it when done;
 * it also ends by itself when the process that opened it does.
 */
export async function openBrowser(): Promise<Browser> {
  const { path, env } = await unpackedChromium()
  return chromium.launch({ executablePath: path, env, args: flags, ignoreDefaultArgs: ['--headless'] })
}

/** The browser of this worker, which its test files share: each visit has a context of its own. It ends with the worker. */
export async function sharedBrowser(): Promise<Browser> {
  shared = (shared ?? openBrowser()).then((browser) => (browser.isConnected() ? browser : openBrowser()))
  return shared
}

let shared: Promise<Browser> | undefined

/**
 * What axe finds against WCAG 2.2 A and AA on the page as it stands, one line a fault with the element it is
 * on; an empty list is what a test wants. `doubts` adds what axe could not decide, such as contrast over a
 * picture. Runs in a world of its own, so neither the page's policy nor its scripts are touched.
 */
export async function axeViolations(page: Page, { doubts = false } = {}): Promise<string[]> {
  const session = await sessionOf(page)
  const { frameTree } = await session.send('Page.getFrameTree')
  const world = { frameId: frameTree.frame.id, worldName: 'axe' }
  const { executionContextId: contextId } = await session.send('Page.createIsolatedWorld', world)
  const evaluate = async (expression: string) => {
    const asked = { contextId, expression, awaitPromise: true, returnByValue: true }
    const { result, exceptionDetails: thrown } = await session.send('Runtime.evaluate', asked)
    if (thrown) throw new Error(`axe failed: ${thrown.exception?.description ?? ''}`)
    return result.value as unknown
  }
  // The world of a page that was looked at before is still there, with axe in it.
  if ((await evaluate('typeof axe')) !== 'object') await evaluate(`${axeSource}; undefined`)
  return (await evaluate(axeRun(doubts))) as string[]
}

const sessions = new WeakMap<Page, Promise<CDPSession>>()

async function sessionOf(page: Page): Promise<CDPSession> {
  const session = sessions.get(page) ?? page.context().newCDPSession(page)
  sessions.set(page, session)
  return session
}

/** Breaches of the content security policy that the page ran into. Call `watchPolicy` before the page opens. */
export async function policyBreaches(page: Page): Promise<string[]> {
  const seen = await page.evaluate<string[] | undefined>('globalThis.policyBreaches')
  if (!seen) throw new Error('Call watchPolicy before the page opens')
  return seen
}

/** Collects breaches of the content security policy on every page opened in this tab from now on. */
export async function watchPolicy(page: Page): Promise<void> {
  await page.addInitScript(`
    globalThis.policyBreaches = []
    addEventListener('securitypolicyviolation', (event) =>
      policyBreaches.push([event.effectiveDirective, event.blockedURI, event.sample].join(' ').trim()))`)
}

/** How many pixels the page scrolls sideways: 0 on a good page. */
export async function sidewaysScroll(page: Page): Promise<number> {
  return page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth')
}

/** Keeps a picture of the whole page in the folder that `WAYMARK_SCREENSHOTS` names; none where it names none. */
export async function screenshot(page: Page, name: string): Promise<void> {
  const folder = process.env.WAYMARK_SCREENSHOTS
  if (!folder) return
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, `${name}.png`), await page.screenshot({ fullPage: true }))
}

// The package's own flags are for another place: one process for all (it dies when a second tab closes) and
// no web security, which would hide faults of the policy.
const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

// Without the text of style sheets, which axe would fetch anew on each page for a rule that is not asked for.
const axeRun = (doubts: boolean): string => `axe.run(document, {
  runOnly: { type: 'tag', values: ${JSON.stringify(tested.rules)} },
  resultTypes: ['violations', 'incomplete'],
  preload: { assets: ['media'] },
}).then((found) => [...found.violations, ...(${doubts} ? found.incomplete : [])].flatMap(({ id, help, nodes }) =>
  nodes.map(({ target, failureSummary }) => id + ': ' + help + ' at ' + target.join(' ') + ' (' + (failureSummary ?? '').split('\\n').slice(1).join(' ').trim() + ')')))`
