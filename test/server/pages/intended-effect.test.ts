import { expect, test } from 'vitest'
import { useApi } from '#test/support/api.ts'
import { formOn, sentOf } from '#test/support/page-forms.ts'
import { givenPlan } from '#test/support/plans.ts'
import { get, post, protection } from '#test/support/visitor.ts'

const api = useApi('2026-11-23T10:00:00.000Z')

/** A plan with one action, and a measure that went from 24% to 21%. */
async function givenMeasure(state: 'draft' | 'active' = 'active') {
  const plan = await givenPlan(api().app.db, [{}], { state })
  const as = plan.people.administrator
  const { body: measure } = await api().post(`/plans/${plan.planId}/measures`, {
    as,
    body: {
      ref: 'O1',
      title: 'Referrals made again',
      unit: 'percent',
      polarity: 'lowerIsBetter',
      baseline: '24%',
      baselineValue: 24,
      target: '18%',
      targetValue: 18,
    },
  })
  await api().post(`/measures/${measure.id}/observations`, {
    as,
    body: { asAtOn: '2026-10-31', published: '21%', value: 21, status: 'provisional' },
  })
  return { plan, as, measure, action: `/actions/${plan.actions['P1.S1']}` }
}

const read = async (path: string, as: string) => {
  const { text } = await get(api().app, path, await api().app.signInAs(as))
  return text
    .slice(text.indexOf('<main'), text.indexOf('</main>'))
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ')
}

test('what an action is to achieve stands on its page with the figures that show it, and beside the submission', async () => {
  const { plan, as, measure, action } = await givenMeasure()
  const { status, body } = await api().patch(action, {
    as,
    ifMatch: '*',
    body: { intendedEffect: 'Half as many referrals come back', measureIds: [measure.id, measure.id] },
  })
  expect(status).toBe(200)
  expect(body).toMatchObject({
    intendedEffect: 'Half as many referrals come back',
    measures: [{ id: measure.id, ref: 'O1', title: 'Referrals made again' }],
  })
  const way =
    'Referrals made again 24% at the start, then 21% (31 October 2026). Target 18%. Better than at the start: 3 points lower.'
  for (const [path, who] of [
    [action, plan.people.member],
    [`${action}/submit`, plan.people.owner],
  ] as const) {
    const page = await read(path, who)
    expect(page).toContain('What it is to achieve Half as many referrals come back It is meant to move:')
    expect(page).toContain(way)
  }
  expect(await read(`/measures/${measure.id}`, plan.people.member)).toMatch(
    /Actions that are meant to move it 1 .*P1\.S1/,
  )
  expect(await read(action, as)).toContain('Edited measures that it is meant to move and intended effect')
})

test('where nobody has said what an action is to achieve, the page says so to those who can, and to the decider', async () => {
  const { plan, as, action } = await givenMeasure()
  const unsaid = 'Nobody has said what is to be different once it is done.'
  expect(await read(action, as)).toContain(`${unsaid} Say what it is to achieve`)
  expect(await read(action, plan.people.member)).not.toContain(unsaid)
})

test('the form of an action takes and gives up measures, and keeps them where another field is refused', async () => {
  const { as, measure, action } = await givenMeasure('draft')
  const cookie = await api().app.signInAs(as)
  const form = (await get(api().app, `${action}/edit`, cookie)).text
  expect(form).toContain('O1 Referrals made again')
  const { body } = await api().get(action, { as })
  const [horizon] = (await api().get(`/plans/${body.plan.id}/horizons`, { as })).body.items
  const said = {
    title: 'As it is',
    horizonId: horizon.id,
    ownerId: body.owner.id,
    intendedEffect: 'Less of it',
  }
  const ticked = { [`measureIds-${measure.id}`]: measure.id }
  const send = async (fields: Record<string, string>) =>
    post(api().app, `${action}/edit`, cookie, {
      ...(await protection(api().app, `${action}/edit`, cookie)),
      ...fields,
    })
  const refused = await send({ ...said, ...ticked, title: '' })
  expect(refused.status).toBe(400)
  expect(refused.text).toMatch(new RegExp(`value="${measure.id}"[^>]*checked`))
  expect((await send({ ...said, ...ticked })).status).toBe(303)
  expect((await api().get(action, { as })).body).toMatchObject({
    intendedEffect: 'Less of it',
    measures: [{ ref: 'O1' }],
  })
  expect((await send(said)).status).toBe(303)
  expect((await api().get(action, { as })).body.measures).toEqual([])
})

