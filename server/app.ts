import formbody from '@fastify/formbody'
import fastify, { type FastifyInstance } from 'fastify'
import { type SessionLife, usualSessionLife } from '#db/read/sessions.ts'
import { newImportRuns } from '#server/features/imports/runs.ts'
import { plainValidator } from '#server/http/plain-faults.ts'
import { answers } from './answers/answers.ts'
import type { TokenKey } from './config.ts'
import type { Deps } from './deps.ts'
import { type RenderLimits, startRenderer } from './documents/render.ts'
import { newPlanReader } from './exchange/read-plan.ts'
import { actionPages } from './features/actions/page/pages.ts'
import { actionRoutes } from './features/actions/routes.ts'
import { calendarFeed } from './features/calendar/feed.ts'
import { calendarPages } from './features/calendar/pages.ts'
import { calendarRoutes } from './features/calendar/routes.ts'
import { decisionPages } from './features/decisions/pages.ts'
import { decisionRoutes } from './features/decisions/routes.ts'
import { filePages } from './features/files/pages.ts'
import { fileRoutes } from './features/files/routes.ts'
import { healthRoutes } from './features/health/routes.ts'
import { helpPages } from './features/help/pages.ts'
import { importPages } from './features/imports/pages.ts'
import { importRoutes } from './features/imports/routes.ts'
import { inspectionPages } from './features/inspections/pages.ts'
import { inspectionRoutes } from './features/inspections/routes.ts'
import { outboxPages } from './features/mail/outbox/pages.ts'
import { mailPages } from './features/mail/pages.ts'
import { mailRoutes } from './features/mail/routes.ts'
import { measurePages } from './features/measures/pages.ts'
import { measureRoutes } from './features/measures/routes.ts'
import { spcRoutes } from './features/measures/spc-routes.ts'
import { meetingPages } from './features/meetings/pages.ts'
import { meetingRoutes } from './features/meetings/routes.ts'
import { mePages } from './features/my-work/pages.ts'
import { meRoutes } from './features/my-work/routes.ts'
import { blockerRoutes } from './features/parts/blocker-routes.ts'
import { extensionRoutes } from './features/parts/extension-routes.ts'
import { milestoneRoutes } from './features/parts/milestone-routes.ts'
import { agencyRoutes } from './features/people/agencies/routes.ts'
import { personHistoryRoutes } from './features/people/history/routes.ts'
import { memberPages } from './features/people/members/pages.ts'
import { memberRoutes } from './features/people/members/routes.ts'
import { peoplePages } from './features/people/pages.ts'
import { peopleRoutes } from './features/people/routes.ts'
import { horizonRoutes } from './features/plans/horizons/routes.ts'
import { planPages } from './features/plans/page/pages.ts'
import { pastDays } from './features/plans/past-days.ts'
import { recommendationPages } from './features/plans/recommendations/pages.ts'
import { recommendationRoutes } from './features/plans/recommendations/routes.ts'
import { planRoutes } from './features/plans/routes.ts'
import { searchRoutes } from './features/plans/search/routes.ts'
import { searchPage } from './features/plans/search/search-page.ts'
import { planTransitionRoutes } from './features/plans/transitions.ts'
import { priorityPages } from './features/priorities/pages.ts'
import { priorityRoutes } from './features/priorities/routes.ts'
import { priorityTransitionRoutes } from './features/priorities/transitions.ts'
import { redactionPages } from './features/redactions/pages.ts'
import { redactionRoutes } from './features/redactions/routes.ts'
import { newEditionFiles } from './features/reports/edition-files.ts'
import { ownTemplatePages } from './features/reports/own-templates/pages.ts'
import { ownTemplateRoutes } from './features/reports/own-templates/routes.ts'
import { reportPages } from './features/reports/pages.ts'
import { reportRoutes } from './features/reports/routes.ts'
import { sectionRoutes } from './features/reports/section-routes.ts'
import { wordTemplatePages } from './features/reports/word-template/pages.ts'
import { wordTemplateRoutes } from './features/reports/word-template/routes.ts'
import { accessRoutes } from './features/sign-in/api/access-routes.ts'
import { authRoutes } from './features/sign-in/api/routes.ts'
import { sessionPages } from './features/sign-in/pages.ts'
import { newPasskeys } from './features/sign-in/passkeys.ts'
import { newSignIn } from './features/sign-in/service.ts'
import { newSingleSignOn, type SingleSignOnSettings } from './features/sign-in/single-sign-on.ts'
import { todayOf } from './http/actor.ts'
import type { ApiApp } from './http/api-app.ts'
import { answerLinksOf } from './http/hashes.ts'
import { type LogStream, loggerOptions } from './http/log.ts'
import { assetsPlugin } from './http/plugins/assets.ts'
import { requireToken } from './http/plugins/auth.ts'
import { addressWithoutCsv, registerCsv } from './http/plugins/csv.ts'
import { registerIdempotency } from './http/plugins/idempotency.ts'
import { refuseMalformedText } from './http/plugins/malformed-text.ts'
import { registerOpenapi } from './http/plugins/openapi.ts'
import { answerUnreadableAddress, registerProblems } from './http/plugins/problems.ts'
import { type RateLimit, registerRateLimits, usualRateLimit } from './http/plugins/rate-limits.ts'
import { registerSecurityHeaders } from './http/plugins/security-headers.ts'
import { registerSessions } from './http/plugins/sessions.ts'
import { refuseUnknownQueries } from './http/plugins/strict-queries.ts'
import { registerTokens } from './http/plugins/tokens.ts'
import {
  type ArrivalLimit,
  answerUnreadableRequest,
  arrivalOptions,
  refuseWithoutHost,
  usualArrivalLimit,
} from './http/plugins/unreadable-requests.ts'
import { registerWarnings } from './http/plugins/warnings.ts'
import { paths } from './paths.ts'
import { errorPage } from './ui/error-page.ts'
import { refuseManyFields } from './ui/forms/most-fields.ts'
import { newWeb } from './ui/web.ts'

