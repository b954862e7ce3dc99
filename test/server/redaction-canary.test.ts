import PostalMime from 'postal-mime'
import { beforeAll, describe, expect, test } from 'vitest'
import { clockFrom } from '#db/connection/clock.ts'
import { rowsOf } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'
import { seal } from '#db/history/seal.ts'
import { verify } from '#db/history/verify.ts'
import { sendOnce } from '#emails/ledger/sender.ts'
import { smtpTransport } from '#emails/transport.ts'
import { signToken } from '#server/http/plugins/tokens.ts'
import { useApi } from '#test/support/api.ts'
import { CANARY, type CanaryPlan, givenCanaries } from '#test/support/canary-plan.ts'
import { readPdf, wordParts } from '#test/support/documents/extract.ts'
import { dumpOf } from '#test/support/dump.ts'
import { limitOf } from '#test/support/limit-names.ts'
import { apiLimits } from '#test/support/limit-table-api.ts'
import { openMailbox } from '#test/support/mailbox.ts'
import { contractOf } from '#test/support/openapi.ts'
import { addressOf, pageRoutes } from '#test/support/page-table.ts'
import { shareOf } from '#test/support/shares.ts'
import { get } from '#test/support/visitor.ts'

const MONDAY = '2026-11-23T10:00:00Z'
const TUESDAY = '2026-11-24T10:00:00Z'
const lines: string[] = []
const api = useApi(MONDAY, { logLevel: 'trace', logTo: { write: (line) => void lines.push(line) } })
let canaries: CanaryPlan

/** Of people, agencies and access: no texts of a plan. What a hand-over says of one is. */
const ofNoPlan = /\/(people(?!\/\{id\}\/handover)|agencies|auth|me)(\/|$)|\/redactions$/
const found = /quillfeather/i

beforeAll(async () => {
  canaries = await givenCanaries(api())
  // A mail server that is away: emails are written, and wait.
  const transport = smtpTransport({ url: 'smtp://127.0.0.1:9', from: 'Waymark <waymark@council.example>' })
  const log = { info: () => {}, warn: () => {}, error: () => {} }
  await sendOnce({
    db: api().app.db,
    clock: clockFrom(MONDAY),
    transport,
    publicUrl: 'https://waymark.example',
    log,
  })
  transport.close()
}, 60_000)

describe('every field of a plan that takes text', () => {
  test('holds the canary, and so do emails that wait and the pack', async () => {
    const all = Object.entries(apiLimits).flatMap(([operation, fields]) =>
      ofNoPlan.test(operation.split(' ')[1] ?? '')
        ? []
        : Object.entries(fields).flatMap(([path, limit]) =>
            // The name of a template is chosen.
            limit !== 'plan.template' && ['line', 'text'].includes(limitOf(limit).kind)
              ? [`${operation} ${path}`]
              : [],
          ),
    )
    expect(all.filter((field) => !canaries.told.has(field))).toEqual([])
    expect([...canaries.told.keys()].filter((field) => !all.includes(field))).toEqual([])
    const dump = await dumpOf(api().app.db)
    expect([...canaries.told].filter(([, mark]) => !dump.includes(mark))).toEqual([])
    const [kept] = await rowsOf<{ emails: number; packs: number }>(
      api().app.db,
      sql`select (select count(*)::int from deliveries where state = 'queued' and text like ${`%${CANARY}%`}) as emails,
        (select count(*)::int from packs where contents::text like ${`%${CANARY}%`}) as packs`,
    )
    expect(kept?.emails).toBeGreaterThan(3)
    expect(kept?.packs).toBe(2)
    expect(await everythingRead()).toMatch(found)
    expect((await textsOfFiles()).map((text) => found.test(text))).toEqual([true, true])
  })

  test('is clean once its chair has taken the words out, in both plans', async () => {
    await seal(api().app.db, clockFrom(MONDAY))
    expect((await verify(api().app.db, clockFrom(MONDAY))).faults).toEqual([])
    api().moveTo(TUESDAY)
    const body = { words: CANARY.toUpperCase(), reason: 'A child is named' }
    for (const id of [canaries.plan.planId, canaries.other]) {
      const answer = await api().post(`/plans/${id}/redactions`, { as: canaries.plan.people.chair, body })
      expect([answer.status, answer.body.things > 0]).toEqual([201, true])
    }
    const dump = await dumpOf(api().app.db)
    expect(around(dump)).toEqual([])
  })

  test('is in no file of an edition, which was made anew', async () => {
    const before = await rowsOf(api().app.db, sql`select id from edition_files`)
    expect(before).toEqual([])
    const texts = await textsOfFiles()
    expect(texts.map((text) => found.test(text))).toEqual([false, false])
    expect(texts.every((text) => text.includes('taken out'))).toBe(true)
    const rows = await rowsOf<{ bytes: string }>(
      api().app.db,
      sql`select encode(content, 'base64') as bytes from edition_files`,
    )
    expect(rows.map(({ bytes }) => found.test(Buffer.from(bytes, 'base64').toString('latin1')))).toEqual([
      false,
      false,
    ])
  })

  test('shows nothing of it on any page, in any answer, as a table or as of an earlier day', async () => {
    expect(around(await everythingRead())).toEqual([])
  })

  test('shows nothing of it in the emails that had waited', async () => {
    const mailbox = await openMailbox(api().app, TUESDAY)
    await mailbox.send()
    const emails = await Promise.all(mailbox.server.received.map(({ raw }) => PostalMime.parse(raw)))
    expect(emails.length).toBeGreaterThan(5)
    expect(emails.map(({ subject, text, html }) => [subject, text, html].join('\n')).join('\n')).not.toMatch(
      found,
    )
    await mailbox.close()
  })

  test('was never in the log', () => {
    expect(lines.length).toBeGreaterThan(100)
    expect(lines.filter((line) => found.test(line))).toEqual([])
  })

  test('keeps a history that says that something was taken out and why, and that verifies', async () => {
    await seal(api().app.db, clockFrom(TUESDAY))
    expect((await verify(api().app.db, clockFrom('2026-11-24T11:00:00Z'))).faults).toEqual([])
    const { people, actions } = canaries.plan
    const { items } = (await api().get(`/actions/${actions['P1.S1']}/history`, { as: people.owner })).body
    expect(items[0]).toMatchObject({
      event: 'redact',
      actor: { id: people.chair },
      payload: { reason: 'A child is named' },
    })
    expect(Object.keys(items[0].payload)).toEqual(['reason'])
  })
})

