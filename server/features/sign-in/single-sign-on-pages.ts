import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { personOfIdentity } from '#db/read/identities.ts'
import type { Deps } from '#server/deps.ts'
import { markOf, sameText } from '#server/http/hashes.ts'
import { paths } from '#server/paths.ts'
import { nextPath } from '#server/ui/next-path.ts'
import type { Web } from '#server/ui/web.ts'
import { type Journey, type SingleSignOn, SingleSignOnError, type Vouched } from './single-sign-on.ts'
import { notVouchedFor } from './view-code.ts'

/** Seconds for which a browser may be on its way through the single sign-on. */
export const JOURNEY_SECONDS = 10 * 60

/** Signing in by the organisation's single sign-on. Leaving for it changes nothing, so a link may do it. */
export function singleSignOnPages(
  app: FastifyInstance,
  deps: Deps,
  web: Web,
  { singleSignOn, secret }: { singleSignOn: SingleSignOn; secret: string },
): void {
  const cookie = web.sessions.cookie('waymark-journey', JOURNEY_SECONDS)

  app.get(paths.singleSignOn.pattern, async (request, reply) => {
    const next = nextPath((request.query as { next?: unknown }).next)
    try {
      const { url, journey } = await singleSignOn.begin(next)
      reply.setCookie(cookie.name, packed(journey), cookie.options)
      return reply.header('cache-control', 'no-store').redirect(url, 303)
    } catch (error) {
      return refused(request, reply, error, next)
    }
  })

  app.get(paths.singleSignOnReturn.pattern, async (request, reply) => {
    const journey = unpacked(request.cookies[cookie.name])
    const { maxAge: _, ...gone } = cookie.options
    reply.clearCookie(cookie.name, gone)
    try {
      if (!journey) throw new SingleSignOnError('noJourney')
      const query = request.url.slice(request.url.indexOf('?') + 1)
      const vouched = await singleSignOn.finish(query, journey)
      return await signIn(request, reply, vouched, journey.next)
    } catch (error) {
      return refused(request, reply, error, nextPath(journey?.next))
    }
  })

  async function signIn(
    request: FastifyRequest,
    reply: FastifyReply,
    vouched: Vouched,
    next: string,
  ): Promise<FastifyReply> {
    const person = await personOfIdentity(deps.db, deps.clock, vouched)
    if (!person) throw new SingleSignOnError(vouched.emailVerified ? 'notInvited' : 'addressNotVerified')
    await web.sessions.start(request, reply, person.id, {
      method: 'singleSignOn',
      strong: vouched.strong,
    })
    request.log.info({ event: 'signedIn', person: person.id, method: 'singleSignOn' }, 'signed in')
    return web.seeOther(request, reply, nextPath(next))
  }

  function refused(request: FastifyRequest, reply: FastifyReply, error: unknown, next: string): FastifyReply {
    if (!(error instanceof SingleSignOnError)) throw error
    request.log.warn({ event: 'signInRefused', method: 'singleSignOn', code: error.code }, 'sign-in refused')
    return web.show(request, reply, {
      title: 'You are not signed in',
      status: error.code === 'notInvited' || error.code === 'addressNotVerified' ? 403 : 400,
      body: notVouchedFor(singleSignOn.name, { code: error.code, next }),
    })
  }

  /** Signed, so that no attacker can put a journey of their own into another person's browser. */
  function packed(journey: Journey): string {
    const text = Buffer.from(JSON.stringify(journey)).toString('base64url')
    return `${text}.${markOf(secret, 'journey', text)}`
  }

  function unpacked(value: string | undefined): Journey | null {
    const [text = '', mark = ''] = value?.split('.') ?? []
    if (text === '' || !sameText(mark, markOf(secret, 'journey', text))) return null
    return JSON.parse(Buffer.from(text, 'base64url').toString()) as Journey
  }
}
