import { beforeAll, describe, expect, test } from 'vitest'
import { eq } from '#db/connection/drizzle.ts'
import { newId } from '#db/connection/ids.ts'
import type { WeekCounts } from '#db/read/mail.ts'
import { actions, deliveries, memberships } from '#db/schema/index.ts'
import { troublesOfWeek } from '#server/features/mail/trouble.ts'
import { usePages } from '#test/support/pages.ts'
import { givenPlan } from '#test/support/plans.ts'
import { press, unfold } from '#test/support/press.ts'
import { get, mainText } from '#test/support/visitor.ts'

const now = '2026-11-23T10:00:00.000Z'

const { app, plan, open, pageFaults } = usePages({ now, given: [] })

beforeAll(async () => {
  await weekly('owner', { state: 'sent', reply: '250 2.0.0 Ok: queued as A1' })
  await weekly('lead', { state: 'failed', reply: '550 5.1.1 No such mailbox' })
  await weekly('member', { state: 'nothingDue' })
})

type Row = typeof deliveries.$inferInsert

async function weekly(
  who: 'owner' | 'lead' | 'member',
  row: Partial<Row> & Pick<Row, 'state'>,
): Promise<void> {
  const [week, slot] = ['2026-11-23', 'mon08-englandAndWales']
  await app.db.insert(deliveries).values({
    id: newId(),
    kind: 'ownerDigest',
    period: `${week} ${slot}`,
    personId: plan.people[who],
    week,
    slot,
    toName: `The ${who}`,
    toAddress: `${who}@plan.example`,
    lines: [],
    subject: row.state === 'nothingDue' ? '' : 'Your actions this week',
    dueAt: '2026-11-23T08:00:00.000Z',
    late: false,
    attempts: 1,
    nextTryAt: '2026-11-23T08:00:00.000Z',
    fence: 1,
    ambiguous: false,
    createdAt: '2026-11-23T08:00:00.000Z',
    settledAt: '2026-11-23T08:01:00.000Z',
    ...row,
  })
}

