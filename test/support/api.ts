import { afterAll, beforeAll } from 'vitest'
import { clockFrom } from '#db/connection/clock.ts'
import { signToken } from '#server/http/plugins/tokens.ts'
import { startTestApp, type TestApp } from './app.ts'
import { contractOf } from './openapi.ts'

/** An answer read as JSON: tests look into it freely. */
// oxlint-disable-next-line typescript/no-explicit-any -- what a test expects of an answer is its own type check
type Json = any
export type Answer = { status: number; headers: Headers; body: Json }
type Options = {
  as?: string | undefined
  ifMatch?: number | string | undefined
  body?: unknown
  headers?: Record<string, string>
}

export type Api = {
  app: TestApp
  get: (path: string, options?: Options) => Promise<Answer>
  post: (path: string, options?: Options) => Promise<Answer>
  patch: (path: string, options?: Options) => Promise<Answer>
  send: (method: string, path: string, options?: Options) => Promise<Answer>
  /** Sets the clock of the server. */
  moveTo: (instant: string) => void
}

/**
 * A real server for the tests of one file, asked over HTTP as a person with an access token.
 * @param now what its clock shows at the start
 * @param demonstration whether it is the demonstration, which has a page more
 */
export function useApi(
  now: string,
  { demonstration = false, ...more }: { demonstration?: boolean } & Parameters<typeof startTestApp>[0] = {},
): () => Api {
  let app: TestApp | undefined
  let shown = clockFrom(now)
  const clock = { now: () => shown.now(), shiftMs: () => shown.shiftMs() }
  beforeAll(async () => {
    shown = clockFrom(now)
    app = await startTestApp({ now, clock, demonstration, ...more })
  })
  afterAll(async () => {
    await app?.close()
  })
  return () => {
    if (!app) throw new Error('the server is there once the tests have begun')
    const started = app
    const ask =
      (method: string) =>
      (path: string, options: Options = {}) =>
        send(started, method, path, options)
    return {
      app: started,
      get: ask('GET'),
      post: ask('POST'),
      patch: ask('PATCH'),
      send: (method, path, options) => ask(method)(path, options),
      moveTo: (instant) => {
        shown = clockFrom(instant)
      },
    }
  }
}

async function send({ url, app }: TestApp, method: string, path: string, options: Options): Promise<Answer> {
  const { as, ifMatch, body } = options
  const response = await fetch(`${url}/api/v1${path}`, {
    method,
    headers: {
      ...(as !== undefined && { authorization: `Bearer ${signToken(app, as)}` }),
      ...(ifMatch !== undefined && { 'if-match': typeof ifMatch === 'number' ? `"${ifMatch}"` : ifMatch }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...options.headers,
    },
    ...(body !== undefined && { body: isRaw(body) ? body : JSON.stringify(body) }),
  })
  const text = await response.text()
  const json = /json/.test(response.headers.get('content-type') ?? '') && text !== ''
  const answer = { status: response.status, headers: response.headers, body: json ? JSON.parse(text) : text }
  if (json) keepsContract(app, { method, path }, answer)
  return answer
}

const isRaw = (body: unknown): body is string | Uint8Array<ArrayBuffer> =>
  typeof body === 'string' || body instanceof Uint8Array

/** Every JSON answer that a test gets is as the OpenAPI document says, and says nothing that is not in it. */
function keepsContract(
  app: TestApp['app'],
  asked: { method: string; path: string },
  { status, headers, body }: Answer,
): void {
  const [type = ''] = (headers.get('content-type') ?? '').split(';')
  if (asked.path === '/openapi.json') return
  const faults = contractOf(app).faultsOf(asked, { status, type, body })
  if (faults.length > 0) throw new Error(`the answer is not as documented:\n${faults.join('\n')}`)
}
