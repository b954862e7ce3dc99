import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import cookie from '@fastify/cookie'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Clock } from '#db/clock.ts'
import type { Db } from '#db/connect.ts'
import { endSession, findSession, startSession, touchSession } from '#db/queries/sessions.ts'
import { Problem } from '#server/problem.ts'

export type SignedIn = { id: string; name: string; sessionHash: string }

declare module 'fastify' {
  interface FastifyRequest {
    /** Who is signed in with this browser; null for nobody, and on API requests. */
    signedIn: SignedIn | null
  }
}

export type Sessions = {
  /** Signs a person in with a new session; a session that the browser held before ends. */
  start: (request: FastifyRequest, reply: FastifyReply, personId: string) => Promise<void>
  end: (request: FastifyRequest, reply: FastifyReply) => Promise<void>
  /** The token that forms of this session must carry. */
  formToken: (signedIn: SignedIn) => string
  checkForm: (request: FastifyRequest) => void
}

/**
 * Sessions of browsers: an opaque random id in a cookie, kept as a hash. Pages find the person on
 * `request.signedIn`.
 */
export async function registerSessions(
  app: FastifyInstance,
  { db, clock, secret, publicUrl }: { db: Db; clock: Clock; secret: string; publicUrl: string },
): Promise<Sessions> {
  await app.register(cookie)
  app.decorateRequest('signedIn', null)
  const secure = publicUrl.startsWith('https:')
  // Without https browsers refuse the __Host- prefix, and the demonstration would not let anybody in.
  const name = secure ? '__Host-waymark' : 'waymark'
  const options = { path: '/', httpOnly: true, sameSite: 'lax', secure } as const

  app.addHook('onRequest', async (request) => {
    const id =
      request.url.startsWith('/api/') || request.url.startsWith('/assets/')
        ? undefined
        : request.cookies[name]
    if (!id) return
    const hash = hashOf(id)
    const person = await findSession(db, clock, hash)
    if (!person) return
    request.signedIn = { ...person, sessionHash: hash }
    await touchSession(db, clock, hash)
  })

  const end: Sessions['end'] = async (request, reply) => {
    if (request.signedIn) await endSession(db, request.signedIn.sessionHash)
    reply.clearCookie(name, options)
  }
  const formToken: Sessions['formToken'] = ({ sessionHash }) =>
    createHmac('sha256', secret).update(`form ${sessionHash}`).digest('base64url')
  return {
    end,
    formToken,
    start: async (request, reply, personId) => {
      if (request.signedIn) await endSession(db, request.signedIn.sessionHash)
      const id = randomBytes(32).toString('base64url')
      await startSession(db, clock, { hash: hashOf(id), personId })
      reply.setCookie(name, id, { ...options, maxAge: 30 * 24 * 60 * 60 })
    },
    checkForm: (request) => {
      refuseForeignOrigin(request, publicUrl)
      if (!request.signedIn) return
      const given = (request.body as { _csrf?: unknown } | undefined)?._csrf
      if (!sameText(String(given ?? ''), formToken(request.signedIn))) throw formRefused()
    },
  }
}

/** A form sent from another site is refused before it is looked at. */
function refuseForeignOrigin(request: FastifyRequest, publicUrl: string): void {
  const { origin, 'sec-fetch-site': site, host } = request.headers
  if (site !== undefined) {
    if (site !== 'same-origin' && site !== 'none') throw formRefused()
    return
  }
  if (origin === undefined || origin === new URL(publicUrl).origin) return
  if (!URL.canParse(origin) || new URL(origin).host !== host) throw formRefused()
}

function formRefused(): Problem {
  return new Problem(
    'forbidden',
    'The form was not sent from this page. Go back, open the page again and send it from there.',
  )
}

function hashOf(id: string): string {
  return createHash('sha256').update(id).digest('hex')
}

function sameText(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))
}
