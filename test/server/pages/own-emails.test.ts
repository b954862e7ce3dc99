import { describe, expect, test } from 'vitest'
import { clockFrom } from '#db/connection/clock.ts'
import { eq } from '#db/connection/drizzle.ts'
import { endDeputy, nameDeputy } from '#db/read/deputies.ts'
import { actions, deliveries, plans } from '#db/schema/index.ts'
import { sendOnce } from '#emails/ledger/sender.ts'
import { outboxTransport } from '#emails/outbox.ts'
import { usePages } from '#test/support/pages.ts'
import { givenPlan } from '#test/support/plans.ts'
import { press } from '#test/support/press.ts'
import { fillDay, get, mainText, post } from '#test/support/visitor.ts'
import { sender } from '../../emails/harness.ts'

const now = '2026-11-25T10:00:00.000Z'

const { app, plan, open, pageFaults } = usePages({
  now,
  given: [
    [{ ownerEmail: 'owner', dueOn: '2026-11-02' }],
    {
      digestsFrom: '2026-11-30',
    },
  ],
})

describe('your emails', () => {
  test('are shown as they would go now, and sent at once three times a day and no more', async () => {
    const page = await open(plan.people.owner, '/account/emails')
    await press(page, 'main .wm-own-email a')
    expect(await page.frameLocator('iframe').locator('body').innerText()).toContain('Why did I get this?')
    for (let sent = 1; sent <= 3; sent++) {
      await page.goto(`${app.url}/account/emails`)
      await press(page, 'button:has-text("Send it to me now")')
      expect(await page.locator('.govuk-notification-banner').innerText()).toContain(
        'The weekly one still comes.',
      )
    }
    await press(page, 'button:has-text("Send it to me now")')
    expect(await page.locator('.govuk-error-summary').innerText()).toContain('3 times a day')
    const asked = await app.db.select().from(deliveries).where(eq(deliveries.personId, plan.people.owner))
    expect(asked.map(({ kind, week }) => [kind, week])).toEqual(
      Array.from({ length: 3 }, () => ['weeklyDigest', null]),
    )
  })

  test('say so to somebody to whom none would go', async () => {
    const page = await open(plan.people.member, '/account/emails')
    expect(await mainText(page)).toContain('No email would go to you')
    const cookie = await app.signInAs(plan.people.member)
    expect((await get(app, '/account/emails/ownerDigest', cookie)).status).toBe(404)
  })

  test('are not sent by a form that is not ours', async () => {
    const cookie = await app.signInAs(plan.people.owner)
    const answer = await post(app, '/account/emails/send', cookie, { kind: 'ownerDigest', _csrf: 'made up' })
    expect(answer.status).toBe(403)
  })
})

describe('a deputy', () => {
  test('is named on a page, gets what waits for the owner, and is let go', async () => {
    const page = await open(plan.people.owner, '/account/deputy')
    await press(page, 'button:has-text("Name this deputy")')
    expect(await page.locator('.govuk-error-summary').innerText()).toContain('Choose who stands in for you')
    await page.selectOption('#deputyId', plan.people.member)
    await fillDay(page, 'untilOn', '2026-12-04')
    await press(page, 'button:has-text("Name this deputy")')
    expect(await page.locator('.govuk-notification-banner').innerText()).toContain('until 4 December 2026')

    await sendOnce(sender(app.db, outboxTransport(), '2026-11-30T08:00:01.000Z'))
    const [copy] = await app.db.select().from(deliveries).where(eq(deliveries.personId, plan.people.member))
    expect(copy).toMatchObject({ parts: ['deputyDigest'], state: 'sent' })
    expect(copy?.text).toContain('You stand in for')

    await page.goto(`${app.url}/account/deputy`)
    await press(page, 'text=End it now')
    await press(page, 'button:has-text("End it")')
    expect(await mainText(page)).toContain('Nobody stands in for you.')
  })

  test('who does not see a plan that the owner joined later is not filled in, and the form says which plan', async () => {
    const { owner, member } = plan.people
    const clock = clockFrom(now)
    await nameDeputy(app.db, clock, {
      ownerId: owner,
      deputyId: member,
      fromOn: '2026-11-25',
      untilOn: '2026-12-04',
    })
    const chosen = async () =>
      /<option value="([^"]+)" selected/.exec(
        (await get(app, '/account/deputy', await app.signInAs(owner))).text,
      )?.[1]
    expect(await chosen()).toBe(member)
    const later = await givenPlan(app.db, [{}], { title: 'A plan of later' })
    await app.db.update(actions).set({ ownerId: owner }).where(eq(actions.planId, later.planId))
    expect(await chosen()).toBeUndefined()
    const { text } = await get(app, '/account/deputy', await app.signInAs(owner))
    expect(text).toContain(
      'takes no part in ‘A plan of later’, and gets no copy of what waits for you there.',
    )
    await app.db.update(plans).set({ state: 'closed' }).where(eq(plans.id, later.planId))
    await endDeputy(app.db, clock, owner)
  })

  test('is somebody else from a plan they take part in', async () => {
    const cookie = await app.signInAs(plan.people.owner)
    const { text } = await get(app, '/account/deputy', cookie)
    expect(text).not.toContain(plan.people.stranger)
    expect(text).not.toContain(`value="${plan.people.owner}"`)
  })

  test('and your emails have no fault that axe can find on a phone in light and on a laptop in dark', async () => {
    for (const path of ['/account/emails', '/account/emails/weeklyDigest', '/account/deputy'])
      expect(await pageFaults({ personId: plan.people.owner, path })).toEqual([])
  })
})
