import { describe, expect, test } from 'vitest'
import { eq } from '#db/connection/drizzle.ts'
import { actions } from '#db/schema/index.ts'
import { usePages } from '#test/support/pages.ts'
import { entryByEmail, entryOf, listOf, newAddress } from '#test/support/plan-people.ts'
import { givenPlan, type TestPlan } from '#test/support/plans.ts'
import { press } from '#test/support/press.ts'
import { get, mainText, post, protection } from '#test/support/visitor.ts'

const { app, open } = usePages({ now: '2026-11-23T10:00:00.000Z', demonstration: true })

/** The forms in which a person is chosen for a part in a plan, with the field that they are chosen in. */
const forms: [what: string, field: string, path: (plan: TestPlan) => string, also?: 'everybody'][] = [
  ['a new action', 'ownerId', ({ planId }) => `/plans/${planId}/priorities/P1/actions/new`],
  ['an action that is edited', 'ownerId', (plan) => `/actions/${plan.actions['P1.S1']}/edit`],
  [
    'a hand-over',
    'transfer-ownerId',
    (plan) => `/actions/${plan.actions['P1.S2']}/decide?on=transfer`,
    'everybody',
  ],
  ['a new priority', 'leadId', ({ planId }) => `/plans/${planId}/priorities/new`, 'everybody'],
  ['a priority that is edited', 'leadId', ({ planId }) => `/plans/${planId}/priorities/P1/edit`, 'everybody'],
  [
    'a hand-over of all work',
    'all',
    ({ planId, people }) => `/plans/${planId}/people/${people.owner}/handover`,
  ],
]

/** A plan with a draft that may still be given an owner, and an action that may be handed over. */
async function given(): Promise<TestPlan> {
  const plan = await givenPlan(app.db, [{}, {}])
  const draft = eq(actions.id, plan.actions['P1.S1'] ?? '')
  await app.db.update(actions).set({ state: 'draft', agreedOn: null }).where(draft)
  return plan
}

describe.each(forms)('from the form of %s', (_, field, pathOf, also) => {
  test('one adds who is missing and is led back to it, with them chosen', async () => {
    const plan = await given()
    const path = pathOf(plan)
    const email = newAddress()
    const page = await open(plan.people.administrator, path)
    await press(page, 'main a[href*="/people/new?return="]')
    expect(await page.locator('.govuk-back-link').getAttribute('href')).toBe(path)
    // What is refused keeps the way back.
    await press(page, 'text=Add this person')
    await page.fill('#email', email)
    await page.fill('#name', 'Nia Price')
    await page.check('label:has-text("No role (owns actions only)")')
    await press(page, 'text=Add this person')
    const person = await entryByEmail(app.db, email)
    const landed = new URL(page.url())
    expect(landed.pathname).toBe(path.split('?')[0])
    expect(await page.inputValue(`[name="${field}"]`)).toBe(person?.id)
    expect(await mainText(page)).toContain(
      `Nia Price is listed. An invitation goes to ${email}. Here they are chosen.`,
    )
  })

  test('the people of the plan are offered first, and others below them', async () => {
    const plan = await given()
    const { text } = await get(app, pathOf(plan), await app.signInAs(plan.people.administrator))
    const [, list = ''] =
      new RegExp(`<select[^>]*name="${field}"[^>]*>([\\s\\S]*?)</select>`).exec(text) ?? []
    const [of = '', others = ''] = [...list.matchAll(/<optgroup label="[^"]+">([\s\S]*?)<\/optgroup>/g)].map(
      ([group]) => group,
    )
    expect(of).toContain('<optgroup label="People of this plan">')
    expect(of).toContain(`value="${plan.people.lead}"`)
    expect(of).not.toContain(`value="${plan.people.stranger}"`)
    // The stranger is of no plan: whom forms offer too, and below.
    expect(others).toContain('<optgroup label="Others">')
    expect(others).toContain(`value="${plan.people.stranger}"`)
    const elsewhere = (await givenPlan(app.db)).people.owner
    const again = await get(app, pathOf(plan), await app.signInAs(plan.people.administrator))
    expect(again.text.includes(`value="${elsewhere}"`)).toBe(also === 'everybody')
  })
})

test('somebody who is known from another plan is chosen in the form of an action too', async () => {
  const [plan, other] = [await given(), await givenPlan(app.db)]
  const { email, id } = await entryOf(app.db, other.people.owner)
  const page = await open(plan.people.administrator, `/actions/${plan.actions['P1.S1']}/edit`)
  await press(page, 'main a[href*="/people/new?return="]')
  await page.fill('#email', email)
  await page.check('label:has-text("No role (owns actions only)")')
  await press(page, 'text=Add this person')
  expect(await page.inputValue('[name="ownerId"]')).toBe(id)
})

test('a way back to another site, to no page of ours or to another plan leads to the people of the plan', async () => {
  const [plan, other] = [await given(), await givenPlan(app.db)]
  const cookie = await app.signInAs(plan.people.administrator)
  const elsewhere = [
    `/plans/${other.planId}/priorities/new`,
    `/actions/${other.actions['P1.S1']}/edit`,
    '/week',
  ]
  const nowhere = [
    'https://evil.example/',
    '//evil.example',
    '/nowhere',
    '/api/v1/plans',
    '/\\evil',
    'javascript:alert(1)',
  ]
  for (const back of [...nowhere, ...elsewhere]) {
    const path = `${listOf(plan)}/new?return=${encodeURIComponent(back)}`
    const fields = {
      ...(await protection(app, path, cookie)),
      email: newAddress(),
      name: 'N P',
      role: 'none',
    }
    expect(await post(app, path, cookie, fields)).toMatchObject({ status: 303, location: listOf(plan) })
  }
})

test('who was added without a role and owns nothing yet stands on People, for those who name owners', async () => {
  const plan = await given()
  const cookie = await app.signInAs(plan.people.administrator)
  const path = `${listOf(plan)}/new`
  const fields = await protection(app, path, cookie)
  await post(app, path, cookie, { ...fields, email: newAddress(), name: 'Nia of none', role: 'none' })
  const section = async (who: 'administrator' | 'member') => {
    const { text } = await get(app, listOf(plan), await app.signInAs(plan.people[who]))
    return /aria-labelledby="unattached"[\s\S]*?<\/section>/.exec(text)?.[0] ?? ''
  }
  expect(await section('administrator')).toContain('Added, own nothing yet')
  expect(await section('administrator')).toContain('Nia of none')
  expect(await section('member')).toBe('')
})

test('of two people who were added from a form one after the other, the later one is chosen', async () => {
  const plan = await given()
  const cookie = await app.signInAs(plan.people.administrator)
  const form = `/actions/${plan.actions['P1.S1']}/edit?person=${plan.people.stranger}`
  const path = `${listOf(plan)}/new?return=${encodeURIComponent(form)}`
  const fields = {
    ...(await protection(app, path, cookie)),
    email: newAddress(),
    name: 'Nia Two',
    role: 'none',
  }
  const { location } = await post(app, path, cookie, fields)
  const person = await entryByEmail(app.db, fields.email)
  expect(location).toBe(`/actions/${plan.actions['P1.S1']}/edit?person=${person?.id}`)
})
