import { describe, expect, test } from 'vitest'
import { clockFrom } from '#db/connection/clock.ts'
import { seal } from '#db/history/seal.ts'
import { verify } from '#db/history/verify.ts'
import { pageInspections } from '#db/read/inspections.ts'
import { recommendationsOf } from '#db/read/members.ts'
import { changeInspection, newInspection, recordInspection } from '#db/write/change-inspection.ts'
import { formOn, sentOf } from '#test/support/page-forms.ts'
import { usePages } from '#test/support/pages.ts'
import { type CastName, givenPlan, type TestPlan } from '#test/support/plans.ts'
import { press, unfold } from '#test/support/press.ts'
import { openForm, plainText } from '#test/support/sent-form.ts'
import { errorsOf, fillDay, get, mainText, post } from '#test/support/visitor.ts'
import type { InspectionFacts } from '#workflows/inspection/inspection-facts.ts'
import { anInspection } from '../../support/inspections.ts'

const NOW = '2026-11-23T10:00:00.000Z'
const { app, open, pageFaults } = usePages({ now: NOW })

const register = (plan: TestPlan, who: CastName = 'administrator') =>
  open(plan.people[who], `/plans/${plan.planId}/inspections`)

/** Puts an inspection into the register of a plan, and gives its id. */
async function given({ planId, people }: TestPlan, change: Partial<InspectionFacts>): Promise<string> {
  const { id: _, planId: __, state: ___, version: ____, ...described } = anInspection(change)
  const now = '2026-11-20T10:00:00.000Z'
  const inspection = newInspection(described, { planId, now })
  await recordInspection(app.db, inspection, people.administrator)
  return inspection.id
}

const rowsOf = async (plan: TestPlan) =>
  (await pageInspections(app.db, plan.planId, { limit: 50, after: null })).items.map(
    ({ inspection }) => inspection,
  )

describe('the register of inspections', () => {
  test('where nothing is in it says what to do, to those who keep it and to others', async () => {
    const plan = await givenPlan(app.db)
    const page = await register(plan)
    expect(await mainText(page)).toContain('No inspection is in the register yet')
    expect(await page.locator('main a:has-text("Add an inspection")').count()).toBe(1)
    const member = await register(plan, 'member')
    expect(await mainText(member)).toContain('The plan administrator adds what inspectors have judged.')
    expect(await member.locator('main a:has-text("Add")').count()).toBe(0)
    const shut = await open(plan.people.member, `/plans/${plan.planId}/inspections/new`)
    expect(await mainText(shut)).toContain('You cannot add an inspection')
  })

  test('says at one glance how each setting stands, what is below good, and what changed', async () => {
    const plan = await givenPlan(app.db)
    await given(plan, { ref: 'I1', inspectedOn: '2022-05-04', judgement: 'Good' })
    await given(plan, { ref: 'I2', inspectedOn: '2026-06-10', judgement: 'Inadequate' })
    await given(plan, {
      ref: 'I3',
      title: 'Rowan Lodge',
      inspectedOn: '2025-03-01',
      judgement: 'Outstanding',
    })
    await given(plan, {
      ref: 'I4',
      title: 'Rowan Lodge',
      visit: 'monitoring',
      inspectedOn: '2026-10-05',
      publishedOn: null,
      judgement: '',
    })
    await given(plan, {
      ref: 'I5',
      title: 'Harbour School',
      setting: 'school',
      inspectedOn: '2024-02-01',
      precision: 'month',
      publishedOn: null,
    })
    const page = await register(plan, 'member')
    const text = await mainText(page)
    expect(text).toContain(
      '2 homes: 1 outstanding, 1 inadequate; 1 school: 1 good; newest judgement 10 June 2026.',
    )
    expect(text).toMatch(
      /Below good, or worse than before\s+I2 Larch House: Inadequate, worse than Good before/,
    )
    const rows = await page
      .locator('#settings ~ div tbody tr')
      .evaluateAll((all) => all.map((row) => row.textContent?.replaceAll(/\s+/g, ' ')))
    expect(rows.map((row) => /I\d/.exec(row ?? '')?.[0])).toEqual(['I4', 'I2', 'I5'])
    expect(rows[0]).toContain('Outstanding')
    expect(rows[0]).toContain('Stands from 1 March 2025; this visit gave none')
    expect(rows[1]).toContain('Below good')
    expect(rows[1]).toContain('Worse than before')
    expect(rows[1]).toContain('Good before, Inadequate now.')
    expect(rows[2]).toContain('February 2024')
    expect(text).toMatch(/Earlier inspections\s+2/)
    for (const path of [`/plans/${plan.planId}/inspections`])
      expect(await pageFaults({ personId: plan.people.administrator, path })).toEqual([])
  })

  test('lets no earlier judgement stand once a report judges aspects alone, and names what of them is below good', async () => {
    const plan = await givenPlan(app.db)
    await given(plan, { ref: 'I1', inspectedOn: '2019-05-04', publishedOn: null, judgement: 'Outstanding' })
    await given(plan, {
      ref: 'I2',
      judgement: '',
      aspects: [
        { aspect: 'Leadership', judgement: 'Good' },
        { aspect: 'Behaviour', judgement: 'Inadequate' },
      ],
    })
    const text = await mainText(await register(plan, 'member'))
    expect(text).toContain('1 home: 1 without an overall judgement; newest judgement 10 June 2026.')
    expect(text).toMatch(/I2 Larch House: Behaviour: Inadequate\s/)
    expect(text).toContain('None overall Below good')
    expect(text).toContain('Leadership: Good; Behaviour: Inadequate')
  })

  test('is handed out as CSV, as it is and as it was', async () => {
    const plan = await givenPlan(app.db)
    await given(plan, { ref: 'I1' })
    const cookie = await app.signInAs(plan.people.member)
    const path = `/plans/${plan.planId}/inspections/csv`
    const now = await get(app, path, cookie)
    expect([now.status, now.headers.get('content-type')]).toEqual([
      200,
      'text/csv; charset=utf-8; header=present',
    ])
    expect(now.text.trim().split('\r\n')).toHaveLength(2)
    const then = await get(app, `${path}?asAt=2026-11-19`, cookie)
    expect(then.text.trim().split('\r\n')).toHaveLength(1)
    const stranger = await app.signInAs(plan.people.stranger)
    expect((await get(app, path, stranger)).status).toBe(404)
  })
})

