import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { useApi } from '#test/support/api.ts'
import { startTestApp } from '#test/support/app.ts'
import { axeViolations, policyBreaches, sidewaysScroll, watchPolicy } from '#test/support/browser.ts'
import { fillIn, isVersioned, MINE, send, type Typed, typedIn } from '#test/support/form-filling.ts'
import { askingForms, formRoutes, formsOf, type Standing } from '#test/support/form-table.ts'
import { givenHostilePlan, type HostilePlan } from '#test/support/hostile-plan.ts'
import { newJar } from '#test/support/jar.ts'
import { viewers } from '#test/support/page-table.ts'
import { useVisits } from '#test/support/pages.ts'
import { isWhole, shareOf } from '#test/support/shares.ts'
import { post, protection } from '#test/support/visitor.ts'

const api = useApi('2026-11-23T10:00:00.000Z')
const { newPage } = useVisits(() => api().app)
let plan: HostilePlan
let forms: Standing[]
const cookies = new Map<string, string>()

/** Forms with fields that are refused with another status than 400: there is nothing to choose, but what they ask for cannot be. */
const refusedWith: Record<string, number> = { '/plans/:id/decide': 409 }
/** Fields that are filled in anew each time: a code, and ticks on what somebody has changed since. */
const notKept: Record<string, RegExp> = { '/sign-in/code': /^code$/, '/plans/:id/board/sign-off': /^action / }
/** Pages that show what is there now in the place of what was seen, and each text in its own row. */
const showsNow = /\/board\/|^\/week$/

beforeAll(async () => {
  plan = await givenHostilePlan(api())
  for (const who of ['chair', 'lead', 'owner', ...viewers] as const) {
    if (cookies.has(who)) continue
    cookies.set(who, await api().app.signInAs(who === 'viewer' ? plan.viewer : plan.people[who]))
  }
  const asked = newJar(api().app)
  await asked.post('/sign-in', { email: 'somebody@plan.example' })
  cookies.set('nobody', [...asked.cookies].map((each) => each.join('=')).join('; '))
  forms = await formsOf(api().app, plan, cookies)
})

describe('every form that the application has', () => {
  test('stands on a page that these tests open', async () => {
    const missing = formRoutes(api().app.app).filter((route) => !forms.some((form) => form.route === route))
    // Only an email that was sent leads to it, in `by-link.test.ts`.
    const byLink = '/answer/:id/:mark'
    expect(missing).toEqual([byLink])
    const demonstration = await startTestApp({ demonstration: true })
    const more = formRoutes(demonstration.app).filter((route) => !forms.some((form) => form.route === route))
    await demonstration.close()
    // A list of people, each of them a button.
    expect(more).toEqual([byLink, '/sign-in/demonstration'])
  })

  // 320 CSS pixels are what is left of 1280 at a zoom of 400%.
  test('comes back with what was typed and each fault led to, and with none that axe can find at 320 pixels', async () => {
    const sent = new Set<string>()
    const found = await onEach(async (page, form) => {
      const faults: string[] = []
      await page.goto(api().app.url + form.page)
      const fillings = ['empty', 'faulty'] as const
      for (const filling of fillings.filter((_, turn) => turnOf(form, turn))) {
        const typed = await fillIn(page, form.action, filling)
        const bare = (await page.locator(`form[data-passkey][action="${form.action}"]`).count()) > 0
        // Buttons take anything, and so do choices once one is made.
        if (!bare && (typed === null || (filling === 'faulty' && !holdsMine(typed)))) continue
        const status = await send(page, form.action)
        sent.add(form.route)
        const seen = await faultsOf(page, form, { status, expected: refusedWith[form.route] ?? 400, typed })
        if (!bare) seen.push(...(await page.evaluate<string[]>(unled)))
        faults.push(...seen.map((fault) => `${filling}: ${fault}`))
        if (bare) break
      }
      return faults
    })
    expect(found).toEqual({})
    expect(sent.size).toBeGreaterThan(isWhole ? 30 : 15)
  })

  test('that only asks keeps what was chosen, and has no fault that axe can find, whatever that was', async () => {
    const asking = await askingForms(api().app, plan, 'administrator', cookies.get('administrator'))
    expect(asking.length).toBeGreaterThan(2)
    const found = await onEach(
      async (page, form) => {
        await page.goto(api().app.url + form.page)
        const typed = await fillIn(page, form.action, 'faulty')
        const status = await send(page, form.action)
        if (status !== 200) return faultsOf(page, form, { status, expected: 400, typed })
        return [...(await lostOf(page, form, typed)), ...(await seenOn(page))]
      },
      shareOf(asking, 3),
    )
    expect(found).toEqual({})
  })

  test('shows both texts to whoever was overtaken, and has no fault that axe can find then', async () => {
    const sent = new Set<string>()
    const found = await onEach(async (page, form) => {
      if (!turnOf(form, 2)) return []
      await page.goto(api().app.url + form.page)
      if (!(await isVersioned(page, form.action))) return []
      const typed = await fillIn(page, form.action, 'sound')
      const change = changes.find(([start]) => form.route.startsWith(start))?.[1] ?? changeBeneath
      const saved = await change(form)
      const status = await send(page, form.action)
      sent.add(form.route)
      const faults = await faultsOf(page, form, { status, expected: 412, typed })
      if (showsNow.test(form.route) || typed === null || !holdsMine(typed)) return faults
      const [theirs = '', mine = ''] = await page.locator('.wm-stale__side').allInnerTexts()
      if (!theirs.includes(saved)) faults.push(`does not show what was saved: ${theirs}`)
      if (!mine.includes(MINE) || hasId.test(mine)) faults.push(`does not show what was typed: ${mine}`)
      return faults
    })
    expect(found).toEqual({})
    expect(sent.size).toBeGreaterThan(isWhole ? 15 : 5)
  })
})

