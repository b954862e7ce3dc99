import { parse } from 'csv-parse/sync'
import fastify from 'fastify'
import { beforeAll, describe, expect, test } from 'vitest'
import { listSheet } from '#server/exchange/list-sheet.ts'
import { readWorkbook } from '#server/exchange/read-workbook.ts'
import { sendSheet } from '#server/http/list-file.ts'
import { registerProblems } from '#server/http/plugins/problems.ts'
import { signToken } from '#server/http/plugins/tokens.ts'
import { useApi } from '#test/support/api.ts'
import { givenPlan, type TestPlan } from '#test/support/plans.ts'
import type { Sheet } from '#workflows/exchange/workbook.ts'

const api = useApi('2026-12-03T10:00:00.000Z')
let plan: TestPlan
const odd = ['=1+1', '-5%', '00123', '1-2', '2026-11-30', '@home; a\nb']
beforeAll(async () => {
  plan = await givenPlan(api().app.db, [{ dueOn: '2026-11-30' }, ...odd.map((title) => ({ title }))])
  const as = plan.people.administrator
  const add = async (path: string, body: object) => {
    const { status, body: answer } = await api().post(`/plans/${plan.planId}${path}`, { as, body })
    expect([status, answer.detail]).toEqual([201, undefined])
    return answer
  }
  const measure = await add('/measures', {
    ref: 'M1',
    title: 'Counted',
    unit: 'count',
    polarity: 'lowerIsBetter',
  })
  await api().post(`/measures/${measure.id}/observations`, { as, body: { asAtOn: '2026-11-30', value: 12 } })
  await add('/meetings', { title: 'The board', heldOn: '2026-12-20', place: '' })
})

const asPerson = async (path: string, who = plan.people.administrator) => {
  const headers = { cookie: await api().app.signInAs(who) }
  return fetch(`${api().app.url}/plans/${plan.planId}${path}`, { headers, redirect: 'manual' })
}
const asProgram = (path: string, headers: Record<string, string> = {}, who = plan.people.administrator) =>
  fetch(`${api().app.url}/api/v1${path}`, {
    headers: { authorization: `Bearer ${signToken(api().app.app, who)}`, ...headers },
  })

async function sheetIn(answer: Response): Promise<Sheet> {
  expect([answer.status, answer.headers.get('content-type')]).toEqual([
    200,
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  ])
  const read = await readWorkbook(Buffer.from(await answer.arrayBuffer()))
  if ('refused' in read) throw new Error(read.refused)
  const [sheet] = read.workbook.sheets
  if (sheet === undefined) throw new Error('there is one sheet')
  return sheet
}
const plain = (name: string) => name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)

/** What a sheet says, by heading in small letters: days as such, nothing for empty cells. */
function recordsOf({ rows }: Sheet): Record<string, string>[] {
  const [headings, ...rest] = rows
  return rest.map(({ cells }) =>
    Object.fromEntries(
      (headings?.cells ?? []).map((heading, at) => {
        const cell = cells[at]
        return [(heading?.text ?? '').toLowerCase(), (cell?.kind === 'date' ? cell.day : cell?.text) ?? '']
      }),
    ),
  )
}

