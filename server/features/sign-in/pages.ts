import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { findPerson, listPeople } from '#db/read/people.ts'
import type { Deps } from '#server/deps.ts'
import { paths } from '#server/paths.ts'
import { faultList, typedValues } from '#server/ui/forms/forms.ts'
import { nextPath } from '#server/ui/next-path.ts'
import type { Web } from '#server/ui/web.ts'
import { accountPages } from './account-pages.ts'
import { codePages } from './code-pages.ts'
import { passkeyAccountPages } from './passkey-account-pages.ts'
import { passkeyPages } from './passkey-pages.ts'
import type { Passkeys } from './passkeys.ts'
import type { SignIn } from './service.ts'
import { singleSignOnPages } from './single-sign-on-pages.ts'
import type { SingleSignOn } from './single-sign-on.ts'
import { typedPage } from './typed-page.ts'
import { signInList } from './view.ts'

/** How people sign in here. */
export type WaysIn = {
  signIn: SignIn
  passkeys: Passkeys
  /** Whether a code by email is not enough here. */
  requireStrong: boolean
  singleSignOn: SingleSignOn | null
  /** Signs what is kept in browsers. */
  secret: string
}

/**
 * Signing in and out: with a code by email or single sign-on; in the demonstration one presses the person one would
 * like to be.
 */
export function sessionPages(
  app: FastifyInstance,
  deps: Deps,
  web: Web,
  { signIn, passkeys, requireStrong, singleSignOn, secret }: WaysIn,
): void {
  app.post(paths.signOut.pattern, async (request, reply) => {
    web.sessions.checkForm(request)
    await web.sessions.end(request, reply)
    return web.seeOther(request, reply, paths.signIn.at())
  })

  accountPages(app, deps, web)
  typedPage(app, web)
  passkeyAccountPages(app, deps, web, { passkeys, required: requireStrong })
  passkeyPages(app, deps, web, { passkeys, signIn })

  if (!deps.demonstration) {
    codePages(app, web, signIn, { singleSignOn: singleSignOn?.name ?? null })
    if (singleSignOn) singleSignOnPages(app, deps, web, { singleSignOn, secret })
    return
  }

  app.get(paths.signIn.pattern, async (request, reply) => {
    const { next } = request.query as { next?: unknown }
    return web.show(request, reply, await list(nextPath(next), web.token(request)))
  })

  app.post(paths.signInDemonstration.pattern, async (request, reply) => {
    web.sessions.checkForm(request)
    const { person: id, next } = typedValues(request)
    const person = z.uuid().safeParse(id).success ? await findPerson(deps.db, id ?? '') : null
    if (!person) {
      const errors = faultList({ '': 'Choose a person from the list.' })
      return web.show(request, reply, {
        ...(await list(nextPath(next), web.token(request))),
        status: 400,
        errors,
      })
    }
    await web.sessions.start(request, reply, person.id, { method: 'demonstration' })
    return web.seeOther(request, reply, nextPath(next))
  })

  async function list(next: string, token: string) {
    const body = signInList(await listPeople(deps.db), { next, token })
    return { title: 'Sign in', heading: 'Who would you like to be?', body }
  }
}
