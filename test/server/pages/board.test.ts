import { describe, expect, test } from 'vitest'
import { eq } from '#db/connection/drizzle.ts'
import { newId } from '#db/connection/ids.ts'
import { readAction } from '#db/read/read-actions.ts'
import { actions, type plans } from '#db/schema/index.ts'
import type { ActionChangeRequest } from '#db/write/action-change.ts'
import { changeAction } from '#db/write/transition.ts'
import { axeViolations, policyBreaches, sidewaysScroll, watchPolicy } from '#test/support/browser.ts'
import { usePages } from '#test/support/pages.ts'
import { type CastName, givenPlan, type TestPlan } from '#test/support/plans.ts'
import { press, pressKey } from '#test/support/press.ts'
import { get, mainText, post } from '#test/support/visitor.ts'

const now = '2026-11-23T10:00:00.000Z'

const { app, open, visitAs } = usePages({ now, demonstration: true })

const stateOf = async (id: string | undefined) => (await readAction(app.db, id ?? ''))?.facts.state

async function happen(plan: TestPlan, ref: string, who: CastName, ...changes: ActionChangeRequest[]) {
  for (const change of changes) {
    const context = { actionId: plan.actions[ref] ?? '', actorId: plan.people[who], now }
    expect((await changeAction(app.db, context, change)).outcome).toBe('done')
  }
}

/** Brings an action to the chair: started, evidence for both criteria, submitted, endorsed. */
async function endorsed(plan: TestPlan, ...refs: string[]): Promise<void> {
  for (const ref of refs) {
    const criteria = (await readAction(app.db, plan.actions[ref] ?? ''))?.facts.criteria ?? []
    const evidence = criteria.map(({ id: criterionId }): ActionChangeRequest => ({
      subject: 'action',
      event: {
        type: 'addEvidence',
        evidenceId: newId(),
        criterionId,
        kind: 'audit',
        title: 'Audit of 20 files',
        url: 'https://documents.example/audit',
        datedOn: '2026-11-02',
        independent: true,
      },
    }))
    await happen(plan, ref, 'owner', { subject: 'action', event: { type: 'start' } }, ...evidence, {
      subject: 'action',
      event: { type: 'submit', whatChanged: 'Families are seen sooner.' },
    })
    await happen(plan, ref, 'lead', {
      subject: 'action',
      event: { type: 'endorse', statement: `I opened both audits of ${ref}.` },
    })
  }
}

/** Asks for so much more time that the chair decides. */
async function asked(plan: TestPlan, ref: string, dueOn = '2027-03-31'): Promise<void> {
  await happen(plan, ref, 'owner', {
    subject: 'extension',
    event: {
      type: 'request',
      extensionId: newId(),
      dueOn,
      reasonCode: 'partner',
      text: 'The venue opens in March.',
    },
  })
}

const boardOf = (plan: TestPlan, who: CastName, scripts = false) =>
  open(plan.people[who], `/plans/${plan.planId}/board`, scripts)

