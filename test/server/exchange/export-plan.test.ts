import { readXlsx } from 'hucre'
import { beforeAll, describe, expect, test } from 'vitest'
import { eq } from '#db/connection/drizzle.ts'
import { listPeople } from '#db/read/people.ts'
import { planForImport } from '#db/read/plan-for-import.ts'
import { priorities } from '#db/schema/index.ts'
import { planImport } from '#db/write/import-plan.ts'
import { draftOf } from '#server/exchange/draft-of.ts'
import { ownHeadings } from '#server/exchange/own-headings.ts'
import { readWorkbook } from '#server/exchange/read-workbook.ts'
import { useApi } from '#test/support/api.ts'
import { givenPlan, type TestPlan } from '#test/support/plans.ts'
import { get } from '#test/support/visitor.ts'
import { answersOf } from '#workflows/exchange/reading/answers.ts'
import { planReading } from '#workflows/exchange/reading/plan-reading.ts'
import type { Reading } from '#workflows/exchange/reading/reading.ts'
import type { SheetCell } from '#workflows/exchange/workbook.ts'
import { countsOfReading, whyNotYet } from '#workflows/import/ready.ts'
import { limits } from '#workflows/limits.ts'

const NOW = '2026-12-03T10:00:00.000Z'
const api = useApi(NOW)

const description = 'First  line\n   - a point,  kept\n\nIn the tracker\nProgress: none'
let plan: TestPlan
beforeAll(async () => {
  plan = await givenPlan(api().app.db, [
    { ref: '1-2', title: '=1+1 is no formula', dueOn: '2026-11-30', description },
    {
      ref: '00123',
      title: '-5% of cases',
      criteria: ['1. a numbered one', '- a dashed one', 'Plain'],
      critical: true,
    },
    {
      ref: 'P1.S3',
      title: '@home visits',
      ownerEmail: null,
      startOn: null,
      dueOn: null,
      criteria: ['2) alone'],
    },
    { ref: 'P1.S10', title: 'Total of all teams', contributorEmails: [] },
    { ref: 'P1.S2', title: '+44 numbers', intendedEffect: 'Half  as many' },
  ])
  const as = plan.people.administrator
  await api().post(`/plans/${plan.planId}/measures`, {
    as,
    body: { ref: 'M1', title: 'A change', unit: 'count', polarity: 'lowerIsBetter' },
  })
  for (const ref of ['REC-1 b', 'Para.57'])
    await api().post(`/plans/${plan.planId}/recommendations`, {
      as,
      body: { ref, source: 'Ofsted', paragraph: '', text: 'So it says' },
    })
})

const exported = async (path = '', who = plan.people.member) => {
  const cookie = await api().app.signInAs(who)
  const response = await fetch(`${api().app.url}/plans/${plan.planId}/export${path}`, {
    headers: { cookie },
    redirect: 'manual',
  })
  return {
    status: response.status,
    headers: response.headers,
    bytes: Buffer.from(await response.arrayBuffer()),
  }
}

async function sheetsIn(bytes: Buffer) {
  const read = await readWorkbook(bytes)
  if ('refused' in read) throw new Error(read.refused)
  const { workbook } = read
  const cellsOf = (name: string) => {
    const [heads, ...rows] = workbook.sheets.find((sheet) => sheet.name === name)?.rows ?? []
    return rows.map(({ cells }) =>
      Object.fromEntries((heads?.cells ?? []).map((head, at) => [head?.text, cells[at] ?? null])),
    ) as Record<string, SheetCell | null>[]
  }
  return { workbook, cellsOf }
}

async function readingOf(bytes: Buffer): Promise<Reading> {
  const { workbook } = await sheetsIn(bytes)
  const known = await listPeople(api().app.db)
  const reading = planReading(workbook, { today: '2026-12-03', known, own: ownHeadings })
  if ('refused' in reading) throw new Error(reading.refused)
  return reading
}

/** What an import of a file into its own plan would do. */
async function importOf(bytes: Buffer) {
  const { db } = api().app
  const reading = await readingOf(bytes)
  expect(whyNotYet(countsOfReading(reading))).toEqual([])
  const known = await listPeople(db)
  const draft = draftOf(reading, { title: 'A plan', today: '2026-12-03', answers: answersOf([]), known })
  const there = await planForImport(db, plan.planId)
  if ('wrong' in draft || !there) throw new Error('no draft')
  const { write: _, ...planned } = await planImport(db, there, draft, { id: null, now: NOW })
  return planned
}

