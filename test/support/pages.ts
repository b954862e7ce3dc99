import type { BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest'
import { startTestApp, type TestApp } from './app.ts'
import { policyBreaches, sharedBrowser, watchPolicy } from './browser.ts'
import { givenPlan, type TestPlan } from './plans.ts'
import { type Look, phone, seenFaults } from './seen-faults.ts'
import { takeSession } from './visitor.ts'

export type Visits = {
  /** A browser on a phone, without JavaScript unless told, signed in as a person; as nobody when there is no id. */
  visit: (personId?: string, javaScriptEnabled?: boolean) => Promise<Page>
  /** The same, with a page of the application open. */
  open: (personId: string | undefined, path: string, javaScriptEnabled?: boolean) => Promise<Page>
  /** A browser with scripts, signed in as a person: on a phone in light unless told. */
  visitAs: (personId: string, look?: Look) => Promise<Page>
  /** What is wrong with a page as a person sees it, in both looks: what `seenFaults` tells, and breaches of the policy. */
  pageFaults: (seen: { personId: string; path: string }) => Promise<string[]>
  /** A browser as described, signed in as a person; as nobody when there is no id. */
  newPage: (personId?: string, options?: BrowserContextOptions) => Promise<Page>
}

/**
 * Visits to an application by the tests of one file. What a test opens is closed after it, and what the set-up of the
 * file opens after the last test. A test fails when a page it opened ran into an error of its scripts, a breach of its
 * policy, or an answer that the server could not give.
 */
export function useVisits(app: () => TestApp): Visits {
  const contexts: BrowserContext[] = []
  const faults: string[] = []
  // A browser that has been there before has the style sheets, and axe compiled.
  const tabs = new Map<string, Page>()
  let opened = 0
  beforeEach(() => {
    opened = contexts.length
  })
  afterEach(async () => {
    tabs.clear()
    await closeAll(contexts.splice(opened))
    expect(faults.splice(0)).toEqual([])
  })
  afterAll(() => closeAll(contexts.splice(0)))

  const newPage: Visits['newPage'] = async (personId, options = {}) => {
    const context = await (await sharedBrowser()).newContext(options)
    contexts.push(context)
    // Half a minute, as it is by itself, is not enough on a busy machine.
    context.setDefaultTimeout(120_000)
    watch(context, faults)
    if (personId !== undefined) await takeSession(context, app(), personId)
    return context.newPage()
  }
  const visit: Visits['visit'] = (personId, javaScriptEnabled = false) =>
    newPage(personId, { javaScriptEnabled, viewport: { width: 360, height: 740 } })
  const visitAs: Visits['visitAs'] = (personId, { width, colorScheme } = phone) =>
    newPage(personId, { viewport: { width, height: 800 }, colorScheme })
  return {
    newPage,
    visit,
    visitAs,
    open: async (personId, path, javaScriptEnabled) => {
      const page = await visit(personId, javaScriptEnabled)
      await page.goto(app().url + path)
      return page
    },
    pageFaults: async ({ personId, path }) => {
      const page = tabs.get(personId) ?? (await visitAs(personId))
      if (!tabs.has(personId)) await watchPolicy(page)
      tabs.set(personId, page)
      await page.goto(app().url + path)
      return [...(await seenFaults(page)), ...(await policyBreaches(page))]
    },
  }
}

type AppOptions = NonNullable<Parameters<typeof startTestApp>[0]>
type Options = AppOptions & {
  /** What is special about the actions of the file's plan, and about the plan: as `givenPlan` takes it. */
  given?: Parameters<typeof givenPlan> extends [unknown, ...infer Given] ? Given : never
}

/**
 * The whole application for the tests of one file, with a database of its own, and people who visit it. What `app` and
 * `plan` have is there once the tests have begun; the plan is there when it was asked for.
 * @param options of the application; a function where they have to be found out first, such as a free port
 */
export function usePages(options: Options | (() => Promise<Options>) = {}): Visits & {
  app: TestApp
  plan: TestPlan
} {
  const app = {} as TestApp
  const plan = {} as TestPlan
  beforeAll(async () => {
    const { given, ...own } = typeof options === 'function' ? await options() : options
    Object.assign(app, await startTestApp(own))
    if (given) Object.assign(plan, await givenPlan(app.db, ...given))
  })
  const visits = useVisits(() => app)
  // Hooks that clear up run in the reverse order: pages close before what they show.
  afterAll(() => app.close?.())
  return { app, plan, ...visits }
}

function watch(context: BrowserContext, faults: string[]): void {
  context.on('weberror', (error) => faults.push(String(error.error())))
  context.on('console', (message) => {
    if (/Content Security Policy/.test(message.text())) faults.push(message.text())
  })
  context.on('response', (response) => {
    if (response.status() >= 500) faults.push(`${response.status()} for ${response.url()}`)
  })
}

async function closeAll(contexts: BrowserContext[]): Promise<void> {
  await Promise.all(contexts.map((context) => context.close()))
}