/** Each place in which it stands, with what is around it. */
/** What the files of the edition say, as they are given out: made where they are missing. */
async function textsOfFiles(): Promise<string[]> {
  const { url, app } = api().app
  const headers = { authorization: `Bearer ${signToken(app, canaries.plan.people.chair)}` }
  const bytes = async (kind: string) => {
    const path = `${url}/api/v1/reports/${canaries.ids['report']}/editions/1/${kind}`
    return Buffer.from(await (await fetch(path, { headers })).arrayBuffer())
  }
  const pdf = await readPdf(await bytes('pdf'))
  const parts = await wordParts(await bytes('word'))
  return [
    pdf.text + pdf.metadata,
    Object.values(parts)
      .join('\n')
      .replaceAll(/<[^>]*>/g, ''),
  ]
}

const around = (text: string) => text.match(/.{0,80}quillfeather.{0,30}/gi) ?? []

test('each text is gone from everything when it alone is taken out', { timeout: 300_000 }, async () => {
  const { plan, other, told } = await givenCanaries(api())
  const body = { reason: 'A child is named' }
  const marks = shareOf(
    [...told.values()].filter((mark) => /\d$/.test(mark)),
    8,
  )
  const taken: string[] = []
  for (const words of marks)
    for (const id of [plan.planId, other]) {
      const { status } = await api().post(`/plans/${id}/redactions`, {
        as: plan.people.chair,
        body: { ...body, words },
      })
      if (status === 201) taken.push(words)
    }
  expect(marks.filter((mark) => !taken.includes(mark))).toEqual([])
  const dump = await dumpOf(api().app.db)
  expect(marks.filter((mark) => new RegExp(`${mark}(?!\\d)`).test(dump))).toEqual([])
})

/** All that its administrator can read of the plan: every page, every answer, each as it is and as it was. */
async function everythingRead(): Promise<string> {
  const { plan, ids } = canaries
  const { app } = api()
  const action = plan.actions['P1.S1'] ?? ''
  const at = {
    plans: plan.planId,
    actions: action,
    priorities: ids['priority'] ?? '',
    milestones: ids['milestone'] ?? '',
    blockers: ids['blocker'] ?? '',
    extensions: ids['extension'] ?? '',
    measures: ids['measure'] ?? '',
    meetings: ids['meeting'] ?? '',
    decisions: ids['decision'] ?? '',
    inspections: ids['inspection'] ?? '',
    'report-templates': ids['reportTemplate'] ?? '',
    imports: ids['import'] ?? '',
    people: plan.people.owner,
    personId: plan.people.owner,
  }
  const paths = contractOf(app.app).operations.flatMap(({ method, path }) => {
    const noun = path.split('/')[1] as keyof typeof at
    return method === 'GET' ? [path.replace('{id}', at[noun] ?? '').replace(/\{\w+\}/, '2026-11-23')] : []
  })
  const headers = { authorization: `Bearer ${signToken(app.app, plan.people.administrator)}` }
  const asked = paths.flatMap((path) =>
    ['', '?asAt=2026-11-23', '?format=csv', '?q=quillfeather'].map(async (query) => {
      const accept = query === '?format=csv' ? 'text/csv' : 'application/json'
      const url = `${app.url}/api/v1${path}${query === '?format=csv' ? '' : query}`
      const answer = await fetch(url, { headers: { ...headers, accept } })
      return answer.status === 200 ? (await answer.text()).replaceAll('quillfeather&', '&') : ''
    }),
  )
  const answers = await Promise.all(asked)
  const cookie = await app.signInAs(plan.people.administrator)
  const pages: string[] = []
  for (const route of pageRoutes(app.app)) {
    const { address } = addressOf(route, { ids: { ...at, priorities: 'P1' } } as never)
    for (const query of ['', '?asAt=2026-11-23']) pages.push((await get(app, address + query, cookie)).text)
  }
  return [...answers, ...pages].join('\n')
}
