import PostalMime from 'postal-mime'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { clockFrom } from '#db/connection/clock.ts'
import { rowsOf } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'
import { seal } from '#db/history/seal.ts'
import { verify } from '#db/history/verify.ts'
import type { Email } from '#emails/frame/email.ts'
import { type Claim, claimNext, keepEmail } from '#emails/ledger/claim.ts'
import { compose } from '#emails/ledger/compose.ts'
import { useApi } from '../../support/api.ts'
import { dumpOf } from '../../support/dump.ts'
import { openMailbox } from '../../support/mailbox.ts'
import { givenPlace, type Place } from '../../support/places.ts'
import { snapshotOf } from '../../support/snapshot.ts'

const NOW = '2026-11-23T10:00:00Z'
const LATER = '2026-11-23T11:00:00Z'
const api = useApi(NOW)
let place: Place

let putBack: () => Promise<void>

beforeAll(async () => {
  place = await givenPlace(api())
  putBack = await snapshotOf(api().app)
})
beforeEach(() => putBack())

const as = () => ({ as: place.plan.people.chair })
/** Whether a word stands anywhere: the database of these tests is one. */
const isKept = async (text: string) => (await dumpOf(api().app.db)).includes(text)
const because = { reason: 'A child is named' }
const redact = (path: string, body: object) => api().post(`${path}/redactions`, { ...as(), body })
const patch = (path: string, body: object, who = place.plan.people.administrator) =>
  api().patch(path, { as: who, body, ifMatch: '*' })

describe('a field that must not be there', () => {
  test.each([
    ['plans', 'plan', 'vision', 'administrator'],
    ['priorities', 'priority', 'impact', 'administrator'],
    ['actions', 'action', 'intendedEffect', 'administrator'],
    ['measures', 'measure', 'definition', 'administrator'],
    ['meetings', 'meeting', 'place', 'administrator'],
    ['inspections', 'inspection', 'note', 'administrator'],
    ['decisions', 'decision', 'reasons', 'administrator'],
    ['report-templates', 'reportTemplate', 'approver', 'administrator'],
    ['report-templates', 'reportTemplate', 'for', 'administrator'],
    ['milestones', 'milestone', 'title', 'owner'],
    ['blockers', 'blocker', 'what', 'owner'],
    ['extensions', 'extension', 'text', 'owner'],
  ] as const)('of %s goes in every version that it had', async (noun, subject, field, who) => {
    const path = `/${noun}/${place.subjects[subject]}`
    const texts = [`First Wren of ${noun}`, `Second Wren of ${noun}`]
    for (const text of texts) {
      expect((await patch(path, { [field]: text }, place.plan.people[who])).status).toBe(200)
    }
    expect((await redact(path, { field, ...because })).status).toBe(201)
    expect((await api().get(path, as())).body[field]).toBe('[taken out]')
    const dump = await dumpOf(api().app.db)
    expect(texts.filter((text) => dump.includes(text))).toEqual([])
  })

  test('of an item of an agenda goes in every version, and from a pack that was frozen with it', async () => {
    const { meeting, agendaItem } = place.subjects
    const path = `/meetings/${meeting}`
    const who = place.plan.people.administrator
    await patch(`${path}/agenda/${agendaItem}`, { presenter: 'The aunt of Wren' })
    const step = (event: string, by: string) =>
      api().post(`${path}/transitions`, { as: by, ifMatch: '*', body: { event } })
    await step('freeze', who)
    await step('issue', place.plan.people.chair)
    const minutes = { minutes: 'Wren is four years old', carryOver: false }
    await api().send('PUT', `${path}/agenda/${agendaItem}/minutes`, { as: who, ifMatch: '*', body: minutes })
    for (const field of ['presenter', 'minutes'])
      expect((await redact(path, { field: `agenda/${agendaItem}/${field}`, ...because })).status).toBe(201)
    expect((await api().get(`${path}/agenda`, as())).body.items[0]).toMatchObject({
      presenter: '[taken out]',
      minutes: '[taken out]',
    })
    expect(await isKept('Wren')).toBe(false)
  })

  test('of a part without an address of its own is named by its path', async () => {
    const action = `/actions/${place.subjects.action}`
    const text = 'Wren is four years old'
    await api().post(`${action}/updates`, { as: place.who.owner, body: { note: text } })
    const [update] = (await api().get(`${action}/updates`, as())).body.items
    const path = `updates/${update.id}/note`
    expect((await redact(action, { field: path, ...because })).status).toBe(201)
    const { items } = (await api().get(`${action}/updates`, as())).body
    expect(items[0].note).toBe('[taken out]')
    expect(await isKept(text)).toBe(false)
  })

  test('that is only in the history is named by the entry of the history', async () => {
    const action = `/actions/${place.subjects.action}`
    const reason = 'Wren is five years old'
    const body = { event: 'cancel', reason }
    const { status } = await api().post(`${action}/transitions`, { ...as(), body, ifMatch: '*' })
    expect(status).toBe(200)
    const [entry] = (await api().get(`${action}/history`, as())).body.items
    const told = { field: `history/${entry.id}/reason`, ...because }
    expect((await redact(action, told)).status).toBe(201)
    expect(await isKept(reason)).toBe(false)
    const { items } = (await api().get(`${action}/history`, as())).body
    expect(items.map(({ payload }: { payload: object }) => payload).slice(0, 2)).toEqual([
      { field: told.field, ...because },
      { reason: '[taken out]' },
    ])
  })
})

