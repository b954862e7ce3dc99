import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { machineClock } from '#db/connection/clock.ts'
import { buildApp } from '#server/app.ts'
import { Problem } from '#server/http/problem.ts'
import { testTokenKey } from '#test/support/app.ts'
import { useDatabase } from '#test/support/database.ts'

const database = useDatabase()
let app: FastifyInstance

beforeAll(async () => {
  app = await buildApp({
    db: database().db,
    clock: machineClock,
    publicUrl: 'http://127.0.0.1',
    demonstration: false,
    wakeSender: () => {},
    tokenKeys: [testTokenKey],
    sessionSecret: 'a-secret-of-tests-for-forms-and-sessions',
    logLevel: 'silent',
    trustedProxies: [],
  })
  const failures: Record<string, unknown> = {
    forbidden: new Problem('forbidden', 'Only the lead can do this.'),
    broken: new Error('password=hunter2 in line 7'),
    often: new Problem('tooManyRequests', 'Wait 22 seconds, then go on.'),
    away: new Problem('databaseAway', ''),
    unknown: new Problem('outcomeUnknown', ''),
  }
  app.all('/fails/:how', (request) => {
    throw failures[(request.params as { how: string }).how]
  })
})

afterAll(async () => {
  await app?.close()
})

test.each([
  ['/nowhere', 404, 'Page not found', 'check that it is correct'],
  ['/fails/forbidden', 403, 'You may not do this', 'Only the lead can do this.'],
  ['/fails/broken', 500, 'Sorry, something went wrong', 'the number of this request'],
  ['/fails/often', 429, 'Too many pages at once', 'Wait 22 seconds'],
  ['/fails/away', 503, 'The service is not available at the moment', 'reload this page'],
  ['/fails/unknown', 503, 'We do not know whether this was saved', 'Nothing is saved twice'],
])('the page for %s says what happened and what to do', async (url, status, title, advice) => {
  const answer = await app.inject({ url })
  expect(answer.statusCode).toBe(status)
  expect(answer.headers['content-type']).toBe('text/html; charset=utf-8')
  expect(answer.body).toContain(`<title>${title} – Waymark</title>`)
  expect(answer.body).toContain(advice)
  expect(answer.body).not.toContain('hunter2')
})

test('what was typed is on the page, as text, without what protects the form', async () => {
  const payload = {
    note: 'Two lines\nof <b>work</b>',
    _csrf: 'secret-token',
    version: '7',
    'evidence-title': 'Audit',
    empty: ' ',
  }
  const answer = await app.inject({ method: 'POST', url: '/fails/unknown', payload })
  expect(answer.body).toContain('<dt>Note</dt><dd>Two lines\nof &lt;b&gt;work&lt;/b&gt;</dd>')
  expect(answer.body).toContain('<dt>Evidence title</dt><dd>Audit</dd>')
  expect(answer.body).not.toContain('secret-token')
  expect(answer.body).not.toContain('Empty')
})
