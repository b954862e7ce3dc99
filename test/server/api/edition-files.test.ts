import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { rowsOf } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'
import { codeOf } from '#db/connection/errors.ts'
import { signToken } from '#server/http/plugins/tokens.ts'
import { readPdf, wordParts, wordText } from '#test/support/documents/extract.ts'
import { useApi } from '../../support/api.ts'
import { startTestApp, type TestApp } from '../../support/app.ts'
import { asker, givenIssued } from '../../support/issued-report.ts'
import { givenPlan, type TestPlan } from '../../support/plans.ts'

const NOW = '2026-11-23T10:00:00.000Z'
const api = useApi(NOW)

async function download(
  { url, app }: TestApp,
  plan: TestPlan,
  path: string,
  headers: Record<string, string> = {},
) {
  const authorization = `Bearer ${signToken(app, plan.people.member)}`
  const answer = await fetch(`${url}/api/v1${path}`, { headers: { authorization, ...headers } })
  return { status: answer.status, headers: answer.headers, bytes: Buffer.from(await answer.arrayBuffer()) }
}

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')
const filesOf = async (app: TestApp, id: string) =>
  rowsOf<{ kind: string; isPublic: boolean; sha256: string }>(
    app.db,
    sql`select kind, is_public as "isPublic", sha256 from edition_files join editions on editions.id = edition_id
      where report_id = ${id} order by is_public, kind`,
  )

/** Waits until so many files of a report are kept. */
async function keptFiles(app: TestApp, id: string, count: number) {
  for (;;) {
    const files = await filesOf(app, id)
    if (files.length >= count) return files
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

describe('the files of an edition', () => {
  test('are made once it is issued, kept, and given out with their hash as ETag', async () => {
    const plan = await givenPlan(api().app.db)
    const { id } = await givenIssued(api().app, plan, { title: 'Our "best" strategy/2026: élan' })
    const path = `/reports/${id}/editions/1`
    await keptFiles(api().app, id, 2)
    const word = await download(api().app, plan, `${path}/word`)
    const pdf = await download(api().app, plan, `${path}/pdf`)
    expect([word.status, pdf.status]).toEqual([200, 200])
    expect(word.headers.get('content-type')).toContain('wordprocessingml.document')
    expect(pdf.headers.get('content-type')).toBe('application/pdf')
    expect(pdf.headers.get('content-disposition')).toBe(
      `attachment; filename="Our best strategy-2026 _lan_ 14 December 2026_ edition 1.pdf"; filename*=UTF-8''Our%20best%20strategy-2026%20%C3%A9lan%2C%2014%20December%202026%2C%20edition%201.pdf`,
    )
    expect(pdf.headers.get('etag')).toBe(`"${sha256(pdf.bytes)}"`)
    expect((await readPdf(pdf.bytes)).text).toContain('Every child is safe.')
    expect(wordText((await wordParts(word.bytes))['word/document.xml'] ?? '')).toContain(
      'Every child is safe.',
    )

    const again = await download(api().app, plan, `${path}/word`)
    expect(sha256(again.bytes)).toBe(sha256(word.bytes))
    const known = await download(api().app, plan, `${path}/pdf`, {
      'if-none-match': `"${sha256(pdf.bytes)}"`,
    })
    expect([known.status, known.bytes.length]).toEqual([304, 0])

    const madeAt = expect.stringMatching(/^2026-11-23T10:/) as unknown
    const files = [
      { kind: 'word', isPublic: false, size: word.bytes.length, sha256: sha256(word.bytes), madeAt },
      { kind: 'pdf', isPublic: false, size: pdf.bytes.length, sha256: sha256(pdf.bytes), madeAt },
    ]
    const as = plan.people.member
    expect((await api().get(path, { as })).body.files).toEqual(files)
    expect((await api().get(`/reports/${id}/editions`, { as })).body.items[0].files).toEqual(files)
  })

  test('are for those who may read the edition, and for no edition that is not there', async () => {
    const plan = await givenPlan(api().app.db)
    const other = await givenPlan(api().app.db)
    const { id } = await givenIssued(api().app, plan)
    const wanted = [
      `/reports/${id}/editions/2/word`,
      `/reports/${id}/editions/1/word?public=true`,
      `/reports/${id}/editions/1/pdf?public=true`,
    ]
    for (const path of wanted) expect((await download(api().app, plan, path)).status).toBe(404)
    expect((await download(api().app, other, `/reports/${id}/editions/1/pdf`)).status).toBe(404)
    expect((await api().get(`/reports/${id}/editions/1/pdf`)).status).toBe(401)
  })

  test('for the public are others, without what is exempt', async () => {
    const plan = await givenPlan(api().app.db)
    const { id } = await givenIssued(api().app, plan, { isPublic: true, text: 'SECRETCANARY', exempt: true })
    await keptFiles(api().app, id, 4)
    const pdf = async (query: string) =>
      (await readPdf((await download(api().app, plan, `/reports/${id}/editions/1/pdf${query}`)).bytes)).text
    expect(await pdf('')).toContain('SECRETCANARY')
    expect(await pdf('?public=true')).not.toContain('SECRETCANARY')
    const as = plan.people.member
    const open = (await api().get(`/reports/${id}/editions/1?public=true`, { as })).body.files
    expect(open.map(({ isPublic }: { isPublic: boolean }) => isPublic)).toEqual([true, true])
  })

  test('asked for by many at once are made once, where they were not made yet', async () => {
    let made = 0
    const app = await startTestApp({
      now: NOW,
      renderLimits: { deadline: () => (made++, AbortSignal.timeout(120_000)) },
    })
    try {
      const plan = await givenPlan(app.db)
      const { id } = await givenIssued(app, plan)
      const paths = ['word', 'pdf', 'word', 'pdf', 'word'].map((kind) => `/reports/${id}/editions/1/${kind}`)
      const answers = await Promise.all(paths.map((path) => download(app, plan, path)))
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200])
      expect(made).toBe(1)
      expect(new Set(answers.map(({ bytes }) => sha256(bytes))).size).toBe(2)
    } finally {
      await app.close()
    }
  })

  test.each(['update edition_files set size = 1', 'delete from edition_files', 'truncate edition_files'])(
    'are never changed: %s',
    async (statement) => {
      const plan = await givenPlan(api().app.db)
      const { id } = await givenIssued(api().app, plan)
      const before = await keptFiles(api().app, id, 2)
      expect(await rowsOf(api().app.db, sql.raw(statement)).then(() => null, codeOf)).toBe('42501')
      expect(await filesOf(api().app, id)).toEqual(before)
    },
  )
})

