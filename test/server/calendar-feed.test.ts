import ICAL from 'ical.js'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { eq, sql } from '#db/connection/drizzle.ts'
import { calendarAddresses, people, reports, sections } from '#db/schema/index.ts'
import { paths } from '#server/paths.ts'
import { useApi } from '#test/support/api.ts'
import { axeViolations, sidewaysScroll } from '#test/support/browser.ts'
import { useVisits } from '#test/support/pages.ts'
import { givenPlan, type TestPlan } from '#test/support/plans.ts'
import { press } from '#test/support/press.ts'
import { mainText } from '#test/support/visitor.ts'

const log: string[] = []
const api = useApi('2026-11-23T10:00:00.000Z', {
  logLevel: 'info',
  logTo: { write: (line) => void log.push(line) },
})
const { newPage } = useVisits(() => api().app)

const ask = (path: string, headers: Record<string, string> = {}) =>
  fetch(path.startsWith('http') ? path : api().app.url + path, { headers, redirect: 'manual' })
const make = async (as: string) => {
  const made = await api().post('/me/calendar', { as })
  expect([made.status, made.headers.get('cache-control')]).toEqual([201, 'no-store'])
  return new URL(made.body.url as string).pathname
}
const eventsOf = (file: string) =>
  new ICAL.Component(ICAL.parse(file) as unknown[])
    .getAllSubcomponents('vevent')
    .map((each) => new ICAL.Event(each))
const read = async (path: string) => eventsOf(await (await ask(path)).text())
const titles = async (path: string) => (await read(path)).map(({ summary }) => summary)

