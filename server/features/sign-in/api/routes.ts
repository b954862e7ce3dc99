import { endApiSession } from '#db/read/api-access.ts'
import { CODE_MINUTES } from '#db/read/sign-in.ts'
import type { Deps } from '#server/deps.ts'
import type { SignIn } from '#server/features/sign-in/service.ts'
import type { ApiApp } from '#server/http/api-app.ts'
import { actorOf, codeIsNotEnough } from '#server/http/plugins/auth.ts'
import { signToken, TOKEN_SECONDS } from '#server/http/plugins/tokens.ts'
import { Problem } from '#server/http/problem.ts'
import { codeSchema, grantSchema } from './schemas.ts'
import { type Granted, grantByApiToken, grantByCode, grantByRefreshToken } from './service.ts'

/** `/auth`: how a program gets an access token. */
export function authRoutes(
  app: ApiApp,
  deps: Deps,
  { signIn, requireStrong }: { signIn: SignIn; requireStrong: boolean },
): void {
  const tags = ['auth']
  const config = { open: true, shownOnce: true }

  app.post('/auth/code', { config, schema: { tags, body: codeSchema } }, async (request, reply) => {
    if (requireStrong) throw codeIsNotEnough()
    const asked = await signIn.ask(request.body.email, { ip: request.ip })
    reply.header('cache-control', 'no-store')
    if ('waitSeconds' in asked) {
      reply.header('retry-after', String(asked.waitSeconds))
      throw new Problem('tooManyRequests', `Wait ${asked.waitSeconds} seconds, then ask again.`)
    }
    return reply.code(202).send({ challenge: asked.holder, expiresIn: CODE_MINUTES * 60 })
  })

  app.post('/auth/token', { config, schema: { tags, body: grantSchema } }, async (request, reply) => {
    if (requireStrong && request.body.grant !== 'apiToken') throw codeIsNotEnough()
    const { claims, refreshToken } = await granted(request.body)
    request.log.info(
      { event: 'granted', person: claims.personId, method: request.body.grant },
      'access granted',
    )
    return reply.header('cache-control', 'no-store').send({
      accessToken: signToken(app as never, claims.personId, claims),
      expiresIn: TOKEN_SECONDS,
      refreshToken,
    })
  })

  app.post('/auth/sign-out', { schema: { tags } }, async (request, reply) => {
    const { access } = request
    if (access?.sessionId) await endApiSession(deps.db, deps.clock, actorOf(request).id, access.sessionId)
    return reply.code(204).send()
  })

  function granted(body: (typeof grantSchema)['_output']): Promise<Granted> {
    switch (body.grant) {
      case 'emailCode':
        return grantByCode(deps, signIn, body)
      case 'apiToken':
        return grantByApiToken(deps, body.token)
      case 'refreshToken':
        return grantByRefreshToken(deps, body.refreshToken)
    }
  }
}
