import { timingSafeEqual } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Sessions } from '#server/http/plugins/sessions.ts'

const NAME = 'waymark-done'

/** Seconds for which what was just done waits for the next page. */
export const BANNER_SECONDS = 60

/**
 * Carries what was just done across a redirect: in a cookie, signed for the session, so that no one but the server can
 * make a page of ours say something by a link. It lasts for the next page only.
 */
export function newBanners(formToken: Sessions['formToken'], secure: boolean) {
  const name = secure ? `__Host-${NAME}` : NAME
  const options = { path: '/', httpOnly: true, sameSite: 'lax', secure } as const
  const markOf = (signedIn: NonNullable<FastifyRequest['signedIn']>, text: string) =>
    formToken(signedIn, `banner ${text}`)
  return {
    carry: (request: FastifyRequest, reply: FastifyReply, text: string): void => {
      if (!request.signedIn) return
      const packed = Buffer.from(text).toString('base64url')
      reply.setCookie(name, `${packed}.${markOf(request.signedIn, text)}`, {
        ...options,
        maxAge: BANNER_SECONDS,
      })
    },
    take: (request: FastifyRequest, reply: FastifyReply): string | undefined => {
      const cookie = request.cookies[name]
      if (cookie === undefined || !request.signedIn) return undefined
      reply.clearCookie(name, options)
      const [packed = '', mark = ''] = cookie.split('.')
      const text = Buffer.from(packed, 'base64url').toString()
      return isSame(mark, markOf(request.signedIn, text)) ? text : undefined
    },
  }
}

function isSame(a: string, b: string): boolean {
  const [one, other] = [Buffer.from(a), Buffer.from(b)]
  return one.length === other.length && timingSafeEqual(one, other)
}
