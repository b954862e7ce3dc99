import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { tested } from '#server/features/help/tested.ts'
import { useApi } from '#test/support/api.ts'
import { axeViolations, policyBreaches, sidewaysScroll, watchPolicy } from '#test/support/browser.ts'
import { givenHostilePlan, type HostilePlan, hostile } from '#test/support/hostile-plan.ts'
import { addressOf, pageRoutes, statusOf, viewers } from '#test/support/page-table.ts'
import { useVisits } from '#test/support/pages.ts'
import { type Answer, get } from '#test/support/visitor.ts'

const api = useApi('2026-11-23T10:00:00.000Z', { demonstration: true })
const { newPage } = useVisits(() => api().app)
let plan: HostilePlan
let routes: string[]

beforeAll(async () => {
  plan = await givenHostilePlan(api())
  routes = pageRoutes(api().app.app)
})

describe('every page that the application has', () => {
  test('has an address in the plan that these tests open', () => {
    const missing = routes.flatMap((route) =>
      addressOf(route, plan).missing.map(
        (what) =>
          `${route}: make something for ${what} in test/support/hostile-plan.ts, and give its id there`,
      ),
    )
    expect(missing).toEqual([])
  })

  test('answers each role as it should, with one heading and a title that no other page has', async () => {
    const found: Record<string, unknown> = {}
    const visits = viewers.map(async (who) => {
      const cookie = await api().app.signInAs(who === 'viewer' ? plan.viewer : plan.people[who])
      const titles = new Map<string, string>()
      for (const route of routes) {
        const { address } = addressOf(route, plan)
        const { status, text } = await get(api().app, address, cookie)
        const expected = statusOf(route, who)
        const title = /<title>([^<]*)<\/title>/.exec(text)?.[1] ?? ''
        const faults = [
          ...(status === expected ? [] : [`${status} and not ${expected}`]),
          ...(text.match(/<h1\b/g)?.length === 1 ? [] : ['not one h1']),
          ...(text.includes('<html lang="en-GB">') ? [] : ['no language']),
          ...(status === 200 && titles.has(title) ? [`has the title of ${titles.get(title)}`] : []),
        ]
        titles.set(title, route)
        if (faults.length > 0) found[`${who} ${route}`] = faults
      }
    })
    await Promise.all(visits)
    expect(found).toEqual({})
  })

  test('links only to what opens, and to parts of it that are there', async () => {
    const found: Record<string, unknown> = {}
    for (const who of ['administrator', 'chair'] as const) {
      const cookie = await api().app.signInAs(plan.people[who])
      const read = new Map<string, Answer>()
      const open = async (path: string) => {
        const answer = read.get(path) ?? (await get(api().app, path, cookie))
        read.set(path, answer)
        return answer
      }
      for (const page of [...routes.map((route) => addressOf(route, plan).address), ...plan.more]) {
        const shown = await open(page)
        for (const href of shown.status === 200 ? linksIn(shown.text) : []) {
          const { pathname, search, hash } = new URL(href, api().app.url + page)
          const { status, text } = await open(pathname + search)
          if (status >= 400) found[`${who} ${page}: ${href}`] = status
          else if (hash !== '' && status === 200 && !text.includes(`id="${hash.slice(1)}"`))
            found[`${who} ${page}: ${href}`] = 'not there'
        }
      }
    }
    expect(found).toEqual({})
  })

  // 320 CSS pixels are what is left of 1280 at a zoom of 400%.
  test('runs no script of anybody, keeps to the policy, and has no fault that axe can find at 320 pixels', async () => {
    const found: Record<string, unknown> = {}
    const pages = new Map<string, Page>()
    const others = plan.more.map((address) => ({ route: address, address }))
    for (const { route, address } of [
      ...routes.map((each) => ({ route: each, address: addressOf(each, plan).address })),
      ...others,
    ]) {
      const who = viewers.find((each) => statusOf(route, each) === 200) ?? 'administrator'
      const page = pages.get(who) ?? (await openAs(who === 'viewer' ? plan.viewer : plan.people[who]))
      pages.set(who, page)
      // A page that looks again by itself would be gone while it is looked at.
      await page.goto(`${api().app.url}${address}${route.endsWith('/making') ? '?still=1' : ''}`)
      const faults = [
        ...(await page.evaluate<string[]>(lookAround)),
        ...(await policyBreaches(page)),
        ...(await axeViolations(page)),
        ...((await sidewaysScroll(page)) > 0 ? await page.evaluate<string[]>(tooWide) : []),
      ]
      if (faults.length > 0) found[`${who} ${route}`] = faults
    }
    expect(found).toEqual({})
    const page = pages.get('owner') ?? (await openAs(plan.people.owner))
    await page.goto(`${api().app.url}/actions/${plan.ids.actions}`)
    expect(await page.locator('main').innerText()).toContain(hostile)
  })
})

/** Where the links of a page lead that lead to pages of our own. */
function linksIn(text: string): string[] {
  const words: Record<string, string> = { amp: '&', '#39': "'", quot: '"' }
  const all = [...text.matchAll(/<a\b[^>]*\bhref="([^"]*)"/g)].map(([, href = '']) =>
    href.replaceAll(/&(amp|#39|quot);/g, (_, name: string) => words[name] ?? ''),
  )
  return [...new Set(all)].filter((href) => /^[/#?]/.test(href))
}

// In the page: has a script run, is there an element that only hostile text could make, does all that takes the
// focus show it? Focus that a script gives counts as the keyboard's while nobody has used a mouse.
const lookAround = `(() => {
  const faults = []
  if (globalThis.ran !== undefined) faults.push('a script has run')
  if (document.querySelector('main script:not([src]), img[src="x"]')) faults.push('markup was made of text')
  for (const link of document.querySelectorAll('[href]')) if (/^(javascript|data):/.test(link.href)) faults.push('leads to a script: ' + link.outerHTML)
  document.querySelectorAll('details').forEach((each) => { each.open = true })
  for (const each of document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]')) {
    if (!each.checkVisibility() || each.disabled) continue
    const drawn = each.matches('.govuk-radios__input, .govuk-checkboxes__input') ? [each.nextElementSibling, '::before'] : [each, null]
    const look = () => { const style = getComputedStyle(...drawn); return [style.outlineStyle === 'none' ? '' : style.outlineWidth + style.outlineColor, style.boxShadow, style.backgroundColor, style.borderColor, style.textDecoration].join() }
    const before = look()
    each.focus()
    if (document.activeElement === each && look() === before) faults.push('no visible focus: ' + each.outerHTML.slice(0, 120))
  }
  return faults
})()`

// What stands out of the page, innermost first.
const tooWide = `[...document.querySelectorAll('body *')].reverse()
  .filter((each) => each.getBoundingClientRect().right > innerWidth + 1)
  .slice(0, 2).map((each) => 'too wide: ' + each.outerHTML.slice(0, 120))`

async function openAs(personId: string): Promise<Page> {
  const page = await newPage(personId, {
    viewport: { width: tested.everyPageWidth, height: 640 },
    reducedMotion: 'reduce',
  })
  await watchPolicy(page)
  return page
}