/** Whether it is a form's turn to be sent in one of three ways: each is sent in one of them, and in all where all are asked for. */
const turnOf = (form: Standing, turn: number) => shareOf(forms, 3, turn).includes(form)
const holdsMine = (typed: Typed) => Object.values(typed).some((value) => value.includes(MINE))
const hasId = /[0-9a-f]{8}-[0-9a-f]{4}-7/

/** Does the same with every form, each visitor on a page of their own, and gives what was wrong with which. */
async function onEach(
  look: (page: Page, form: Standing) => Promise<string[]>,
  all: readonly Standing[] = forms,
): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {}
  const visits = [...Map.groupBy(all, ({ who }) => who)].map(async ([who, own]) => {
    const page = await openAs(who)
    for (const form of own) {
      const faults = await look(page, form)
      if (faults.length > 0) found[`${who} ${form.route} on ${form.page}`] = faults
    }
  })
  await Promise.all(visits)
  return found
}

async function faultsOf(
  page: Page,
  form: Standing,
  { status, expected, typed }: { status: number; expected: number; typed: Typed | null },
): Promise<string[]> {
  return [
    ...(status === expected ? [] : [`${status} and not ${expected}`]),
    ...(await lostOf(page, form, typed)),
    ...(await page.evaluate<string[]>(lookAround)),
    ...(await seenOn(page)),
  ]
}

async function lostOf(page: Page, form: Standing, typed: Typed | null): Promise<string[]> {
  const now = await typedIn(page, form.action)
  return Object.entries(typed ?? {}).flatMap(([name, value]) =>
    now?.[name] === value || notKept[form.route]?.test(name)
      ? []
      : [`lost ${name}, ${value.slice(0, 30)}: ${now?.[name]?.slice(0, 30)}`],
  )
}

async function seenOn(page: Page): Promise<string[]> {
  return [
    ...((await sidewaysScroll(page)) > 0 ? ['scrolls sideways'] : []),
    ...(await policyBreaches(page)),
    ...(await axeViolations(page)),
  ]
}

// In the page: is it headed and named as a page with faults, and does each link of the summary reach what it names?
const lookAround = `(() => {
  const faults = []
  if (globalThis.ran !== undefined || document.querySelector('main script:not([src]), img[src="x"]')) faults.push('text has become markup')
  if (document.querySelectorAll('h1').length !== 1) faults.push('not one h1')
  if (!document.title.startsWith('Error: ')) faults.push('the title is ' + document.title)
  if (!document.querySelector('.govuk-error-summary[autofocus]')) faults.push('no summary that takes the focus')
  for (const link of document.querySelectorAll('.govuk-error-summary a')) {
    const target = document.getElementById(link.hash.slice(1))
    target?.focus()
    if (target === null || document.activeElement !== target) faults.push('leads nowhere: ' + link.outerHTML)
  }
  return faults
})()`

const unled = `[...document.querySelectorAll('.govuk-error-summary li:not(:has(a))')].map((each) => 'leads to no field: ' + each.textContent.trim())`

let times = 0

