import { describe, expect, test } from 'vitest'
import { clockFrom } from '#db/connection/clock.ts'
import { seal } from '#db/history/seal.ts'
import { verify } from '#db/history/verify.ts'
import { pageDecisions } from '#db/read/decision-records.ts'
import { changeDecision, newDecision, recordDecision } from '#db/write/change-decision.ts'
import { usePages } from '#test/support/pages.ts'
import { type CastName, givenPlan, type TestPlan } from '#test/support/plans.ts'
import { press } from '#test/support/press.ts'
import { openForm, plainText } from '#test/support/sent-form.ts'
import { errorsOf, fillDay, get, mainText } from '#test/support/visitor.ts'
import { type DecisionFacts } from '#workflows/decision/decision-facts.ts'
import type { DecisionEvent } from '#workflows/decision/decision.ts'
import { aDecision } from '../../support/decisions.ts'

const NOW = '2026-11-23T10:00:00.000Z'
const { app, open, newPage, pageFaults } = usePages({ now: NOW })

const register = (plan: TestPlan, who: CastName = 'administrator') =>
  open(plan.people[who], `/plans/${plan.planId}/decisions`)

/** Puts a decision into the register of a plan, takes it through some events, and gives its id. */
async function given(
  { planId, people }: TestPlan,
  change: Partial<DecisionFacts> = {},
  events: readonly DecisionEvent[] = [],
): Promise<string> {
  const { ref = 'D1' } = change
  const decision = newDecision(aDecision(change), { planId, ref, now: '2026-11-20T10:00:00.000Z' })
  await recordDecision(app.db, decision, people.administrator)
  const context = { decisionId: decision.id, actorId: people.administrator, now: NOW }
  for (const event of events) expect((await changeDecision(app.db, context, event)).outcome).toBe('done')
  return decision.id
}

const publishedOn = (day: string): DecisionEvent => ({ type: 'publish', publishedOn: day })
const callIn: DecisionEvent = {
  type: 'callIn',
  calledInBy: 'Five councillors',
  calledInOn: '2026-11-23',
  reason: 'No consultation.',
}

const rowsOf = async (plan: TestPlan) =>
  (await pageDecisions(app.db, plan.planId, { limit: 50, after: null, now: NOW })).items.map(
    (each) => each.decision,
  )

describe('the register of decisions', () => {
  test('where nothing is in it says what to do, to those who keep it and to others', async () => {
    const plan = await givenPlan(app.db)
    const page = await register(plan)
    expect(await mainText(page)).toContain('No decision is in the register yet')
    expect(await page.locator('main a:has-text("Record a decision")').count()).toBe(1)
    const member = await register(plan, 'member')
    expect(await mainText(member)).toContain('The plan administrator records what is decided.')
    const shut = await open(plan.people.member, `/plans/${plan.planId}/decisions/new`)
    expect(await mainText(shut)).toContain('You cannot record a decision')
  })

  test('says of each what became of it, until when it can be called in, and from when on it can be carried out', async () => {
    const plan = await givenPlan(app.db)
    await given(plan, { ref: 'D1', title: 'First' })
    await given(plan, { ref: 'D2', title: 'Second' }, [publishedOn('2026-11-23')])
    await given(plan, { ref: 'D3', title: 'Third', decidedOn: '2026-11-02' }, [publishedOn('2026-11-09')])
    await given(plan, { ref: 'D4', title: 'Fourth' }, [publishedOn('2026-11-20'), callIn])
    const exempt = { callInExempt: true, exemptionReason: 'It cannot wait', exemptionAgreedBy: 'The mayor' }
    await given(plan, { ref: 'D5', title: 'Fifth', ...exempt }, [publishedOn('2026-11-23')])
    const page = await register(plan, 'member')
    const text = await mainText(page)
    expect(text).toContain('5 decisions: 1 recorded, 1 published, 2 in effect, 1 called in.')
    expect(text).toMatch(
      /May not be carried out yet\s+.*D2 Second: Can be called in until the end of Monday 30 November 2026/s,
    )
    const rows = await page
      .locator('#register ~ div tbody tr')
      .evaluateAll((all) => all.map((row) => row.textContent?.replaceAll(/\s+/g, ' ') ?? ''))
    const row = (ref: string) => rows.find((each) => each.includes(ref)) ?? ''
    expect(rows).toHaveLength(5)
    expect(row('D1')).toContain('Not before it is published')
    expect(row('D2')).toMatch(/Published\s?Can be called in until .*1 December 2026/)
    expect(row('D3')).toMatch(
      /In effect\s?Could be called in until the end of Monday 16 November 2026.*17 November 2026/,
    )
    expect(row('D4')).toMatch(/Called in\s?Called in on 23 November 2026.*Not while it is called in/)
    expect(row('D5')).toMatch(/In effect\s?Exempt from call-in.*23 November 2026/)
    expect(
      await pageFaults({ personId: plan.people.member, path: `/plans/${plan.planId}/decisions` }),
    ).toEqual([])
  })

  test('is handed out as CSV, as it is and as it was', async () => {
    const plan = await givenPlan(app.db)
    await given(plan, { decidedOn: '2026-11-02' }, [publishedOn('2026-11-09')])
    const cookie = await app.signInAs(plan.people.member)
    const path = `/plans/${plan.planId}/decisions/csv`
    const now = await get(app, path, cookie)
    expect(now.text).toContain(',effective,')
    const then = await get(app, `${path}?asAt=2026-11-22`, cookie)
    expect(then.text).toContain(',recorded,')
    expect((await get(app, `${path}?asAt=2026-11-19`, cookie)).text.trim().split('\r\n')).toHaveLength(1)
    expect((await get(app, path, await app.signInAs(plan.people.stranger))).status).toBe(404)
  })
})