describe('a file that cannot be made', () => {
  const fixture = (name: string) => join(import.meta.dirname, '../documents/fixtures', `${name}.ts`)

  test.each([
    ['whose process dies', { program: fixture('dies') }, 'try again'],
    ['that takes more memory than it may', { mostMegabytes: 50 }, 'more memory'],
    [
      'that takes too long',
      { program: fixture('hangs'), deadline: () => AbortSignal.abort() },
      'took too long',
    ],
  ])(
    '%s is answered with 503 and what to do, and the application goes on',
    async (_, renderLimits, words) => {
      const app = await startTestApp({ now: NOW, renderLimits })
      try {
        const plan = await givenPlan(app.db)
        const { id } = await givenIssued(app, plan)
        for (const kind of ['word', 'pdf']) {
          const refused = await download(app, plan, `/reports/${id}/editions/1/${kind}`)
          expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '5'])
          expect(JSON.parse(refused.bytes.toString())).toMatchObject({
            code: 'notMade',
            detail: expect.stringContaining(words),
          })
        }
        const ask = asker(app, plan)
        expect(await ask('GET', `/reports/${id}/editions/1`, 'member')).toMatchObject({ files: [] })
        expect(await filesOf(app, id)).toEqual([])
      } finally {
        await app.close()
      }
    },
  )

  test('is made when it is asked for again', async () => {
    let isLate = true
    const deadline = () => (isLate ? AbortSignal.abort() : AbortSignal.timeout(120_000))
    const app = await startTestApp({ now: NOW, renderLimits: { deadline } })
    try {
      const plan = await givenPlan(app.db)
      const { id } = await givenIssued(app, plan)
      const path = `/reports/${id}/editions/1/pdf`
      expect((await download(app, plan, path)).status).toBe(503)
      isLate = false
      expect((await download(app, plan, path)).status).toBe(200)
    } finally {
      await app.close()
    }
  })
})
