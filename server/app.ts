import formbody from '@fastify/formbody'
import fastify, { type FastifyInstance } from 'fastify'
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod'
import type { ApiApp } from './api-app.ts'
import type { TokenKey } from './config.ts'
import type { Deps } from './deps.ts'
import { actionPages } from './features/actions/pages.ts'
import { actionRoutes } from './features/actions/routes.ts'
import { healthRoutes } from './features/health/routes.ts'
import { helpPages } from './features/help/pages.ts'
import { mePages } from './features/me/pages.ts'
import { meRoutes } from './features/me/routes.ts'
import { outboxPages } from './features/outbox/pages.ts'
import { planPages } from './features/plans/pages.ts'
import { planRoutes } from './features/plans/routes.ts'
import { sessionPages } from './features/session/pages.ts'
import { assetsPlugin } from './plugins/assets.ts'
import { requireToken } from './plugins/auth.ts'
import { registerOpenapi } from './plugins/openapi.ts'
import { registerProblems } from './plugins/problems.ts'
import { registerSecurityHeaders } from './plugins/security-headers.ts'
import { registerSessions } from './plugins/sessions.ts'
import { registerTokens } from './plugins/tokens.ts'
import { errorPage } from './web/error-page.ts'
import { newWeb } from './web/web.ts'

export type AppDeps = Deps & { tokenKeys: readonly TokenKey[]; sessionSecret: string; logLevel: string }

/**
 * The whole application, ready to listen: the same for production, the demonstration and tests. This function is
 * the table of contents; nothing is loaded by convention.
 */
export async function buildApp(deps: AppDeps): Promise<FastifyInstance> {
  const app = fastify({
    logger: { level: deps.logLevel },
    bodyLimit: 1_048_576,
    requestTimeout: 30_000,
    routerOptions: { maxParamLength: 200 },
    return503OnClosing: true,
  })
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)

  await registerSecurityHeaders(app, deps.publicUrl)
  await registerTokens(app, deps.tokenKeys)
  const { sessionSecret: secret, ...rest } = deps
  const sessions = await registerSessions(app, { ...rest, secret })
  const web = newWeb(deps, sessions)
  registerProblems(app, (problem, request) => errorPage(web, problem, request))
  await registerOpenapi(app, deps.publicUrl)
  await app.register(assetsPlugin)
  healthRoutes(app, deps)

  await app.register(
    async (api) => {
      api.removeContentTypeParser('text/plain')
      requireToken(api, deps.db)
      const typed = api as unknown as ApiApp
      planRoutes(typed, deps)
      actionRoutes(typed, deps)
      meRoutes(typed, deps)
      api.get('/openapi.json', { config: { open: true }, schema: { hide: true } as object }, () =>
        app.swagger(),
      )
    },
    { prefix: '/api/v1' },
  )

  await app.register(async (pages) => {
    await pages.register(formbody)
    sessionPages(pages, deps, web)
    mePages(pages, deps, web)
    actionPages(pages, deps, web)
    planPages(pages, deps, web)
    outboxPages(pages, deps, web)
    helpPages(pages, deps, web)
  })
  return app
}
