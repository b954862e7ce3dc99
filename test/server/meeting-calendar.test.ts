import ICAL from 'ical.js'
import { describe, expect, test } from 'vitest'
import { calendarFile } from '#server/http/calendar.ts'
import { paths } from '#server/paths.ts'
import { useApi } from '#test/support/api.ts'
import { axeViolations, sidewaysScroll } from '#test/support/browser.ts'
import { useVisits } from '#test/support/pages.ts'
import { givenPlan } from '#test/support/plans.ts'
import { press } from '#test/support/press.ts'
import { get, mainText } from '#test/support/visitor.ts'

const api = useApi('2026-11-23T10:00:00.000Z')
const { newPage } = useVisits(() => api().app)

const series = {
  title: 'Improvement board',
  place: 'Room 2; “Ŵ” wing, first floor',
  which: 'second',
  weekday: 'tuesday',
  every: 'month',
  fromOn: '2026-12-01',
  times: 3,
}

describe('a series of meetings', () => {
  test('is put in the diary at once, with the next numbers and the months in their titles', async () => {
    const plan = await givenPlan(api().app.db)
    const as = plan.people.administrator
    await api().post(`/plans/${plan.planId}/meetings`, { as, body: { title: 'First', heldOn: '2026-11-30' } })
    const answer = await api().post(`/plans/${plan.planId}/meetings/series`, { as, body: series })
    expect(answer.status).toBe(201)
    const { items } = (await api().get(`/plans/${plan.planId}/meetings`, { as })).body
    expect(
      items.map(({ number, title, heldOn }: Record<string, unknown>) => [number, title, heldOn]),
    ).toEqual([
      [1, 'First', '2026-11-30'],
      [2, 'Improvement board, December 2026', '2026-12-08'],
      [3, 'Improvement board, January 2027', '2027-01-12'],
      [4, 'Improvement board, February 2027', '2027-02-09'],
    ])
    const history = await api().get(`/meetings/${items[3].id}/history`, { as })
    expect(history.body.items.map(({ event }: { event: string }) => event)).toEqual(['create'])
  })

  test('gets its numbers, and all of its meetings, also where two are added at once', async () => {
    const plan = await givenPlan(api().app.db)
    const as = plan.people.administrator
    const add = () =>
      api().post(`/plans/${plan.planId}/meetings/series`, { as, body: { ...series, times: 12 } })
    const answers = await Promise.all([add(), add(), add()])
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201])
    const { items } = (await api().get(`/plans/${plan.planId}/meetings?limit=200`, { as })).body
    expect(items.map(({ number }: { number: number }) => number)).toEqual(
      Array.from({ length: 36 }, (_, at) => at + 1),
    )
  })

  test('is refused with a sentence where it is too long, of nothing, or of a withdrawn plan', async () => {
    const plan = await givenPlan(api().app.db, [{}], { state: 'withdrawn' })
    const as = plan.people.administrator
    const add = (more: object) =>
      api().post(`/plans/${plan.planId}/meetings/series`, { as, body: { ...series, ...more } })
    expect((await add({ times: 25 })).body.errors).toMatchObject([
      { pointer: '/times', detail: expect.stringContaining('24') },
    ])
    expect((await add({ times: 0 })).status).toBe(400)
    expect((await add({})).status).toBe(409)
  })

  test.each([360, 1440])('is added on a page that says what was moved, at %i pixels', async (width) => {
    const plan = await givenPlan(api().app.db)
    const page = await newPage(plan.people.administrator, { viewport: { width, height: 900 } })
    await page.goto(api().app.url + paths.meetings.at({ id: plan.planId }))
    await press(page, page.getByRole('link', { name: 'Add a series, such as a year of meetings' }))
    expect(await axeViolations(page)).toEqual([])
    expect(await sidewaysScroll(page)).toBe(0)
    await page.fill('#title', 'Improvement board')
    await page.getByLabel('First', { exact: true }).check()
    await page.getByLabel('Friday', { exact: true }).check()
    await page.fill('#fromOn-day', '1')
    await page.fill('#fromOn-month', '1')
    await page.fill('#fromOn-year', '2027')
    await press(page, page.getByRole('button', { name: 'Add the meetings' }))
    const said = await mainText(page)
    expect(said).toContain(
      '12 meetings are in the diary. Moved off bank holidays: 1 January 2027 to 4 January 2027.',
    )
    expect(said).toContain('Improvement board, December 2027')
    expect(await axeViolations(page)).toEqual([])
    expect(await sidewaysScroll(page)).toBe(0)
  })
})