describe('the mail log', () => {
  test('says whether the Monday emails went, and gives the answer of the server to each', async () => {
    const page = await open(plan.people.administrator, `/plans/${plan.planId}/mail`)
    const text = await mainText(page)
    expect(text).toContain('No. 1 email failed.')
    expect(text).toMatch(/Expected\s+(Emails\s+)?3/)
    expect(text).toContain('550 5.1.1 No such mailbox')
    expect(text).toContain('250 2.0.0 Ok: queued as A1')
    expect(text).toContain('23 November 2026 at 8:01am')
  })

  test('is narrowed by kind and state without JavaScript', async () => {
    const page = await open(plan.people.chair, `/plans/${plan.planId}/mail`)
    await unfold(page, 'Show only some emails')
    await page.selectOption('#state', 'failed')
    await press(page, 'button:has-text("Show")')
    expect(await page.locator('section[aria-labelledby=emails] tbody tr').count()).toBe(1)
    expect(await mainText(page)).toContain('No such mailbox')
    await page.selectOption('#kind', 'signedOff')
    await press(page, 'button:has-text("Show")')
    expect(await mainText(page)).toContain('No email fits')
  })

  test('is narrowed by week and person, and pages on with both kept', async () => {
    const page = await open(plan.people.chair, `/plans/${plan.planId}/mail`)
    await unfold(page, 'Show only some emails')
    await page.selectOption('#week', '2026-11-23')
    await page.selectOption('#person', plan.people.lead)
    await press(page, 'button:has-text("Show")')
    const rows = page.locator('section[aria-labelledby=emails] tbody tr')
    expect(await rows.count()).toBe(1)
    expect(await rows.innerText()).toContain('lead@plan.example')
    expect(await page.inputValue('#week')).toBe('2026-11-23')
  })

  test('warns on My work whoever has to see to it, and nobody else', async () => {
    const cookie = async (who: 'administrator' | 'owner') => app.signInAs(plan.people[who])
    const { text } = await get(app, '/', await cookie('administrator'))
    expect(text).toContain('1 email of the week of 23 November 2026 failed.')
    expect(text).toContain(`/plans/${plan.planId}/mail?week=2026-11-23&amp;state=failed`)
    expect((await get(app, '/', await cookie('owner'))).text).not.toContain('failed')
  })

  test('warns on the pages of the plan too, again only whoever has to see to it', async () => {
    for (const path of [`/plans/${plan.planId}`, `/plans/${plan.planId}/board`]) {
      const told = async (who: 'administrator' | 'chair' | 'member') =>
        (await get(app, path, await app.signInAs(plan.people[who]))).text.includes(
          '1 email of the week of 23 November 2026 failed.',
        )
      expect([await told('administrator'), await told('chair'), await told('member')]).toEqual([
        true,
        true,
        false,
      ])
    }
  })

  const none = {
    expected: 3,
    sent: 3,
    nothingDue: 0,
    failed: 0,
    superseded: 0,
    waiting: 0,
    late: 0,
    ambiguous: 0,
  }
  test.each<[string, Partial<WeekCounts> | null, boolean, boolean, [string, number][]]>([
    ['all that went', {}, true, true, []],
    ['failed ones', { failed: 2 }, true, true, [['failed', 2]]],
    ['failed ones of an older week', { failed: 2 }, false, true, []],
    ['skipped ones, also of an older week', { superseded: 3 }, false, true, [['superseded', 3]]],
    ['ones that wait though they are an hour overdue', { waiting: 1 }, true, true, [['waiting', 1]]],
    ['ones that wait for their time', { waiting: 1 }, true, false, []],
    ['ones that went late', { late: 4 }, true, true, [['late', 4]]],
    ['a week that nobody planned', null, true, true, [['unplanned', 0]]],
    ['a week that nobody had to plan yet', null, true, false, []],
  ])('warns rightly of %s', (_, counts, newest, overdue, troubles) => {
    const found = troublesOfWeek(counts && { ...none, ...counts }, { newest, overdue })
    expect(found.map(({ kind, emails }) => [kind, emails])).toEqual(troubles)
  })

  test('of a plan that is not approved yet tells of no week of emails, though its people get some of other plans', async () => {
    const draft = await givenPlan(app.db, [{}], { state: 'draft' })
    await app.db
      .insert(memberships)
      .values({ planId: draft.planId, personId: plan.people.owner, role: 'member' })
    const cookie = await app.signInAs(draft.people.chair)
    for (const page of ['mail', 'board']) {
      const { text } = await get(app, `/plans/${draft.planId}/${page}`, cookie)
      expect(text).toContain('weekly emails begin once the chair has approved the plan')
      expect(text).not.toContain('Yes, all of them')
    }
  })

  test('is told on the board page too', async () => {
    const page = await open(plan.people.chair, `/plans/${plan.planId}/board`)
    expect(await page.locator('section[aria-labelledby=mail]').innerText()).toContain('No. 1 email failed.')
  })

  test.each([
    ['member', 403],
    ['owner', 403],
    ['stranger', 404],
  ] as const)('is not for a %s, nor in their navigation', async (who, status) => {
    const cookie = await app.signInAs(plan.people[who])
    expect((await get(app, `/plans/${plan.planId}/mail`, cookie)).status).toBe(status)
    const { text } = await get(app, `/plans/${plan.planId}/board`, cookie)
    expect(text).not.toContain(`/plans/${plan.planId}/mail`)
  })

  test('refuses a place in the list that comes from no page of it', async () => {
    const cookie = await app.signInAs(plan.people.chair)
    expect((await get(app, `/plans/${plan.planId}/mail?after=nonsense`, cookie)).status).toBe(400)
  })

  test('and what goes next have no fault that axe can find on a phone in light and on a laptop in dark', async () => {
    const log = `/plans/${plan.planId}/mail`
    for (const path of [log, `${log}?state=superseded`, `${log}/preview`, '/'])
      expect(await pageFaults({ personId: plan.people.chair, path })).toEqual([])
  })
})

describe('what goes next', () => {
  test('is shown word for word to those who run the plan, and nothing is sent', async () => {
    const late = await givenPlan(app.db, [{ ownerEmail: 'owner', dueOn: '2026-11-02', title: 'Late here' }], {
      digestsFrom: '2026-11-23',
    })
    const elsewhere = await givenPlan(app.db, [{ dueOn: '2026-11-02', title: 'Late elsewhere' }], {
      digestsFrom: '2026-11-23',
    })
    await app.db
      .update(actions)
      .set({ ownerId: late.people.owner })
      .where(eq(actions.planId, elsewhere.planId))
    const before = await app.db.select().from(deliveries)
    const page = await open(late.people.administrator, `/plans/${late.planId}/mail`)
    await press(page, 'text=What goes next')
    expect(await mainText(page)).toContain('30 November 2026 at 8am')
    await press(page, 'tr:has-text("The owner") a')
    const shown = await page.frameLocator('iframe').locator('body').innerText()
    expect(shown).toContain('Late here')
    expect(shown).not.toContain('Late elsewhere')
    expect(await page.locator('.wm-email-text').innerText()).not.toContain('Late elsewhere')
    expect(await app.db.select().from(deliveries)).toEqual(before)
  })

  test('is not for an owner', async () => {
    const cookie = await app.signInAs(plan.people.owner)
    const path = `/plans/${plan.planId}/mail/preview`
    expect((await get(app, path, cookie)).status).toBe(403)
    const one = `${path}/ownerDigest/${plan.people.owner}`
    expect((await get(app, one, cookie)).status).toBe(403)
    expect((await get(app, `${one}/html`, cookie)).status).toBe(403)
  })
})
