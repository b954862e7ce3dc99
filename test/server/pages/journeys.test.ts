import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { eq } from '#db/connection/drizzle.ts'
import { readAction } from '#db/read/read-actions.ts'
import { deliveries } from '#db/schema/index.ts'
import { sendOnce } from '#emails/ledger/sender.ts'
import { outboxTransport } from '#emails/outbox.ts'
import { usePages } from '#test/support/pages.ts'
import { givenPlan, type TestPlan } from '#test/support/plans.ts'
import { press, unfold } from '#test/support/press.ts'
import { errorsOf, fillDay, mainText } from '#test/support/visitor.ts'
import { sender } from '../../emails/harness.ts'

const { app, visit, open } = usePages({ now: '2026-11-23T10:00:00.000Z', demonstration: true })

const ways = [
  ['without', false],
  ['with', true],
] as const

const as = (personId: string, path: string, scripts = false) => open(personId, path, scripts)

const facts = async (id: string | undefined) => (await readAction(app.db, id ?? ''))?.facts

async function addEvidenceWith(page: Page, part: string, title: string): Promise<void> {
  await page.fill(`#${part}-title`, title)
  await page.fill(`#${part}-url`, 'https://documents.example/audit')
}

test('an owner signs in, finds an overdue action and updates it in four presses', async () => {
  const { actions, people } = await givenPlan(app.db, [{ dueOn: '2026-11-13' }])
  const page = await visit()
  await page.goto(app.url)
  let presses = 0
  const counted = async (selector: string) => {
    presses++
    await press(page, selector)
  }
  await counted(`button[value="${people.owner}"]`)
  expect(new URL(page.url()).pathname).toBe('/')
  expect(await page.locator('#overdue').innerText()).toContain('Overdue')
  expect(await mainText(page)).toContain('10 days late')
  await counted('text=Update')
  await page.fill('#note', 'Two of three teams work in the new way.')
  await fillDay(page, 'forecastOn', '2026-12-01')
  await counted('text=Save this update')
  expect(presses).toBeLessThanOrEqual(4)
  expect(new URL(page.url()).pathname).toBe(`/actions/${actions['P1.S1']}`)
  const text = await mainText(page)
  expect(text).toContain('Your update of P1.S1 is saved. Red: Overdue')
  expect(text).toContain('Two of three teams work in the new way.')
  expect(text).toContain('1 December 2026')
  await page.reload()
  expect(await mainText(page)).not.toContain('is saved')
})

