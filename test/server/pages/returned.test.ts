import { beforeAll, expect, test } from 'vitest'
import { eq } from '#db/connection/drizzle.ts'
import { nameDeputy } from '#db/read/deputies.ts'
import { deliveries } from '#db/schema/index.ts'
import { sendOnce } from '#emails/ledger/sender.ts'
import { outboxTransport } from '#emails/outbox.ts'
import { fromMonday, MONDAY, MONDAY_EIGHT, overdue, sender } from '#test/emails/harness.ts'
import { useApi } from '#test/support/api.ts'
import { givenPlan, type TestPlan } from '#test/support/plans.ts'
import { get } from '#test/support/visitor.ts'

const api = useApi(MONDAY_EIGHT)
let plan: TestPlan

beforeAll(async () => {
  plan = await givenPlan(api().app.db, [{}, overdue, {}], fromMonday)
  await submitAndReturn('P1.S1', ['The survey left out two schools', 'Two schools answered <b>late</b>'])
  await submitAndReturn('P1.S2', ['The audit is from last year.'])
})

test('the reason for a return stands in the Monday emails of its owner and their deputy, and once it is answered no more', async () => {
  await submitAndReturn('P1.S3', ['This is answered by now'])
  await submit('P1.S3')
  const { db } = api().app
  const days = { fromOn: MONDAY, untilOn: '2026-11-27' }
  const deputyId = plan.people.member
  await nameDeputy(db, sender(db, outboxTransport(), MONDAY_EIGHT).clock, {
    ownerId: plan.people.owner,
    deputyId,
    ...days,
  })
  await sendOnce(sender(db, outboxTransport(), MONDAY_EIGHT))
  for (const personId of [plan.people.owner, deputyId]) {
    const mails = await db.select().from(deliveries).where(eq(deliveries.personId, personId))
    const digest = mails.find(({ kind }) => kind.endsWith('Digest'))
    const text = (digest?.text ?? '').replaceAll(/\s+/g, ' ')
    expect(text).toContain('Returned: Two schools answered <b>late</b>.')
    expect(text).toContain('Returned: The audit is from last year. ')
    expect(text).not.toContain('left out two schools')
    expect(text).not.toContain('This is answered by now')
    expect(digest?.html).toContain('Returned: Two schools answered &lt;b&gt;late&lt;/b&gt;.')
  }
})

test('and above each form with which its owner answers it, with who returned it and when', async () => {
  const cookie = await api().app.signInAs(plan.people.owner)
  for (const form of ['', '/update', '/submit', '/evidence']) {
    const { text } = await get(api().app, `/actions/${plan.actions['P1.S1']}${form}`, cookie)
    const main = text.slice(text.indexOf('<main'))
    const said = main.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ')
    expect(said).toMatch(/Returned: Two schools answered &lt;b&gt;late&lt;\/b&gt; The lead, 23 November 2026/)
    if (form !== '') expect(main.indexOf('Returned:')).toBeLessThan(main.search(/<(textarea|fieldset)/))
  }
})

async function submitAndReturn(ref: string, reasons: string[]): Promise<void> {
  for (const reason of reasons) {
    const [criterion] = await submit(ref)
    const body = { event: 'return', reason, criterionId: criterion.id }
    await send(`/actions/${plan.actions[ref]}/transitions`, plan.people.lead, body)
  }
}

async function submit(ref: string) {
  const path = `/actions/${plan.actions[ref]}`
  const { owner } = plan.people
  const { criteria, state } = (await api().get(path, { as: owner })).body
  if (state === 'agreed') await send(`${path}/updates`, owner, { note: 'Begun.' })
  for (const { id } of criteria) {
    const url = 'https://documents.example/'
    const evidence = { criterionId: id, kind: 'document', title: 'Shown', url, datedOn: '2026-11-02' }
    await send(`${path}/evidence`, owner, evidence)
  }
  await send(`${path}/transitions`, owner, { event: 'submit', whatChanged: 'Done.' })
  return criteria
}

async function send(path: string, as: string, body: object): Promise<void> {
  const { status, body: answer } = await api().post(path, { as, body, ifMatch: '*' })
  if (status >= 300) throw new Error(`${path}: ${JSON.stringify(answer)}`)
}
