import { describe, expect, test } from 'vitest'
import { and, eq } from '#db/connection/drizzle.ts'
import { readHistory } from '#db/read/history.ts'
import { readAction } from '#db/read/read-actions.ts'
import { deliveries, memberships, priorities } from '#db/schema/index.ts'
import { changeAction } from '#db/write/transition.ts'
import { usePages } from '#test/support/pages.ts'
import { entryOf } from '#test/support/plan-people.ts'
import { type CastName, givenPlan, type TestPlan } from '#test/support/plans.ts'
import { press, pressKey } from '#test/support/press.ts'
import { seenFaults, tabTo } from '#test/support/seen-faults.ts'
import { fillDay, get, mainText, post, protection } from '#test/support/visitor.ts'

const { app, newPage, visit, open, visitAs } = usePages({
  now: '2026-11-23T10:00:00.000Z',
  demonstration: true,
})

const nine = Array.from({ length: 9 }, () => ({}))
const pathOf = (plan: TestPlan, who: CastName, path: string) =>
  `/plans/${plan.planId}/people/${plan.people[who]}/${path}`

async function ownerOf(plan: TestPlan, ref: string) {
  return (await readAction(app.db, plan.actions[ref] ?? ''))?.facts.ownerId
}

describe('an administrator hands over a leaver’s nine actions', () => {
  test.each(['with', 'without'] as const)(
    'in two pages, %s scripts',
    async (scripts) => {
      const plan = await givenPlan(app.db, nine)
      const { administrator, owner, member, chair } = plan.people
      const leaver = await app.signInAs(owner)
      expect((await get(app, '/', leaver)).status).toBe(200)
      const page = await (scripts === 'with' ? newPage(administrator) : visit(administrator))
      await page.goto(`${app.url}/plans/${plan.planId}/people`)
      await press(page, page.locator('main').getByRole('link', { name: 'The owner' }).first())
      await press(page, page.getByRole('button', { name: 'They are leaving' }))
      expect(await page.locator('.wm-handover select').count()).toBe(9)
      await fillDay(page, 'leftOn', '2026-11-20')
      await page.fill('#reason', 'A new post at another council')
      await page.selectOption('#all', member)
      await page.selectOption(`#to-action-${plan.actions['P1.S4']}`, chair)
      await press(page, 'text=Hand over, and mark them as having left')

      const text = await mainText(page)
      expect(text).toContain(
        '9 of 9 pieces of work handed over. The owner has left, and can no longer sign in.',
      )
      expect(await page.getByText('Moved').count()).toBe(9)
      const fourth = page.getByRole('row', { name: /P1\.S4/ })
      expect(await fourth.innerText()).toContain('The chair')
      expect(await Promise.all(['P1.S1', 'P1.S4', 'P1.S9'].map((ref) => ownerOf(plan, ref)))).toEqual([
        member,
        chair,
        member,
      ])
      expect(await entryOf(app.db, owner)).toMatchObject({ leftOn: '2026-11-20', version: 2 })
      const [told] = await readHistory(app.db, owner, { limit: 1 })
      expect(told).toMatchObject({
        event: 'handOver',
        actor: { id: administrator },
        payload: { reason: 'A new post at another council', leftOn: '2026-11-20', refused: [] },
      })
      expect(told?.payload.items).toHaveLength(9)
      expect((await get(app, '/', leaver)).location).toContain('/sign-in')
      await page.reload()
      expect(await page.getByText('Moved').count()).toBe(9)
    },
    600_000,
  )

  test('by the keyboard alone', async () => {
    const plan = await givenPlan(app.db, [{}, {}])
    const page = await open(plan.people.administrator, pathOf(plan, 'owner', 'handover'))
    await tabTo(page, 'reason')
    await page.keyboard.type('A new post')
    await tabTo(page, 'all')
    await page.keyboard.type('The member')
    await tabTo(page, `to-action-${plan.actions['P1.S2']}`)
    await page.keyboard.type('The vice')
    await page.keyboard.press('Tab')
    await pressKey(page, 'Enter')
    expect(page.url()).toMatch(/handover\/\d+$/)
    expect(await ownerOf(plan, 'P1.S1')).toBe(plan.people.member)
    expect(await ownerOf(plan, 'P1.S2')).toBe(plan.people.viceChair)
  })
})

