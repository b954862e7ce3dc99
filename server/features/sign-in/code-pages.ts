import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { CODE_MINUTES } from '#db/read/sign-in.ts'
import { paths } from '#server/paths.ts'
import { asFault, typedValues } from '#server/ui/forms/forms.ts'
import { nextPath, withNext } from '#server/ui/next-path.ts'
import type { Shown, Web } from '#server/ui/web.ts'
import { often } from '#workflows/words.ts'
import { emailSchema } from './email-address.ts'
import { DAYS_400, type SignIn } from './service.ts'
import { codeForm, codeOver, emailForm, type Offered, waitInWords } from './view-code.ts'

const SECONDS = CODE_MINUTES * 60

/**
 * Signing in with a code by email. What the browser that asked holds in a cookie is needed to use the code, so that
 * neither a code that was overheard nor an email that was opened by another person lets them in.
 */
export function codePages(app: FastifyInstance, web: Web, signIn: SignIn, offered: Offered): void {
  const asked = web.sessions.cookie('waymark-code', SECONDS)
  const known = web.sessions.cookie('waymark-known', DAYS_400)

  app.get(paths.signIn.pattern, async (request, reply) => {
    const { next } = request.query as { next?: unknown }
    return web.show(request, reply, emailPage(request, { email: '', next: nextPath(next) }))
  })

  app.post(paths.signIn.pattern, async (request, reply) => {
    web.sessions.checkForm(request)
    const { email: typed = '', next: wanted } = typedValues(request)
    const next = nextPath(wanted)
    const email = emailSchema.safeParse(typed)
    if (!email.success) {
      const text = asFault(email.error.issues[0]?.message ?? '')
      return web.show(request, reply, {
        ...emailPage(request, { email: typed, next, error: text }),
        status: 400,
      })
    }
    const answer = await signIn.ask(email.data, { ip: request.ip, known: request.cookies[known.name] })
    if ('waitSeconds' in answer) {
      reply.header('retry-after', String(answer.waitSeconds))
      return web.show(request, reply, {
        ...emailPage(request, { email: typed, next, error: waitInWords(answer.waitSeconds) }),
        status: 429,
      })
    }
    const packed = Buffer.from(email.data).toString('base64url')
    reply.setCookie(asked.name, `${answer.holder}.${packed}`, asked.options)
    return web.seeOther(request, reply, withNext(paths.signInCode.at(), next))
  })

  app.get(paths.signInCode.pattern, async (request, reply) => {
    const { next } = request.query as { next?: unknown }
    return web.show(request, reply, codePage(request, nextPath(next)))
  })

  app.post(paths.signInCode.pattern, async (request, reply) => {
    web.sessions.checkForm(request)
    const { code = '', next: wanted } = typedValues(request)
    const next = nextPath(wanted)
    const { holder } = held(request)
    if (!holder) return web.show(request, reply, { ...overPage(request, { email: '', next }), status: 400 })
    if (!/^[\s-]*(?:\d[\s-]*){6}$/.test(code)) {
      return web.show(request, reply, {
        ...codePage(request, next, 'Enter the six digits from the email'),
        status: 400,
      })
    }
    const tried = await signIn.tryCode(holder, code)
    if ('person' in tried) return signedIn(request, reply, tried.person, next)
    request.log.info({ event: 'signInRefused', method: 'emailCode', code: tried.fault }, 'sign-in refused')
    if (tried.fault === 'over') {
      const { email } = held(request)
      clear(reply)
      return web.show(request, reply, { ...overPage(request, { email, next }), status: 400 })
    }
    const error = `That is not the code. You can try ${often(tried.triesLeft)} more`
    return web.show(request, reply, { ...codePage(request, next, error), status: 400 })
  })

  async function signedIn(
    request: FastifyRequest,
    reply: FastifyReply,
    person: { id: string; email: string },
    next: string,
  ): Promise<FastifyReply> {
    await web.sessions.start(request, reply, person.id, { method: 'emailCode' })
    clear(reply)
    reply.setCookie(known.name, signIn.knownBrowser(person.email), known.options)
    request.log.info({ event: 'signedIn', person: person.id, method: 'emailCode' }, 'signed in')
    return web.seeOther(request, reply, next)
  }

  function clear(reply: FastifyReply): void {
    const { maxAge: _, ...gone } = asked.options
    reply.clearCookie(asked.name, gone)
  }

  /** What the browser holds from asking: the secret, and the address as it was typed. */
  function held(request: FastifyRequest): { holder: string; email: string } {
    const [holder = '', packed = ''] = request.cookies[asked.name]?.split('.') ?? []
    return { holder, email: Buffer.from(packed, 'base64url').toString() }
  }

  function emailPage(
    request: FastifyRequest,
    { error, ...form }: { email: string; next: string; error?: string },
  ): Shown {
    return {
      title: 'Sign in',
      script: 'passkeys',
      body: emailForm({ ...form, offered, error, token: web.token(request) }),
      ...(error !== undefined && { errors: [{ text: error, href: '#email' }] }),
    }
  }

  function codePage(request: FastifyRequest, next: string, error?: string): Shown {
    const { holder, email } = held(request)
    if (!holder) return overPage(request, { email: '', next })
    return {
      title: 'Enter your code',
      back: { href: withNext(paths.signIn.at(), next), text: 'Use another address' },
      body: codeForm({ email, next, error, token: web.token(request) }),
      ...(error !== undefined && { errors: [{ text: error, href: '#code' }] }),
    }
  }

  function overPage(request: FastifyRequest, asked: { email: string; next: string }): Shown {
    return { title: 'Ask for a new code', body: codeOver({ ...asked, token: web.token(request) }) }
  }
}
