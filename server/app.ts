import formbody from '@fastify/formbody'
import fastify, { type FastifyInstance } from 'fastify'
import { validatorCompiler } from 'fastify-type-provider-zod'
import type { ApiApp } from './api-app.ts'
import type { TokenKey } from './config.ts'
import type { Deps } from './deps.ts'
import { actionPages } from './features/actions/pages.ts'
import { actionRoutes } from './features/actions/routes.ts'
import { agencyRoutes } from './features/agencies/routes.ts'
import { accessRoutes } from './features/auth/access-routes.ts'
import { authRoutes } from './features/auth/routes.ts'
import { blockerRoutes } from './features/blockers/routes.ts'
import { extensionRoutes } from './features/extensions/routes.ts'
import { filePages } from './features/files/pages.ts'
import { fileRoutes } from './features/files/routes.ts'
import { healthRoutes } from './features/health/routes.ts'
import { helpPages } from './features/help/pages.ts'
import { horizonRoutes } from './features/horizons/routes.ts'
import { mailPages } from './features/mail/pages.ts'
import { mailRoutes } from './features/mail/routes.ts'
import { mePages } from './features/me/pages.ts'
import { meRoutes } from './features/me/routes.ts'
import { measurePages } from './features/measures/pages.ts'
import { measureRoutes } from './features/measures/routes.ts'
import { meetingPages } from './features/meetings/pages.ts'
import { meetingRoutes } from './features/meetings/routes.ts'
import { memberPages } from './features/members/pages.ts'
import { memberRoutes } from './features/members/routes.ts'
import { milestoneRoutes } from './features/milestones/routes.ts'
import { outboxPages } from './features/outbox/pages.ts'
import { peoplePages } from './features/people/pages.ts'
import { peopleRoutes } from './features/people/routes.ts'
import { planPages } from './features/plans/pages.ts'
import { planRoutes } from './features/plans/routes.ts'
import { planTransitionRoutes } from './features/plans/transitions.ts'
import { priorityPages } from './features/priorities/pages.ts'
import { priorityTransitionRoutes } from './features/priorities/transitions.ts'
import { recommendationPages } from './features/recommendations/pages.ts'
import { recommendationRoutes } from './features/recommendations/routes.ts'
import { sessionPages } from './features/session/pages.ts'
import { newPasskeys } from './features/session/passkeys.ts'
import { newSignIn } from './features/session/service.ts'
import { RETURN_PATH } from './features/session/single-sign-on-pages.ts'
import { type LogStream, loggerOptions } from './log.ts'
import { newSingleSignOn, type SingleSignOnSettings } from './oidc/single-sign-on.ts'
import { assetsPlugin } from './plugins/assets.ts'
import { requireToken } from './plugins/auth.ts'
import { addressWithoutCsv, registerCsv } from './plugins/csv.ts'
import { registerIdempotency } from './plugins/idempotency.ts'
import { registerOpenapi } from './plugins/openapi.ts'
import { answerUnreadableAddress, registerProblems } from './plugins/problems.ts'
import { type RateLimit, registerRateLimits, usualRateLimit } from './plugins/rate-limits.ts'
import { registerSecurityHeaders } from './plugins/security-headers.ts'
import { registerSessions } from './plugins/sessions.ts'
import { refuseUnsoundText } from './plugins/sound-text.ts'
import { refuseUnknownQueries } from './plugins/strict-queries.ts'
import { registerTokens } from './plugins/tokens.ts'
import {
  type ArrivalLimit,
  answerUnreadableRequest,
  arrivalOptions,
  refuseWithoutHost,
  usualArrivalLimit,
} from './plugins/unreadable-requests.ts'
import { errorPage } from './web/error-page.ts'
import { newWeb } from './web/web.ts'

export type AppDeps = Deps & {
  tokenKeys: readonly TokenKey[]
  sessionSecret: string
  logLevel: string
  trustedProxies?: readonly string[]
  /** Whether a code by email is not enough to sign in; it is unless told. */
  requireStrongSignIn?: boolean
  /** None unless told: people sign in with codes then. */
  singleSignOn?: SingleSignOnSettings | null
  /** The standard output unless told. */
  logTo?: LogStream
  /** The usual one unless told. */
  rateLimit?: RateLimit
  /** The usual one unless told. */
  arrivalLimit?: ArrivalLimit
}