describe('words', () => {
  test('go from one action, or from the whole plan', async () => {
    const [first, second] = Object.values(place.plan.actions).map((id) => `/actions/${id}`)
    for (const path of [first, second])
      await api().post(`${path}/updates`, { as: place.who.owner, body: { note: 'We saw Wren today' } })
    const noteOf = async (path = '') => (await api().get(path, as())).body.lastUpdate.note
    expect((await redact(first ?? '', { words: 'wren', ...because })).body.things).toBe(1)
    expect([await noteOf(first), await noteOf(second)]).toEqual([
      'We saw [taken out] today',
      'We saw Wren today',
    ])
    expect((await redact(`/plans/${place.subjects.plan}`, { words: 'WREN', ...because })).body.things).toBe(1)
    expect(await noteOf(second)).toBe('We saw [taken out] today')
  })

  test.each([
    [{ words: 'nobody says so', ...because }, 409, 'wordsNotFound', '/words'],
    [{ field: 'unheard', ...because }, 409, 'wordsNotFound', '/field'],
    [{ words: '…', ...because }, 409, 'fieldMissing', '/words'],
    [{ words: 'committed', reason: 'It was Committed' }, 409, 'reasonRepeatsWords', '/reason'],
    [{ words: 'committed', field: 'title', ...because }, 400, 'invalidRequest', undefined],
    [{ ...because }, 400, 'invalidRequest', undefined],
  ])('%j is refused with what to mend', async (body, status, code, pointer) => {
    const action = `/actions/${place.subjects.action}`
    const answer = await redact(action, body)
    expect([answer.status, answer.body.code, answer.body.errors[0]?.pointer]).toEqual([status, code, pointer])
    expect(answer.body.detail).toMatch(/^[A-Z].*\.$/)
  })
})

describe('a file', () => {
  test('is gone with its name, says so where it is asked for, and frees its space', async () => {
    const path = `/files/${place.subjects.file}`
    expect((await redact(path, because)).status).toBe(201)
    const answer = await api().get(path, as())
    expect([answer.status, answer.body.code]).toEqual([410, 'takenOut'])
    const [kept] = await rowsOf<Record<string, unknown>>(
      api().app.db,
      sql`select name, size, content from files where id = ${place.subjects.file}`,
    )
    expect(kept).toMatchObject({ name: '[taken out]', size: 0 })
    expect(String(kept?.['content'])).toMatch(/^(\\x)?$/)
    const { items } = (await api().get(`/actions/${place.subjects.action}/history`, as())).body
    expect(items[0]).toMatchObject({ event: 'redact', payload: { fileId: place.subjects.file, ...because } })
    expect((await redact(path, because)).status).toBe(410)
  })
})