test('an inspection is recorded, put right, withdrawn and reinstated in the browser', async () => {
  const plan = await givenPlan(app.db, [{ recommendations: ['R1'] }])
  const page = await register(plan)
  await press(page, 'main a:has-text("Add an inspection")')
  await press(page, 'text=Add the inspection')
  expect(await errorsOf(page)).toEqual([
    'Enter the name of what was inspected',
    'Choose what it is',
    'Enter the day of the inspection',
  ])
  await page.fill('#title', 'Larch House')
  await page.check('text=Home')
  await page.selectOption('#visit', 'full')
  await fillDay(page, 'inspectedOn', '2026-06-10')
  await fillDay(page, 'publishedOn', '2026-06-01')
  await page.check('text=R1')
  await press(page, 'text=Add the inspection')
  expect(await errorsOf(page)).toEqual([
    'The report cannot be out before the inspection. Correct one of the two days.',
  ])
  expect(await page.inputValue('#title')).toBe('Larch House')
  await fillDay(page, 'publishedOn', '2026-07-03')
  await press(page, 'text=Add the inspection')
  expect((await errorsOf(page))[0]).toContain('A report on such a visit gives a judgement.')
  await page.fill('#judgement', 'Good')
  await unfold(page, 'Judgements of aspects')
  await page.fill('#aspect-1-name', 'Leadership')
  await press(page, 'text=Add the inspection')
  expect(await errorsOf(page)).toEqual(['Enter its judgement'])
  await page.fill('#aspect-1-judgement', 'Requires improvement')
  await press(page, 'text=Add the inspection')
  const text = await mainText(page)
  expect(text).toContain('Inspection I1 is in the register.')
  for (const said of [
    'Good',
    'Full inspection by Ofsted',
    '10 June 2026',
    'Published on 3 July 2026',
    'Leadership',
  ])
    expect(text).toContain(said)
  expect(await rowsOf(plan)).toMatchObject([
    { ref: 'I1', judgement: 'Good', aspects: [{ aspect: 'Leadership', judgement: 'Requires improvement' }] },
  ])

  const path = new URL(page.url()).pathname
  await press(page, 'main a:has-text("Change the inspection")')
  await page.fill('#judgement', 'Outstanding')
  await unfold(page, 'Judgements of aspects: 1')
  await page.fill('#aspect-1-name', '')
  await page.fill('#aspect-1-judgement', '')
  await press(page, 'text=Save the inspection')
  expect(await mainText(page)).toContain('The inspection is saved.')
  expect(await mainText(page)).toMatch(/Changed it.*Overall judgement: Outstanding/s)
  expect(await rowsOf(plan)).toMatchObject([{ judgement: 'Outstanding', aspects: [], version: 2 }])

  await press(page, 'main a:has-text("Withdraw the entry")')
  await press(page, 'main button:has-text("Withdraw the entry")')
  expect(await errorsOf(page)).toEqual(['Say why the entry is withdrawn'])
  await page.fill('#withdraw-reason', 'It is of another home.')
  await press(page, 'main button:has-text("Withdraw the entry")')
  expect(await mainText(page)).toContain('Withdrawn. It was recorded by mistake and counts nowhere.')
  expect(await mainText(page)).toContain('Because: It is of another home.')
  expect(await mainText(await register(plan, 'member'))).toMatch(/Withdrawn entries\s+1/)
  await press(page, 'main a:has-text("Reinstate the entry")')
  await page.fill('#reinstate-reason', 'It was this one after all.')
  await press(page, 'main button:has-text("Reinstate the entry")')
  expect((await rowsOf(plan))[0]?.state).toBe('recorded')
  const clock = clockFrom(NOW)
  await seal(app.db, clock)
  expect((await verify(app.db, clock)).faults).toEqual([])
  for (const each of [path, `${path}/edit`, `${path}/decide`, `/plans/${plan.planId}/inspections/new`])
    expect([each, await pageFaults({ personId: plan.people.administrator, path: each })]).toEqual([each, []])
})

