import { beforeAll, describe, expect, test } from 'vitest'
import { clockFrom } from '#db/connection/clock.ts'
import { rowsOf } from '#db/connection/connect.ts'
import { eq, sql } from '#db/connection/drizzle.ts'
import { seal } from '#db/history/seal.ts'
import { verify } from '#db/history/verify.ts'
import { actions, importContents, people, plans } from '#db/schema/index.ts'
import { type Answer, useApi } from '#test/support/api.ts'
import { givenPlan, type TestPlan } from '#test/support/plans.ts'
import { on, type Told, xlsxOf } from '#test/support/workbooks/make.ts'

const NOW = '2026-11-30T10:00:00.000Z'
const api = useApi(NOW)
const octets = { 'content-type': 'application/octet-stream' }

const heads = ['No.', 'Area for improvement', 'Action', 'Lead', 'By when', 'Progress', 'R/A/G']
const rows: Told[][] = [
  ['1.1', 'Front door', 'Answer every referral within a day', 'Jane Smith', on('2027-09-30'), 'Agreed', 'A'],
  ['1.2', 'Front door', 'Train all staff', 'MW', on('2027-06-30'), null, 'G'],
  ['2.1', 'Help', 'Visit each family', 'Jane Smith', 'TBC', 'Begun', null],
]
const answers = [
  { field: 'owner', original: 'Jane Smith', answer: 'Jane Smith <jane.smith@council.example>' },
  { field: 'owner', original: 'MW', answer: 'Mary West <mary.west@council.example>' },
  { row: 4, field: 'dueOn', original: 'TBC', answer: '31/12/2027' },
]

const sheet = (told: readonly Told[][] = rows) => xlsxOf({ rows: [heads, ...told] })
const csv = (text: string) => Buffer.from(text)

let plan: TestPlan
let as: string
beforeAll(async () => {
  plan = await givenPlan(api().app.db)
  as = plan.people.administrator
})

async function sent(bytes: Buffer, { path = '/imports?title=A+tracker', by = as } = {}): Promise<Answer> {
  const url = `${path}${path.includes('?') ? '&' : '?'}name=tracker.xlsx`
  return api().send('POST', url, { as: by, headers: octets, body: bytes })
}

const intoPlan = () => `/plans/${plan.planId}/imports`
const answered = async ({ body }: Answer, told: object[] = answers): Promise<Answer> =>
  api().patch(`/imports/${body.id}`, { as, ifMatch: body.version, body: { answers: told } })
const take = async ({ body }: Answer, event: string): Promise<Answer> =>
  api().post(`/imports/${body.id}/transitions`, { as, ifMatch: body.version, body: { event } })

/** The history is whole: sealed, with as many rows as versions, and each row as its history says that it stands. */
async function isSound(): Promise<void> {
  const { db } = api().app
  await seal(db, clockFrom(NOW))
  expect(await verify(db, clockFrom(NOW))).toMatchObject({ faults: [] })
}

