import { afterAll, beforeAll, expect, test } from 'vitest'
import { eq } from '#db/connection/drizzle.ts'
import { deliveries } from '#db/schema/index.ts'
import { sendOnce } from '#emails/ledger/sender.ts'
import { outboxTransport } from '#emails/outbox.ts'
import { startTestApp, type TestApp } from '#test/support/app.ts'
import { givenPlan } from '#test/support/plans.ts'
import { get } from '#test/support/visitor.ts'
import { fromMonday, MONDAY_EIGHT, overdue, sender } from './harness.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp({ now: MONDAY_EIGHT })
})
afterAll(() => app.close())

test('each line of a Monday email, and of My work, leads its owner to the form on which that very thing is answered', async () => {
  const plan = await givenPlan(
    app.db,
    [{ ...overdue, milestones: [{ title: 'A report', dueOn: '2026-11-09' }] }, { dueOn: '2026-11-27' }, {}],
    fromMonday,
  )
  const { owner } = plan.people
  const cookie = await app.signInAs(owner)
  await sendOnce({ ...sender(app.db, outboxTransport(), MONDAY_EIGHT), publicUrl: app.url })
  const [mail] = await app.db.select().from(deliveries).where(eq(deliveries.personId, owner))
  const links = [...(mail?.text ?? '').matchAll(/^ {2}(https?:\S+)$/gm)].map(([, url = '']) => url)
  expect(links).toHaveLength(4)
  for (const url of links) {
    const path = url.slice(app.url.length)
    const { text } = await get(app, path, cookie)
    expect(text).toContain(`<form class="wm-form" method="post" action="${path}"`)
  }
  const milestone = links.find((url) => url.includes('/milestones/'))?.slice(app.url.length) ?? 'none'
  expect((await get(app, milestone, cookie)).text).toContain('It is met')

  const { text } = await get(app, '/', cookie)
  const [, part = ''] = /Milestones past their date([\s\S]*?)<\/section>/.exec(text) ?? []
  const leads = [...part.matchAll(/<a [^>]*href="([^"]+)"/g)].map(([, href]) => href)
  expect(new Set(leads)).toEqual(new Set([milestone]))
})
