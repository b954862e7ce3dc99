import { type RefusalCode, refusalCodes } from '#workflows/engine/requirement.ts'

/** Every code a problem may carry, with its status and its title. The list is closed and documented. */
export const problemCodes = {
  invalidRequest: [400, 'The request is not valid'],
  emptyChange: [400, 'The change is empty'],
  notAuthenticated: [401, 'Sign in first'],
  forbidden: [403, 'You may not do this'],
  strongSignInRequired: [403, 'A stronger sign-in is required'],
  signInAgain: [403, 'Sign in again first'],
  notFound: [404, 'Not found'],
  requestTimeout: [408, 'The request took too long to arrive'],
  conflict: [409, 'It conflicts with what is there'],
  smallCount: [409, 'Somebody may be recognised'],
  idempotencyRunning: [409, 'The first request is still being worked on'],
  answerLost: [409, 'The change was made, its answer was lost'],
  takenOut: [410, 'It was taken out'],
  versionStale: [412, 'It has changed since you read it'],
  tooLarge: [413, 'The request is too large'],
  unsupportedMediaType: [415, 'The content type is not supported'],
  idempotencyMismatch: [422, 'The key belongs to another request'],
  versionMissing: [428, 'Say which version you decided on'],
  tooManyRequests: [429, 'Too many requests'],
  headersTooLarge: [431, 'The headers are too large'],
  unexpected: [500, 'Something went wrong on our side'],
  databaseAway: [503, 'The database is away'],
  notMade: [503, 'The file could not be made'],
  outcomeUnknown: [503, 'It is not known whether the change was made'],
  ...(Object.fromEntries(
    refusalCodes.map((code) => [code, [code === 'notYourRole' ? 403 : 409, 'Refused']]),
  ) as unknown as Record<RefusalCode, readonly [number, string]>),
} as const satisfies Record<string, readonly [number, string]>
export type ProblemCode = keyof typeof problemCodes

export type FieldError = { pointer: string; code: string; detail: string }

/** An error that the caller can act on. Becomes `application/problem+json` for the API, a page for people. */
export class Problem extends Error {
  override readonly name = 'Problem'
  readonly code: ProblemCode
  readonly status: number
  readonly errors: FieldError[]
  /** Further members of the problem, such as the state and what is allowed. */
  readonly more: Record<string, unknown>

  /**
   * @param code from the closed list
   * @param detail one sentence that says what to do
   */
  constructor(
    code: ProblemCode,
    detail: string,
    { errors = [], more = {} }: { errors?: FieldError[]; more?: Record<string, unknown> } = {},
  ) {
    super(detail)
    this.code = code
    this.status = problemCodes[code][0]
    this.errors = errors
    this.more = more
  }
}

/** Nothing is at an address, or nothing that everybody may see: the answer is the same, so that neither is told. */
export function nothingAtAddress(): Problem {
  return new Problem(
    'notFound',
    'There is nothing at this address. Check it, or start from the list it belongs to.',
  )
}

/** The body of a problem (RFC 9457). `instance` is the id of the request, to be quoted when asking for help. */
export function problemBody(problem: Problem, requestId: string): Record<string, unknown> {
  return {
    type: `urn:waymark:problem:${problem.code}`,
    title: problemCodes[problem.code][1],
    status: problem.status,
    detail: problem.message,
    instance: requestId,
    code: problem.code,
    errors: problem.errors,
    ...problem.more,
  }
}