describe('the calendar of a person', () => {
  let plan: TestPlan
  let path = ''
  beforeAll(async () => {
    plan = await givenPlan(api().app.db, [
      { dueOn: '2026-12-18', milestones: [{ title: 'First; half, done', dueOn: '2026-12-04' }] },
      { ownerEmail: 'otherOwner', title: 'Of another' },
      { title: `A long one: ${'ŵ👩‍👩‍👧 '.repeat(40)}` },
    ])
    path = await make(plan.people.owner)
  })

  test('has the due days of their own actions and of milestones, whole days, read by another program', async () => {
    const events = await read(path)
    const [action = '', long = ''] = [plan.actions['P1.S1'], plan.actions['P1.S3']]
    expect(
      events.map(({ summary, startDate, endDate }) => [summary, String(startDate), String(endDate)]),
    ).toEqual([
      ['P1.S1: First; half, done', '2026-12-04', '2026-12-05'],
      ['Due: P1.S1 What P1.S1 commits to', '2026-12-18', '2026-12-19'],
      [expect.stringContaining('Due: P1.S3 A long one: ŵ👩‍👩‍👧'), '2026-12-18', '2026-12-19'],
    ])
    expect(events.slice(1).map(({ uid }) => uid)).toEqual([`${action}@waymark`, `${long}@waymark`])
    const answer = await ask(path)
    const text = await answer.text()
    expect(answer.headers.get('content-type')).toBe('text/calendar; charset=utf-8')
    expect(text).toContain('DTSTART;VALUE=DATE:20261218')
    for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
    expect(await (await ask(path)).text()).toBe(text)
  })

  test('is not sent again while nothing in it has changed', async () => {
    const first = await ask(path)
    const etag = first.headers.get('etag') ?? ''
    expect(first.headers.get('cache-control')).toBe('private, no-cache')
    const again = await ask(path, { 'if-none-match': etag })
    expect([again.status, await again.text(), again.headers.get('etag')]).toEqual([304, '', etag])
  })

  test('numbers a change of an entry higher, and keeps what it is called by', async () => {
    const [before] = (await read(path)).slice(1)
    const action = plan.actions['P1.S1'] ?? ''
    await api().patch(`/actions/${action}`, {
      as: plan.people.administrator,
      ifMatch: '*',
      body: { title: 'Put otherwise' },
    })
    const [after] = (await read(path)).slice(1)
    expect([after?.summary, after?.uid]).toEqual(['Due: P1.S1 Put otherwise', before?.uid])
    expect(after?.sequence).toBeGreaterThan(before?.sequence ?? Infinity)
    expect(
      String(after?.component.getFirstPropertyValue('dtstamp')) >
        String(before?.component.getFirstPropertyValue('dtstamp')),
    ).toBe(true)
  })

  test('has sections to write and figures that they owe, but of an exempt section nothing', async () => {
    const as = plan.people.administrator
    const body = { template: 'assurance-to-board', title: 'To the board', forOn: '2027-01-20' }
    const { id } = (await api().post(`/plans/${plan.planId}/reports`, { as, body })).body
    const { items } = (await api().get(`/reports/${id}/sections`, { as })).body
    const [open, closed] = items.filter(({ kind }: { kind: string }) => kind === 'narrative')
    const { db } = api().app
    const author = { authorId: plan.people.owner, dueOn: '2027-01-08' }
    await db.update(reports).set({ state: 'commissioned' }).where(eq(reports.id, id))
    await db.update(sections).set(author).where(eq(sections.id, open.id))
    await db
      .update(sections)
      .set({ ...author, exemptParagraph: 1 })
      .where(eq(sections.id, closed.id))
    const measure = await api().post(`/plans/${plan.planId}/measures`, {
      as,
      body: {
        ref: 'M1',
        title: 'Counted',
        unit: 'count',
        polarity: 'lowerIsBetter',
        supplierId: plan.people.owner,
        every: 'month',
        dueFromOn: '2026-11-01',
      },
    })
    expect(measure.status).toBe(201)
    const found = (await read(path)).map(({ summary, startDate }) => [summary, String(startDate)])
    expect(found).toContainEqual([`To write: ${open.heading}`, '2027-01-08'])
    expect(found).toContainEqual(['Figures due: M1 Counted', '2026-12-14'])
    expect(found.filter(([, on]) => on === '2027-01-08')).toHaveLength(1)
  })

  test('has the meetings of their boards, and says of those that were cancelled that they were', async () => {
    const as = plan.people.administrator
    const meetings = []
    for (const title of ['Takes place', 'Does not'])
      meetings.push(
        (
          await api().post(`/plans/${plan.planId}/meetings`, {
            as,
            body: { title, heldOn: '2026-12-20', startsAt: '14:00' },
          })
        ).body,
      )
    await api().post(`/meetings/${meetings[1].id}/transitions`, {
      as: plan.people.chair,
      ifMatch: '*',
      body: { event: 'cancel', reason: 'Snow.' },
    })
    const own = await make(plan.people.chair)
    const held = (await read(own)).filter(({ summary }) => /Takes|Does/.test(summary))
    expect(
      held.map(({ summary, startDate, component }) => [
        summary,
        String(startDate),
        component.getFirstPropertyValue('status'),
      ]),
    ).toEqual([
      ['Does not', '2026-12-20T14:00:00', 'CANCELLED'],
      ['Takes place', '2026-12-20T14:00:00', 'CONFIRMED'],
    ])
    expect(await titles(path)).not.toContain('Takes place')
  })

  test('loses what is finished, handed to another, or of a plan that is withdrawn', async () => {
    const other = await givenPlan(api().app.db, [{}, { title: 'Handed on' }])
    const own = await make(other.people.owner)
    expect(await titles(own)).toHaveLength(2)
    const handed = await api().post(`/actions/${other.actions['P1.S2']}/transitions`, {
      as: other.people.administrator,
      ifMatch: '*',
      body: {
        event: 'transfer',
        ownerId: other.people.otherOwner,
        fromOn: '2026-11-23',
        reason: 'A new post',
      },
    })
    expect(handed.status).toBe(200)
    expect(await titles(own)).toEqual(['Due: P1.S1 What P1.S1 commits to'])
    await api().app.db.execute(
      sql`update actions set state = 'cancelled' where id = ${other.actions['P1.S1']}`,
    )
    expect(await titles(own)).toEqual([])
  })

  test('is read in as many statements, however much is in it', async () => {
    const asked = (actions: number) => async () => {
      const { people: found } = await givenPlan(
        api().app.db,
        Array.from({ length: actions }, () => ({})),
      )
      const own = await make(found.owner)
      const { $client } = api().app.db as unknown as { $client: { unsafe: () => unknown } }
      const calls = vi.spyOn($client, 'unsafe')
      expect(await titles(own)).toHaveLength(actions)
      const { length } = calls.mock.calls
      calls.mockRestore()
      return length
    }
    expect(await asked(30)()).toBe(await asked(1)())
  })
})