test('a decision is recorded, edited, published, called in and changed in the browser', async () => {
  const plan = await givenPlan(app.db)
  const page = await register(plan)
  await press(page, 'main a:has-text("Record a decision")')
  await press(page, 'main button:has-text("Record the decision")')
  expect(await errorsOf(page)).toEqual([
    'Enter the title of the decision',
    'Say what was resolved',
    'Enter who decided: the body, or the post of the person',
    'Enter the day of the decision',
  ])
  await page.fill('#title', 'Activity and performance')
  await page.fill('#resolved', 'That the pressures be noted.\nThat reports come every two months.')
  await page.fill('#decisionMaker', 'Cabinet')
  await fillDay(page, 'decidedOn', '2026-11-16')
  await page.fill('#reasons', 'There are continuing pressures.')
  await page.check('text=Key decision of special urgency')
  await press(page, 'main button:has-text("Record the decision")')
  expect(await errorsOf(page)).toEqual(['Say why 28 clear days’ notice could not be given'])
  expect(await page.inputValue('#resolved')).toContain('every two months')
  await page.check('text=Key decision, with its notice')
  await fillDay(page, 'noticeOn', '2026-10-30')
  await press(page, 'main button:has-text("Record the decision")')
  const text = await mainText(page)
  for (const said of [
    'Decision D1 is in the register.',
    'That reports come every two months.',
    'Short notice: published on 30 October 2026, it gives 16 clear days of the 28 that are due, 12 too few.',
    'There are continuing pressures.',
    'Not before it is published',
  ])
    expect(text).toContain(said)
  const path = new URL(page.url()).pathname

  await press(page, 'main a:has-text("Edit the decision")')
  await page.fill('#alternatives', 'None')
  await press(page, 'main button:has-text("Save the decision")')
  expect(await mainText(page)).toMatch(/Edited it.*Alternatives considered and rejected: None/s)

  await press(page, 'main a:has-text("Publish the decision")')
  await press(page, 'main button:has-text("Publish the decision")')
  expect(await mainText(page)).toContain(
    'Can be called in until the end of Monday 30 November 2026. It can be carried out from 1 December 2026.',
  )
  const edit = await open(plan.people.administrator, `${path}/edit`)
  expect(await mainText(edit)).toContain('A decision can be edited until it is published.')

  await press(page, 'main a:has-text("Record a call-in")')
  await press(page, 'main button:has-text("Record the call-in")')
  expect(await errorsOf(page)).toEqual(['Say who asked for the call-in', 'Say why the decision is called in'])
  await page.fill('#callIn-calledInBy', 'Five councillors')
  await page.fill('#callIn-reason', 'Nobody was consulted.')
  await fillDay(page, 'callIn-calledInOn', '2026-11-22')
  await press(page, 'main button:has-text("Record the call-in")')
  expect((await errorsOf(page))[0]).toContain('It was not published yet on that day.')
  expect(await page.inputValue('#callIn-reason')).toBe('Nobody was consulted.')
  await fillDay(page, 'callIn-calledInOn', '2026-11-23')
  await press(page, 'main button:has-text("Record the call-in")')
  expect(await mainText(page)).toContain(
    'It may not be carried out until the decision maker confirms or changes it.',
  )

  await press(page, 'main a:has-text("Confirm or change it")')
  await page.check('text=Change it')
  expect(await page.inputValue('#change-resolved')).toContain('That the pressures be noted.')
  await page.fill('#change-resolved', 'That reports come monthly.')
  await page.fill('#change-reason', 'Scrutiny asked for it.')
  await press(page, 'main button:has-text("Confirm this decision")')
  const changed = await mainText(page)
  expect(changed).toMatch(
    /Resolved\s+That reports come monthly\..*What was resolved before it was changed\s+That the pressures/s,
  )
  expect(await rowsOf(plan)).toMatchObject([
    { ref: 'D1', state: 'changed', resolved: ['That reports come monthly.'] },
  ])
  const over = await open(plan.people.administrator, `${path}/decide`)
  expect(await mainText(over)).toContain('There is nothing for you to do here')

  const clock = clockFrom(NOW)
  await seal(app.db, clock)
  expect((await verify(app.db, clock)).faults).toEqual([])
})

