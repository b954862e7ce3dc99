import { describe, expect, test } from 'vitest'
import { eq } from '#db/connection/drizzle.ts'
import { memberships, people } from '#db/schema/index.ts'
import { usePages } from '#test/support/pages.ts'
import {
  entryByEmail,
  entryOf,
  listOf,
  mailTo,
  newAddress,
  pageOf,
  roleOf,
} from '#test/support/plan-people.ts'
import { type CastName, givenPlan, type TestPlan } from '#test/support/plans.ts'
import { press, pressKey, tickByKey } from '#test/support/press.ts'
import { tabTo } from '#test/support/seen-faults.ts'
import { get, mainText, post, protection } from '#test/support/visitor.ts'

const { app, visit } = usePages({ now: '2026-11-23T10:00:00.000Z', demonstration: true })

async function open(plan: TestPlan, who: CastName, path: string) {
  const page = await visit(plan.people[who])
  await page.goto(app.url + path)
  return page
}

describe('somebody is added to a plan', () => {
  test('by the keyboard alone, with a new agency, and is mailed one invitation', async () => {
    const plan = await givenPlan(app.db)
    const email = newAddress()
    const wakes = app.wakes()
    const page = await open(plan, 'administrator', listOf(plan))
    await press(page, 'text=Add a person')
    await tabTo(page, 'email')
    await page.keyboard.type(email)
    await tabTo(page, 'name')
    await page.keyboard.type('Nia Price')
    await tabTo(page, 'post')
    await page.keyboard.type('Head of housing')
    await tabTo(page, 'newAgency')
    await page.keyboard.type('Harbour Homes')
    await tabTo(page, 'role')
    await tickByKey(page)
    await page.keyboard.press('ArrowDown')
    await pressKey(page, 'Enter')
    expect(page.url()).toMatch(/people\/[0-9a-f-]{36}$/)
    const text = await mainText(page)
    expect(text).toContain(`Nia Price is in the plan. An invitation goes to ${email}.`)
    expect(text).toContain('Harbour Homes')
    const person = await entryByEmail(app.db, email)
    expect(person).toMatchObject({ name: 'Nia Price', post: 'Head of housing' })
    expect(await roleOf(app.db, plan, person?.id ?? '')).toBe('viceChair')
    expect(await mailTo(app.db, person?.id ?? '')).toEqual([
      ['invitation', 'queued', email],
      ['roleChanged', 'queued', email],
    ])
    expect(app.wakes()).toBeGreaterThan(wakes)
  })

  test('who is listed already is found by the address alone, keeps the entry they have and is not invited again', async () => {
    const plan = await givenPlan(app.db)
    const before = await entryOf(app.db, plan.people.stranger)
    const page = await open(plan, 'administrator', `${listOf(plan)}/new`)
    await page.fill('#email', before.email.toUpperCase())
    await page.check('label:has-text("Viewer")')
    await press(page, 'text=Add this person')
    expect(await mainText(page)).toContain('The stranger was listed with this address already')
    expect(await entryOf(app.db, plan.people.stranger)).toEqual(before)
    expect(await roleOf(app.db, plan, before.id)).toBe('viewer')
    expect(await mailTo(app.db, before.id)).toEqual([['roleChanged', 'queued', before.email]])
  })

  test('who is only to own actions gets no role, is listed and invited, and is in the plan once an action names them', async () => {
    const plan = await givenPlan(app.db, [{ ownerEmail: null }])
    const cookie = await app.signInAs(plan.people.administrator)
    const safe = await protection(app, `${listOf(plan)}/new`, cookie)
    const email = newAddress()
    const added = await post(app, `${listOf(plan)}/new`, cookie, {
      ...safe,
      email,
      name: 'Nia Price',
      role: 'none',
    })
    expect([added.status, added.location]).toEqual([303, listOf(plan)])
    const person = await entryByEmail(app.db, email)
    expect(await roleOf(app.db, plan, person?.id ?? '')).toBeUndefined()
    expect(await mailTo(app.db, person?.id ?? '')).toEqual([['invitation', 'queued', email]])
    const { text } = await get(app, `/actions/${plan.actions['P1.S1']}/edit`, cookie)
    expect(text).toContain(`value="${person?.id}"`)
  })

  test('who is listed already and gets no role needs nothing, and is not invited again', async () => {
    const plan = await givenPlan(app.db)
    const { email } = await entryOf(app.db, plan.people.stranger)
    const page = await open(plan, 'administrator', `${listOf(plan)}/new`)
    expect(await mainText(page)).toContain('Owning an action is enough to be a person of the plan')
    await page.fill('#email', email)
    await page.check('label:has-text("No role (owns actions only)")')
    await press(page, 'text=Add this person')
    expect(await mainText(page)).toContain(
      'The stranger is listed already. Choose them as owner of an action: that makes them a person of this plan.',
    )
    expect(await mailTo(app.db, plan.people.stranger)).toEqual([])
  })

  test('who had left is back and invited again', async () => {
    const plan = await givenPlan(app.db)
    const { stranger } = plan.people
    await app.db.update(people).set({ leftOn: '2026-10-01' }).where(eq(people.id, stranger))
    const { email } = await entryOf(app.db, stranger)
    const page = await open(plan, 'administrator', `${listOf(plan)}/new`)
    await page.fill('#email', email)
    await page.fill('#name', 'The stranger')
    await page.check('label:has-text("Viewer")')
    await press(page, 'text=Add this person')
    expect(await mainText(page)).toContain('The stranger had left and is back')
    expect((await entryOf(app.db, stranger)).leftOn).toBeNull()
    expect(await mailTo(app.db, stranger)).toEqual([
      ['invitation', 'queued', email],
      ['roleChanged', 'queued', email],
    ])
  })

  test('only when nothing is missing; what was typed stays, and says what to do', async () => {
    const plan = await givenPlan(app.db)
    const page = await open(plan, 'administrator', `${listOf(plan)}/new`)
    await page.fill('#email', 'nia at council')
    await page.fill('#post', 'Head of housing')
    await page.selectOption('#agencyId', { label: 'Agency of the owner' })
    await press(page, 'text=Add this person')
    const faults = await page.locator('.govuk-error-summary').innerText()
    expect(await page.title()).toMatch(/^Error: Add a person/)
    expect(faults).toContain('Enter one email address, such as name@council.example')
    expect(faults).toContain('Enter their first name and surname')
    expect(faults).toContain('Choose what they may do in this plan')
    expect(await page.inputValue('#email')).toBe('nia at council')
    expect(await page.inputValue('#post')).toBe('Head of housing')
    const email = newAddress()
    await page.fill('#email', email)
    await page.fill('#name', 'Nia Price')
    await page.fill('#newAgency', 'Another one')
    await page.check('label:has-text("Viewer")')
    await press(page, 'text=Add this person')
    expect(await page.locator('.govuk-error-summary').innerText()).toContain(
      'Choose an agency from the list or type a new one, not both',
    )
    expect(await entryByEmail(app.db, email)).toBeUndefined()
    await page.fill('#newAgency', '')
    await page.fill('#email', (await entryOf(app.db, plan.people.member)).email)
    await press(page, 'text=Add this person')
    expect(await page.locator('.govuk-error-summary').innerText()).toContain(
      'The member is a member already. Change their role on their own page.',
    )
    expect(await page.inputValue('#name')).toBe('Nia Price')
  })

  test('under an agency that is listed in other letters, which is not listed twice', async () => {
    const plan = await givenPlan(app.db)
    const email = newAddress()
    const cookie = await app.signInAs(plan.people.administrator)
    const safe = await protection(app, `${listOf(plan)}/new`, cookie)
    const fields = { ...safe, email, name: 'Nia Price', newAgency: 'AGENCY of the owner', role: 'viewer' }
    expect((await post(app, `${listOf(plan)}/new`, cookie, fields)).status).toBe(303)
    expect((await entryByEmail(app.db, email))?.agencyId).toBe(
      (await entryOf(app.db, plan.people.owner)).agencyId,
    )
    const strange = { ...fields, email: newAddress(), newAgency: '', agencyId: plan.planId }
    const refused = await post(app, `${listOf(plan)}/new`, cookie, strange)
    expect([refused.status, refused.text.includes('Choose an agency from the list')]).toEqual([400, true])
  })
})