describe('a plan as a spreadsheet', () => {
  test('has its actions as they stand: references and texts as texts, days as days, colours with words', async () => {
    const { status, headers, bytes } = await exported()
    expect(status).toBe(200)
    expect(headers.get('content-disposition')).toContain(
      'A%20plan%20for%20tests%2C%203%20December%202026.xlsx',
    )
    const { cellsOf } = await sheetsIn(bytes)
    const actions = cellsOf('Actions')
    expect(actions.map((row) => [row.Reference?.text, row.Reference?.kind, row.Title?.text])).toEqual(
      expect.arrayContaining([
        ['1-2', 'text', '=1+1 is no formula'],
        ['00123', 'text', '-5% of cases'],
        ['P1.S2', 'text', '+44 numbers'],
      ]),
    )
    const late = actions.find((row) => row.Reference?.text === '1-2')
    expect(late?.['Due date']).toMatchObject({ kind: 'date', day: '2026-11-30' })
    expect(late?.Rating).toEqual({ text: 'Red', kind: 'text', fill: 'FF8B8B' })
    expect(late?.State?.text).toBe('Agreed, not started')
    expect(late?.Why?.text).not.toBe('')
    expect((await exported()).bytes.equals(bytes)).toBe(true)
    const { sheets } = await readXlsx(bytes)
    expect(sheets.map(({ name }) => name)).toEqual(['Actions', 'Priorities', 'Measures', 'Key'])
    expect(cellsOf('Priorities')[0]?.Actions).toMatchObject({ kind: 'number', number: 5 })
    expect(cellsOf('Measures')[0]?.Reference?.text).toBe('M1')
  })

  test('is read by the import with nothing asked and nothing refused, and changes nothing of its own plan', async () => {
    const { bytes } = await exported()
    const reading = await readingOf(bytes)
    expect(reading.sheet).toBe('Actions')
    expect(reading.askedOnce).toEqual([])
    expect(reading.rows.flatMap(({ asked, refused }) => [...asked, ...refused])).toEqual([])
    expect(reading.counts).toEqual({ rows: 5, read: 5, asked: 0, refused: 0, skipped: 0 })
    expect(await importOf(bytes)).toEqual({
      newPriorities: [],
      newActions: [],
      newRecommendations: [],
      newPeople: [],
      newAgencies: [],
      newHorizons: [],
      cells: [],
      unchanged: 5,
      gone: [],
    })
  })

  test('stays so when recommendations are tied whose references look like several', async () => {
    const as = plan.people.administrator
    const { body } = await api().get(`/plans/${plan.planId}/recommendations`, { as })
    const ids = body.items.map(({ id }: { id: string }) => id)
    const id = plan.actions['P1.S3'] ?? ''
    const changed = await api().patch(`/actions/${id}`, {
      as,
      ifMatch: '*',
      body: { recommendationIds: ids },
    })
    expect(changed.status).toBe(200)
    expect(await importOf((await exported()).bytes)).toMatchObject({ cells: [], unchanged: 5 })
  })

  test.each([
    ['P1', '2. Practice'],
    ['P7', 'High'],
    ['LEAD', 'Practice'],
    ['12', 'Total'],
    ['P1', `Long ${'x'.repeat(limits.priority.title.most - 5)}`],
  ])('finds its priority again, be its reference %s and its title %s', async (ref, title) => {
    await api().app.db.update(priorities).set({ ref, title }).where(eq(priorities.planId, plan.planId))
    expect(await importOf((await exported()).bytes)).toMatchObject({
      newPriorities: [],
      cells: [],
      unchanged: 5,
    })
  })

  test('is of the past day that is asked for, and of nobody who may not see the plan', async () => {
    const { bytes, headers } = await exported('?asAt=2026-06-02')
    expect(headers.get('content-disposition')).toContain('2%20June%202026')
    const { cellsOf } = await sheetsIn(bytes)
    expect(cellsOf('Actions').map(({ Rating }) => Rating?.text)).not.toContain('Red')
    expect((await exported('', plan.people.stranger)).status).toBe(404)
    expect((await api().get(`/plans/${plan.planId}/export`, { as: plan.people.stranger })).status).toBe(404)
    const cookie = await api().app.signInAs(plan.people.member)
    const { text } = await get(api().app, `/plans/${plan.planId}?asAt=2026-06-02`, cookie)
    expect(text).toContain(`/plans/${plan.planId}/export?asAt=2026-06-02"`)
  })
})
