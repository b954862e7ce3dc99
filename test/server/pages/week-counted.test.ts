import { beforeAll, expect, test } from 'vitest'
import { and, eq } from '#db/connection/drizzle.ts'
import { actions, deliveries, plans, updates } from '#db/schema/index.ts'
import { sendOnce } from '#emails/ledger/sender.ts'
import { outboxTransport } from '#emails/outbox.ts'
import { answerLinksOf } from '#server/http/hashes.ts'
import { testSecret } from '#test/support/app.ts'
import { usePages } from '#test/support/pages.ts'
import { givenPlan, type TestPlan } from '#test/support/plans.ts'
import { press } from '#test/support/press.ts'
import { mainText } from '#test/support/visitor.ts'
import { sender, startAfresh } from '../../emails/harness.ts'

const MONDAY = '2026-11-23'
const EIGHT = `${MONDAY}T08:00:02.000Z`
const { app, newPage } = usePages({ now: `${MONDAY}T10:00:00.000Z`, answersByLink: true })
const { linkOf } = answerLinksOf(testSecret)

/** What the design aims at, from the email for all six items, where they took about sixteen of each. */
const MOST = { presses: 4, loads: 2 }

/** Six items that wait for their owner, and where the button of the Monday email leads. */
async function sixItems(answersByLink: boolean): Promise<{ plan: TestPlan; leads: string }> {
  await startAfresh(app.db)
  const plan = await givenPlan(
    app.db,
    [
      { title: 'Late', dueOn: '2026-11-09' },
      { title: 'Later', dueOn: '2026-10-30' },
      { title: 'Soon', dueOn: '2026-11-27' },
      { title: 'Quiet', dueOn: '2027-03-31' },
      { title: 'Silent', dueOn: '2027-03-31' },
      { title: 'Still', dueOn: '2027-03-31' },
    ],
    { digestsFrom: MONDAY },
  )
  await app.db.update(plans).set({ answersByLink }).where(eq(plans.id, plan.planId))
  await sendOnce({ ...sender(app.db, outboxTransport(), EIGHT), linkOf, keepsLinks: true })
  const [mail] = await app.db.select().from(deliveries).where(eq(deliveries.personId, plan.people.owner))
  const leads = /https?:\/\/[^/\s]+(\/(?:answer\/[^\s#]+|week))(?=\s)/.exec(mail?.text ?? '')?.[1] ?? ''
  return { plan, leads }
}

const found: Record<string, typeof MOST> = {}
beforeAll(() => () => {
  for (const [way, { presses, loads }] of Object.entries(found))
    process.stdout.write(`Six items from the Monday email, ${way}: ${presses} presses, ${loads} loads\n`)
})

test.each([
  ['signed in, without scripts', 360, false, true],
  ['signed in, with scripts', 1440, true, true],
  ['by the link, without scripts', 360, false, false],
  ['by the link, with scripts', 1440, true, false],
] as const)(
  'six items take four presses and two loads: %s, %i pixels',
  async (way, width, scripts, signedIn) => {
    const { plan, leads } = await sixItems(!signedIn)
    expect(leads).toMatch(signedIn ? /^\/week$/ : /^\/answer\//)
    const page = await newPage(signedIn ? plan.people.owner : undefined, {
      javaScriptEnabled: scripts,
      viewport: { width, height: 800 },
    })
    const counted = { presses: 0, loads: 0 }
    page.on('response', (response) => {
      if (response.request().isNavigationRequest() && response.status() === 200) counted.loads++
    })
    // The press on the button of the email.
    counted.presses++
    await page.goto(app.url + leads)
    const late = `[id="update-${plan.actions['P1.S1']}-note"]`
    await page.fill(late, 'The trainer was ill; the course is on 8 December.')
    counted.presses++
    await page.check('[id="rest"]')
    counted.presses++
    await press(page, signedIn ? '.wm-week__end button' : 'button:has-text("Send my answers")')
    expect(await mainText(page)).toMatch(/Saved: P1\.S\d, /)
    const given = await app.db
      .selectDistinct({ id: actions.id })
      .from(updates)
      .innerJoin(actions, eq(actions.id, updates.actionId))
      .where(and(eq(actions.planId, plan.planId), eq(updates.by, plan.people.owner)))
    expect(given).toHaveLength(6)
    found[way] = counted
    expect(counted.presses).toBeLessThanOrEqual(MOST.presses)
    expect(counted.loads).toBeLessThanOrEqual(MOST.loads)
  },
)