/** CSV as a sheet has it: formulas without the apostrophe before them, moments by their day. */
function recordsIn(csv: string): Record<string, string>[] {
  const rows = parse(csv, { bom: true, columns: true, skip_empty_lines: true }) as Record<string, string>[]
  return rows.map((row) =>
    Object.fromEntries(
      Object.entries(row).map(([name, value]) => [
        plain(name),
        value.replace(/^'(?=[=+\-@])/, '').replace(/^(\d{4}-\d{2}-\d{2})T.*Z$/, '$1'),
      ]),
    ),
  )
}
const withoutTimes = (records: Record<string, string>[]) =>
  records.map((record) =>
    Object.fromEntries(
      Object.entries(record).map(([name, value]) => [name, value.replace(/^(\d{4}-\d{2}-\d{2})T.*$/, '$1')]),
    ),
  )

describe('a list on a page is handed out as a spreadsheet', () => {
  test.each(['', '?rating=red', '/measures', '/meetings', '/people', '/mail', '/decisions', '/inspections'])(
    'with the rows and columns of its CSV: %s',
    async (path) => {
      const [at = '', query = ''] = path.split('?')
      const asked = query && `?${query}`
      const page = await (await asPerson(path)).text()
      if (!/mail|decisions|inspections/.test(at))
        expect(page.includes(`${at}/xlsx${asked}" download`)).toBe(true)
      const csv = recordsIn(await (await asPerson(`${at}/csv${asked}`)).text())
      const sheet = await sheetIn(await asPerson(`${at}/xlsx${asked}`))
      expect(withoutTimes(recordsOf(sheet))).toEqual(csv)
    },
  )

  test('to those alone who read it', async () => {
    expect((await asPerson('/xlsx', plan.people.stranger)).status).toBe(404)
    expect((await asPerson('/mail/xlsx', plan.people.member)).status).toBe(403)
  })

  test('where texts stay texts, days are days, numbers are numbers and colours have words', async () => {
    const sheet = await sheetIn(await asPerson('/xlsx'))
    const headings = sheet.rows[0]?.cells.map((cell) => cell?.text) ?? []
    const column = (name: string) => sheet.rows.slice(1).map(({ cells }) => cells[headings.indexOf(name)])
    expect(headings.slice(0, 3)).toEqual(['Ref', 'Title', 'Plan'])
    expect(headings.at(-1)).toMatch(/id$/i)
    expect(column('Title').slice(1)).toEqual(odd.map((text) => ({ text, kind: 'text' })))
    expect(column('Due on')[0]).toMatchObject({ kind: 'date', day: '2026-11-30' })
    expect(column('Rating')[0]).toMatchObject({ kind: 'text', text: 'red', fill: 'FF8B8B' })
    expect(column('Overdue days')[0]).toMatchObject({ kind: 'number', number: 3 })
  })
})

describe('a list of the API is handed out as a spreadsheet', () => {
  test('with .xlsx after its path, or where that is what is accepted', async () => {
    const path = `/plans/${plan.planId}/measures`
    const answer = await asProgram(`${path}.xlsx`)
    expect(answer.headers.get('content-disposition')).toContain('measures.xlsx')
    const sheet = recordsOf(await sheetIn(answer))
    expect(sheet.map(({ ref }) => ref)).toEqual(['M1'])
    const accepted = await asProgram(path, {
      accept: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    })
    expect(recordsOf(await sheetIn(accepted))).toEqual(sheet)
  })

  test('whole, page by page, as it is filtered; one page where a limit is asked for', async () => {
    const of = `plan=${plan.planId}`
    expect(recordsOf(await sheetIn(await asProgram(`/actions.xlsx?${of}`)))).toHaveLength(odd.length + 1)
    expect(recordsOf(await sheetIn(await asProgram(`/actions.xlsx?${of}&rating=red`)))).toHaveLength(1)
    expect(recordsOf(await sheetIn(await asProgram(`/actions.xlsx?${of}&limit=2`)))).toHaveLength(2)
  })

  test('but what is no list is not', async () => {
    const answer = await asProgram(`/plans/${plan.planId}.xlsx`)
    expect([answer.status, ((await answer.json()) as { detail: string }).detail]).toEqual([
      404,
      expect.stringContaining('no list'),
    ])
  })
})

test('numbers below nothing are numbers, and a text that looks like a day stays a text', () => {
  const sheet = listSheet(
    'Some',
    { id: ({ id }) => id, dueOn: ({ on }) => on, note: ({ on }) => on, change: () => -4 },
    [{ id: 'x', on: '2026-11-30' }] as { id: string; on: string }[],
  )
  expect(sheet.columns.map(({ heading }) => heading)).toEqual(['Due on', 'Note', 'Change', 'Id'])
  expect(sheet.rows).toEqual([[{ day: '2026-11-30' }, '2026-11-30', -4, 'x']])
})

describe('a long list', () => {
  test('is written in a process apart, whole', async () => {
    const long = await givenPlan(
      api().app.db,
      Array.from({ length: 120 }, () => ({})),
    )
    const sheet = await sheetIn(
      await asProgram(`/actions.xlsx?plan=${long.planId}`, {}, long.people.administrator),
    )
    expect(sheet.rows).toHaveLength(121)
    const titles = recordsOf(sheet).map(({ title }) => title)
    expect(new Set(titles).size).toBe(120)
  })

  test('that a spreadsheet of it may not have is refused with what to do, and never cut', async () => {
    const app = fastify()
    app.decorate('today', () => '2026-12-03')
    registerProblems(app, () => '')
    app.get('/api/v1/many', (_, reply) =>
      sendSheet(reply, 'many', { n: (n: number) => n }, [Array.from({ length: 250_001 }, (_each, n) => n)]),
    )
    const { statusCode, body } = await app.inject('/api/v1/many')
    expect([statusCode, (JSON.parse(body) as { detail: string }).detail]).toEqual([
      413,
      expect.stringMatching(/more than 250,000 rows.*as CSV/),
    ])
    await app.close()
  })
})
