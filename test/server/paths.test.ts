import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { paths, sentTo } from '#server/paths.ts'
import { startTestApp, type TestApp } from '#test/support/app.ts'
import { routesOf } from '#test/support/routes.ts'

let demonstration: TestApp
let inUse: TestApp
let reads: Set<string>
let writes: Set<string>

const singleSignOn = {
  issuer: 'http://127.0.0.1:1/',
  clientId: 'waymark',
  clientSecret: 'a-secret',
  name: 'The single sign-on',
  strong: [],
}

beforeAll(async () => {
  ;[demonstration, inUse] = await Promise.all([
    startTestApp({ demonstration: true }),
    startTestApp({ singleSignOn }),
  ])
  const routes = [demonstration, inUse]
    .flatMap(({ app }) => [...routesOf(app), { method: 'GET', path: '/' }])
    .filter(({ path }) => !/^\/(api\/|assets\/|healthz$|readyz$)/.test(path))
  const by = (method: string) =>
    new Set(routes.filter((each) => each.method === method).map(({ path }) => path))
  reads = by('GET')
  writes = by('POST')
}, 90_000)

afterAll(() => Promise.all([demonstration?.close(), inUse?.close()]))

const root = join(import.meta.dirname, '../..')

async function filesOf(...places: string[]): Promise<string[]> {
  const all = places.map(async (place) =>
    place.endsWith('.ts')
      ? [place]
      : (await readdir(join(root, place), { recursive: true })).map((file) => join(place, file)),
  )
  return (await Promise.all(all)).flat().filter((file) => file.endsWith('.ts'))
}

const patterns = (table: object) =>
  Object.values(table as typeof paths)
    .map(({ pattern }): string => pattern)
    .toSorted()

describe('the table of addresses', () => {
  test('has every address that the router reads, and the router has every one of the table', () => {
    const read = patterns(paths).filter((pattern) => !patterns(sentTo).includes(pattern))
    expect([...reads].toSorted()).toEqual(read)
  })

  test('has every address that forms and scripts send to', () => {
    const known = patterns(paths)
    expect([...writes].filter((path) => !known.includes(path))).toEqual([])
    expect(patterns(sentTo).filter((pattern) => !writes.has(pattern))).toEqual([])
  })

  test('is the only place where a page’s address is written out', async () => {
    const words = new Set(patterns(paths).flatMap((pattern) => pattern.match(/(?<=\/)[a-z][a-z-]*/g) ?? []))
    const written = new RegExp(
      String.raw`(?<!pointer: )(?:['"\`]|\}|(?<=:id))/(?:${[...words].join('|')})(?![\w.])`,
    )
    const found: string[] = []
    for (const file of await filesOf('emails', 'server/features', 'server/ui', 'server/app.ts')) {
      const text = await readFile(join(root, file), 'utf8')
      // The API has addresses of its own, under its prefix; a JSON pointer is none.
      if (file === 'emails/frame/addresses.ts' || /: ApiApp\b/.test(text)) continue
      for (const [at, line] of text.split('\n').entries()) {
        if (!/^\s*(?:\/\*\*|\*|\/\/|import |\} from )/.test(line) && written.test(line)) {
          found.push(`${file}:${at + 1}: ${line.trim().slice(0, 120)}`)
        }
      }
    }
    expect(found).toEqual([])
  })

  test('names no address twice', () => {
    expect(new Set(patterns(paths)).size).toBe(patterns(paths).length)
  })

  test('puts each value into its place, encoded', () => {
    expect(paths.plans.at()).toBe('/plans')
    expect(paths.planBoard.pattern).toBe('/plans/:id/board')
    expect(paths.planBoard.at({ id: 'x' })).toBe('/plans/x/board')
    expect(paths.priorityEdit.at({ id: 'x', ref: 'P1 /?#%&"' })).toBe(
      '/plans/x/priorities/P1%20%2F%3F%23%25%26%22/edit',
    )
    expect(paths.handoverDone.at({ id: 'x', personId: 'y', version: 2 })).toBe('/plans/x/people/y/handover/2')
  })

  test('takes no values but those of the pattern', () => {
    // @ts-expect-error the reference is missing
    expect(paths.priority.at({ id: 'x' })).toBe('/plans/x/priorities/')
    // @ts-expect-error there is no such parameter
    expect(paths.plan.at({ id: 'x', ref: 'P1' })).toBe('/plans/x')
  })
})