describe('a hand-over', () => {
  test('moves led priorities and actions that are helped with along with the owned ones', async () => {
    const plan = await givenPlan(app.db, [{ contributorEmails: ['lead'] }, { ownerEmail: 'lead' }])
    const page = await open(plan.people.administrator, pathOf(plan, 'lead', 'handover'))
    await page.fill('#reason', 'A new post')
    await page.selectOption('#all', plan.people.member)
    await press(page, 'button:has-text("Hand over")')
    expect(await mainText(page)).toContain('3 of 3 pieces of work handed over.')
    const [priority] = await app.db.select().from(priorities).where(eq(priorities.planId, plan.planId))
    expect(priority?.leadId).toBe(plan.people.member)
    expect(await ownerOf(plan, 'P1.S2')).toBe(plan.people.member)
    expect((await readAction(app.db, plan.actions['P1.S1'] ?? ''))?.facts.contributorIds).toEqual([
      plan.people.member,
    ])
    expect((await entryOf(app.db, plan.people.lead)).leftOn).toBeNull()
  })

  test('says of each piece what moved and what did not, and why; who keeps something has not left', async () => {
    const plan = await givenPlan(app.db, [{}, {}])
    const page = await open(plan.people.administrator, pathOf(plan, 'owner', 'leaving'))
    await fillDay(page, 'leftOn', '2026-11-23')
    await page.fill('#reason', 'Retires')
    await page.selectOption('#all', plan.people.member)
    await page.selectOption(`#to-action-${plan.actions['P1.S2']}`, 'stays')
    await press(page, 'text=Hand over, and mark them as having left')
    expect(await mainText(page)).toContain('1 of 2 pieces of work handed over.')
    expect(await page.getByRole('row', { name: /P1\.S1/ }).innerText()).toContain('The member')
    expect(await page.getByRole('row', { name: /P1\.S2/ }).innerText()).toContain(
      'Nobody was named who takes it on, so it stays as it is.',
    )
    expect(await mainText(page)).toContain('The owner has not left: what did not move is still theirs.')
    expect((await entryOf(app.db, plan.people.owner)).leftOn).toBeNull()
    await press(page, 'text=Hand over the rest')
    expect(await page.locator('.wm-handover select').count()).toBe(1)
  })

  test('keeps all that was chosen and typed when something is wrong, and says what', async () => {
    const plan = await givenPlan(app.db, [{}, {}])
    const page = await open(plan.people.administrator, pathOf(plan, 'owner', 'leaving'))
    await fillDay(page, 'leftOn', '2026-11-24')
    await fillDay(page, 'fromOn', '2026-12-01')
    await page.selectOption(`#to-action-${plan.actions['P1.S2']}`, plan.people.chair)
    await press(page, 'text=Hand over, and mark them as having left')
    const text = await page.locator('.govuk-error-summary').innerText()
    expect(text).toContain('Give the day they left: today or earlier')
    expect(text).toContain('Say why they leave')
    expect(text).toContain('Give the day from which the others answer for it: today or earlier')
    expect(await page.inputValue('#leftOn-day')).toBe('24')
    expect(await page.inputValue(`#to-action-${plan.actions['P1.S2']}`)).toBe(plan.people.chair)
    expect(await ownerOf(plan, 'P1.S2')).toBe(plan.people.owner)
    await page.fill('#reason', 'Retires')
    await fillDay(page, 'leftOn', '2026-11-23')
    await fillDay(page, 'fromOn', '2026-11-23')
    await page.selectOption(`#to-action-${plan.actions['P1.S2']}`, '')
    await press(page, 'text=Hand over, and mark them as having left')
    expect(await page.locator('.govuk-error-summary').innerText()).toContain(
      'Choose who takes it all on, or a person for each piece',
    )
  })

  test('goes to nobody who is not on the list of the form, and not to the leaver', async () => {
    const [plan, other] = [await givenPlan(app.db), await givenPlan(app.db)]
    const cookie = await app.signInAs(plan.people.administrator)
    const path = pathOf(plan, 'owner', 'handover')
    const safe = await protection(app, path, cookie)
    const day = { 'fromOn-day': '23', 'fromOn-month': '11', 'fromOn-year': '2026' }
    for (const all of [other.people.owner, plan.people.owner, 'nobody']) {
      const sent = await post(app, path, cookie, { ...safe, ...day, reason: 'A new post', all })
      expect(sent.status).toBe(400)
      expect(sent.text).toContain('Choose a person from the list')
    }
    expect(await ownerOf(plan, 'P1.S1')).toBe(plan.people.owner)
  })

  test('leaves alone what came to them in another plan since, and shows nothing of it', async () => {
    const [one, two] = [await givenPlan(app.db), await givenPlan(app.db, [{ title: 'A matter of others' }])]
    const change = { actionId: two.actions['P1.S1'] ?? '', actorId: two.people.administrator }
    await changeAction(
      app.db,
      { ...change, now: '2026-11-20T10:00:00.000Z', notify: false },
      {
        subject: 'action',
        event: { type: 'transfer', ownerId: one.people.owner, fromOn: '2026-11-20', reason: 'Takes it on' },
      },
    )
    const page = await open(one.people.administrator, pathOf(one, 'owner', 'leaving'))
    expect(await mainText(page)).toContain('address and leaving are for others to change')
    expect(await page.locator('main form').count()).toBe(0)
    await page.goto(app.url + pathOf(one, 'owner', 'handover'))
    expect(await page.content()).not.toContain('A matter of others')
    await page.fill('#reason', 'A new post')
    await page.selectOption('#all', one.people.member)
    await press(page, 'button:has-text("Hand over")')
    expect(await mainText(page)).toContain('1 of 1 piece of work handed over.')
    expect(await page.content()).not.toContain('A matter of others')
    expect(await ownerOf(two, 'P1.S1')).toBe(one.people.owner)
  })

  test('sent twice does its work once, and nobody leaves by it', async () => {
    const plan = await givenPlan(app.db)
    const cookie = await app.signInAs(plan.people.administrator)
    const path = pathOf(plan, 'owner', 'handover')
    const fields = {
      ...(await protection(app, path, cookie)),
      reason: 'A new post',
      all: plan.people.member,
      [`to-action-${plan.actions['P1.S1']}`]: '',
      'fromOn-day': '23',
      'fromOn-month': '11',
      'fromOn-year': '2026',
    }
    expect((await post(app, path, cookie, fields)).status).toBe(303)
    const again = await post(app, path, cookie, fields)
    expect([again.status, again.text.includes('None of their work is still to do.')]).toEqual([409, true])
    expect(await entryOf(app.db, plan.people.owner)).toMatchObject({ leftOn: null, version: 2 })
  })

  test('leaves alone what came to them after the form was opened', async () => {
    const plan = await givenPlan(app.db, [{}, { ownerEmail: 'otherOwner' }])
    const page = await open(plan.people.administrator, pathOf(plan, 'owner', 'handover'))
    const change = { actionId: plan.actions['P1.S2'] ?? '', actorId: plan.people.administrator }
    await changeAction(
      app.db,
      { ...change, now: '2026-11-20T10:00:00.000Z', notify: false },
      {
        subject: 'action',
        event: { type: 'transfer', ownerId: plan.people.owner, fromOn: '2026-11-20', reason: 'Takes it on' },
      },
    )
    await page.fill('#reason', 'A new post')
    await page.selectOption('#all', plan.people.member)
    await press(page, 'button:has-text("Hand over")')
    expect(await mainText(page)).toContain('1 of 2 pieces of work handed over.')
    expect(await ownerOf(plan, 'P1.S1')).toBe(plan.people.member)
    expect(await ownerOf(plan, 'P1.S2')).toBe(plan.people.owner)
  })

  test('is for the administrators of the plan alone, and only with the token of the form', async () => {
    const plan = await givenPlan(app.db)
    for (const [who, status] of [
      ['chair', 403],
      ['member', 403],
      ['owner', 403],
      ['stranger', 404],
    ] as const) {
      const cookie = await app.signInAs(plan.people[who])
      const [, token = ''] = /name="_csrf" value="([^"]+)"/.exec((await get(app, '/', cookie)).text) ?? []
      for (const path of ['handover', 'leaving']) {
        expect((await get(app, pathOf(plan, 'owner', path), cookie)).status).toBe(status)
        const fields = { _csrf: token, reason: 'Mine now', all: plan.people.member }
        expect((await post(app, pathOf(plan, 'owner', path), cookie, fields)).status).toBe(status)
      }
      expect((await get(app, pathOf(plan, 'owner', 'handover/2'), cookie)).status).toBe(status)
    }
    const cookie = await app.signInAs(plan.people.administrator)
    const without = await post(app, pathOf(plan, 'owner', 'handover'), cookie, {
      reason: 'No token',
      all: plan.people.member,
    })
    expect(without.status).toBe(403)
    expect(await ownerOf(plan, 'P1.S1')).toBe(plan.people.owner)
    expect((await get(app, pathOf(plan, 'owner', 'handover/2'), cookie)).status).toBe(404)
    expect((await get(app, pathOf(plan, 'owner', 'handover/x'), cookie)).status).toBe(404)
  })
})