test('an owner updates from the Monday email in four presses after sign-in at most, with JavaScript and without', async () => {
  const { actions, people } = await givenPlan(app.db, [{ dueOn: '2026-11-13' }], {
    digestsFrom: '2026-11-30',
  })
  await sendOnce(sender(app.db, outboxTransport(), '2026-11-30T08:00:01.000Z'))
  const [email] = await app.db.select().from(deliveries).where(eq(deliveries.personId, people.owner))
  expect(email).toMatchObject({ kind: 'weeklyDigest', state: 'sent' })
  const [link = ''] = /https?:[^"]*\/week\?row=[^"]+(?=")/.exec(email?.html ?? '') ?? []
  const { pathname, search } = new URL(link)
  const row = `week-${actions['P1.S1']}`
  expect(pathname + search).toBe(`/week?row=${row}`)
  for (const [how, scripts] of ways) {
    const page = await open(undefined, pathname + search, scripts)
    await press(page, `button[value="${people.owner}"]`)
    const landed = new URL(page.url())
    expect([landed.pathname, landed.hash]).toEqual(['/week', `#${row}`])
    const note = `[id="update-${actions['P1.S1']}-note"]`
    await page.fill(note, `Two of three teams work in the new way, ${how} JavaScript.`)
    await press(page, `button[value="${actions['P1.S1']}"]`)
    expect(await mainText(page)).toContain('Saved: P1.S1.')
  }
})

test('one press saves an update with evidence and a blocker', async () => {
  const { actions, people } = await givenPlan(app.db)
  const page = await as(people.owner, `/actions/${actions['P1.S1']}/update`)
  await page.fill('#note', 'The audit is here, but the contract is not.')
  await unfold(page, 'Add evidence')
  await addEvidenceWith(page, 'evidence', 'Audit of 20 files')
  await page.check('label:has-text("The second thing is shown")')
  await unfold(page, 'Something blocks it')
  await page.fill('#blocker-what', 'The contract')
  await page.fill('#blocker-waitingOn', 'Legal services')
  await press(page, 'text=Save this update')
  const read = await facts(actions['P1.S1'])
  expect(read?.evidence.map(({ title, datedOn, kind }) => [title, datedOn, kind])).toEqual([
    ['Audit of 20 files', '2026-11-23', 'document'],
  ])
  expect(read?.blockers.map(({ what, waitingOn }) => [what, waitingOn])).toEqual([
    ['The contract', 'Legal services'],
  ])
  expect(await mainText(page)).toContain('Amber: It is blocked.')
})

test.each(ways)(
  'an action without evidence cannot be submitted; with it, the lead endorses and the chair signs off, %s JavaScript',
  async (_how, scripts) => {
    const plan = await givenPlan(app.db)
    const id = plan.actions['P1.S1']
    await start(plan)
    const owner = await as(plan.people.owner, `/actions/${id}/submit`, scripts)
    await owner.fill('#whatChanged', 'Families are seen within ten days.')
    await press(owner, 'button:has-text("Submit for sign-off")')
    expect(await owner.locator('.govuk-error-summary').innerText()).toContain(
      'Every closure criterion needs evidence',
    )
    expect(await owner.locator('.govuk-error-summary a').first().innerText()).toContain(
      'Add evidence for: The first thing is shown',
    )
    expect(await owner.inputValue('#whatChanged')).toBe('Families are seen within ten days.')
    expect((await facts(id))?.state).toBe('inProgress')

    for (const { id: criterion } of (await facts(id))?.criteria ?? [])
      await addEvidenceWith(owner, `evidence-${criterion}`, 'Audit')
    await press(owner, 'button:has-text("Submit for sign-off")')
    expect(await mainText(owner)).toContain('P1.S1 is submitted. The lead of the priority has been told.')
    expect(await owner.locator('text=Update this action').count()).toBe(0)

    const lead = await as(plan.people.lead, '/', scripts)
    await press(lead, 'text=Decide')
    expect(await mainText(lead)).toContain('Families are seen within ten days.')
    expect(await lead.locator('.wm-evidence a').count()).toBe(2)
    await lead.check('label:has-text("Endorse it")')
    await lead.fill('#endorse-statement', 'Opened both audits; they show it.')
    await press(lead, 'text=Confirm this decision')
    expect(await mainText(lead)).toContain('You endorsed P1.S1.')

    const chair = await as(plan.people.chair, '/', scripts)
    await press(chair, 'text=Decide')
    await chair.check('label:has-text("Sign it off")')
    await chair.fill('#signOff-minuteRef', 'Board 7, item 3')
    await press(chair, 'text=Confirm this decision')
    expect(await mainText(chair)).toContain('You signed off P1.S1. It will be checked on 21 February 2027.')
    expect((await facts(id))?.state).toBe('signedOff')
    expect(await chair.locator('.wm-timeline__what').allInnerTexts()).toEqual([
      'Signed it off',
      'Endorsed it',
      'Submitted it for sign-off',
      'Added evidence: Audit',
      'Added evidence: Audit',
      'Gave an update',
      'Agreed the action and its first due date',
      'Wrote the action into the plan',
    ])
    await Promise.all([owner, lead, chair].map((page) => page.context().close()))
  },
)

test('a lead returns an action with a reason that its owner reads on My work', async () => {
  const plan = await givenPlan(app.db, [{ criteria: ['It is shown'] }])
  const id = plan.actions['P1.S1']
  await start(plan)
  const owner = await as(plan.people.owner, `/actions/${id}/submit`)
  const [criterion] = (await facts(id))?.criteria ?? []
  await addEvidenceWith(owner, `evidence-${criterion?.id}`, 'Survey')
  await owner.fill('#whatChanged', 'Done.')
  await press(owner, 'button:has-text("Submit for sign-off")')

  const lead = await as(plan.people.lead, `/actions/${id}/decide`)
  await lead.check('label:has-text("Return it")')
  await press(lead, 'text=Confirm this decision')
  expect(await errorsOf(lead)).toEqual([
    'Choose the closure criterion that is not met yet',
    'Say what is missing',
  ])
  await lead.check('label:has-text("It is shown")')
  await lead.fill('#return-reason', 'The survey left out two schools.')
  await press(lead, 'text=Confirm this decision')

  await owner.goto(app.url)
  expect(await mainText(owner)).toContain('Returned to you')
  expect(await mainText(owner)).toContain('The lead: The survey left out two schools.')
})

test.each(ways)(
  'more time is asked for, decided by the lead, and printed beside the first date, %s JavaScript',
  async (_how, scripts) => {
    const plan = await givenPlan(app.db)
    const id = plan.actions['P1.S1']
    const owner = await as(plan.people.owner, `/actions/${id}/extension`, scripts)
    await fillDay(owner, 'dueOn', '2026-12-01')
    await owner.check('label:has-text("A partner is not ready")')
    await owner.fill('#text', 'The venue opens in January.')
    await press(owner, 'button:has-text("Ask for more time")')
    expect(await owner.locator('.govuk-error-summary').innerText()).toContain(
      'The new date has to lie after the current due date',
    )
    await fillDay(owner, 'dueOn', '2027-01-08')
    await press(owner, 'button:has-text("Ask for more time")')
    expect(await mainText(owner)).toContain('More time has been asked for')

    const lead = await as(plan.people.lead, '/', scripts)
    expect(await mainText(lead)).toContain(
      'to 8 January 2027, 21 days later. The reason given is ‘A partner is not ready’, in their words: ‘The venue opens in January.’',
    )
    await press(lead, 'text=Decide')
    await lead.check('label:has-text("Grant it")')
    await press(lead, 'text=Confirm this decision')
    const text = await mainText(lead)
    expect(text).toContain('You granted more time for P1.S1. It is due on 8 January 2027 now.')
    expect(text).toMatch(
      /First agreed\s+18 December 2026\s+Due now\s+8 January 2027\s+Moved\s+Once, 21 days in all/,
    )
    await Promise.all([owner, lead].map((page) => page.context().close()))
  },
)

test('a missed milestone is answered from My work', async () => {
  const { people } = await givenPlan(app.db, [
    { milestones: [{ title: 'The draft is out', dueOn: '2026-11-06' }] },
  ])
  const page = await as(people.owner, '/')
  expect(await mainText(page)).toContain('Milestones past their date')
  await press(page, 'text=Answer')
  await page.check('label:has-text("It is met")')
  await fillDay(page, 'meet-metOn', '2026-11-10')
  await press(page, 'text=Confirm this decision')
  expect(await mainText(page)).toContain('Met on 10 November 2026, 4 days late')
})

test.each(ways)('a member finds the actions of their own agency, %s JavaScript', async (_how, scripts) => {
  const { people, actions, planId } = await givenPlan(app.db, [
    { agency: 'Police' },
    { agency: 'Health' },
    { agency: 'Police' },
  ])
  const page = await open(people.member, '/plans', scripts)
  await press(page, `a[href="/plans/${planId}"]`)
  await unfold(page, 'Show only some actions')
  await page.selectOption('#agency', { label: 'Police' })
  await press(page, 'button:has-text("Show")')
  expect(await mainText(page)).toContain('2 actions of 3 shown.')
  const shown = page.locator('.wm-matrix a[href^="/actions/"]')
  expect(await shown.evaluateAll((links) => links.map((link) => link.getAttribute('href')))).toEqual(
    ['P1.S1', 'P1.S3'].map((ref) => `/actions/${actions[ref]}`),
  )
  await press(page, 'text=Show all')
  expect(await shown.count()).toBe(3)
})

test('one who has nothing to do is told so, and when the next email goes', async () => {
  const { people } = await givenPlan(app.db)
  const text = await mainText(await as(people.chair, '/'))
  expect(text).toContain('Nothing is waiting for you')
  expect(text).toContain('The next email goes on Monday 30 November 2026.')
  // No weekly email goes to one who only reads.
  const read = await mainText(await as(people.member, '/'))
  expect(read).toContain('Nothing is waiting for you')
  expect(read).not.toContain('next email')
})

async function start({ actions, people }: TestPlan): Promise<void> {
  const page = await as(people.owner, `/actions/${actions['P1.S1']}/update`)
  await page.fill('#note', 'Begun.')
  await press(page, 'text=Save this update')
}