export type AppDeps = Deps & {
  tokenKeys: readonly TokenKey[]
  sessionSecret: string
  logLevel: string
  trustedProxies?: readonly string[]
  /** Whether a code by email is not enough to sign in; it is unless told. */
  requireStrongSignIn?: boolean
  /** The usual one unless told. */
  sessionLife?: SessionLife
  /** None unless told: people sign in with codes then. */
  singleSignOn?: SingleSignOnSettings | null
  /** The standard output unless told. */
  logTo?: LogStream
  /** The usual one unless told. */
  rateLimit?: RateLimit
  /** The usual one unless told. */
  arrivalLimit?: ArrivalLimit
  /** What making the files of a report may take; the usual unless told. */
  renderLimits?: Partial<RenderLimits>
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
  app.decorate('today', () => todayOf(deps))
  app.setValidatorCompiler(plainValidator)
  app.setSerializerCompiler(() => (answer) => JSON.stringify(answer))

  await registerSecurityHeaders(app, deps.publicUrl)
  refuseWithoutHost(app)
  await registerTokens(app, deps.tokenKeys)
  const { sessionSecret: secret, requireStrongSignIn: requireStrong = false, ...rest } = deps
  const { sessionLife: life = usualSessionLife } = deps
  const sessions = await registerSessions(app, { ...rest, secret, requireStrong, life })
  registerRateLimits(app, deps.rateLimit ?? usualRateLimit)
  const web = newWeb(deps, sessions)
  const renderer = startRenderer(deps.renderLimits)
  const importRuns = newImportRuns((err, importId) => app.log.error({ err, importId }, 'an import failed'))
  const importDeps = { ...deps, planReader: newPlanReader(), importRuns }
  const editionFiles = newEditionFiles(deps, { renderer, log: app.log })
  app.addHook('onClose', async () => {
    await renderer.stop()
    await editionFiles.idle()
    await importRuns.idle()
  })
  const signIn = newSignIn(deps, secret)
  const singleSignOn = singleSignOnOf(deps)
  registerProblems(app, (problem, request) => errorPage(web, problem, request))
  await registerOpenapi(app, deps.publicUrl, answers)
  await app.register(assetsPlugin)
  refuseMalformedText(app)
  healthRoutes(app, deps)
  calendarFeed(app, deps)

  await app.register(
    async (api) => {
      api.removeContentTypeParser('text/plain')
      requireToken(api, { ...rest, requireStrong })
      registerCsv(api)
      registerIdempotency(api, deps, answers)
      registerWarnings(api)
      refuseUnknownQueries(api)
      const typed = api as unknown as ApiApp
      planRoutes(typed, deps)
      searchRoutes(typed, deps)
      priorityRoutes(typed, deps)
      actionRoutes(typed, deps)
      planTransitionRoutes(typed, deps)
      priorityTransitionRoutes(typed, deps)
      milestoneRoutes(typed, deps)
      blockerRoutes(typed, deps)
      extensionRoutes(typed, deps)
      meetingRoutes(typed, deps)
      decisionRoutes(typed, deps)
      inspectionRoutes(typed, deps)
      importRoutes(typed, importDeps)
      reportRoutes(typed, { ...deps, editionFiles })
      sectionRoutes(typed, deps)
      ownTemplateRoutes(typed, deps)
      wordTemplateRoutes(typed, deps)
      memberRoutes(typed, deps)
      recommendationRoutes(typed, deps)
      horizonRoutes(typed, deps)
      peopleRoutes(typed, deps)
      personHistoryRoutes(typed, deps)
      agencyRoutes(typed, deps)
      measureRoutes(typed, deps)
      spcRoutes(typed, deps)
      meRoutes(typed, deps)
      mailRoutes(typed, deps)
      authRoutes(typed, deps, { signIn, requireStrong })
      accessRoutes(typed, deps, life)
      calendarRoutes(typed, deps)
      fileRoutes(typed, deps)
      redactionRoutes(typed, deps)
      api.get('/openapi.json', { config: { open: true }, schema: { hide: true } as object }, () =>
        app.swagger(),
      )
    },
    { prefix: '/api/v1' },
  )

  await app.register(async (pages) => {
    await pages.register(formbody)
    refuseManyFields(pages)
    pastDays(pages, deps)
    sessionPages(pages, deps, web, {
      signIn,
      passkeys: newPasskeys(deps),
      requireStrong,
      singleSignOn,
      secret,
    })
    calendarPages(pages, deps, web)
    mePages(pages, deps, web, answerLinksOf(secret))
    actionPages(pages, deps, web)
    filePages(pages, deps, web)
    redactionPages(pages, deps, web)
    planPages(pages, deps, web)
    searchPage(pages, deps, web)
    priorityPages(pages, deps, web)
    recommendationPages(pages, deps, web)
    measurePages(pages, deps, web)
    meetingPages(pages, deps, web)
    decisionPages(pages, deps, web)
    inspectionPages(pages, deps, web)
    importPages(pages, importDeps, web)
    reportPages(pages, { ...deps, editionFiles }, web)
    ownTemplatePages(pages, deps, web)
    wordTemplatePages(pages, deps, web)
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
  return newSingleSignOn(singleSignOn, { redirectUri: `${publicUrl}${paths.singleSignOnReturn.at()}` })
}
