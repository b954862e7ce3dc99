import { afterAll, beforeAll } from 'vitest'
import { signToken } from '#server/plugins/tokens.ts'
import { startTestApp, type TestApp } from './app.ts'

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
}

/**
 * A real server for the tests of one file, asked over HTTP as a person with an access token.
 * @param now what its clock shows at the start
 */
export function useApi(now: string): () => Api {
  let app: TestApp | undefined
  beforeAll(async () => {
    app = await startTestApp({ now })
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
    return { app: started, get: ask('GET'), post: ask('POST'), patch: ask('PATCH') }
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
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  const text = await response.text()
  const json = /json/.test(response.headers.get('content-type') ?? '') && text !== ''
  return { status: response.status, headers: response.headers, body: json ? JSON.parse(text) : text }
}
