import { digestKinds } from '#db/schema/delivery.ts'
import { returnPages } from '#server/paths.ts'

const id = '[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}'

/** What may stand for a parameter of an address; for all others an id. Browsers take `.` and `..` for a way up. */
const values: Readonly<Record<string, string>> = {
  ref: String.raw`(?!(?:\.|%2[eE]){1,2}(?:/|$))(?:[\w.~!$&'()*+,;=:@-]|%[0-9a-fA-F]{2}){1,400}`,
  kind: digestKinds.join('|'),
  version: String.raw`\d{1,9}`,
}

const patterns = returnPages.map((pattern) =>
  pattern.replace(/:(\w+)/g, (_, name: string) => `(?:${values[name] ?? id})`),
)
const known = new RegExp(`^(?:${patterns.join('|')})$`)

// Single sign-on keeps it in a cookie, in base64 and with secrets beside it, and a cookie holds 4,096 bytes.
const QUERY_MOST = 1_500
const queryOf = new RegExp(String.raw`^\?[^\0-\x20\x7f-\uffff"#<>\\]{0,${QUERY_MOST}}$`)

/**
 * Where to go after signing in: one of our own pages, with its query as it was. Anything else, be it an address of
 * another site in whatever disguise, becomes the start page. A query that is too long, or that no browser would
 * send, is left off.
 * @param next what the request asked for
 */
export function nextPath(next: unknown): string {
  if (typeof next !== 'string') return '/'
  const [path = ''] = next.split('?', 1)
  if (!known.test(path)) return '/'
  return queryOf.test(next.slice(path.length)) ? next : path
}

/**
 * Where a person comes back to whom a request found signed out: the page itself, or for what is sent to or shown in
 * a page the one above it.
 * @param url the path and query of the request
 */
export function pageOf(url: string): string {
  const [path = ''] = url.split('?', 1)
  if (known.test(path)) return nextPath(url)
  const above = path.slice(0, path.lastIndexOf('/'))
  return above === '' ? '/' : pageOf(above)
}

/** The address of a page of signing in that leads on to another one; to the start page unless told. */
export function withNext(path: string, next: string): string {
  return next === '/' ? path : `${path}?next=${encodeURIComponent(next)}`
}
