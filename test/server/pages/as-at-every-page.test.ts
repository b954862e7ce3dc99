import { beforeAll, describe, expect, test } from 'vitest'
import { paths } from '#server/paths.ts'
import { useApi } from '#test/support/api.ts'
import { givenHostilePlan, type HostilePlan } from '#test/support/hostile-plan.ts'
import { addressOf, pageRoutes } from '#test/support/page-table.ts'
import { useVisits } from '#test/support/pages.ts'
import { givenPlan } from '#test/support/plans.ts'
import { shareOf } from '#test/support/shares.ts'
import { get } from '#test/support/visitor.ts'

const DAY = '2026-11-23'
const api = useApi(`${DAY}T10:00:00.000Z`, { demonstration: true })
const { pageFaults } = useVisits(() => api().app)

/** The pages that show a past day. All others of a plan say that they do not. */
const knowing = [
  paths.plan,
  paths.planBoard,
  paths.planTimeline,
  paths.planChanges,
  paths.recommendations,
  paths.priority,
  paths.action,
  paths.measures,
  paths.measure,
  paths.meetings,
  paths.meeting,
  paths.decisions,
  paths.decision,
  paths.inspections,
  paths.inspection,
  paths.reports,
  paths.report,
  paths.section,
].map(({ pattern }): string => pattern)

let plan: HostilePlan
let routes: string[]
let cookie: string
/** One of the plan without a pack, and one of another plan with one. */
let meetings: string[]
beforeAll(async () => {
  plan = await givenHostilePlan(api())
  const other = await givenPlan(api().app.db)
  const [without, another] = await Promise.all(
    [plan, other].map(({ planId, people }) =>
      api().post(`/plans/${planId}/meetings`, {
        as: people.administrator,
        body: { title: 'A meeting', heldOn: '2026-12-20', place: '' },
      }),
    ),
  )
  meetings = [without?.body.id, another?.body.id]
  const frozen = await api().post(`/meetings/${meetings[1]}/transitions`, {
    as: other.people.administrator,
    ifMatch: '*',
    body: { event: 'freeze' },
  })
  expect(frozen.status).toBe(200)
  api().moveTo('2026-12-03T10:00:00.000Z')
  routes = pageRoutes(api().app.app).filter((route) =>
    /^\/(plans|actions|measures|meetings|decisions|inspections|reports|sections|report-templates)\/:/.test(
      route,
    ),
  )
  cookie = await api().app.signInAs(plan.people.administrator)
}, 60_000)

/** The address of a page that there was on that day. */
function addressThen(route: string): string {
  // What is hostile of a priority's reference was written past the history.
  const ids = knowing.includes(route) ? { ...plan.ids, priorities: 'P1' } : plan.ids
  return addressOf(route, { ...plan, ids }).address
}

const bandsIn = (text: string) =>
  [...text.matchAll(/<div class="wm-demo" role="note">(.*?)<\/div>/gs)].map(([, band = '']) => band).slice(1)
const mainOf = (text: string) => text.slice(text.indexOf('<main'), text.indexOf('</main>'))