describe('an invitation', () => {
  test('is sent again from the page of a person', async () => {
    const plan = await givenPlan(app.db)
    const { email } = await entryOf(app.db, plan.people.member)
    const page = await open(plan, 'administrator', pageOf(plan, 'member'))
    await press(page, 'text=Send the invitation again')
    expect(await mainText(page)).toContain(`An invitation goes to ${email} once more.`)
    await press(page, 'text=Send the invitation again')
    expect(await mailTo(app.db, plan.people.member)).toEqual([
      ['invitation', 'queued', email],
      ['invitation', 'queued', email],
    ])
    expect((await entryOf(app.db, plan.people.member)).version).toBe(1)
  })

  test('goes neither to who has left nor to who is part of plans that one does not administer', async () => {
    const [one, two] = [await givenPlan(app.db), await givenPlan(app.db)]
    const { administrator, member, owner } = one.people
    await app.db.update(people).set({ leftOn: '2026-10-01' }).where(eq(people.id, member))
    await app.db.insert(memberships).values({ planId: two.planId, personId: owner, role: 'member' })
    const cookie = await app.signInAs(administrator)
    const [, token = ''] = /name="_csrf" value="([^"]+)"/.exec((await get(app, '/', cookie)).text) ?? []
    for (const [who, status] of [
      ['member', 409],
      ['owner', 403],
    ] as const) {
      expect((await get(app, pageOf(one, who), cookie)).text).not.toContain('Send the invitation again')
      expect((await post(app, `${pageOf(one, who)}/invite`, cookie, { _csrf: token })).status).toBe(status)
      expect((await post(app, `${pageOf(one, who)}/invite`, cookie, {})).status).toBe(403)
      expect(await mailTo(app.db, one.people[who])).toEqual([])
    }
    expect((await entryOf(app.db, member)).leftOn).toBe('2026-10-01')
  })
})