test('the pages of a decision hold nothing that axe can find, at 360 and 1,440 pixels', async () => {
  const plan = await givenPlan(app.db)
  const recorded = await given(plan, { ref: 'D1' })
  const published = await given(plan, { ref: 'D2' }, [publishedOn('2026-11-23')])
  const called = await given(plan, { ref: 'D3' }, [publishedOn('2026-11-20'), callIn])
  const pages = [
    `/plans/${plan.planId}/decisions`,
    `/plans/${plan.planId}/decisions/new`,
    `/decisions/${recorded}`,
    `/decisions/${recorded}/edit`,
    `/decisions/${recorded}/decide`,
    `/decisions/${published}`,
    `/decisions/${published}/decide`,
    `/decisions/${called}`,
    `/decisions/${called}/decide`,
  ]
  for (const path of pages)
    expect([path, await pageFaults({ personId: plan.people.administrator, path })]).toEqual([path, []])
})

test('two who edit one decision see what the other saved beside what they typed', async () => {
  const plan = await givenPlan(app.db)
  const id = await given(plan)
  const form = await openForm(app, plan.people.administrator, `/decisions/${id}/edit`)
  const context = { decisionId: id, actorId: plan.people.administrator, now: NOW }
  await changeDecision(app.db, context, { type: 'edit', change: { reasons: 'Saved meanwhile' } })
  const answer = await form.send({ reasons: 'Typed in vain' })
  expect(answer.status).toBe(412)
  expect(plainText(answer.text)).toMatch(/Saved meanwhile.*What you typed.*Typed in vain/)
  expect((await rowsOf(plan))[0]?.reasons).toBe('Saved meanwhile')
  const late = await openForm(app, plan.people.administrator, `/decisions/${id}/edit`)
  await changeDecision(app.db, context, publishedOn('2026-11-23'))
  const closed = await late.send({ reasons: 'Typed too late' })
  expect(plainText(closed.text)).toContain('Typed too late')
})

test('what a meeting decides is recorded in full from its page, and leads to the register and back', async () => {
  const plan = await givenPlan(app.db)
  const { administrator, chair } = plan.people
  const page = await open(administrator, `/plans/${plan.planId}/meetings/new`)
  await page.fill('#title', 'The board')
  await fillDay(page, 'heldOn', '2026-11-20')
  await press(page, 'main button:has-text("Add the meeting")')
  const meeting = new URL(page.url()).pathname
  await press(page, 'main a:has-text("Freeze the pack")')
  await press(page, 'main button:has-text("Freeze the pack")')
  const issuing = await open(chair, `${meeting}/decide`)
  await issuing.check('text=Issue the pack')
  await press(issuing, 'main button:has-text("Confirm this decision")')

  await page.goto(`${app.url}${meeting}`)
  await press(page, 'main a:has-text("Record a decision")')
  await press(page, 'main a:has-text("record it in full")')
  expect(await page.inputValue('#decisionMaker')).toBe('The board')
  await page.fill('#title', 'The pack')
  await page.fill('#resolved', 'That the pack be noted.')
  await fillDay(page, 'decidedOn', '2026-11-20')
  await press(page, 'main button:has-text("Record the decision")')
  expect(await mainText(page)).toContain('Decision 1.1 is in the register.')
  await press(page, 'main a:has-text("Meeting 1, The board")')
  expect(await mainText(page)).toMatch(
    /1\.1 That the pack be noted\.\s+Recorded Decision 1\.1 in the register/,
  )
  await press(page, 'main a:has-text("Decision 1.1 in the register")')
  expect(await mainText(page)).toContain('The pack')
})

