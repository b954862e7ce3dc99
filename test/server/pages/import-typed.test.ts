import { beforeAll, describe, expect, test } from 'vitest'
import { type Answer, useApi } from '#test/support/api.ts'
import { faultOn, formOn, sentOf } from '#test/support/page-forms.ts'
import { givenPlan, type TestPlan } from '#test/support/plans.ts'
import { get, post, protection } from '#test/support/visitor.ts'
import { xlsxOf } from '#test/support/workbooks/make.ts'

const api = useApi('2026-11-30T10:00:00.000Z')
let plan: TestPlan
let as: string
let cookie: string
beforeAll(async () => {
  plan = await givenPlan(api().app.db)
  as = plan.people.administrator
  cookie = await api().app.signInAs(as)
})

const octets = { 'content-type': 'application/octet-stream' }
const sent = async (body: Buffer | string): Promise<Answer> =>
  api().send('POST', `/plans/${plan.planId}/imports?name=tracker.csv`, {
    as,
    headers: octets,
    body: Buffer.from(body),
  })

/** Sends a form as a page shows it, with some of its fields typed. */
async function typedInto(path: string, typed: Record<string, string> = {}) {
  const fields = formOn((await get(api().app, path, cookie)).text, path) ?? []
  return post(api().app, path, cookie, Object.fromEntries(sentOf(fields, typed)))
}

const asked = 'Ref,Priority,Action,By when\nS.1,P1,Do it,TBC\n'

describe('the form of a row', () => {
  test('is saved as it was opened, and says what is open in it still', async () => {
    const { body } = await sent(asked)
    const path = `/imports/${body.id}/rows/2`
    const { status, headers } = await typedInto(path)
    expect([status, headers.get('location')]).toEqual([303, `/imports/${body.id}/rows`])
    const one = await typedInto(path, { title: 'Do it well' })
    expect(one.status).toBe(303)
    const wrong = await typedInto(path, { dueOn: 'some day' })
    expect([wrong.status, faultOn(wrong.text, 'title')]).toEqual([400, null])
    expect(faultOn(wrong.text, 'dueOn')).not.toBeNull()
  })

  test('that empties a reference is told that an action has one', async () => {
    const { body } = await sent(asked)
    const { text } = await typedInto(`/imports/${body.id}/rows/2`, { ref: '' })
    expect(faultOn(text, 'ref')).toMatch(/^An action cannot be without a reference/)
    expect(faultOn(text, 'ref')).not.toContain('‘-’')
  })
})

describe('a number that is no whole number in figures', () => {
  test.each(['2e0', '2.0', '0x2', '+2', '02', '-2', ' '])('%o names no row', async (row) => {
    const { body } = await sent(asked)
    const { status } = await get(api().app, `/imports/${body.id}/rows/${encodeURIComponent(row)}`, cookie)
    expect(status).toBe(404)
  })

  test.each(['1.5 words', '1e0', '0x1', '1.0', ''])('%o is no row of headings', async (headerRow) => {
    const { body } = await sent(asked)
    const { status, text } = await typedInto(`/imports/${body.id}/columns`, { headerRow })
    expect([status, faultOn(text, 'headerRow')]).toEqual([400, expect.any(String)])
  })
})

const odd = (cell: string) => `Ref,Priority,Action\nS.1,P1,${cell}\n`

describe('characters that cannot be printed', () => {
  test.each(['\0', '\u000b', '\u0001', '\u0085'])(
    '%j in a cell of a file is a space, and that is said',
    async (character) => {
      const files = [
        odd(`Do${character}it`),
        await xlsxOf({
          rows: [
            ['Ref', 'Priority', 'Action'],
            ['S.1', 'P1', `Do${character}it`],
          ],
        }),
      ]
      for (const file of files) {
        const { status, body } = await sent(file)
        // A workbook with a character that XML does not have is no workbook.
        if (status === 400) expect(body.detail).toMatch(/ (send|Send) /)
        else {
          expect([status, body.rows[0].read.title]).toEqual([201, 'Do it'])
          expect(body.said.join(' ')).toContain('cannot be printed')
        }
      }
    },
  )

  test.each(['\0', '\u000b'])(
    '%j in cells that are pasted is a space, and that is said',
    async (character) => {
      const { app } = api()
      const form = new FormData()
      const fields = {
        ...(await protection(app, '/imports/new', cookie)),
        title: 'Odd',
        pasted: odd(`Do${character}it`),
      }
      for (const [name, value] of Object.entries(fields)) form.set(name, value)
      const response = await fetch(`${app.url}/imports/new`, {
        method: 'POST',
        headers: { cookie, origin: app.url },
        body: form,
        redirect: 'manual',
      })
      expect(response.status).toBe(303)
      const { text } = await get(app, response.headers.get('location') ?? '', cookie)
      expect(text).toContain('cannot be printed')
    },
  )

  test.each(['questions', 'rows/2', 'API'])(
    'as an answer by the way of %s are refused in words',
    async (way) => {
      const { body } = await sent(asked)
      const answer = 'next\u000byear'
      if (way === 'API') {
        const answers = [{ row: 2, field: 'dueOn', original: 'TBC', answer }]
        const refused = await api().patch(`/imports/${body.id}`, { as, ifMatch: 1, body: { answers } })
        expect([refused.status, refused.body.detail]).toEqual([
          400,
          expect.stringContaining('cannot be printed'),
        ])
        return
      }
      const path = `/imports/${body.id}/${way}`
      const [, name = 'dueOn'] =
        /name="(q-[0-9a-f]{12})"/.exec((await get(api().app, path, cookie)).text) ?? []
      const { status, text } = await typedInto(path, { [name]: answer })
      expect([status, faultOn(text, name)]).toEqual([400, expect.stringContaining('cannot be printed')])
    },
  )
})

describe('a cell that is far too long', () => {
  test('is named by its beginning beside its question, and stands whole once, with the originals', async () => {
    const long = 'visit '.repeat(1500).trim()
    const { body } = await sent(`Ref,Priority,Action\nS.1,P1,${long}\n`)
    const { text } = await get(api().app, `/imports/${body.id}/rows`, cookie)
    expect(text.split(long).length - 1).toBe(1)
  })
})
