import { describe, expect, test } from 'vitest'
import { eq, sql } from '#db/connection/drizzle.ts'
import { memberships, priorities } from '#db/schema/index.ts'
import { useApi } from '#test/support/api.ts'
import { formOn, sentOf } from '#test/support/page-forms.ts'
import { type CastName, givenPlan, type TestPlan, putAction } from '#test/support/plans.ts'
import { get, post } from '#test/support/visitor.ts'

const NOW = '2026-11-23T10:00:00.000Z'
const api = useApi(NOW)

/** Who leads the priority, and what is special about the plan. */
const plans: [
  name: string,
  lead: CastName,
  more: { closure?: 'oneKey'; noChair?: boolean; delivered?: boolean },
][] = [
  ['a plan as most are', 'lead', {}],
  ['a plan in which the chair leads the priority', 'chair', {}],
  ['a plan in which the vice-chair leads the priority', 'viceChair', {}],
  ['a plan in which the owner leads the priority', 'owner', {}],
  ['a plan in which the administrator leads the priority', 'administrator', {}],
  ['a plan that one key closes', 'lead', { closure: 'oneKey' }],
  ['a plan without a chair', 'lead', { noChair: true }],
  ['a plan with a delivered priority', 'lead', { delivered: true }],
]

describe.each(plans)('in %s', (_name, lead, { noChair = false, delivered = false, ...settings }) => {
  test('whatever a person is offered to decide opens a form in which that very thing is decided', async () => {
    const plan = await given(lead, settings, { noChair, delivered })
    const faults: string[] = []
    let opened = 0
    for (const who of Object.keys(plan.people) as CastName[]) {
      const cookie = await api().app.signInAs(plan.people[who])
      const pages = [
        '/',
        `/plans/${plan.planId}/board`,
        ...Object.values(plan.actions).map((id) => `/actions/${id}`),
      ]
      for (const page of pages) {
        for (const { href, words } of linksOn((await get(api().app, page, cookie)).text)) {
          opened++
          const { text } = await get(api().app, href, cookie)
          const fault = faultOf(text, words)
          if (fault !== null) faults.push(`${who}, ${page}, '${words}' to ${href}: ${fault}`)
        }
      }
    }
    expect(faults).toEqual([])
    expect(opened).toBeGreaterThan(10)
  })

  test('whatever decision a person is offered is not refused for who they are, also once they took the one before it', async () => {
    const plan = await given(lead, settings, { noChair, delivered })
    const faults: string[] = []
    let decided = 0
    for (const who of deciders) {
      const cookie = await api().app.signInAs(plan.people[who])
      for (const id of Object.values(plan.actions)) {
        for (const name of await offeredTo(id, cookie)) {
          const { status, text } = await decide(id, cookie, name)
          const because = refusedFor(status, text)
          if (because !== null) faults.push(`${who} on ${id}, ${name}: ${because}`)
          if (status !== 303) continue
          decided++
          const page = (await get(api().app, `/actions/${id}`, cookie)).text
          for (const { href, words } of linksOn(page)) {
            const fault = faultOf((await get(api().app, href, cookie)).text, words)
            if (fault !== null) faults.push(`${who} after ${name}, '${words}' to ${href}: ${fault}`)
          }
        }
      }
    }
    expect(faults).toEqual([])
    expect(decided).toBeGreaterThan(2)
  })

  test('whatever a person may sign off on the board is signed off by its button', async () => {
    const plan = await given(lead, settings, { noChair, delivered })
    const board = `/plans/${plan.planId}/board`
    let pressed = 0
    for (const who of Object.keys(plan.people) as CastName[]) {
      const cookie = await api().app.signInAs(plan.people[who])
      for (;;) {
        const { text } = await get(api().app, board, cookie)
        const [, one] =
          /name="one"\s+value="([^"]+)"/.exec(text) ??
          /value="([0-9a-f-]{36})"[^>]*name="one"/.exec(text) ??
          []
        if (one === undefined || one === '') break
        const fields = formOn(text, `${board}/sign-off`) ?? []
        const answer = await post(api().app, `${board}/sign-off`, cookie, {
          ...Object.fromEntries(sentOf(fields, {})),
          one,
        })
        expect([who, answer.status]).toEqual([who, 303])
        pressed++
      }
    }
    expect(pressed).toBeGreaterThan(0)
  })
})