test('names of two files from which two names are taken out are told apart, and keep their ending', async () => {
  const action = `/actions/${place.subjects.action}`
  for (const name of ['Plan of Jane Roe.pdf.txt', 'Plan of John_Doe.txt', 'Plan of Jane Roe.txt'])
    await rowsOf(
      api().app.db,
      sql`insert into files (id, action_id, name, type, size, content, added_by, added_at)
        values (gen_random_uuid(), ${place.subjects.action}, ${name}, 'text/plain', 1, 'a', ${place.who.owner}, now())`,
    )
  for (const words of ['Jane Roe', 'John Doe'])
    expect((await redact(action, { words, ...because })).status).toBe(201)
  const names = await rowsOf<{ name: string }>(
    api().app.db,
    sql`select name from files where action_id = ${place.subjects.action} and name like 'Plan%' order by name`,
  )
  expect(names.map(({ name }) => name)).toEqual([
    'Plan of [taken out] (2).txt',
    'Plan of [taken out].pdf.txt',
    'Plan of [taken out].txt',
  ])
})

describe('while others are at work', () => {
  test('a pack that is taken at the same moment never keeps the words', async () => {
    const meeting = `/meetings/${place.subjects.meeting}`
    const step = (event: string) =>
      api().post(`${meeting}/transitions`, {
        as: place.plan.people.administrator,
        body: { event, ...(event === 'unfreeze' && { reason: 'Once more' }) },
        ifMatch: '*',
      })
    for (let times = 0; times < 12; times++) {
      const title = `Visit Wren, ${times}`
      expect((await patch(`/actions/${place.subjects.action}`, { title })).status).toBe(200)
      const [frozen, redacted] = await Promise.all([
        step('freeze'),
        redact(`/actions/${place.subjects.action}`, { words: title, ...because }),
      ])
      expect([frozen.status, redacted.status]).toEqual([200, 201])
      expect(await isKept(title)).toBe(false)
      expect((await step('unfreeze')).status).toBe(200)
    }
  })

  test('an email that is being written is taken from its sender, and goes without the words', async () => {
    const action = place.plan.actions['P1.S2'] ?? ''
    const words = 'What P1.S2 commits to'
    const { db } = api().app
    const mailbox = await openMailbox(api().app, LATER)
    const mine = await rowsOf<{ id: string; email: string }>(
      db,
      sql`select deliveries.id, to_address as email from deliveries where action_id = ${action}`,
    )
    const begun: { claim: Claim; email: Email }[] = []
    for (
      let claim = await claimNext(db, clockFrom(LATER));
      claim;
      claim = await claimNext(db, clockFrom(LATER))
    ) {
      const email = await compose(db, claim, { publicUrl: 'https://waymark.example' })
      if ('text' in email && mine.some(({ id }) => id === claim.id)) begun.push({ claim, email })
    }
    expect(begun.map(({ email }) => email.text)).toEqual([expect.stringContaining(words)])
    expect((await redact(`/actions/${action}`, { words, ...because })).status).toBe(201)
    for (const { claim, email } of begun) expect(await keepEmail(db, claim, email)).toBe(false)
    await mailbox.send()
    const received = mailbox.server.received.filter(({ to }) => mine.some(({ email }) => to.includes(email)))
    const mails = await Promise.all(received.map(({ raw }) => PostalMime.parse(raw)))
    const told = mails.map(({ subject, text }) => `${subject} ${text}`)
    expect(told.length).toBeGreaterThan(0)
    expect(told.filter((each) => !each.includes('[taken out]'))).toEqual([])
    expect(told.filter((each) => each.includes(words))).toEqual([])
    const kept = sql`select from deliveries where action_id = ${action} and text like ${`%${words}%`}`
    expect(await rowsOf(db, kept)).toEqual([])
    await mailbox.close()
  })

  test('two who take out the same words at once take them out, and the chain is well', async () => {
    const action = `/actions/${place.subjects.action}`
    await patch(action, { title: 'Visit Kittiwake Tern' })
    const both = await Promise.all(
      ['Kittiwake', 'Tern'].map((words) => redact(action, { words, ...because })),
    )
    expect(both.map(({ status }) => status)).toEqual([201, 201])
    const { db } = api().app
    expect([await isKept('Kittiwake'), await isKept('Tern')]).toEqual([false, false])
    await seal(db, clockFrom(NOW))
    expect((await verify(db, clockFrom(LATER))).faults).toEqual([])
  })
})