describe('leaving', () => {
  test('is refused to the last chair and the last administrator of an active plan, with the reason', async () => {
    const plan = await givenPlan(app.db)
    const cookie = await app.signInAs(plan.people.administrator)
    for (const [who, noun] of [
      ['chair', 'a chair'],
      ['administrator', 'an administrator'],
    ] as const) {
      const seen = await get(app, pathOf(plan, who, 'leaving'), cookie)
      expect(seen.text).toContain(`would be without ${noun}`)
      expect(seen.text).not.toContain('class="wm-form"')
      const [, token = ''] = /name="_csrf" value="([^"]+)"/.exec(seen.text) ?? []
      const sent = await post(app, pathOf(plan, who, 'leaving'), cookie, {
        _csrf: token,
        reason: 'Retires',
        'leftOn-day': '23',
        'leftOn-month': '11',
        'leftOn-year': '2026',
      })
      expect(sent.status).toBe(409)
      expect((await entryOf(app.db, plan.people[who])).leftOn).toBeNull()
    }
    await app.db
      .update(memberships)
      .set({ role: 'chair' })
      .where(and(eq(memberships.planId, plan.planId), eq(memberships.personId, plan.people.viceChair)))
    expect((await get(app, pathOf(plan, 'chair', 'leaving'), cookie)).text).toContain('class="wm-form"')
  })

  test('of somebody without work needs a day and a reason, ends their sessions, and is taken back with an invitation', async () => {
    const plan = await givenPlan(app.db)
    const { administrator, member } = plan.people
    const theirs = await app.signInAs(member)
    const page = await open(administrator, pathOf(plan, 'member', 'leaving'))
    await press(page, 'text=Mark them as having left')
    expect(await page.locator('.govuk-error-summary').innerText()).toContain('Enter their last day')
    await fillDay(page, 'leftOn', '2026-11-22')
    await page.fill('#reason', 'Moves away')
    await press(page, 'text=Mark them as having left')
    expect(await mainText(page)).toContain('The member has left, and can no longer sign in.')
    expect((await get(app, '/', theirs)).location).toContain('/sign-in')
    const [left] = await readHistory(app.db, member, { limit: 1 })
    expect(left).toMatchObject({ event: 'leave', payload: { leftOn: '2026-11-22', reason: 'Moves away' } })
    await page.goto(app.url + pathOf(plan, 'member', 'leaving'))
    expect(await mainText(page)).toContain('They have left')
    const cookie = await app.signInAs(administrator)
    const [, token = ''] = /name="_csrf" value="([^"]+)"/.exec((await get(app, '/', cookie)).text) ?? []
    const again = {
      _csrf: token,
      reason: 'Again',
      'leftOn-day': '1',
      'leftOn-month': '11',
      'leftOn-year': '2026',
    }
    expect((await post(app, pathOf(plan, 'member', 'leaving'), cookie, again)).status).toBe(409)
    expect((await entryOf(app.db, member)).leftOn).toBe('2026-11-22')
    await page.goto(app.url + pathOf(plan, 'member', '').slice(0, -1))
    await press(page, 'text=The member is back')
    expect(await mainText(page)).toContain('The member is back, and is mailed an invitation')
    expect((await entryOf(app.db, member)).leftOn).toBeNull()
    const mailed = await app.db.select().from(deliveries).where(eq(deliveries.personId, member))
    expect(mailed.map(({ kind, state }) => [kind, state])).toEqual([['invitation', 'queued']])
  })
})

