import diagnostics from 'node:diagnostics_channel'
import type { FastifyInstance, RouteOptions } from 'fastify'
import { expect, test } from 'vitest'
import { startTestApp } from '#test/support/app.ts'
import { routesOf } from '#test/support/routes.ts'

/** What a browser posts without going through the loop of forms, and why. */
const exceptions: Record<string, string> = {
  '/sign-in': 'nobody is signed in yet',
  '/sign-in/code': 'nobody is signed in yet',
  '/sign-in/demonstration': 'nobody is signed in yet',
  '/sign-in/passkey': 'nobody is signed in yet, and a script sends it',
  '/sign-in/passkey/options': 'nobody is signed in yet, and a script sends it',
  '/sign-out': 'has nothing to refuse, and a second press finds nobody signed in',
  '/account/passkeys': 'a script sends what the device answered, which is good once',
  '/account/passkeys/options': 'a script asks for what the device answers',
}

/** The paths that an application takes forms at, each with whether the loop was registered there. */
async function posts(demonstration: boolean): Promise<Map<string, boolean>> {
  const marked = new Map<string, boolean>()
  const note = ({ method, url, config }: RouteOptions) => {
    if ([method].flat().includes('POST')) marked.set(url, config?.formLoop === true)
  }
  const watch = (message: unknown) =>
    void (message as { fastify: FastifyInstance }).fastify.addHook('onRoute', note)
  diagnostics.subscribe('fastify.initialization', watch)
  const app = await startTestApp({ demonstration })
  diagnostics.unsubscribe('fastify.initialization', watch)
  const paths = routesOf(app.app).flatMap(({ method, path }) =>
    method === 'POST' && !path.startsWith('/api/') ? [path] : [],
  )
  await app.close()
  return new Map(paths.map((path) => [path, marked.get(path) ?? false]))
}

test.each([
  ['an installation', false],
  ['the demonstration', true],
])('every form of a signed-in person in %s goes through the one loop', async (_, demonstration) => {
  const all = await posts(demonstration)
  const looped = [...all].flatMap(([path, isLooped]) => (isLooped ? [path] : []))
  expect(looped.length).toBeGreaterThan(30)
  const others = [...all.keys()].filter((path) => !looped.includes(path))
  expect(others.filter((path) => !(path in exceptions))).toEqual([])
  expect(looped.filter((path) => path in exceptions)).toEqual([])
})
