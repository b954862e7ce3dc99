import { beforeAll, describe, expect, test } from 'vitest'
import { eq } from '#db/connection/drizzle.ts'
import { readAction } from '#db/read/read-actions.ts'
import { actions, deliveries, events, people, plans, updates } from '#db/schema/index.ts'
import { sendOnce } from '#emails/ledger/sender.ts'
import { outboxTransport } from '#emails/outbox.ts'
import { sidewaysScroll } from '#test/support/browser.ts'
import { digestOf } from '#test/support/digest.ts'
import { usePages } from '#test/support/pages.ts'
import type { TestPlan } from '#test/support/plans.ts'
import { press } from '#test/support/press.ts'
import { seenFaults } from '#test/support/seen-faults.ts'
import { errorsOf, get, mainText, post } from '#test/support/visitor.ts'
import { EIGHT, givenWeek, linkIn, linkOf, NEXT_EIGHT } from '#test/support/weekly-link.ts'
import { sender } from '../../emails/harness.ts'

const { app, newPage, open } = usePages({ now: '2026-11-23T10:00:00.000Z', answersByLink: true })
const id = (name: string) => `[id="${name}"]`
const note = (plan: TestPlan, ref: string) => `update-${plan.actions[ref]}-note`
const send = 'button:has-text("Send my answers")'
const notesOf = async (plan: TestPlan) =>
  (await app.db.select().from(updates).where(eq(updates.by, plan.people.owner))).map((row) => row.note)

describe('the link in the weekly email', () => {
  test.each([
    [false, 360],
    [true, 1440],
  ])(
    'answers all of it without signing in, in two presses (scripts: %s, %i pixels)',
    async (scripts, width) => {
      const plan = await givenWeek(app.db)
      const page = await open(undefined, await linkIn(app.db, plan), scripts)
      await page.setViewportSize({ width, height: 800 })
      expect(await sidewaysScroll(page)).toBe(0)
      if (scripts) expect(await seenFaults(page)).toEqual([])
      await page.fill(id(note(plan, 'P1.S1')), 'The trainer was ill; the course is on 8 December.')
      const milestone = (await readAction(app.db, plan.actions['P1.S3'] ?? ''))?.facts.milestones[0]
      await page.check(id(`milestone-${milestone?.id}-met`))
      await page.check(id('rest'))
      await press(page, send)
      expect(await mainText(page)).toContain('Saved: P1.S1, P1.S2 and P1.S3.')
      expect(await page.context().cookies()).toEqual([])

      const shown = await open(plan.people.member, `/actions/${plan.actions['P1.S1']}`)
      expect(await mainText(shown)).toContain('by the link in the email, not signed in')
      const own = await app.db.select().from(events).where(eq(events.actorId, plan.people.owner))
      const here = own.filter(({ planId }) => planId === plan.planId)
      expect(here.map(({ event, payload }) => [event, payload['via']].join(' ')).toSorted()).toEqual([
        'meet link',
        'report link',
        'report link',
        'report link',
      ])
      expect((await readAction(app.db, plan.actions['P1.S1'] ?? ''))?.facts.lastUpdate?.via).toBe('link')
    },
  )

  test('shows what the email says and no more: no note of last time, and no forecast, which stands when left empty', async () => {
    const plan = await givenWeek(app.db)
    const first = await linkIn(app.db, plan)
    const page = await open(undefined, first)
    await page.fill(id(note(plan, 'P1.S2')), 'A note that only those who sign in may read')
    await page.fill(id(`update-${plan.actions['P1.S2']}-forecastOn-day`), '15')
    await page.fill(id(`update-${plan.actions['P1.S2']}-forecastOn-month`), '12')
    await page.fill(id(`update-${plan.actions['P1.S2']}-forecastOn-year`), '2026')
    await press(page, send)
    const again = await get(app, first)
    expect(again.text).not.toMatch(/only those who sign in|forecastOn-year"[^>]*value="2026"|15 December/)
    expect(again.headers.get('x-robots-tag')).toBe('noindex')
    await page.goto(app.url + first)
    await page.fill(id(note(plan, 'P1.S2')), 'Still on its way')
    await press(page, send)
    expect((await readAction(app.db, plan.actions['P1.S2'] ?? ''))?.facts.forecastOn).toBe('2026-12-15')
  })

  test('takes ticks alone only with the name of its person, typed', async () => {
    const plan = await givenWeek(app.db)
    const page = await open(undefined, await linkIn(app.db, plan))
    await page.check(id('rest'))
    await press(page, send)
    expect(await errorsOf(page)).toEqual(['Type your name, to show that a person answers'])
    await page.fill('#typedName', 'Somebody else')
    await press(page, send)
    expect(await errorsOf(page)).toEqual([
      'Type your name as the email has it: your first name or your surname',
    ])
    expect(await notesOf(plan)).toEqual([])
    await page.fill('#typedName', 'the ÓWNER')
    await press(page, send)
    expect(await mainText(page)).toContain('Saved: P1.S1, P1.S2 and P1.S3.')
    expect(await notesOf(plan)).toHaveLength(3)
  })

  test('takes nothing without the token of its page, from another site, or with a mark of another email', async () => {
    const plan = await givenWeek(app.db)
    const path = await linkIn(app.db, plan)
    const fields = {
      [note(plan, 'P1.S1')]: 'Done by a machine',
      [`version-${plan.actions['P1.S1']}`]: '1',
    }
    const token = /name="page" value="([^"]+)"/.exec((await get(app, path)).text)?.[1] ?? ''
    const statuses = [
      await post(app, path, '', fields),
      await post(app, path, '', { ...fields, page: token }, { 'sec-fetch-site': 'cross-site' }),
      await post(app, `${path.slice(0, -4)}AAAA`, '', { ...fields, page: token }),
      await get(app, `${path.slice(0, -4)}AAAA`),
    ].map(({ status }) => status)
    expect(statuses).toEqual([403, 403, 404, 404])
    expect(await notesOf(plan)).toEqual([])
  })

  test('is done once however often it is sent', async () => {
    const plan = await givenWeek(app.db)
    const path = await linkIn(app.db, plan)
    const { text } = await get(app, path)
    const hidden = Object.fromEntries(
      [...text.matchAll(/type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [
        name,
        value,
      ]),
    )
    const form = { ...hidden, [note(plan, 'P1.S1')]: 'Pressed twice' }
    const answers = await Promise.all([post(app, path, '', form), post(app, path, '', form)])
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 303])
    expect(await notesOf(plan)).toEqual(['Pressed twice'])
  })
})