describe('the calendar file', () => {
  const eventsOf = (file: string) =>
    new ICAL.Component(ICAL.parse(file) as unknown[])
      .getAllSubcomponents('vevent')
      .map((each) => new ICAL.Event(each))

  test('of a plan’s meetings is read by another program, whole days and all their signs', async () => {
    const plan = await givenPlan(api().app.db)
    const as = plan.people.administrator
    const { items } = (await api().post(`/plans/${plan.planId}/meetings/series`, { as, body: series })).body
    await api().post(`/meetings/${items[1].id}/transitions`, {
      as: plan.people.chair,
      body: { event: 'cancel', reason: 'Snow.' },
      ifMatch: '*',
    })
    const cookie = await api().app.signInAs(plan.people.member)
    const file = await get(api().app, paths.meetingsCalendar.at({ id: plan.planId }), cookie)
    expect(file.headers.get('content-type')).toBe('text/calendar; charset=utf-8')
    const events = eventsOf(file.text)
    expect(
      events.map(({ summary, startDate, endDate, location }) => [
        summary,
        startDate.toString(),
        endDate.toString(),
        location,
      ]),
    ).toEqual([
      ['Improvement board, December 2026', '2026-12-08', '2026-12-09', series.place],
      ['Improvement board, January 2027', '2027-01-12', '2027-01-13', series.place],
      ['Improvement board, February 2027', '2027-02-09', '2027-02-10', series.place],
    ])
    expect(
      events.map(({ component, sequence }) => [component.getFirstPropertyValue('status'), sequence]),
    ).toEqual([
      ['CONFIRMED', 1],
      ['CANCELLED', 2],
      ['CONFIRMED', 1],
    ])
    const one = await get(api().app, paths.meetingCalendar.at({ id: items[0].id }), cookie)
    expect(eventsOf(one.text)[0]?.uid).toBe(events[0]?.uid)
    expect((await get(api().app, paths.meetingCalendar.at({ id: items[0].id }), cookie)).text).toBe(one.text)
  })

  test('tells the agenda of a meeting, each item on a line', async () => {
    const plan = await givenPlan(api().app.db)
    const as = plan.people.administrator
    const body = { title: 'The board', heldOn: '2026-12-14' }
    const { id } = (await api().post(`/plans/${plan.planId}/meetings`, { as, body })).body
    for (const title of ['Welcome; and apologies', 'Edge of care'])
      await api().post(`/meetings/${id}/agenda`, { as, body: { title } })
    const cookie = await api().app.signInAs(plan.people.member)
    const [event] = eventsOf((await get(api().app, paths.meetingCalendar.at({ id }), cookie)).text)
    expect(event?.description).toMatch(/^1\. Welcome; and apologies\n2\. Edge of care\nWhat the board reads/)
  })

  test('has the hours of a meeting by the clocks of London, in summer as in winter, and a whole day where none are told', async () => {
    const plan = await givenPlan(api().app.db)
    const as = plan.people.administrator
    const add = (body: object) => api().post(`/plans/${plan.planId}/meetings`, { as, body })
    await add({ title: 'Winter', heldOn: '2026-12-14', startsAt: '14:00', endsAt: '16:30' })
    await add({ title: 'Summer', heldOn: '2027-07-12', startsAt: '09:15' })
    await add({ title: 'Some day', heldOn: '2027-09-13' })
    const cookie = await api().app.signInAs(plan.people.member)
    const { text } = await get(api().app, paths.meetingsCalendar.at({ id: plan.planId }), cookie)
    const root = new ICAL.Component(ICAL.parse(text) as unknown[])
    const zone = new ICAL.Timezone(root.getFirstSubcomponent('vtimezone') ?? undefined)
    expect(zone.tzid).toBe('Europe/London')
    const instants = eventsOf(text).map(({ startDate, endDate, component }) => [
      startDate.isDate ? startDate.toString() : startDate.convertToZone(ICAL.Timezone.utcTimezone).toString(),
      endDate.isDate ? endDate.toString() : endDate.convertToZone(ICAL.Timezone.utcTimezone).toString(),
      component.getFirstPropertyValue('transp'),
    ])
    expect(instants).toEqual([
      ['2026-12-14T14:00:00Z', '2026-12-14T16:30:00Z', 'OPAQUE'],
      ['2027-07-12T08:15:00Z', '2027-07-12T08:15:00Z', 'OPAQUE'],
      ['2027-09-13', '2027-09-14', 'TRANSPARENT'],
    ])
    const hours = { startsAt: '14:00', endsAt: '16:00' }
    const year = await api().post(`/plans/${plan.planId}/meetings/series`, {
      as,
      body: { ...series, ...hours },
    })
    for (const meeting of year.body.items) expect(meeting).toMatchObject(hours)
    for (const [times, field] of [
      [{ endsAt: '16:00' }, '/startsAt'],
      [{ startsAt: '16:00', endsAt: '16:00' }, '/endsAt'],
      [{ startsAt: '24:00' }, '/startsAt'],
    ] as const)
      expect(await add({ title: 'Wrong', heldOn: '2026-12-14', ...times })).toMatchObject({
        status: 400,
        body: { errors: [{ pointer: field }] },
      })
  })

  test('keeps its lines within 75 octets, and no text is an order to a calendar', () => {
    const text = `${'👩‍👩‍👧 ŵ; '.repeat(60)}\r\nEND:VEVENT\r\nBEGIN:VALARM\u0000\\n`
    const entry = {
      uid: 'u@waymark',
      sequence: 1,
      changedAt: '2026-11-23T10:00:00.123Z',
      on: '2026-06-30',
      from: null,
      until: null,
      summary: text,
      place: text,
      description: text,
      url: 'https://waymark.example/meetings/u',
      cancelled: false,
    }
    const file = calendarFile(text, [entry])
    for (const line of file.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
    const [event, ...more] = eventsOf(file)
    expect([event?.summary, more]).toEqual([text.replaceAll('\r\n', '\n').replace('\u0000', ' '), []])
    expect(event?.component.getAllSubcomponents()).toEqual([])
    expect(event?.startDate.toString()).toBe('2026-06-30')
    expect(event?.component.getFirstPropertyValue('dtstamp')?.toString()).toBe('2026-11-23T10:00:00Z')
  })

  test('of a past day has the meetings that were in the diary then', async () => {
    const plan = await givenPlan(api().app.db)
    await api().post(`/plans/${plan.planId}/meetings/series`, { as: plan.people.administrator, body: series })
    const cookie = await api().app.signInAs(plan.people.member)
    const at = async (day: string) =>
      eventsOf(
        (await get(api().app, `${paths.meetingsCalendar.at({ id: plan.planId })}?asAt=${day}`, cookie)).text,
      )
    expect((await at('2026-11-22')).length).toBe(0)
    expect((await at('2026-11-23')).length).toBe(3)
  })

  test('is for the people of the plan alone', async () => {
    const plan = await givenPlan(api().app.db)
    const other = await givenPlan(api().app.db)
    const stranger = await api().app.signInAs(other.people.member)
    const address = paths.meetingsCalendar.at({ id: plan.planId })
    expect((await get(api().app, address, stranger)).status).toBe(404)
  })
})