test('a decision becomes an action with one press, and the action says what it waits for and leads back', async () => {
  const plan = await givenPlan(app.db, [{}])
  const id = await given(plan, {}, [publishedOn('2026-11-23')])
  const page = await open(plan.people.administrator, `/decisions/${id}`)
  await press(page, 'main a:has-text("Make an action of it")')
  expect(await page.inputValue('#title')).toBe('Activity and performance of social care')
  await press(page, 'main button:has-text("Make the action")')
  expect(await errorsOf(page)).toEqual(['Choose who owns it', 'Enter the due date'])
  await page.selectOption('#ownerId', plan.people.owner)
  await fillDay(page, 'dueOn', '2026-12-18')
  await press(page, 'main button:has-text("Make the action")')
  const text = await mainText(page)
  expect(text).toMatch(
    /Action P1\.S\d+ came from decision D1\. Before it can be agreed it needs closure criteria\./,
  )
  expect(text).toContain(
    'Decision D1 can be called in until the end of Monday 30 November 2026. Wait until then.',
  )
  expect(text).toMatch(/Came from\s+Decision D1 Activity and performance/)
  const action = new URL(page.url()).pathname
  expect(await pageFaults({ personId: plan.people.administrator, path: action })).toEqual([])
  expect(await pageFaults({ personId: plan.people.administrator, path: `/decisions/${id}/action` })).toEqual(
    [],
  )
  await press(page, 'main dl a:has-text("Decision D1")')
  expect(await mainText(page)).toMatch(
    /Actions that came of it\s+1.*Activity and performance.*18 December 2026/s,
  )
  expect(await page.locator(`#actions ~ * a[href="${action}"], a[href="${action}"]`).count()).toBeGreaterThan(
    0,
  )
  const member = await open(plan.people.member, `/decisions/${id}`)
  expect(await member.locator('main a:has-text("Make an action of it")').count()).toBe(0)
  const shut = await open(plan.people.member, `/decisions/${id}/action`)
  expect(await mainText(shut)).toContain('You cannot make an action of it')
})

test('an action that is there already is tied to a decision on its form, and untied, and its history says so', async () => {
  const plan = await givenPlan(app.db, [{}])
  const id = await given(plan, {}, [publishedOn('2026-11-23')])
  const action = `/actions/${Object.values(plan.actions)[0]}`
  const page = await open(plan.people.administrator, `${action}/edit`)
  await page.selectOption('#decisionId', id)
  await press(page, 'main button:has-text("Save the action")')
  const text = await mainText(page)
  expect(text).toMatch(/Came from\s+Decision D1 Activity and performance/)
  expect(text).toContain('Edited which decision it came from')
  await page.goto(`${app.url}${action}/edit`)
  expect(await page.inputValue('#decisionId')).toBe(id)
  await page.selectOption('#decisionId', '')
  await press(page, 'main button:has-text("Save the action")')
  expect(await mainText(page)).not.toContain('Came from')
  expect(await pageFaults({ personId: plan.people.administrator, path: `${action}/edit` })).toEqual([])
})

test('a past day shows a decision as it stood then, and nothing of what came after', async () => {
  const plan = await givenPlan(app.db)
  const id = await given(plan, { decidedOn: '2026-11-02' }, [publishedOn('2026-11-09')])
  const page = await open(plan.people.member, `/decisions/${id}?asAt=2026-11-22`)
  const text = await mainText(page)
  expect(text).toContain('Recorded. It can be edited')
  expect(text).not.toContain('Published it')
  const wide = await newPage(plan.people.member, { viewport: { width: 1440, height: 900 } })
  await wide.goto(`${app.url}/plans/${plan.planId}/decisions?asAt=2026-11-22`)
  expect(await mainText(wide)).toContain('1 decision: 1 recorded.')
})

test('a decision of a plan that is not theirs is not there', async () => {
  const plan = await givenPlan(app.db)
  const id = await given(plan)
  const cookie = await app.signInAs(plan.people.stranger)
  for (const path of [`/decisions/${id}`, `/decisions/${id}/edit`, '/decisions/none'])
    expect([path, (await get(app, path, cookie)).status]).toEqual([path, 404])
})