describe('the link ends', () => {
  let plan: TestPlan
  let path: string
  const page = async () => (await get(app, path)).text
  beforeAll(async () => {
    plan = await givenWeek(app.db)
    path = await linkIn(app.db, plan)
  })

  test('for an action that is handed over', async () => {
    await app.db
      .update(actions)
      .set({ ownerId: plan.people.otherOwner })
      .where(eq(actions.id, plan.actions['P1.S2'] ?? ''))
    expect(await page()).not.toContain('Soon')
    expect(await page()).toContain('Late')
  })

  test('where the plan takes no such answers any more', async () => {
    const set = (answersByLink: boolean) =>
      app.db.update(plans).set({ answersByLink }).where(eq(plans.id, plan.planId))
    await set(false)
    expect(await page()).toContain('Nothing of this email waits for you any more')
    await set(true)
  })

  test('when its person leaves', async () => {
    const set = (leftOn: string | null) =>
      app.db.update(people).set({ leftOn }).where(eq(people.id, plan.people.owner))
    await set('2026-11-23')
    expect((await get(app, path)).status).toBe(404)
    await set(null)
  })

  test('with the next weekly email, and keeps what is typed by then in view', async () => {
    const tab = await open(undefined, path)
    await tab.fill(id(note(plan, 'P1.S1')), 'Typed on Sunday night')
    const next = await linkIn(app.db, plan, NEXT_EIGHT)
    await press(tab, send)
    expect(await mainText(tab)).toContain('This link has ended')
    expect(await mainText(tab)).toContain('Typed on Sunday night')
    expect(await notesOf(plan)).toEqual([])
    expect((await get(app, next)).status).toBe(200)
  })
})

test('the kept email holds no link that answers, and an email of a plan that does not want it has none', async () => {
  const plan = await givenWeek(app.db)
  await sendOnce({ ...sender(app.db, outboxTransport(), EIGHT), linkOf })
  const [kept] = await app.db.select().from(deliveries).where(eq(deliveries.personId, plan.people.owner))
  expect(kept?.linkLines).toHaveLength(4)
  expect(`${kept?.text}${kept?.html}`).not.toContain('/answer/')
  expect(kept?.text).toContain('/week')

  const other = await givenWeek(app.db, { answersByLink: false })
  expect(await linkIn(app.db, other)).toBe('')
  const [plain] = await app.db.select().from(deliveries).where(eq(deliveries.personId, other.people.owner))
  expect(plain?.linkLines).toBeNull()
})

test('a robot that opens the link, runs its scripts, chooses every option and presses every button changes nothing', async () => {
  const plan = await givenWeek(app.db)
  const path = await linkIn(app.db, plan)
  // The guard against pressing twice notes each press, and frees it.
  const all = () => digestOf(app.db, ['idempotency_keys'])
  const before = await all()
  for (const method of ['GET', 'HEAD']) await fetch(app.url + path, { method })
  const page = await newPage()
  await page.goto(app.url + path)
  const buttons = await page.locator('main button:visible').count()
  for (let at = 0; at < buttons; at++) {
    await page.goto(app.url + path)
    for (const box of await page.locator('main input[type=checkbox]').all()) await box.check({ force: true })
    await press(page, `main button:visible >> nth=${at}`)
    expect(await errorsOf(page)).toContain('Type your name, to show that a person answers')
  }
  expect(await all()).toEqual(before)
  expect(await page.context().cookies()).toEqual([])
  await page.goto(`${app.url}/week`)
  expect(new URL(page.url()).pathname).toBe('/sign-in')
  expect(await notesOf(plan)).toEqual([])
})