test('two who change one inspection see what the other saved beside what they typed', async () => {
  const plan = await givenPlan(app.db)
  const id = await given(plan, {})
  const [first, second] = [
    await open(plan.people.administrator, `/inspections/${id}/edit`),
    await open(plan.people.administrator, `/inspections/${id}/edit`),
  ]
  await first.fill('#judgement', 'Outstanding')
  await press(first, 'text=Save the inspection')
  await second.fill('#judgement', 'Inadequate')
  await press(second, 'text=Save the inspection')
  const text = await mainText(second)
  expect(text).toContain('Outstanding')
  expect(await second.inputValue('#judgement')).toBe('Inadequate')
  expect((await rowsOf(plan))[0]?.judgement).toBe('Outstanding')
})

describe('in the lists of an inspection that two change, nobody', () => {
  const change = (plan: TestPlan, id: string, change: Partial<InspectionFacts>) =>
    changeInspection(
      app.db,
      { inspectionId: id, actorId: plan.people.administrator, now: NOW, ifVersion: undefined },
      { type: 'edit', change },
    )
  const opened = (plan: TestPlan, id: string) =>
    openForm(app, plan.people.administrator, `/inspections/${id}/edit`)
  async function sentAgain({ cookie }: { cookie: string }, id: string, page: string) {
    const path = `/inspections/${id}/edit`
    const fields = Object.fromEntries(sentOf(formOn(page, path) ?? [], {}))
    expect((await post(app, path, cookie, fields)).status).toBe(303)
  }
  const good = { aspect: 'Help and protection', judgement: 'Good' }
  const inadequate = { ...good, judgement: 'Inadequate' }

  test('takes back a judgement of an aspect that the other saved and they left as it was', async () => {
    const plan = await givenPlan(app.db)
    const id = await given(plan, { aspects: [good] })
    const form = await opened(plan, id)
    await change(plan, id, { aspects: [inadequate] })
    const answer = await form.send({ note: 'Read again' })
    expect(answer.status).toBe(412)
    expect(plainText(answer.text)).toMatch(
      /Judgement of aspect 1\s?Inadequate.*You left it as it was, so that it stands below as it is saved/,
    )
    await sentAgain(form, id, answer.text)
    expect(await rowsOf(plan)).toMatchObject([{ note: 'Read again', aspects: [inadequate] }])
  })

  test('is told that nothing differs where both changed the judgements of aspects', async () => {
    const plan = await givenPlan(app.db)
    const id = await given(plan, { aspects: [good] })
    const form = await opened(plan, id)
    await change(plan, id, { aspects: [inadequate] })
    const answer = await form.send({ 'aspect-2-name': 'Leadership', 'aspect-2-judgement': 'Good' })
    expect(plainText(answer.text)).toMatch(/Inadequate.*What you typed.*Aspect 2\s?Leadership/)
    await sentAgain(form, id, answer.text)
    expect((await rowsOf(plan))[0]?.aspects).toEqual([good, { aspect: 'Leadership', judgement: 'Good' }])
  })

  test('unticks a recommendation that the other ticked, and it is told as yes and no', async () => {
    const plan = await givenPlan(app.db, [{ recommendations: ['R1'] }])
    const [r1 = ''] = (await recommendationsOf(app.db, plan.planId)).map((each) => each.id)
    const id = await given(plan, {})
    const form = await opened(plan, id)
    await change(plan, id, { recommendationIds: [r1] })
    const answer = await form.send({ note: 'Read again' })
    expect(plainText(answer.text)).toMatch(/Saved meanwhile.*Came of it: R1 Do this\s?Yes.*What you typed/)
    await sentAgain(form, id, answer.text)
    expect((await rowsOf(plan))[0]?.recommendationIds).toEqual([r1])
    const unticking = await opened(plan, id)
    await change(plan, id, { note: 'Read a third time' })
    const name = `recommendationIds-${r1}`
    const fields = unticking.fields.filter((each) => each.name !== name)
    const second = await post(
      app,
      `/inspections/${id}/edit`,
      unticking.cookie,
      Object.fromEntries(sentOf(fields, {})),
    )
    expect(plainText(second.text)).toMatch(/What you typed.*Came of it: R1 Do this\s?No/)
    await sentAgain(unticking, id, second.text)
    expect((await rowsOf(plan))[0]?.recommendationIds).toEqual([])
  })
})

test('an inspection of a plan that is not theirs is not there', async () => {
  const plan = await givenPlan(app.db)
  const id = await given(plan, {})
  const cookie = await app.signInAs(plan.people.stranger)
  for (const path of [`/inspections/${id}`, `/inspections/${id}/edit`, '/inspections/none'])
    expect([path, (await get(app, path, cookie)).status]).toEqual([path, 404])
})
