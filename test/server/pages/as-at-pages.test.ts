import { beforeAll, describe, expect, test } from 'vitest'
import { eq } from '#db/connection/drizzle.ts'
import { loadDemonstration } from '#db/demo/load.ts'
import { briefActions } from '#db/read/matrix.ts'
import { summarise } from '#db/read/summary.ts'
import { meetings, memberships, plans } from '#db/schema/index.ts'
import { making } from '#server/demonstration.ts'
import { startTestApp, type TestApp } from '#test/support/app.ts'
import { get } from '#test/support/visitor.ts'
import { isCounted } from '#workflows/action/action-facts.ts'
import { addDays, endOfLondonDay, londonDay } from '#workflows/calendar/calendar.ts'

const NOW = '2026-11-30T07:59:30.000Z'
const THEN = '2026-09-16'

let app: TestApp
let cookie = ''
let plan = ''
let chair = ''
beforeAll(async () => {
  app = await startTestApp({ now: NOW })
  await loadDemonstration(app.databaseUrl, NOW, making)
  const [found] = await app.db.select().from(plans)
  const [member] = await app.db.select().from(memberships).where(eq(memberships.role, 'chair'))
  plan = found?.id ?? ''
  chair = member?.personId ?? ''
  cookie = await app.signInAs(chair)
  return () => app.close()
}, 60_000)

const page = (path: string) => get(app, `/plans/${plan}${path}`, cookie)
const tiles = (text: string) =>
  Object.fromEntries(
    [
      ...text.matchAll(
        /wm-stat__name">(?:<a[^>]*>)?([^<]+)(?:<\/a>)?<\/dt>\s*<dd class="wm-stat__value">(\d+)/g,
      ),
    ].map(([, name = '', value]) => [name, Number(value)]),
  )

describe('a plan as it stood on a past day', () => {
  test('is shown on a page with the colours of that day, says so, and offers nothing to change', async () => {
    const { text } = await page(`?asAt=${THEN}`)
    const then = await summarise(app.db, plan, THEN, { past: true })
    const count = (rating: string) => then.byRating.find(({ key }) => key === rating)?.count ?? 0
    expect(tiles(text)).toMatchObject({
      Amber: count('amber'),
      Green: count('green'),
      'Not due': count('grey'),
    })
    expect(tiles(text)).not.toEqual(tiles((await page('')).text))
    expect(text).toContain('As it stood at the end of 16 September 2026.')
    const main = text.slice(text.indexOf('<main'))
    expect(main).not.toMatch(/<form|Add an action|\?rating=/)
  })

  test('leads to its priorities as they stood on that day', async () => {
    const { text } = await page(`?asAt=${THEN}`)
    expect(text).toContain(`/plans/${plan}/priorities/P1?asAt=${THEN}`)
    const shown = (await page(`/priorities/P1?asAt=${THEN}`)).text
    const then = await briefActions(app.db, plan, endOfLondonDay(THEN))
    const own = then.filter(({ priority }) => priority.ref === 'P1')
    for (const { facts } of own)
      expect([facts.ref, shown.includes(`>${facts.ref}<`)]).toEqual([facts.ref, true])
    expect(shown).toContain('As it stood at the end of 16 September 2026.')
    const main = shown.slice(shown.indexOf('<main'))
    expect(main).not.toMatch(/<form|Add an action|Say whether the outcome moves|to 10 November 2026/)
  })

  test('is drawn on the timeline with the actions and dates of that day', async () => {
    const { text } = await page(`/timeline?asAt=${THEN}`)
    const then = await briefActions(app.db, plan, endOfLondonDay(THEN))
    const counted = then.filter(({ facts }) => isCounted(facts.state))
    expect(text.match(/<svg role="img"/g)).toHaveLength(counted.length)
    expect(text).toContain('the day shown, 16 September 2026')
    expect(text).toContain(`/timeline?as=table&amp;asAt=${THEN}`)
    // From one page of that day to the other, and not unawares to today.
    expect(text).toContain(`href="/plans/${plan}?asAt=${THEN}"`)
    expect((await page(`?asAt=${THEN}`)).text).toContain(`href="/plans/${plan}/timeline?asAt=${THEN}"`)
  })

  test('is reached from a meeting, as on the day of its cut-off', async () => {
    const [held] = await app.db.select().from(meetings).where(eq(meetings.number, 4))
    const shown = (await get(app, `/meetings/${held?.id}`, cookie)).text
    expect(shown).toContain(`/plans/${plan}?asAt=${held?.id}`)
    const day = londonDay(held?.cutOffAt ?? NOW)
    const [byMeeting, byDay] = [await page(`?asAt=${held?.id}`), await page(`?asAt=${day}`)]
    expect(tiles(byMeeting.text)).toEqual(tiles(byDay.text))
    expect(byMeeting.text).toContain(`The plan as the board had it: ${held?.title}.`)
    expect(byDay.text).not.toContain('as the board had it')
    // From one page to the next it stays what that board had.
    expect(byMeeting.text).toContain(`href="/plans/${plan}/timeline?asAt=${held?.id}"`)
  })

  test('is refused for a day ahead, and for what is neither a day nor a meeting of the plan', async () => {
    const asked = [addDays(londonDay(NOW), 1), '2026-02-31', 'yesterday', plan]
    const answers = await Promise.all(
      asked.flatMap((day) => [page(`?asAt=${day}`), page(`/timeline?asAt=${day}`)]),
    )
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([400]))
    expect((await page(`?asAt=${londonDay(NOW)}`)).text).not.toContain('As it stood at the end of')
  })
})
