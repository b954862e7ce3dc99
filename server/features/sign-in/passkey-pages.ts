import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { CHALLENGE_MINUTES, listPasskeys } from '#db/read/passkeys.ts'
import type { Deps } from '#server/deps.ts'
import { paths } from '#server/paths.ts'
import { typedValues } from '#server/ui/forms/forms.ts'
import { nextPath, withNext } from '#server/ui/next-path.ts'
import type { Web } from '#server/ui/web.ts'
import type { PasskeyFault, Passkeys } from './passkeys.ts'
import { DAYS_400, type SignIn } from './service.ts'
import { addFirst, faultInWords, useYours } from './view-passkeys.ts'

/**
 * Signing in with a passkey: from the sign-in page with any that the browser holds, or after a code with one's own.
 * Where strong sign-in is required, this is also where a person adds their first.
 */
export function passkeyPages(
  app: FastifyInstance,
  { db }: Deps,
  web: Web,
  { passkeys, signIn }: { passkeys: Passkeys; signIn: SignIn },
): void {
  const held = web.sessions.cookie('waymark-passkey', CHALLENGE_MINUTES * 60)
  const known = web.sessions.cookie('waymark-known', DAYS_400)

  app.get(paths.signInPasskey.pattern, async (request, reply) => {
    const next = nextPath((request.query as { next?: unknown }).next)
    const who = web.whoAsks(request)
    if (!who) return web.seeOther(request, reply, withNext(paths.signIn.at(), next))
    if (who.strong) return web.seeOther(request, reply, next)
    return show(request, reply, next)
  })

  app.post(paths.signInPasskeyOptions.pattern, async (request, reply) => {
    web.sessions.checkForm(request)
    const { holder, options } = await passkeys.askToUse(web.whoAsks(request)?.id ?? null)
    reply.setCookie(held.name, holder, held.options)
    return reply.header('cache-control', 'no-store').send(options)
  })

  app.post(paths.signInPasskey.pattern, async (request, reply) => {
    web.sessions.checkForm(request)
    const { response, next: wanted } = typedValues(request)
    const next = nextPath(wanted)
    const used = await passkeys.use({ holder: request.cookies[held.name] ?? '', answer: response })
    const { maxAge: _, ...gone } = held.options
    reply.clearCookie(held.name, gone)
    if ('fault' in used) {
      const level = used.fault === 'counter' ? 'warn' : 'info'
      request.log[level]({ event: 'signInRefused', method: 'passkey', code: used.fault }, 'sign-in refused')
      return show(request, reply, next, used.fault)
    }
    const { id, email } = used.person
    await web.sessions.start(request, reply, id, { method: 'passkey', strong: true })
    reply.setCookie(known.name, signIn.knownBrowser(email), known.options)
    request.log.info({ event: 'signedIn', person: id, method: 'passkey' }, 'signed in')
    return web.seeOther(request, reply, next)
  })

  async function show(
    request: FastifyRequest,
    reply: FastifyReply,
    next: string,
    fault?: PasskeyFault,
  ): Promise<FastifyReply> {
    const who = web.whoAsks(request)
    const own = who ? await listPasskeys(db, who.id) : []
    const form = { next, token: web.token(request) }
    const first = who !== null && own.length === 0
    return web.show(request, reply, {
      title: first && fault === undefined ? 'Add a passkey' : 'Use your passkey',
      script: 'passkeys',
      ...(fault !== undefined && { status: 400, errors: [{ text: faultInWords(fault) }] }),
      back: { href: withNext(paths.signIn.at(), next), text: 'Sign in another way' },
      body:
        first && fault === undefined
          ? addFirst({ ...form, recent: who.recent })
          : useYours({ ...form, partiallySignedIn: request.partiallySignedIn !== null }),
    })
  }
}