test('a chair who endorsed an action as its lead is told on every page why somebody else signs it off', async () => {
  const plan = await given('chair', {}, { noChair: false, delivered: false })
  const cookie = await api().app.signInAs(plan.people.chair)
  const action = `/actions/${plan.actions['P1.S2']}`
  const because = 'You endorsed this action, so somebody else has to sign it off.'
  for (const page of [action, `${action}/decide`])
    expect(plain((await get(api().app, page, cookie)).text)).toContain(because)
  const board = plain((await get(api().app, `/plans/${plan.planId}/board`, cookie)).text)
  expect(board).toContain('Waits for somebody else to sign it off: you endorsed it')
  expect((await get(api().app, '/', cookie)).text).not.toContain(`${action}/decide`)
})

test('where nobody can sign an action off, its pages and People say why and who mends it', async () => {
  const plan = await given('viceChair', {}, { noChair: true, delivered: false })
  const why = 'This plan has no chair, and the vice-chair owns, submitted or endorsed it, so nobody can sign'
  const told = async (who: CastName, page: string) =>
    plain((await get(api().app, page, await api().app.signInAs(plan.people[who]))).text)
  for (const who of ['viceChair', 'owner', 'administrator'] as const)
    expect(await told(who, `/actions/${plan.actions['P1.S2']}`)).toContain(why)
  expect(await told('administrator', `/actions/${plan.actions['P1.S2']}/decide`)).toContain(why)
  const before = await told('viceChair', `/actions/${plan.actions['P1.S1']}/decide`)
  expect(before).toContain(`Once you endorse it: ${why}`)
  const people = `/plans/${plan.planId}/people`
  expect(await told('administrator', people)).toContain('This plan has no chair. The vice-chair signs off')
  expect(await told('owner', people)).toContain('The plan administrator gives one of its people the role')
  const chaired = await given('viceChair', {}, { noChair: false, delivered: false })
  const other = await api().app.signInAs(chaired.people.administrator)
  const list = await get(api().app, `/plans/${chaired.planId}/people`, other)
  expect(plain(list.text)).not.toContain('This plan has no chair')
})

/** Who decides on an action, those first whose decision is waited for first. */
const deciders: readonly CastName[] = ['lead', 'owner', 'administrator', 'viceChair', 'chair', 'member']

/** What takes a decision back is left out: nothing would be left to be decided by the next person. */
const takesBack = ['return', 'reopen', 'refuse']

/** The names of what a person is offered to decide of an action; empty where its form has only one thing to do. */
async function offeredTo(id: string, cookie: string): Promise<string[]> {
  const path = `/actions/${id}/decide`
  const { text } = await get(api().app, path, cookie)
  const fields = formOn(text, path)
  if (fields === null) return []
  const names = fields.flatMap(({ name, value }) => (name === 'decision' ? [value] : []))
  const asks = /name="ask"|value="askEvidence"/.test(text) ? ['askEvidence'] : []
  const sole = fields.map(({ name }) => name.split('-')[0] ?? '').filter((name) => takesBack.includes(name))
  return names.length > 0 || sole.length > 0
    ? [...names.filter((name) => !takesBack.includes(name)), ...asks]
    : [...asks, '']
}

/** Sends the form of a decision with all that it needs. */
async function decide(id: string, cookie: string, decision: string) {
  const path = `/actions/${id}/decide`
  const { text } = await get(api().app, path, cookie)
  const fields = formOn(text, path) ?? []
  const typed = fields.flatMap(({ name, kind, value }): [string, string][] => {
    if (!name.startsWith(decision)) return []
    if (/-(day|month|year)$/.test(name)) return []
    return kind === 'text' && value === '' ? [[name, 'I opened it all']] : []
  })
  const chosen = decision === 'askEvidence' ? { ask: decision } : decision === '' ? {} : { decision }
  const sent = sentOf(fields, { ...Object.fromEntries(typed), ...chosen })
  return post(api().app, path, cookie, Object.fromEntries(sent))
}

/** Why a press was refused for who pressed; null where it was not, or for what was typed alone. */
function refusedFor(status: number, text: string): string | null {
  const summary = plain(/class="govuk-error-summary"[\s\S]*?<\/ul>/.exec(text)?.[0] ?? '')
  return status === 403 ||
    /\b(Only the|You (own|submitted|endorsed|asked)|somebody else has to)\b/.test(summary)
    ? `${status} ${summary}`
    : null
}

