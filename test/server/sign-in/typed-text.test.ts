import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { clockFrom } from '#db/connection/clock.ts'
import { eq } from '#db/connection/drizzle.ts'
import { readAction } from '#db/read/read-actions.ts'
import { keepTyped } from '#db/read/typed-text.ts'
import { sessions, typedTexts } from '#db/schema/index.ts'
import { usePages } from '#test/support/pages.ts'
import { givenPlan, type TestPlan } from '#test/support/plans.ts'
import { press } from '#test/support/press.ts'
import { fillDay, get, mainText, post, protection } from '#test/support/visitor.ts'

const now = '2026-11-23T10:00:00.000Z'
const { app, open, pageFaults } = usePages({ now, demonstration: true })
const note = 'Half of the teams are trained.\nThe "other" half < waits & waits.'
let plan: TestPlan

beforeAll(async () => {
  plan = await givenPlan(app.db, [{}, {}])
})

async function runOut(days = 15) {
  const at = new Date(Date.parse(now) - days * 86_400_000).toISOString()
  await app.db.update(sessions).set({ seenAt: at }).where(eq(sessions.personId, plan.people.owner))
}

const lastNote = async (ref: string) =>
  (await readAction(app.db, plan.actions[ref] ?? ''))?.facts.lastUpdate?.note

const signIn = (page: Page) => press(page, `button[value="${plan.people.owner}"]`)

describe('what is typed while a session runs out', () => {
  test.each([false, true])(
    'is shown after signing in, and saved by one press (scripts: %s)',
    async (scripts) => {
      const ref = scripts ? 'P1.S2' : 'P1.S1'
      const page = await open(plan.people.owner, `/actions/${plan.actions[ref]}/update`, scripts)
      await page.fill('#note', note)
      await fillDay(page, 'forecastOn', '2026-12-10')
      await runOut()
      await press(page, 'button:has-text("Save this update")')
      await signIn(page)
      expect(await page.locator('.govuk-notification-banner').innerText()).toContain('is not saved yet')
      expect((await page.inputValue('#note')).replaceAll('\r\n', '\n')).toBe(note)
      expect(await page.inputValue('#forecastOn-month')).toBe('12')
      expect(await lastNote(ref)).toBeUndefined()
      expect(
        await pageFaults({ personId: plan.people.owner, path: page.url().slice(app.url.length) }),
      ).toEqual([])
      await press(page, 'button:has-text("Save this update")')
      expect(await mainText(page)).toContain(`Your update of ${ref} is saved.`)
      expect(await lastNote(ref)).toBe(note)
    },
  )

  test('goes through the form as ever: what is wrong is told with the text kept', async () => {
    const page = await open(plan.people.owner, `/actions/${plan.actions['P1.S1']}/update`)
    await page.fill('#note', 'We are late')
    await fillDay(page, 'forecastOn', '2026-02-31')
    await runOut()
    await press(page, 'button:has-text("Save this update")')
    await signIn(page)
    await press(page, 'button:has-text("Save this update")')
    expect(await mainText(page)).toContain('must be a real date')
    expect(await page.inputValue('#note')).toBe('We are late')
  })

  test('is nobody else’s to see, and a day later nobody’s', async () => {
    const path = `/actions/${plan.actions['P1.S1']}/update`
    const cookie = await app.signInAs(plan.people.owner)
    const fields = await protection(app, path, cookie)
    await runOut()
    const sent = await post(app, path, cookie, { ...fields, note })
    const typed = new URL(sent.location ?? '', app.url).searchParams.get('next') ?? ''
    expect(typed).toMatch(/^\/typed\/[0-9a-f-]{36}$/)
    const status = async (personId: string) => (await get(app, typed, await app.signInAs(personId))).status
    expect([await status(plan.people.owner), await status(plan.people.chair)]).toEqual([303, 404])
    const dayBefore = new Date(Date.parse(now) - 25 * 3_600_000).toISOString()
    await app.db.update(typedTexts).set({ keptAt: dayBefore })
    expect(await status(plan.people.owner)).toBe(404)
  })

  test('is listed, to be sent from there, where its form has no page of its own', async () => {
    const path = `/plans/${plan.planId}/board/extension`
    const cookie = await app.signInAs(plan.people.owner)
    const fields = await protection(app, `/actions/${plan.actions['P1.S1']}/update`, cookie)
    await runOut()
    const sent = await post(app, path, cookie, { ...fields, reason: 'The partner needs longer' })
    const typed = new URL(sent.location ?? '', app.url).searchParams.get('next') ?? ''
    const { text } = await get(app, typed, await app.signInAs(plan.people.owner))
    expect(text).toContain('This is not saved yet')
    expect(text).toContain('The partner needs longer')
    expect(text).toContain(`action="${path}"`)
  })

  test.each([
    ['without the token of that session', { _csrf: 'x' }, 15],
    ['under a session that ran out long ago', {}, 22],
  ])('is not kept %s', async (_, changed, days) => {
    const path = `/actions/${plan.actions['P1.S1']}/update`
    const cookie = await app.signInAs(plan.people.owner)
    const fields = await protection(app, path, cookie)
    await runOut(days)
    const before = await app.db.$count(typedTexts)
    const sent = await post(app, path, cookie, { ...fields, note, ...changed })
    expect([sent.status, sent.location]).toEqual([303, `/sign-in?next=${encodeURIComponent(path)}`])
    expect(await app.db.$count(typedTexts)).toBe(before)
  })

  test('is kept ten forms a person at the most, and for a day', async () => {
    const keep = (at: number, instant: string) =>
      keepTyped(app.db, clockFrom(instant), plan.people.lead, { address: `/${at}`, values: {} })
    await keep(0, '2026-11-20T10:00:00.000Z')
    for (let at = 1; at <= 12; at++) await keep(at, now)
    const kept = await app.db.select().from(typedTexts).where(eq(typedTexts.personId, plan.people.lead))
    expect(kept).toHaveLength(10)
    expect(kept.map(({ address }) => address)).not.toContain('/0')
  })
})
