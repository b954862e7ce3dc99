import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { findPerson, listPeople } from '#db/queries/people.ts'
import type { Deps } from '#server/deps.ts'
import { faultList, typedValues } from '#server/web/forms.ts'
import { nextPath } from '#server/web/next-path.ts'
import type { Web } from '#server/web/web.ts'
import { signInClosed, signInList } from './view.ts'

/** Signing in and out. In the demonstration one presses the person one would like to be. */
export function sessionPages(app: FastifyInstance, deps: Deps, web: Web): void {
  app.get('/sign-in', async (request, reply) => {
    const { next } = request.query as { next?: unknown }
    if (!deps.demonstration) return web.show(request, reply, { title: 'Sign in', body: signInClosed() })
    return web.show(request, reply, await list(nextPath(next), web.token(request)))
  })

  app.post('/sign-out', async (request, reply) => {
    web.sessions.checkForm(request)
    await web.sessions.end(request, reply)
    return web.seeOther(request, reply, '/sign-in')
  })

  if (!deps.demonstration) return

  app.post('/sign-in/demonstration', async (request, reply) => {
    web.sessions.checkForm(request)
    const { person: id, next } = typedValues(request)
    const person = z.uuid().safeParse(id).success ? await findPerson(deps.db, id ?? '') : null
    if (!person) {
      const errors = faultList({ '': 'Choose somebody from the list.' })
      return web.show(request, reply, { ...(await list(nextPath(next), web.token(request))), status: 400, errors })
    }
    await web.sessions.start(request, reply, person.id)
    return web.seeOther(request, reply, nextPath(next))
  })

  async function list(next: string, token: string) {
    const body = signInList(await listPeople(deps.db), { next, token })
    return { title: 'Sign in', heading: 'Who would you like to be?', body }
  }
}
