import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { endApiSession, listApiSessions, listApiTokens, revokeApiToken } from '#db/read/api-access.ts'
import { listPasskeys } from '#db/read/passkeys.ts'
import { findPerson } from '#db/read/people.ts'
import { endSessionsOf, listSessions } from '#db/read/sessions.ts'
import { tokenScopes } from '#db/schema/api-access.ts'
import type { Deps } from '#server/deps.ts'
import { newApiToken } from '#server/features/sign-in/api/service.ts'
import { Problem } from '#server/http/problem.ts'
import { idSchema, textSchema } from '#server/http/schemas.ts'
import { paths } from '#server/paths.ts'
import { type Drawn, type Form, formLoop } from '#server/ui/forms/form-loop.ts'
import { freshForm, readForm } from '#server/ui/forms/forms.ts'
import type { Web } from '#server/ui/web.ts'
import { limits } from '#workflows/limits.ts'
import { recentOnly } from './passkey-account-pages.ts'
import { accountView, lifetimes, tokenShownOnce } from './view-account.ts'

const tokenForm = z.strictObject({
  name: textSchema('Enter a name that tells what uses the token', limits.token.name),
  scope: z.enum(tokenScopes, { error: 'Choose what it may do' }),
  days: z.enum(Object.keys(lifetimes), { error: 'Choose how long it is good' }),
})

/** `/account`: where one is signed in, and the API tokens one has given to programs. */
export function accountPages(app: FastifyInstance, deps: Deps, web: Web): void {
  const { db, clock } = deps
  const to = paths.account.at()

  app.get(paths.account.pattern, web.signedInOnly, (request, reply) =>
    draw(request, reply, {}, { state: freshForm({ scope: 'read', days: '90' }) }),
  )

  formLoop(app, web, paths.sessionsEnd.pattern, {
    open: async (request): Promise<Form> => ({
      send: async ({ session = '' }) => {
        const { id: personId, sessionId } = web.signedIn(request)
        if (session === 'others') {
          const ended = await endSessionsOf(db, personId, { allBut: sessionId })
          const success =
            ended === 0 ? 'You were signed in nowhere else.' : 'You are signed out everywhere else.'
          return { ok: true, data: { to, success } }
        }
        const id = known(session)
        if (!(await endSessionsOf(db, personId, { id })) && !(await endApiSession(db, clock, personId, id)))
          throw gone()
        return { ok: true, data: { to, success: 'That session has ended.' } }
      },
    }),
  })

  formLoop(app, web, paths.tokens.pattern, {
    open: async (request): Promise<Form> => {
      const { id } = recentOnly(web.signedIn(request))
      let made: Awaited<ReturnType<typeof newApiToken>> | null = null
      return {
        // What is kept of it for a second press is that it was made, never the token.
        send: async (values) => {
          const read = readForm(tokenForm, values)
          if (!read.ok) return read
          const { name, scope, days } = read.data
          made = await newApiToken(deps, id, { name, scope, expiresInDays: Number(days) })
          return { ok: true, data: { to, success: madeAlready } }
        },
        // Not by way of a redirect: the token must stand in this one answer and nowhere else.
        shownOnce: () =>
          made && {
            title: 'Your new API token',
            back: { href: to, text: 'Back to your account' },
            body: tokenShownOnce(made),
          },
      }
    },
    draw,
  })

  formLoop(app, web, paths.tokensRevoke.pattern, {
    open: async (request): Promise<Form> => ({
      send: async ({ token = '' }) => {
        if (!(await revokeApiToken(db, clock, web.signedIn(request).id, known(token)))) throw gone()
        return {
          ok: true,
          data: { to, success: 'The token is revoked: nothing gets in with it any more.' },
        }
      },
    }),
  })

  async function draw(
    request: FastifyRequest,
    reply: FastifyReply,
    _: Form | object,
    { state: form, status, errors = [] }: Drawn,
  ): Promise<FastifyReply> {
    const { id, sessionId, recent } = web.signedIn(request)
    const [person, browsers, programs, tokens, passkeys] = await Promise.all([
      findPerson(db, id),
      listSessions(db, clock, id, web.sessions.life),
      listApiSessions(db, clock, id),
      listApiTokens(db, clock, id),
      listPasskeys(db, id),
    ])
    return web.show(request, reply, {
      title: 'Your account',
      script: 'passkeys',
      status,
      ...(errors.length > 0 && { errors }),
      body: accountView({
        person: { name: person?.name ?? '', email: person?.email ?? '' },
        sessionId,
        browsers,
        programs,
        tokens,
        passkeys,
        recent,
        form,
        token: web.token(request),
      }),
    })
  }
}

const madeAlready =
  'The token was made already, and is shown once. Revoke it and make another if you did not copy it.'

function known(id: string): string {
  if (!idSchema.safeParse(id).success) throw gone()
  return id
}

function gone(): Problem {
  return new Problem('notFound', 'It has ended already, or is not yours.')
}