test('a past day shows what the action was to achieve then', async () => {
  const { as, measure, action } = await givenMeasure()
  api().moveTo('2026-11-24T10:00:00Z')
  await api().patch(action, { as, ifMatch: '*', body: { measureIds: [measure.id], intendedEffect: 'Later' } })
  api().moveTo('2026-11-25T10:00:00Z')
  expect((await api().get(`${action}?asAt=2026-11-23`, { as })).body).toMatchObject({
    intendedEffect: '',
    measures: [],
  })
  expect((await api().get(`${action}?asAt=2026-11-24`, { as })).body).toMatchObject({
    intendedEffect: 'Later',
    measures: [{ ref: 'O1' }],
  })
})

test('a new action by the API says what it is to achieve, and names measures of its plan alone', async () => {
  const { plan, as, measure } = await givenMeasure()
  const { items } = (await api().get(`/plans/${plan.planId}/priorities`, { as })).body
  const make = (ref: string, measureIds: string[]) =>
    api().post(`/priorities/${items[0].id}/actions`, {
      as,
      body: { ref, title: 'Another', horizon: 'short', intendedEffect: 'More of it', measureIds },
    })
  expect((await make('P1.S8', [measure.id])).body).toMatchObject({
    intendedEffect: 'More of it',
    measures: [{ ref: 'O1' }],
  })
  const strange = await givenMeasure()
  expect((await make('P1.S9', [strange.measure.id])).body).toMatchObject({ code: 'measureUnknown' })
})

test('the measures of an action are called on a past day what they were called then, by every way that tells them', async () => {
  const { plan, as, measure, action } = await givenMeasure()
  const { items } = (await api().get(`/plans/${plan.planId}/priorities`, { as })).body
  api().moveTo('2026-11-24T10:00:00Z')
  await api().patch(action, { as, ifMatch: '*', body: { measureIds: [measure.id] } })
  await api().patch(`/measures/${measure.id}`, { as, ifMatch: '*', body: { priorityId: items[0].id } })
  const then = { id: measure.id, ref: 'O1', title: 'Referrals made again' }
  api().moveTo('2026-11-26T10:00:00Z')
  const later = { ref: 'O7', title: 'Repeat referrals', priorityId: null, active: false }
  expect((await api().patch(`/measures/${measure.id}`, { as, ifMatch: '*', body: later })).status).toBe(200)
  const at = async (path: string) => (await api().get(`${path}asAt=2026-11-25`, { as })).body
  expect((await at(`${action}?`)).measures).toEqual([then])
  expect((await at(`/actions?plan=${plan.planId}&`)).items[0].measures).toEqual([then])
  const { priorities } = await at(`/plans/${plan.planId}/matrix?`)
  expect(priorities[0].outcomes.measures).toEqual([then])
})

test('a measure that is no longer in use stays ticked on the form of an action that names it, and is offered to no other', async () => {
  const { plan, as, measure, action } = await givenMeasure('draft')
  await api().patch(action, { as, ifMatch: '*', body: { measureIds: [measure.id] } })
  await api().patch(`/measures/${measure.id}`, { as, ifMatch: '*', body: { active: false } })
  const cookie = await api().app.signInAs(as)
  const address = `${action}/edit`
  const fields = formOn((await get(api().app, address, cookie)).text, address)
  const sent = Object.fromEntries(sentOf(fields ?? [], { title: 'Reworded' }))
  expect((await post(api().app, address, cookie, sent)).status).toBe(303)
  expect((await api().get(action, { as })).body).toMatchObject({
    title: 'Reworded',
    measures: [{ id: measure.id }],
  })
  const another = await get(api().app, `/plans/${plan.planId}/priorities/P1/actions/new`, cookie)
  expect(another.text).not.toContain(measure.id)
})

test('a form that was overtaken shows a day that was taken out as nothing, and not as the day nought', async () => {
  const { as, action } = await givenMeasure('draft')
  const cookie = await api().app.signInAs(as)
  const address = `${action}/edit`
  const fields = formOn((await get(api().app, address, cookie)).text, address)
  await api().patch(action, { as, ifMatch: '*', body: { intendedEffect: 'Said meanwhile' } })
  const emptied = { 'dueOn-day': '', 'dueOn-month': '', 'dueOn-year': '', intendedEffect: 'Mine' }
  const sent = Object.fromEntries(sentOf(fields ?? [], emptied))
  const { status, text } = await post(api().app, address, cookie, sent)
  expect(status).toBe(412)
  expect(text).not.toContain('0000-00-00')
  expect(text.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ')).toMatch(
    /What you typed .*Due date Nothing/,
  )
})