/** Changes of another kind than of what the address of the form names, by its beginning. */
const changes: [string, (form: Standing) => Promise<string>][] = [
  ['/meetings/', changeMeetingBeneath],
  ['/week', changeWeekBeneath],
  ['/decisions/', changeDecisionBeneath],
  ['/inspections/', changeInspectionBeneath],
  ['/measures/', changeMeasureBeneath],
  ['/imports/', changeImportBeneath],
  ['/reports/', changeReportBeneath],
  ['/sections/', changeSectionBeneath],
  ['/report-templates/', changeTemplateBeneath],
]

/** Saves something else in every action of the plan, of which the weekly form asks. */
async function changeWeekBeneath(): Promise<string> {
  const body = { description: `Saved meanwhile, ${times++}` }
  for (const id of Object.values(plan.actions)) {
    const { status } = await api().patch(`/actions/${id}`, {
      as: plan.people.administrator,
      body,
      ifMatch: '*',
    })
    expect(status).toBe(200)
  }
  return body.description
}

/** Saves something else where a form is open, and gives part of how the form will show it. */
async function changeBeneath({ route, action }: Standing): Promise<string> {
  const text = `Saved meanwhile, ${times++}`
  // Others may save there at the same time.
  const some = 'Saved meanwhile, '
  const as = plan.people.administrator
  const [, noun = '', id = '', part = '', name = ''] = action.split('/')
  const patch = async (path: string, body: object) => {
    const { status } = await api().patch(path, { as, body, ifMatch: '*' })
    if (status !== 200) throw new Error(`${path}: ${status}`)
    return some
  }
  if (route === '/plans/:id/board/extension' || route === '/plans/:id/board/sign-off') {
    const ref = route.endsWith('extension') ? 'P1.S2' : 'P1.S5'
    return patch(`/actions/${plan.actions[ref]}`, { description: text })
  }
  if (noun === 'actions') {
    await patch(`/actions/${id}`, { description: text })
    return route.endsWith(':id/edit') ? some : 'Edited description'
  }
  if (route === '/plans/:id/people/:personId/role') {
    const body = { personId: name, role: 'viewer' }
    expect((await api().post(`/plans/${id}/members`, { as, body, ifMatch: '*' })).status).toBe(201)
    return 'Viewer'
  }
  if (part === 'people') return patch(`/people/${name}`, { post: text })
  if (part === 'recommendations') {
    const cookie = cookies.get('administrator') ?? ''
    const fields = { ...(await protection(api().app, action, cookie)), ref: decodeURIComponent(name), text }
    expect((await post(api().app, action, cookie, fields)).status).toBe(303)
    return some
  }
  if (part === 'priorities') {
    const { items } = (await api().get(`/plans/${id}/priorities`, { as })).body
    const { id: priorityId } = items.find(({ ref }: { ref: string }) => ref === decodeURIComponent(name))
    return patch(`/priorities/${priorityId}`, { description: text, confidenceNote: text })
  }
  if (part === 'settings') {
    await patch(`/plans/${id}`, { staleDays: 41 })
    return '41'
  }
  return patch(`/plans/${id}`, { vision: text })
}

/** The same for a meeting, in which nothing but its agenda, its minutes and its decisions changes once its pack is issued. */
async function changeMeetingBeneath({ route, action }: Standing): Promise<string> {
  const text = `Saved meanwhile, ${times++}`
  const as = plan.people.administrator
  const [, , meetingId, , itemId] = action.split('/')
  const meeting = `/meetings/${meetingId}`
  const item = `${meeting}/agenda/${itemId}`
  const others = { attendance: [], others: [text] }
  const minutes = { minutes: text, carryOver: true }
  const beneath = {
    '/meetings/:id/attendance': ['PUT', `${meeting}/attendance`, others],
    '/meetings/:id/agenda/:partId/minutes': ['PUT', `${item}/minutes`, minutes],
    '/meetings/:id/agenda/:partId/edit': ['PATCH', item, { presenter: text }],
  } as const
  if (route in beneath) {
    const [method, path, body] = beneath[route as keyof typeof beneath]
    expect((await api().send(method, path, { as, body, ifMatch: '*' })).status).toBe(200)
    return 'Saved meanwhile, '
  }
  const { state } = (await api().get(meeting, { as })).body
  const { status } =
    state === 'issued'
      ? await api().post(`${meeting}/decisions`, { as, body: { text } })
      : await api().patch(meeting, { as, body: { place: text }, ifMatch: '*' })
  expect(status).toBeLessThan(300)
  return 'Saved meanwhile, '
}

