import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'
import { brokenConstraint, isDatabaseAway, isDatabaseBusy, mayHaveHappened } from '#db/connection/errors.ts'
import {
  type FieldError,
  nothingAtAddress,
  Problem,
  type ProblemCode,
  problemBody,
} from '#server/http/problem.ts'

/** How an error is shown to people, for requests that are not for the API. */
export type ErrorPage = (problem: Problem, request: FastifyRequest) => string | Promise<string>

/**
 * The one registry that turns errors into answers: a problem for the API, a page for people. What we did not
 * foresee says nothing of the inside.
 */
export function registerProblems(app: FastifyInstance, errorPage: ErrorPage): void {
  app.setErrorHandler(async (error: FastifyError, request, reply) => {
    const problem = problemOf(error, request)
    if (problem.status >= 500) request.log.error({ err: error, code: problem.code }, 'request failed')
    reply.code(problem.status)
    if (problem.status === 503) reply.header('retry-after', '5')
    if (isForApi(request)) {
      if (problem.status === 401) reply.header('www-authenticate', 'Bearer')
      return sendProblem(problem, request, reply)
    }
    return reply.type('text/html; charset=utf-8').send(await errorPage(problem, request))
  })
  app.setNotFoundHandler(() => {
    throw nothingAtAddress()
  })
}

/**
 * Answers an address that cannot be read, before there is a route: for `frameworkErrors`. It has no page of its own,
 * because nothing is known of the request yet.
 */
export function answerUnreadableAddress(_: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  const problem = new Problem(
    'notFound',
    'There is nothing at this address, which is not well formed. Check it.',
  )
  reply.code(problem.status).header('x-content-type-options', 'nosniff')
  if (isForApi(request)) sendProblem(problem, request, reply)
  else reply.type('text/plain; charset=utf-8').send(problem.message)
}

function sendProblem(problem: Problem, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return reply.type('application/problem+json').send(JSON.stringify(problemBody(problem, request.id)))
}

/** Whether a request is for the API, which answers in JSON, and not for a page. */
export function isForApi(request: FastifyRequest): boolean {
  return request.url.startsWith('/api/') || request.url === '/healthz' || request.url === '/readyz'
}

/** An error as a problem that the caller can act on. */
export function problemOf(error: unknown, request: FastifyRequest): Problem {
  if (error instanceof Problem) return error
  if (hasZodFastifySchemaValidationErrors(error)) {
    const errors = error.validation.flatMap((issue) => fieldErrors(issue as ZodIssue))
    return new Problem('invalidRequest', summary(errors), { errors })
  }
  if (brokenConstraint(error) === 'events_pkey') return madeByAnotherRun()
  if (isDatabaseBusy(error)) {
    return new Problem(
      'databaseAway',
      'The database is too busy at the moment. Nothing was changed: try again in a few seconds.',
    )
  }
  if (isDatabaseAway(error)) {
    return isSafe(request) || !mayHaveHappened(error)
      ? new Problem('databaseAway', 'The database does not answer at the moment. Try again in a few seconds.')
      : new Problem(
          'outcomeUnknown',
          'The database did not answer, so it is not known whether the change was made. Read it again before you repeat it.',
        )
  }
  return frameworkProblem(error as Partial<FastifyError>)
}

/** Two runs of one request with an idempotency key wrote at once: the database took one. */
function madeByAnotherRun(): Problem {
  return new Problem(
    'idempotencyRunning',
    'Another run of this request has made the change. Send it again with the same Idempotency-Key for its answer.',
  )
}

const byStatus: Record<number, [ProblemCode, string]> = {
  400: [
    'invalidRequest',
    'The request could not be read. Check that the body is JSON and matches its content type.',
  ],
  413: ['tooLarge', 'The request is larger than 1 MB. Send less at a time.'],
  415: ['unsupportedMediaType', 'Send JSON, with the content type application/json.'],
  429: ['tooManyRequests', 'Wait for as long as Retry-After says, then go on.'],
}

function frameworkProblem(error: Partial<FastifyError>): Problem {
  const [code, detail] = byStatus[error.statusCode ?? 500] ?? [
    'unexpected',
    'Try again. If it happens again, tell your administrator the id of the request.',
  ]
  return new Problem(code, detail)
}

function isSafe(request: FastifyRequest): boolean {
  return request.method === 'GET' || request.method === 'HEAD'
}

type ZodIssue = {
  instancePath: string
  keyword: string
  message?: string
  params?: { keys?: string[] }
}

function fieldErrors({ instancePath, keyword, message, params }: ZodIssue): FieldError[] {
  const unknown = params?.keys
  if (keyword === 'unrecognized_keys' && unknown) {
    return unknown.map((key) => ({
      pointer: `${instancePath === '/' ? '' : instancePath}/${key}`,
      code: 'unknownField',
      detail: `'${key}' is not known here. Leave it out, or check its spelling.`,
    }))
  }
  return [{ pointer: instancePath || '/', code: keyword, detail: message ?? 'Not valid.' }]
}

function summary(errors: FieldError[]): string {
  const [first] = errors
  if (!first) return 'The request is not valid.'
  return errors.length === 1
    ? `${first.pointer}: ${first.detail}`
    : `${errors.length} things have to be corrected; see 'errors'.`
}
