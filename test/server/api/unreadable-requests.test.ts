import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { problemSchema } from '#server/http/answers.ts'
import { usualArrivalLimit } from '#server/http/plugins/unreadable-requests.ts'
import { startTestApp, type TestApp } from '../../support/app.ts'

let app: TestApp
const logged: string[] = []
beforeAll(async () => {
  app = await startTestApp({
    arrivalLimit: { requestMs: 400, lookEveryMs: 100 },
    logLevel: 'info',
    logTo: { write: (line) => void logged.push(line) },
  })
})
afterAll(() => app.close())

/** Sends text as it is, and gives what came back until the server closed. */
async function sent(text: string, then: (socket: Socket) => void = () => {}) {
  const { hostname, port } = new URL(app.url)
  const socket = connect(Number(port), hostname)
  let said = ''
  socket.on('data', (chunk: Buffer) => (said += chunk.toString()))
  socket.on('error', () => {})
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()))
  socket.write(text)
  then(socket)
  await closed
  const [head = '', body = ''] = said.split('\r\n\r\n')
  return { head, body }
}

const post = 'POST /api/v1/auth/code HTTP/1.1\r\nHost: waymark\r\nContent-Type: application/json\r\n'

test.each([
  ['in its headers', `${post}X-Slow: `],
  ['in its body', `${post}Content-Length: 500\r\n\r\n{"email": `],
  ['before its first letter', ''],
])('a request that stops %s is ended in time, with a problem that says so', async (_, text) => {
  const { head, body } = await sent(text)
  expect(head).toMatch(/^HTTP\/1\.1 408 Request Timeout\r\nContent-Type: application\/problem\+json\r\n/)
  expect(head).toContain(`Content-Length: ${Buffer.byteLength(body)}`)
  const problem = problemSchema.parse(JSON.parse(body))
  expect(problem).toMatchObject({
    type: 'urn:waymark:problem:requestTimeout',
    status: 408,
    code: 'requestTimeout',
    detail: expect.stringContaining('Send it again, all of it at once.'),
    errors: [],
  })
  // The id that people quote finds the line of the log.
  expect(logged.filter((line) => line.includes(problem.instance))).toHaveLength(1)
})

test.each([
  ['is no HTTP', 'Hello there\r\n\r\n', 400, 'invalidRequest', 'not well-formed HTTP'],
  [
    'has a body of two lengths',
    `${post}Content-Length: 4\r\nContent-Length: 5\r\n\r\nbody`,
    400,
    'invalidRequest',
    'length of the body',
  ],
  [
    'has headers that are too large',
    `GET / HTTP/1.1\r\nHost: waymark\r\nCookie: ${'a'.repeat(400_000)}\r\n\r\n`,
    431,
    'headersTooLarge',
    'delete the cookies',
  ],
])('what %s is answered with a problem', async (_, text, status, code, said) => {
  const { head, body } = await sent(text)
  expect(head).toMatch(
    new RegExp(`^HTTP/1\\.1 ${status} .+\\r\\nContent-Type: application/problem\\+json\\r\\n`),
  )
  const problem = problemSchema.parse(JSON.parse(body))
  expect(problem).toMatchObject({ status, code, detail: expect.stringContaining(said) })
})

test('a request that names no host is told so: the API by a problem, a page by a page', async () => {
  const ask = (path: string) => sent(`GET ${path} HTTP/1.1\r\n\r\n`, (socket) => socket.end())
  const [api, page] = await Promise.all([ask('/api/v1/plans'), ask('/plans')])
  expect(api.head).toMatch(/^HTTP\/1\.1 400 .+content-type: application\/problem\+json/s)
  expect(JSON.parse(api.body)).toMatchObject({
    code: 'invalidRequest',
    detail: expect.stringContaining('Host'),
  })
  expect(page.head).toMatch(/^HTTP\/1\.1 400 .+content-type: text\/html/s)
  expect(page.head).toMatch(/^content-security-policy: default-src 'none'/im)
  expect(page.body).toContain('<h1')
})

test('who does not hang up after such an answer is hung up on', async () => {
  const { hostname, port } = new URL(app.url)
  const socket = connect({ port: Number(port), host: hostname, allowHalfOpen: true })
  socket.on('error', () => {})
  socket.write('Hello there\r\n\r\n')
  const connections = () =>
    new Promise<number>((resolve) => app.app.server.getConnections((_, number) => resolve(number)))
  await once(socket, 'data')
  expect(await connections()).toBe(1)
  await expect.poll(connections, { timeout: 60_000, interval: 50 }).toBe(0)
  socket.destroy()
})

test('a whole request is answered, and its connection kept for the next', async () => {
  const ask = 'GET /healthz HTTP/1.1\r\nHost: waymark\r\n\r\n'
  const { head, body } = await sent(ask, (socket) => {
    setTimeout(() => socket.write(ask), 200)
    setTimeout(() => socket.end(), 300)
  })
  expect(head).toMatch(/^HTTP\/1\.1 200 OK/)
  expect(body).toContain('{"status":"ok"}HTTP/1.1 200 OK')
})

test('unless told otherwise, a request has 30 seconds to arrive, which is looked at every few', async () => {
  const usual = await startTestApp()
  try {
    const { requestTimeout, headersTimeout } = usual.app.server
    expect([requestTimeout, headersTimeout]).toEqual([30_000, 30_000])
    expect(usualArrivalLimit.lookEveryMs).toBeLessThanOrEqual(3_000)
  } finally {
    await usual.close()
  }
})
