import { afterAll, beforeAll, expect, test } from 'vitest'
import { eq } from '#db/connection/drizzle.ts'
import { deliveries, plans } from '#db/schema/index.ts'
import { sendOnce } from '#emails/ledger/sender.ts'
import { outboxTransport } from '#emails/outbox.ts'
import { answerLinksOf } from '#server/http/hashes.ts'
import { startTestApp, type TestApp, testSecret } from '#test/support/app.ts'
import { givenPlan, type TestPlan } from '#test/support/plans.ts'
import { get } from '#test/support/visitor.ts'
import { fromMonday, MONDAY_EIGHT, overdue, sender, startAfresh } from './harness.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp({ now: MONDAY_EIGHT, answersByLink: true })
})
afterAll(() => app.close())

/** A plan with three actions and a milestone that wait for their owner, and the weekly email to them. */
async function givenMail(answersByLink: boolean) {
  await startAfresh(app.db)
  const plan = await givenPlan(
    app.db,
    [{ ...overdue, milestones: [{ title: 'A report', dueOn: '2026-11-09' }] }, { dueOn: '2026-11-27' }, {}],
    fromMonday,
  )
  await app.db.update(plans).set({ answersByLink }).where(eq(plans.id, plan.planId))
  const { linkOf } = answerLinksOf(testSecret)
  const mailer = { ...sender(app.db, outboxTransport(), MONDAY_EIGHT), publicUrl: app.url }
  await sendOnce({ ...mailer, linkOf, keepsLinks: true })
  const [mail] = await app.db.select().from(deliveries).where(eq(deliveries.personId, plan.people.owner))
  return { plan, text: mail?.text ?? '', html: mail?.html ?? '' }
}

/** Where the lines of an email lead, from the root on. */
const pathsIn = (text: string) =>
  [...text.matchAll(/^ {2}(https?:\S+)$/gm)].map(([, url = '']) => url.slice(app.url.length))

const rowOf = (plan: TestPlan, path: string) => {
  const [, row = 'none'] = /(?:#|row=)((?:week|milestone)-[0-9a-f-]{36})$/.exec(path) ?? []
  const owned = Object.values(plan.actions).find((id) => row === `week-${id}`)
  return { row, isMilestone: row.startsWith('milestone-'), owned }
}

test('each line of a Monday email leads its owner to the place on their week where that very thing is answered, through signing in too', async () => {
  const { plan, text, html } = await givenMail(false)
  const cookie = await app.signInAs(plan.people.owner)
  const links = pathsIn(text)
  expect(links).toHaveLength(4)
  const { text: week } = await get(app, '/week', cookie)
  for (const path of links) {
    const { row, isMilestone, owned } = rowOf(plan, path)
    expect([path, isMilestone || owned !== undefined]).toEqual([path, true])
    expect(html).toContain(`href="${app.url}${path}"`)
    expect(week).toContain(`id="${row}"`)
    expect(await get(app, path, cookie)).toMatchObject({ status: 303, location: `/week#${row}` })
    const away = await get(app, path)
    expect(away).toMatchObject({ status: 303, location: `/sign-in?next=${encodeURIComponent(path)}` })
  }

  const { text: work } = await get(app, '/', cookie)
  const [, part = ''] = /Milestones past their date([\s\S]*?)<\/section>/.exec(work) ?? []
  const leads = [...part.matchAll(/<a [^>]*href="([^"]+)"/g)].map(([, href = '']) => href)
  expect(leads.every((href) => href.includes('/milestones/'))).toBe(true)
  const { text: milestone } = await get(app, leads[0] ?? 'none', cookie)
  expect(milestone).toContain('It is met')
})

test('where the plan takes answers by link, each line leads there to its place without signing in, and opening it changes nothing', async () => {
  const { plan, text, html } = await givenMail(true)
  const links = pathsIn(text)
  expect(links).toHaveLength(4)
  for (const path of links) {
    const { row } = rowOf(plan, path)
    expect(path).toMatch(/^\/answer\/[^#]+#(week|milestone)-[0-9a-f-]{36}$/)
    expect(html).toContain(`href="${app.url}${path}"`)
    const { status, text: page, headers } = await get(app, path)
    expect([status, headers.get('set-cookie')]).toEqual([200, null])
    expect(page).toContain(`id="${row}"`)
  }
})

test('the one thing to press stands above the list and again below it, in the HTML and in the plain text', async () => {
  for (const [byLink, label] of [
    [false, 'Answer on one page'],
    [true, 'Answer without signing in'],
  ] as const) {
    const { text, html } = await givenMail(byLink)
    expect(html.match(new RegExp(`>\\s*${label}</a>`, 'g'))).toHaveLength(2)
    expect(html.search(`>${label}</a>`)).toBeLessThan(html.indexOf('<h2'))
    expect(text.indexOf(`${label}:\nhttp`)).toBeGreaterThan(0)
    expect(text.indexOf(`${label}:\nhttp`)).toBeLessThan(text.indexOf('P1.S1'))
  }
})
