import cookie from '@fastify/cookie'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Clock } from '#db/connection/clock.ts'
import type { Db } from '#db/connection/connect.ts'
import {
  endSession,
  findSession,
  findSpentSession,
  REMEMBERED_DAYS,
  renewSession,
  type SessionLife,
  startSession,
  touchSession,
} from '#db/read/sessions.ts'
import type { SignInMethod } from '#db/schema/session.ts'
import { hashOf, markOf, newSecret, sameText } from '#server/http/hashes.ts'
import { Problem } from '#server/http/problem.ts'
import { browserInWords } from '#server/ui/words/browser-in-words.ts'

export type SignedIn = {
  id: string
  name: string
  /** Names the session; what the browser holds is kept nowhere. */
  sessionId: string
  sessionHash: string
  method: SignInMethod
  /** More than one factor was shown. */
  strong: boolean
  /** They signed in a few minutes ago. */
  recent: boolean
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Who is signed in with this browser; null for a visitor, and on API requests. */
    signedIn: SignedIn | null
    /** Whose sign-in is not strong enough for this site: a visitor to any page, but to those that make it so. */
    partiallySignedIn: SignedIn | null
  }
}

export type Sessions = {
  /** Signs a person in with a new session; a session that the browser held before ends. */
  start: (
    request: FastifyRequest,
    reply: FastifyReply,
    personId: string,
    how: { method: SignInMethod; strong?: boolean },
  ) => Promise<void>
  end: (request: FastifyRequest, reply: FastifyReply) => Promise<void>
  /** How long a browser stays signed in. */
  life: SessionLife
  /** Whose form this is, where their session ran out while it was filled in; null for any other request. */
  spent: (request: FastifyRequest) => Promise<{ personId: string } | null>
  /** The token that forms of this session must carry; of `about`, a mark for something else of the session's. */
  formToken: (signedIn: SignedIn, about?: string) => string
  checkForm: (request: FastifyRequest) => void
  /** The same for a form that shows in another way whose it is, and that any browser may send: where it comes from. */
  checkOrigin: (request: FastifyRequest) => void
  /** Name and options of another cookie of ours, for as many seconds. */
  cookie: (name: string, seconds: number) => { name: string; options: CookieOptions }
}

type CookieOptions = { path: '/'; httpOnly: true; sameSite: 'lax'; secure: boolean; maxAge: number }

const DAY_SECONDS = 24 * 60 * 60

/**
 * Sessions of browsers: an opaque random id in a cookie, kept as a hash. Pages find the person on
 * `request.signedIn`.
 */
export async function registerSessions(
  app: FastifyInstance,
  {
    db,
    clock,
    secret,
    publicUrl,
    requireStrong,
    life,
  }: {
    db: Db
    clock: Clock
    secret: string
    publicUrl: string
    requireStrong: boolean
    life: SessionLife
  },
): Promise<Sessions> {
  await app.register(cookie)
  app.decorateRequest('signedIn', null)
  app.decorateRequest('partiallySignedIn', null)
  const secure = publicUrl.startsWith('https:')
  const ownCookie: Sessions['cookie'] = (name, seconds) => ({
    // Without https browsers refuse the __Host- prefix, and the demonstration would not let anybody in.
    name: secure ? `__Host-${name}` : name,
    options: { path: '/', httpOnly: true, sameSite: 'lax', secure, maxAge: seconds },
  })
  const { name, options } = ownCookie('waymark', (life.absoluteDays + REMEMBERED_DAYS) * DAY_SECONDS)

  app.addHook('onRequest', async (request, reply) => {
    const id =
      request.url.startsWith('/api/') || request.url.startsWith('/assets/')
        ? undefined
        : request.cookies[name]
    if (!id) return
    await recognise(request, reply, hashOf(id))
  })

  async function recognise(request: FastifyRequest, reply: FastifyReply, hash: string): Promise<void> {
    const session = await findSession(db, clock, hash, life)
    if (!session) return
    if (session.unnoted) await touchSession(db, clock, hash)
    const { personId, name: called, id, method, strong, recent, renew } = session
    const sessionHash = renew && request.method === 'GET' ? await renewed(reply, hash) : hash
    const who = { id: personId, name: called, sessionId: id, sessionHash, method, strong, recent }
    const enough = strong || !requireStrong
    request.signedIn = enough ? who : null
    request.partiallySignedIn = enough ? null : who
  }

  /** A cookie that was given out under other roles is replaced. The forms that are open in the browser stay good. */
  async function renewed(reply: FastifyReply, hash: string): Promise<string> {
    const id = newSecret()
    if (!(await renewSession(db, hash, hashOf(id)))) return hash
    reply.setCookie(name, id, options)
    return hashOf(id)
  }

  async function endOf({ signedIn, partiallySignedIn }: FastifyRequest): Promise<void> {
    const who = signedIn ?? partiallySignedIn
    if (who) await endSession(db, who.sessionHash)
  }

  const spent: Sessions['spent'] = async (request) => {
    const id = request.cookies[name]
    const session = id === undefined ? null : await findSpentSession(db, clock, hashOf(id), life)
    const given = (request.body as { _csrf?: unknown } | undefined)?._csrf
    if (session === null || typeof given !== 'string') return null
    return sameText(given, tokenOf(session.id)) ? { personId: session.personId } : null
  }

  const tokenOf = (sessionId: string, about = ''): string => markOf(secret, 'form', `${sessionId} ${about}`)
  const formToken: Sessions['formToken'] = ({ sessionId }, about) => tokenOf(sessionId, about)
  return {
    life,
    formToken,
    spent,
    cookie: ownCookie,
    end: async (request, reply) => {
      await endOf(request)
      const { maxAge: _, ...gone } = options
      reply.clearCookie(name, gone)
    },
    start: async (request, reply, personId, { method, strong = false }) => {
      await endOf(request)
      const id = newSecret()
      const browser = browserInWords(request.headers['user-agent'])
      await startSession(db, clock, { hash: hashOf(id), personId, method, strong, browser }, life)
      reply.setCookie(name, id, options)
      await recognise(request, reply, hashOf(id))
    },
    checkOrigin: (request) => refuseForeignOrigin(request, publicUrl),
    checkForm: (request) => {
      refuseForeignOrigin(request, publicUrl)
      const who = request.signedIn ?? request.partiallySignedIn
      if (!who) return
      const given = (request.body as { _csrf?: unknown } | undefined)?._csrf
      if (typeof given !== 'string' || !sameText(given, formToken(who))) throw formRefused()
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