test('the pages of a hand-over have no fault that axe can find on a phone in light and on a laptop in dark', async () => {
  const plan = await givenPlan(app.db, [{}, {}])
  const page = await visitAs(plan.people.administrator)
  await page.goto(app.url + pathOf(plan, 'owner', 'handover'))
  expect(await seenFaults(page)).toEqual([])
  await press(page, 'button:has-text("Hand over")')
  expect(await page.title()).toMatch(/^Error: /)
  expect(await seenFaults(page)).toEqual([])
  await page.fill('#reason', 'A new post')
  await page.selectOption('#all', plan.people.member)
  await page.selectOption(`#to-action-${plan.actions['P1.S2']}`, 'stays')
  await press(page, 'button:has-text("Hand over")')
  expect(await mainText(page)).toContain('1 of 2 pieces of work handed over.')
  expect(await seenFaults(page)).toEqual([])
  await page.goto(app.url + pathOf(plan, 'owner', 'leaving'))
  expect(await seenFaults(page)).toEqual([])
  await press(page, 'text=Hand over, and mark them as having left')
  expect(await seenFaults(page)).toEqual([])
  await page.goto(app.url + pathOf(plan, 'chair', 'leaving'))
  expect(await mainText(page)).toContain('They cannot leave yet')
  expect(await seenFaults(page)).toEqual([])
  await page.goto(app.url + pathOf(plan, 'chair', 'handover'))
  expect(await mainText(page)).toContain('There is nothing to hand over')
  expect(await seenFaults(page)).toEqual([])
})