describe('every page of a plan that is asked for on a past day', () => {
  test('shows that day, or says that it is always as it is now with the way to the plan on that day', async () => {
    const found: Record<string, unknown> = {}
    for (const route of routes) {
      const { status, text } = await get(api().app, `${addressThen(route)}?asAt=${DAY}`, cookie)
      const bands = bandsIn(text).join()
      const says = knowing.includes(route)
        ? bands.includes('As it stood at the end of 23 November 2026.')
        : bands.includes('This page is always as it is now.') &&
          bands.includes(`href="/plans/${plan.planId}?asAt=${DAY}"`)
      if (status !== 200 || !says) found[route] = [status, bands]
      const now = await get(api().app, addressOf(route, plan).address, cookie)
      if (/As it stood at|always as it is now/.test(now.text)) found[route] = 'has a band on no past day'
    }
    expect(found).toEqual({})
  })

  test('keeps the day in the navigation of the plan, and in the way back', async () => {
    const found: Record<string, unknown> = {}
    for (const route of routes) {
      const { text } = await get(api().app, `${addressThen(route)}?asAt=${DAY}`, cookie)
      const ways = [
        ...text.matchAll(
          /<a class="(?:wm-sectionbar__home|govuk-back-link|govuk-breadcrumbs__link)" href="([^"]*)"/g,
        ),
      ]
      const [, nav = ''] = /id="section-navigation"(.*?)<\/nav>/s.exec(text) ?? []
      const hrefs = [...nav.matchAll(/href="([^"]*)"/g), ...ways].map(([, href = '']) => href)
      const lost = hrefs.filter((href) => href !== '/plans' && !href.includes(`asAt=${DAY}`))
      if (hrefs.length === 0 || lost.length > 0) found[route] = lost
    }
    expect(found).toEqual({})
  })

  test('offers nothing to change, and leads to the day it shows', async () => {
    const found: Record<string, unknown> = {}
    for (const who of ['administrator', 'chair', 'lead', 'owner'] as const) {
      const session = await api().app.signInAs(plan.people[who])
      for (const route of knowing) {
        const { text } = await get(api().app, `${addressThen(route)}?asAt=${DAY}`, session)
        const main = mainOf(text)
        const offered = main.match(
          /method="post"|href="[^"]*\/(edit|decide|update|submit|new|evidence|extension|outcome)\b[^"]*"/g,
        )
        // The day before which the board looks back is another past day, and files and the frozen pack have no days.
        const strays = [
          ...main.matchAll(
            /href="(\/(?:plans|actions|measures|meetings|decisions|inspections|reports|sections|report-templates)\/[^"]*)"/g,
          ),
        ]
          .map(([, href = '']) => href)
          .filter((href) => !/asAt=/.test(href) && !/\/(pack|file)$/.test(href))
        if (offered || strays.length > 0) found[`${who} ${route}`] = [offered, strays]
      }
    }
    expect(found).toEqual({})
  })

  test('is refused for a day ahead, for nonsense and for a meeting of another plan or without a pack, with what to do', async () => {
    const asked = {
      '2026-12-04': 'Give a day that is not after today',
      '2026-02-31': 'Give a day that has been',
      yesterday: 'Give a day that has been',
      [meetings[0] ?? '']: 'whose pack is frozen',
      [meetings[1] ?? '']: 'whose pack is frozen',
      [plan.planId]: 'whose pack is frozen',
      '2026-05-31': 'This plan was begun on 1 June 2026.',
    }
    const found: Record<string, unknown> = {}
    for (const route of routes) {
      for (const [day, what] of Object.entries(asked)) {
        const { status, text } = await get(api().app, `${addressThen(route)}?asAt=${day}`, cookie)
        const now = text.includes('See the page as it is now')
        if (status !== 400 || !text.includes(what) || !now) found[`${route} ${day}`] = [status, mainOf(text)]
      }
    }
    expect(found).toEqual({})
  })

  test('says of what was not there yet that it was added later', async () => {
    const measure = await api().post(`/plans/${plan.planId}/measures`, {
      as: plan.people.administrator,
      body: { ref: 'O9', title: 'Counted later', unit: 'count', polarity: 'lowerIsBetter' },
    })
    const address = `/measures/${measure.body.id}`
    const { status, text } = await get(api().app, `${address}?asAt=${DAY}`, cookie)
    expect(status).toBe(404)
    expect(text).toContain('If it was added to the plan after 23 November 2026')
    expect(text).toContain(`href="${address}"`)
  })

  test('has no fault that axe can find', async () => {
    const found: Record<string, unknown> = {}
    for (const route of shareOf(knowing, 3)) {
      const path = `${addressThen(route)}?asAt=${DAY}`
      const faults = await pageFaults({ personId: plan.people.chair, path })
      if (faults.length > 0) found[route] = faults
    }
    const path = `${addressOf(paths.people.pattern, plan).address}?asAt=${DAY}`
    expect(await pageFaults({ personId: plan.people.chair, path })).toEqual([])
    expect(found).toEqual({})
  }, 240_000)
})