describe('a spreadsheet by the API', () => {
  test('is read back row by row as the command line prints it, is answered, and becomes a new plan at once', async () => {
    const first = await sent(await sheet())
    expect(first.status).toBe(201)
    expect(first.body).toMatchObject({
      state: 'open',
      title: 'A tracker',
      fileName: 'tracker.xlsx',
      sheet: 'Plan',
      headerRows: [1],
      columns: [
        { heading: 'No.', field: 'ref' },
        { heading: 'Area for improvement', field: 'priority' },
        { heading: 'Action', field: 'title' },
        { heading: 'Lead', field: 'owner' },
        { heading: 'By when', field: 'dueOn' },
        { heading: 'Progress', field: 'lastUpdate' },
        { heading: 'R/A/G', field: 'rating' },
      ],
      counts: { rows: 3, read: 2, asked: 1, refused: 0, skipped: 0, open: 3 },
      askedOnce: [{ original: 'Jane Smith', rows: [2, 4] }, { original: 'MW' }],
    })
    expect(first.body.rows[2].asked).toMatchObject([{ field: 'dueOn', original: 'TBC' }])

    const early = await take(first, 'import')
    expect([early.status, early.body.code]).toEqual([409, 'incomplete'])
    expect(early.body.missing).toEqual(['3 questions are open. Answer them first.'])
    expect((await api().get(`/imports/${first.body.id}/summary`, { as })).body.code).toBe('incomplete')

    const ready = await answered(first)
    expect(ready.body.counts).toMatchObject({ read: 3, open: 0 })
    expect((await api().get(`/imports/${first.body.id}/summary`, { as })).body).toMatchObject({
      isNew: true,
      newPriorities: ['P1', 'P2'],
      newActions: ['1.1', '1.2', '2.1'],
    })
    expect(await api().app.db.select().from(plans).where(eq(plans.title, 'A tracker'))).toEqual([])

    const done = await take(ready, 'import')
    expect(done.status).toBe(200)
    expect(done.body).toMatchObject({
      state: 'imported',
      result: { isNew: true, newActions: ['1.1', '1.2', '2.1'] },
    })
    expect(done.body).toMatchObject({ sheet: null, rows: [] })
    const made = done.body.plan
    expect(made.title).toBe('A tracker')
    const loaded = await api().app.db.select().from(actions).where(eq(actions.planId, made.id))
    expect(loaded.map(({ ref, dueOn }) => [ref, dueOn]).toSorted()).toEqual([
      ['1.1', '2027-09-30'],
      ['1.2', '2027-06-30'],
      ['2.1', '2027-12-31'],
    ])
    const history = await api().get(`/imports/${first.body.id}/history`, { as })
    expect(history.body.items.map(({ event }: { event: string }) => event)).toEqual([
      'import',
      'edit',
      'create',
    ])
    await isSound()
  })

  test('goes into a plan that there is: cells that change are shown first, and a second time changes nothing', async () => {
    const { db } = api().app
    const [action] = await db.select().from(actions).where(eq(actions.planId, plan.planId))
    const told = csv(`Ref,Priority,Action\n${action?.ref},P1,Another title of it\nP1.S9,P1,A new one\n`)
    const first = await sent(told, { path: intoPlan() })
    expect(first.body.plan).toMatchObject({ id: plan.planId })
    const { body: summary } = await api().get(`/imports/${first.body.id}/summary`, { as })
    expect(summary).toMatchObject({
      isNew: false,
      newActions: ['P1.S9'],
      newPriorities: [],
      cells: [{ ref: action?.ref, field: 'title', to: 'Another title of it' }],
    })
    const done = await take(first, 'import')
    expect(done.body.result.changed).toEqual([{ ref: action?.ref, field: 'title' }])
    const again = await take(await sent(told, { path: intoPlan() }), 'import')
    expect(again.body).toMatchObject({
      state: 'imported',
      result: { changed: [], newActions: [], unchanged: 2 },
    })
    await isSound()
  })

  test('remembers columns and whose names were answered, for the next file of the plan', async () => {
    const odd = csv('Ref,Theme,What we do,Who,Watch\nX.1,P1,Do a thing,JB,Read this\n')
    const first = await sent(odd, { path: intoPlan() })
    const told = {
      columns: [
        { heading: 'Watch', field: 'intendedEffect' },
        { heading: 'Theme', field: 'priority' },
      ],
      answers: [{ field: 'owner', original: 'JB', answer: 'Jo Bloggs <jo.bloggs@council.example>' }],
    }
    const chosen = await api().patch(`/imports/${first.body.id}`, { as, ifMatch: 1, body: told })
    expect(chosen.body.rows[0].read).toMatchObject({ intendedEffect: 'Read this', priority: 'P1' })
    expect((await take(chosen, 'import')).status).toBe(200)
    const next = await sent(odd, { path: intoPlan() })
    expect(next.body.rows[0].read).toMatchObject({ intendedEffect: 'Read this', owner: 'JB' })
    expect(next.body.counts.open).toBe(0)
    // Another tracker altogether, of which nothing fits, is read as if it were the first.
    const other = await sent(csv('Action,Owner\nSomething else,Jane Smith\n'), { path: intoPlan() })
    expect(other.body.said.join(' ')).not.toContain('answers nothing')
  })

  test('its sheet, the row of its headings and what columns are can be chosen, and a wrong choice changes nothing', async () => {
    const bytes = await xlsxOf([
      { name: 'Plan', rows: [heads, ...rows] },
      {
        name: 'Old',
        rows: [['A title'], ['Work', 'Name'], ['Paint the door', 'Ann Lee'], ['Mend it', 'Ann Lee']],
      },
    ])
    const first = await sent(bytes)
    expect(first.body.sheets).toMatchObject([{ name: 'Plan' }, { name: 'Old' }])
    const chosen = await api().patch(`/imports/${first.body.id}`, {
      as,
      ifMatch: 1,
      body: {
        sheet: 'Old',
        headerRow: 2,
        columns: [
          { heading: 'Work', field: 'title' },
          { heading: 'Name', field: 'owner' },
        ],
      },
    })
    expect(chosen.body).toMatchObject({ sheet: 'Old', headerRows: [2] })
    expect(chosen.body.rows.map(({ read }: { read: { title: string } }) => read.title)).toEqual([
      'Paint the door',
      'Mend it',
    ])
    for (const [body, field] of [
      [{ sheet: 'None' }, 'sheet'],
      [{ headerRow: 99 }, 'headerRow'],
    ] as const) {
      const refused = await api().patch(`/imports/${first.body.id}`, { as, ifMatch: 2, body })
      expect([refused.status, refused.body.errors[0].pointer]).toEqual([400, `/${field}`])
    }
    expect((await api().get(`/imports/${first.body.id}`, { as })).body).toMatchObject({
      version: 2,
      sheet: 'Old',
    })
  })

  test.each([
    ['an empty file', Buffer.alloc(0), /file is empty/],
    ['a picture', Buffer.from('89504e470d0a1a0a00', 'hex'), /spreadsheet|text/],
    ['a text without headings', csv('Dear all,\nplease see below.\n'), /headings/],
    ['an old workbook', Buffer.from('d0cf11e0a1b11ae1', 'hex'), /xlsx/],
  ])('%s is refused in words, and nothing is kept', async (_, bytes, because) => {
    const [before] = await rowsOf<{ n: number }>(api().app.db, sql`select count(*)::int as n from imports`)
    const refused = await sent(bytes)
    expect(refused.status).toBe(400)
    expect(refused.body.errors[0]).toMatchObject({ pointer: '/file', code: 'fileRefused' })
    expect(refused.body.detail).toMatch(because)
    expect(await rowsOf(api().app.db, sql`select count(*)::int as n from imports`)).toEqual([before])
  })

  test('that is discarded keeps nothing of the file, and takes nothing any more', async () => {
    const first = await sent(await sheet())
    const gone = await take(first, 'discard')
    expect(gone.body).toMatchObject({ state: 'discarded', rows: [], sheet: null })
    const kept = await api()
      .app.db.select()
      .from(importContents)
      .where(eq(importContents.importId, first.body.id))
    expect(kept).toEqual([])
    expect((await take(gone, 'import')).status).toBe(409)
    const changed = await answered(gone)
    expect([changed.status, changed.body.code]).toEqual([409, 'wrongState'])
  })

  test('is there for the administrators of its plan, and of a new plan for the person who sent it', async () => {
    const { member, stranger, chair } = plan.people
    expect((await sent(await sheet(), { path: intoPlan(), by: member })).status).toBe(403)
    expect((await sent(await sheet(), { path: intoPlan(), by: stranger })).status).toBe(404)
    expect((await sent(await sheet(), { by: chair })).status).toBe(403)
    const into = await sent(await sheet(), { path: intoPlan() })
    for (const person of [member, chair, stranger])
      expect((await api().get(`/imports/${into.body.id}`, { as: person })).status).toBe(404)
    const listed = await api().get(intoPlan(), { as })
    expect(listed.body.items[0]).toMatchObject({ id: into.body.id, state: 'open' })
    expect((await api().get(intoPlan(), { as: member })).body.items).toEqual([])
  })

  test('rows of one title without references are each an action of their own, and a second time changes nothing', async () => {
    const twins = csv('Priority,Action,Intended effect\nTwins,Train staff,One\nTwins,Train staff,Two\n')
    const first = await take(await sent(twins, { path: intoPlan() }), 'import')
    expect(first.body.result.newActions).toHaveLength(2)
    const again = await sent(twins, { path: intoPlan() })
    const { body: summary } = await api().get(`/imports/${again.body.id}/summary`, { as })
    expect(summary).toMatchObject({ newActions: [], cells: [], unchanged: 2 })
    expect((await take(again, 'import')).status).toBe(200)
    await isSound()
  })

  test('an action with more than the forms take is refused in words', async () => {
    const many = Array.from({ length: 51 }, (_, at) => at + 1).join('; ')
    const first = await sent(csv(`Ref,Priority,Action,Recommendation\nM.1,P1,Do it,"${many}"\n`), {
      path: intoPlan(),
    })
    const refused = await take(first, 'import')
    expect([refused.status, refused.body.detail]).toEqual([
      409,
      'M.1 answers too many recommendations. Give at most 50 recommendations.',
    ])
  })

  test('nobody who has left is given work by it', async () => {
    const { db } = api().app
    const left = plan.people.otherOwner
    await db.update(people).set({ leftOn: '2026-11-01' }).where(eq(people.id, left))
    const [person] = await db.select().from(people).where(eq(people.id, left))
    const first = await sent(csv(`Ref,Priority,Action,Owner\nL.1,P1,Do it,${person?.email}\n`), {
      path: intoPlan(),
    })
    const told = await answered(first, [
      { field: 'owner', original: person?.email, answer: `Somebody <${person?.email}>` },
    ])
    expect(told.body.counts.open).toBe(1)
    expect((await take(told, 'import')).status).toBe(409)
  })

  test('two who import it at once import it once', async () => {
    const first = await answered(await sent(await sheet()))
    const both = await Promise.all([take(first, 'import'), take(first, 'import')])
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 412])
    const made = await api().app.db.select().from(plans).where(eq(plans.title, 'A tracker'))
    expect(made).toHaveLength(2)
  })
})