async function changeImportBeneath({ action, route }: Standing): Promise<string> {
  const as = plan.people.administrator
  const path = `/imports/${action.split('/')[2]}`
  const [row] = (await api().get(path, { as })).body.rows
  const answer = `Saved meanwhile, ${times++}`
  const told = { row: row.row, field: 'title', original: row.originals.Action, answer }
  const { status } = await api().patch(path, { as, body: { answers: [told] }, ifMatch: '*' })
  expect(status).toBe(200)
  return route.endsWith(':row') ? 'Saved meanwhile, ' : 'Changed how it is read'
}

async function changeMeasureBeneath({ action }: Standing): Promise<string> {
  const body = { definition: `Saved meanwhile, ${times++}` }
  const path = `/measures/${action.split('/')[2]}`
  const { status } = await api().patch(path, { as: plan.people.administrator, body, ifMatch: '*' })
  expect(status).toBe(200)
  return 'Saved meanwhile, '
}

async function changeInspectionBeneath({ action }: Standing): Promise<string> {
  const body = { note: `Saved meanwhile, ${times++}` }
  const path = `/inspections/${action.split('/')[2]}`
  const { status } = await api().patch(path, { as: plan.people.administrator, body, ifMatch: '*' })
  expect(status).toBe(200)
  return 'Saved meanwhile, '
}

async function changeDecisionBeneath({ action }: Standing): Promise<string> {
  const as = plan.people.administrator
  const text = `Saved meanwhile, ${times++}`
  const path = `/decisions/${action.split('/')[2]}`
  const { state } = (await api().get(path, { as })).body
  const { status } =
    state === 'calledIn'
      ? await api().post(`${path}/redactions`, { as, body: { field: 'reasons', reason: text } })
      : await api().patch(path, { as, body: { reasons: text }, ifMatch: '*' })
  expect(status).toBeLessThan(300)
  return 'Saved meanwhile, '
}

async function changeReportBeneath({ action }: Standing): Promise<string> {
  const body = { contact: `Saved meanwhile, ${times++}` }
  const path = `/reports/${action.split('/')[2]}`
  const { status } = await api().patch(path, { as: plan.people.administrator, body, ifMatch: '*' })
  expect(status).toBe(200)
  return 'Saved meanwhile, '
}

async function changeTemplateBeneath({ action }: Standing): Promise<string> {
  const text = `Saved meanwhile, ${times++}`
  const [, , id, , sectionId] = action.split('/')
  const as = plan.people.administrator
  const path = `/report-templates/${id}`
  const { state, sections } = (await api().get(path, { as })).body
  const body = {
    for: text,
    sections: sections.map(({ id: part }: { id: string }) => ({
      id: part,
      kind: 'standing',
      heading: 'Of the hostile plan',
      guidance: part === sectionId ? text : '',
    })),
  }
  const { status } =
    state === 'withdrawn'
      ? await api().post(`${path}/redactions`, { as, body: { field: 'body', reason: text } })
      : await api().patch(path, { as, body, ifMatch: '*' })
  expect(status).toBeLessThan(300)
  return 'Saved meanwhile, '
}

async function changeSectionBeneath({ route, action }: Standing): Promise<string> {
  const text = `Saved meanwhile, ${times++}`
  const [, , id, , finding] = action.split('/')
  const as = plan.people.administrator
  const step = (body: object) => api().post(`/sections/${id}/transitions`, { as, body, ifMatch: '*' })
  const before = (await api().get(`/sections/${id}`, { as })).body.text as string
  const { status } = await (route.endsWith('/write')
    ? step({ event: 'write', text: `${before}\n\n${text}` })
    : route.endsWith('/:finding')
      ? step({ event: 'keep', key: finding, code: 'smallNumber', reason: text })
      : api().patch(`/sections/${id}`, { as, body: { guidance: text }, ifMatch: '*' }))
  expect(status).toBe(200)
  return 'Saved meanwhile, '
}

async function openAs(who: string): Promise<Page> {
  const page = await newPage(undefined, { viewport: { width: 320, height: 640 }, reducedMotion: 'reduce' })
  const held = (cookies.get(who) ?? '').split('; ').map((each) => each.split('='))
  await page
    .context()
    .addCookies(held.map(([name = '', value = '']) => ({ name, value, url: api().app.url })))
  await watchPolicy(page)
  return page
}