/**
 * The whole application, ready to listen: the same for production, the demonstration and tests. This function is
 * the table of contents; nothing is loaded by convention.
 */
export async function buildApp(deps: AppDeps): Promise<FastifyInstance> {
  const app: FastifyInstance = fastify({
    logger: loggerOptions(deps.logLevel, deps.logTo),
    // With nothing to trust, an address that a request claims to come from is not believed.
    trustProxy: deps.trustedProxies?.length ? [...deps.trustedProxies] : false,
    bodyLimit: 1_048_576,
    ...arrivalOptions(deps.arrivalLimit ?? usualArrivalLimit),
    clientErrorHandler: (error, socket) => answerUnreadableRequest(error, socket, app.log),
    routerOptions: { maxParamLength: 200 },
    return503OnClosing: true,
    rewriteUrl: addressWithoutCsv,
    frameworkErrors: answerUnreadableAddress,
  })
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(() => (answer) => JSON.stringify(answer))

  await registerSecurityHeaders(app, deps.publicUrl)
  refuseWithoutHost(app)
  await registerTokens(app, deps.tokenKeys)
  const { sessionSecret: secret, requireStrongSignIn: requireStrong = false, ...rest } = deps
  const sessions = await registerSessions(app, { ...rest, secret, requireStrong })
  registerRateLimits(app, deps.rateLimit ?? usualRateLimit)
  const web = newWeb(deps, sessions)
  const signIn = newSignIn(deps, secret)
  const singleSignOn = singleSignOnOf(deps)
  registerProblems(app, (problem, request) => errorPage(web, problem, request))
  await registerOpenapi(app, deps.publicUrl)
  await app.register(assetsPlugin)
  refuseUnsoundText(app)
  healthRoutes(app, deps)

  await app.register(
    async (api) => {
      api.removeContentTypeParser('text/plain')
      requireToken(api, { ...rest, requireStrong })
      registerCsv(api)
      registerIdempotency(api, deps)
      refuseUnknownQueries(api)
      const typed = api as unknown as ApiApp
      planRoutes(typed, deps)
      actionRoutes(typed, deps)
      planTransitionRoutes(typed, deps)
      priorityTransitionRoutes(typed, deps)
      milestoneRoutes(typed, deps)
      blockerRoutes(typed, deps)
      extensionRoutes(typed, deps)
      meetingRoutes(typed, deps)
      memberRoutes(typed, deps)
      recommendationRoutes(typed, deps)
      horizonRoutes(typed, deps)
      peopleRoutes(typed, deps)
      agencyRoutes(typed, deps)
      measureRoutes(typed, deps)
      meRoutes(typed, deps)
      mailRoutes(typed, deps)
      authRoutes(typed, deps, { signIn, requireStrong })
      accessRoutes(typed, deps)
      fileRoutes(typed, deps)
      api.get('/openapi.json', { config: { open: true }, schema: { hide: true } as object }, () =>
        app.swagger(),
      )
    },
    { prefix: '/api/v1' },
  )

  await app.register(async (pages) => {
    await pages.register(formbody)
    sessionPages(pages, deps, web, {
      signIn,
      passkeys: newPasskeys(deps),
      requireStrong,
      singleSignOn,
      secret,
    })
    mePages(pages, deps, web)
    actionPages(pages, deps, web)
    filePages(pages, deps, web)
    planPages(pages, deps, web)
    priorityPages(pages, deps, web)
    recommendationPages(pages, deps, web)
    measurePages(pages, deps, web)
    meetingPages(pages, deps, web)
    peoplePages(pages, deps, web)
    memberPages(pages, deps, web)
    mailPages(pages, deps, web)
    outboxPages(pages, deps, web)
    helpPages(pages, deps, web)
  })
  return app
}

function singleSignOnOf({ singleSignOn, publicUrl }: AppDeps) {
  if (!singleSignOn) return null
  return newSingleSignOn(singleSignOn, { redirectUri: `${publicUrl}${RETURN_PATH}` })
}