describe('a chair decides from the board page', () => {
  test.each([
    ['without', false],
    ['with', true],
  ])(
    'signs off three and refuses one request for more time, %s JavaScript',
    async (_how, scripts) => {
      const plan = await givenPlan(app.db, [{}, {}, {}, {}])
      await endorsed(plan, 'P1.S1', 'P1.S2', 'P1.S3')
      await asked(plan, 'P1.S4')
      const page = await boardOf(plan, 'chair', scripts)
      expect(await page.locator('#decisions').innerText()).toContain('4')
      expect(await mainText(page)).toContain('I opened both audits of P1.S2.')
      expect(await mainText(page)).toContain(
        '2 pieces of evidence, 2 independent of the owner, for 2 of 2 closure criteria',
      )
      for (const ref of ['P1.S1', 'P1.S2', 'P1.S3']) await page.check(`label:has-text("${ref}")`)
      await page.fill('#minuteRef', 'Minute 4.2')
      await press(page, 'text=Sign off all that are ticked')
      expect(await mainText(page)).toContain(
        'You signed off P1.S1, P1.S2 and P1.S3. Their owners have been told.',
      )
      await press(page, 'button:has-text("Refuse")')
      expect(await page.title()).toMatch(/^Error: /)
      expect(await mainText(page)).toContain('Say why the request is refused')
      await page.fill('[name^="reason-"]', 'The venue is not needed for the first group.')
      await press(page, 'button:has-text("Refuse")')
      expect(await mainText(page)).toContain('You refused more time for P1.S4. The due date stands')
      expect(await mainText(page)).toContain('Nothing waits for your decision')
      const states = await Promise.all(
        ['P1.S1', 'P1.S2', 'P1.S3', 'P1.S4'].map((ref) => stateOf(plan.actions[ref])),
      )
      expect(states).toEqual(['signedOff', 'signedOff', 'signedOff', 'agreed'])
      const refused = (await readAction(app.db, plan.actions['P1.S4'] ?? ''))?.facts
      expect(refused?.dueOn).toBe('2026-12-18')
      expect(refused?.extensions.map(({ state, decisionReason }) => [state, decisionReason])).toEqual([
        ['refused', 'The venue is not needed for the first group.'],
      ])
    },
    600_000,
  )

  test('signs off one, and grants a request, in one press each', async () => {
    const plan = await givenPlan(app.db, [{}, {}, {}])
    await endorsed(plan, 'P1.S1', 'P1.S2')
    await asked(plan, 'P1.S3')
    const page = await boardOf(plan, 'chair')
    await press(page, 'button:has-text("Sign off"):has-text("P1.S2")')
    expect(await mainText(page)).toContain('You signed off P1.S2.')
    await press(page, 'button:has-text("Grant")')
    expect(await mainText(page)).toContain('You granted more time for P1.S3.')
    expect(await stateOf(plan.actions['P1.S1'])).toBe('endorsed')
    expect(await stateOf(plan.actions['P1.S2'])).toBe('signedOff')
    expect((await readAction(app.db, plan.actions['P1.S3'] ?? ''))?.facts.dueOn).toBe('2027-03-31')
  })

  test('presses Enter in the field of the minute and signs nothing off that is not ticked', async () => {
    const plan = await givenPlan(app.db)
    await endorsed(plan, 'P1.S1')
    const page = await boardOf(plan, 'chair')
    await page.fill('#minuteRef', 'Minute 4.2')
    await page.focus('#minuteRef')
    await pressKey(page, 'Enter')
    expect(await mainText(page)).toContain('Tick the actions that you sign off')
    expect(await page.inputValue('#minuteRef')).toBe('Minute 4.2')
    expect(await stateOf(plan.actions['P1.S1'])).toBe('endorsed')
  })
})

test('one of several that changed meanwhile is not signed off, and does not keep the others', async () => {
  const plan = await givenPlan(app.db, [{}, {}])
  await endorsed(plan, 'P1.S1', 'P1.S2')
  const page = await boardOf(plan, 'chair')
  await happen(plan, 'P1.S2', 'administrator', {
    subject: 'action',
    event: { type: 'edit', change: { title: 'What it commits to, in clearer words' } },
  })
  await page.check('label:has-text("P1.S1")')
  await page.check('label:has-text("P1.S2")')
  await press(page, 'text=Sign off all that are ticked')
  const text = await mainText(page)
  expect(text).toContain('You signed off P1.S1.')
  expect(text).toContain('P1.S2: Somebody changed it after you opened the page.')
  expect(await page.isChecked(`#tick-${plan.actions['P1.S2']}`)).toBe(false)
  expect(await stateOf(plan.actions['P1.S1'])).toBe('signedOff')
  expect(await stateOf(plan.actions['P1.S2'])).toBe('endorsed')
})