describe('the address of a calendar', () => {
  test('is kept as a hash alone, and stands in no log', async () => {
    const { people: found } = await givenPlan(api().app.db)
    const own = await make(found.owner)
    const [, secret = ''] = /calendar\/([^/]+)/.exec(own) ?? []
    expect(Buffer.from(secret, 'base64url').length).toBeGreaterThanOrEqual(16)
    await ask(own)
    await ask(`${own}x`)
    const kept = JSON.stringify(await api().app.db.select().from(calendarAddresses))
    expect(kept).not.toContain(secret)
    expect(log.length).toBeGreaterThan(0)
    expect(log.join('\n')).not.toContain(secret)
    const shown = await api().get('/me/calendar', { as: found.owner })
    expect(JSON.stringify(shown.body)).not.toContain(secret)
  })

  test('that is unknown, was renewed or revoked, or whose person has left gets one and the same answer', async () => {
    const given = await givenPlan(api().app.db)
    const { owner } = given.people
    const first = await make(owner)
    const second = await make(owner)
    const gone = async (path: string) => {
      const answer = await ask(path)
      const { status, headers } = answer
      return [status, headers.get('content-type'), headers.get('etag'), await answer.text()]
    }
    const unknown = await gone(`/calendar/${'x'.repeat(43)}/waymark.ics`)
    expect(unknown).toEqual([
      404,
      'text/plain; charset=utf-8',
      null,
      expect.stringMatching(/no calendar at this address.*account/is),
    ])
    expect(await gone(first)).toEqual(unknown)
    expect((await ask(second)).status).toBe(200)
    expect((await api().send('DELETE', '/me/calendar', { as: owner })).status).toBe(204)
    expect(await gone(second)).toEqual(unknown)
    expect((await api().send('DELETE', '/me/calendar', { as: owner })).status).toBe(204)
    const third = await make(owner)
    await api().app.db.update(people).set({ email: 'moved@plan.example' }).where(eq(people.id, owner))
    expect(await gone(third)).toEqual(unknown)
    const fourth = await make(owner)
    await api().app.db.update(people).set({ leftOn: '2026-11-01' }).where(eq(people.id, owner))
    await api().app.db.update(people).set({ leftOn: null }).where(eq(people.id, owner))
    expect(await gone(fourth)).toEqual(unknown)
  })

  test('is in the history of its person: made, renewed and revoked', async () => {
    const { people: found } = await givenPlan(api().app.db)
    await make(found.owner)
    await make(found.owner)
    await api().send('DELETE', '/me/calendar', { as: found.owner })
    const { items } = (await api().get(`/people/${found.owner}/history`, { as: found.owner })).body
    expect(
      items
        .map(({ event, actor }: { event: string; actor: { id: string } }) => [event, actor?.id])
        .slice(0, 4)
        .toSorted(),
    ).toEqual([
      ['makeCalendar', found.owner],
      ['makeCalendar', found.owner],
      ['revokeCalendar', found.owner],
      ['revokeCalendar', found.owner],
    ])
  })

  test('of two made at once one is good', async () => {
    const { people: found } = await givenPlan(api().app.db)
    const answers = await Promise.all([1, 2, 3].map(() => api().post('/me/calendar', { as: found.owner })))
    expect(answers.every(({ status }) => status === 201 || status === 409)).toBe(true)
    const good = await Promise.all(
      answers.flatMap(({ body }) =>
        body.url ? [ask(new URL(body.url).pathname).then(({ status }) => status)] : [],
      ),
    )
    expect(good.filter((status) => status === 200)).toHaveLength(1)
  })

  test('is not for a program with an API token to make', async () => {
    const { people: found } = await givenPlan(api().app.db)
    const token = await api().post('/me/tokens', {
      as: found.owner,
      body: { name: 'A program', scope: 'write' },
    })
    const { accessToken } = (
      await api().post('/auth/token', { body: { grant: 'apiToken', token: token.body.token } })
    ).body
    const asked = await api().post('/me/calendar', { headers: { authorization: `Bearer ${accessToken}` } })
    expect(asked.status).toBe(403)
  })

  test.each([360, 1440])(
    'is made, renewed and revoked on a page that My work leads to, at %i pixels',
    async (width) => {
      const { people: found } = await givenPlan(api().app.db)
      const page = await newPage(found.owner, { viewport: { width, height: 900 } })
      await page.goto(`${api().app.url}/`)
      await press(page, page.getByRole('link', { name: 'Your dates in your own calendar' }))
      const fine = async () => {
        expect(await axeViolations(page)).toEqual([])
        expect(await sidewaysScroll(page)).toBe(0)
      }
      await fine()
      await press(page, page.getByRole('button', { name: 'Make an address' }))
      await fine()
      const address = await page.locator('main code').first().innerText()
      expect((await ask(new URL(address).pathname)).status).toBe(200)
      await press(page, page.getByRole('link', { name: 'Back to your calendar' }))
      expect(await mainText(page)).not.toContain(address)
      await fine()
      await press(page, page.getByRole('button', { name: 'Make a new address' }))
      const renewed = await page.locator('main code').first().innerText()
      expect([
        (await ask(new URL(address).pathname)).status,
        (await ask(new URL(renewed).pathname)).status,
      ]).toEqual([404, 200])
      await page.goto(api().app.url + paths.calendar.at())
      await press(page, page.getByRole('button', { name: 'Revoke the address' }))
      expect(await mainText(page)).toContain('The address is revoked')
      expect((await ask(new URL(renewed).pathname)).status).toBe(404)
    },
  )
})

describe('asking for addresses that there are not', () => {
  const few = useApi('2026-11-23T10:00:00.000Z', { rateLimit: { perMinute: 4, elapsedMs: () => 0 } })

  test('is limited as every request without a person is', async () => {
    const statuses = []
    for (let at = 0; at < 6; at++)
      statuses.push((await fetch(`${few().app.url}/calendar/${'y'.repeat(43)}/waymark.ics`)).status)
    expect(statuses).toEqual([404, 404, 404, 404, 429, 429])
  })
})