/** What is wrong with the form behind an offer; null where it is open and decides what was said. */
function faultOf(text: string, words: string): string | null {
  const main = text.slice(text.indexOf('<main'))
  if (!main.includes('<form class="wm-form" method="post"')) return `closed: ${plain(main).slice(0, 160)}`
  if (
    /on the (sign-off|submission)/.test(words) &&
    !/value="(signOff|endorse)"|name="(signOff|endorse)-/.test(main)
  )
    return 'it can neither be endorsed nor signed off there'
  return null
}

/** The offers to decide or answer something among the links of a page. */
function linksOn(text: string): { href: string; words: string }[] {
  const main = text.slice(text.indexOf('<main'))
  return [...main.matchAll(/<a\b([^>]*)>([\s\S]*?)<\/a>/g)].flatMap(([, head = '', body = '']) => {
    const [, href = ''] = /href="([^"#]+)"/.exec(head) ?? []
    const asks = /^\/actions\/[^/]+\/(decide|update|submit|extension|evidence|milestones|blockers)\b/.test(
      href,
    )
    return asks ? [{ href: href.replaceAll('&amp;', '&'), words: plain(body) }] : []
  })
}

const plain = (text: string) =>
  text
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()

/** A plan with an action in each place where a decision is waited for, of all roles. */
async function given(
  lead: CastName,
  settings: object,
  odd: { noChair: boolean; delivered: boolean },
): Promise<TestPlan> {
  const { db } = api().app
  const day = { dueOn: '2026-12-18' }
  const plan = await givenPlan(
    db,
    [
      { title: 'Submitted' },
      { title: 'Endorsed' },
      { title: 'In progress', dueOn: '2026-11-02', milestones: [{ title: 'A report', dueOn: '2026-11-01' }] },
      { title: 'More time asked for' },
      { title: 'Much more time asked for' },
      { title: 'Signed off', criteria: ['It is shown'] },
      { title: 'Owned by the chair', ownerEmail: 'chair' },
      { title: 'Agreed' },
      { title: 'Endorsed by who leads', ownerEmail: 'otherOwner' },
      { title: 'Submitted by the owner', ownerEmail: 'otherOwner' },
    ].map((each) => ({ ...day, ...each })),
    settings,
  )
  const { people } = plan
  await db.update(priorities).set({ leadId: people[lead] }).where(eq(priorities.planId, plan.planId))
  const put = (ref: string, change: Parameters<typeof putAction>[3]) => putAction(db, plan, ref, change)
  const submitted = (by: CastName) =>
    ({ state: 'submitted', submittedOn: '2026-11-16', submittedBy: people[by] }) as const
  const endorsed = { state: 'endorsed', endorsedOn: '2026-11-18', endorsedBy: people[lead] } as const
  await put('P1.S1', submitted('owner'))
  await put('P1.S2', { ...submitted('owner'), ...endorsed })
  await put('P1.S3', { state: 'inProgress' })
  for (const [ref, dueOn] of [
    ['P1.S4', '2027-01-08'],
    ['P1.S5', '2027-03-31'],
  ] as const) {
    const body = { dueOn, reasonCode: 'partner', text: 'They are late.' }
    const asked = await api().post(`/actions/${plan.actions[ref]}/extensions`, {
      as: people.owner,
      body,
      ifMatch: '*',
    })
    expect(asked.status).toBeLessThan(300)
  }
  await put('P1.S6', {
    state: 'signedOff',
    signedOffOn: '2026-08-03',
    signedOffBy: people.chair,
    embedCheckOn: '2026-11-02',
  })
  await put('P1.S7', submitted('chair'))
  await put('P1.S9', { ...submitted('otherOwner'), ...endorsed })
  await put('P1.S10', submitted('otherOwner'))
  if (odd.delivered)
    await db.update(priorities).set({ state: 'delivered' }).where(eq(priorities.planId, plan.planId))
  if (odd.noChair) {
    await db
      .update(memberships)
      .set({ role: 'member' })
      .where(sql`plan_id = ${plan.planId} and person_id = ${people.chair}`)
  }
  return plan
}