test('a form that is sent twice is answered as if once', async () => {
  const plan = await givenPlan(app.db)
  await endorsed(plan, 'P1.S1')
  const cookie = await app.signInAs(plan.people.chair)
  const path = `/plans/${plan.planId}/board`
  const { text } = await get(app, path, cookie)
  const [, token = ''] = /name="_csrf" value="([^"]+)"/.exec(text.slice(text.indexOf('<main'))) ?? []
  const id = plan.actions['P1.S1'] ?? ''
  const [, version = ''] = new RegExp(`name="version-${id}" value="(\\d+)"`).exec(text) ?? []
  const fields = { _csrf: token, action: id, [`version-${id}`]: version }
  const answers = [
    await post(app, `${path}/sign-off`, cookie, fields),
    await post(app, `${path}/sign-off`, cookie, fields),
  ]
  expect(answers.map(({ status, location }) => [status, location])).toEqual([
    [303, path],
    [303, path],
  ])
})

describe('who is not the chair', () => {
  test('reads the board and is offered no decision', async () => {
    const plan = await givenPlan(app.db, [{}, {}])
    await endorsed(plan, 'P1.S1')
    await asked(plan, 'P1.S2')
    const page = await boardOf(plan, 'member')
    const text = await mainText(page)
    expect(text).toContain('No decision is yours to make')
    expect(text).toContain('Waits for sign-off')
    expect(text).toContain('More time is asked for, until 31 March 2027')
    expect(await page.locator('main form').count()).toBe(0)
  })

  test('is refused when they send the form all the same', async () => {
    const plan = await givenPlan(app.db)
    await endorsed(plan, 'P1.S1')
    const chair = await app.signInAs(plan.people.member)
    const page = await get(app, '/', chair)
    const [, token = ''] = /name="_csrf" value="([^"]+)"/.exec(page.text) ?? []
    const id = plan.actions['P1.S1'] ?? ''
    const sent = await post(app, `/plans/${plan.planId}/board/sign-off`, chair, {
      _csrf: token,
      action: id,
      [`version-${id}`]: '9',
    })
    expect(sent.status).toBeGreaterThanOrEqual(400)
    expect(await stateOf(id)).toBe('endorsed')
  })

  test('finds no board of a plan that is not theirs', async () => {
    const plan = await givenPlan(app.db)
    const cookie = await app.signInAs(plan.people.stranger)
    expect((await get(app, `/plans/${plan.planId}/board`, cookie)).status).toBe(404)
  })
})

test('an action of another plan cannot be signed off through this one', async () => {
  const [plan, other] = [await givenPlan(app.db), await givenPlan(app.db)]
  await endorsed(plan, 'P1.S1')
  await endorsed(other, 'P1.S1')
  const cookie = await app.signInAs(plan.people.chair)
  const { text } = await get(app, `/plans/${plan.planId}/board`, cookie)
  const [, token = ''] = /name="_csrf" value="([^"]+)"/.exec(text.slice(text.indexOf('<main'))) ?? []
  const id = other.actions['P1.S1'] ?? ''
  const sent = await post(app, `/plans/${plan.planId}/board/sign-off`, cookie, {
    _csrf: token,
    action: id,
    [`version-${id}`]: '9',
  })
  expect(sent.status).toBe(404)
  expect(await stateOf(id)).toBe('endorsed')
})

test('what slipped, is stuck, silent and overdue is told with its numbers', async () => {
  const plan = await givenPlan(app.db, [{ dueOn: '2026-11-06' }, {}, {}, { dueOn: '2026-10-30' }])
  const raise = (what: string) =>
    ({
      subject: 'blocker',
      event: {
        type: 'raise',
        blockerId: newId(),
        what,
        waitingOn: 'Legal services',
        sinceOn: '2026-11-02',
      },
    }) as const
  await happen(plan, 'P1.S2', 'owner', raise('The contract'))
  await happen(plan, 'P1.S4', 'owner', raise('The lease'))
  const page = await boardOf(plan, 'chair')
  const text = await mainText(page)
  expect(text).toContain('Ran past 6 November 2026, 17 days ago')
  expect(text).toContain('The contract. Waits for Legal services, for 21 days')
  expect(text).toMatch(/no update since 1 June 2026, 175 days/)
  expect(text).toMatch(/8 to 28 days\s+(Actions\s+)?2/)
  expect(text).toMatch(
    /By reason\s+Reason\s+Actions\s+Most days late\s+Blocked\s+1\s+24\s+No reason given\s+1\s+17/,
  )
  expect(await page.locator('svg[role=img]').first().getAttribute('aria-label')).toMatch(
    /^Actions by rating: 2 red, 2 amber$/,
  )
})

test.each<[string, string, Partial<typeof actions.$inferInsert>, Partial<typeof plans.$inferInsert>]>([
  ['every owner did', 'Every owner has given an update.', { lastUpdateOn: '2026-11-16' }, {}],
  [
    'it is a draft',
    'The plan is not approved yet: no update is asked for.',
    { state: 'draft' },
    { state: 'draft' },
  ],
  ['it waits for approval', 'The plan is not approved yet', { state: 'draft' }, { state: 'submitted' }],
  [
    'it is closed',
    'The plan is closed: no update is asked for.',
    { agreedOn: '2026-11-16' },
    { state: 'closed' },
  ],
  ['nothing is agreed', 'No action waits for an update from its owner.', { state: 'draft' }, {}],
  [
    'all is agreed since last week',
    'No update is due yet: one counts as missing 35 days after',
    { agreedOn: '2026-11-16' },
    {},
  ],
  ['nothing is to start before January', 'No update is due yet', { startOn: '2027-01-04' }, {}],
])('says whether owners have given an update as it is: %s', async (_name, said, facts, settings) => {
  const plan = await givenPlan(app.db, [{}, {}], settings)
  await app.db.update(actions).set(facts).where(eq(actions.planId, plan.planId))
  const text = await mainText(await boardOf(plan, 'chair'))
  expect(text).toContain(said)
  expect(text.includes('Every owner has given an update')).toBe(said.startsWith('Every'))
})

test('says of how many actions owners have given an update, where on others none is due yet', async () => {
  const plan = await givenPlan(app.db, [{}, {}])
  const [first = '', second = ''] = Object.values(plan.actions)
  await app.db.update(actions).set({ lastUpdateOn: '2026-11-16' }).where(eq(actions.id, first))
  await app.db.update(actions).set({ agreedOn: '2026-11-16' }).where(eq(actions.id, second))
  expect(await mainText(await boardOf(plan, 'chair'))).toContain(
    'Owners have given an update on 1 of 2 actions. On the others no update is due yet',
  )
})

test.each([
  [360, 'light'],
  [1440, 'dark'],
] as const)(
  'has no fault that axe can find at %i pixels, %s, in any of its states',
  async (width, colorScheme) => {
    const plan = await givenPlan(app.db, [{}, {}, { regulatorDate: true }, { dueOn: '2026-11-06' }])
    await endorsed(plan, 'P1.S1')
    await asked(plan, 'P1.S2')
    await asked(plan, 'P1.S3')
    for (const who of ['chair', 'member'] as const) {
      const page = await visitAs(plan.people[who], { width, colorScheme })
      await watchPolicy(page)
      const faultless = async () => {
        expect(await axeViolations(page)).toEqual([])
        expect(await policyBreaches(page)).toEqual([])
        expect(await sidewaysScroll(page)).toBe(0)
        expect(await page.locator('h1').count()).toBe(1)
      }
      await page.goto(`${app.url}/plans/${plan.planId}/board`)
      await faultless()
      if (who === 'chair') {
        await press(page, 'text=Sign off all that are ticked')
        await faultless()
        await press(page, 'button:has-text("Refuse") >> nth=0')
        await faultless()
        // The regulator fixed the date of this one, so it needs a record of their agreement.
        await press(page, 'button:has-text("Grant") >> nth=1')
        expect(await mainText(page)).toContain('The date was fixed by a regulator')
        await faultless()
      }
    }
  },
  600_000,
)
