const seconds = { type: 'integer' } as const
const content = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } }

/** The answers that are problems, each by its name, for `components/responses` of the document. */
export const problemResponses = {
  Refused: {
    description: [
      'The request was refused: `code` and `detail` say why. By status:',
      '- 400: it is not valid, or names something that is not there',
      '- 401: the access token is missing, wrong or expired',
      '- 403: the caller may see this and not do it',
      '- 404: there is nothing here, or nothing that the caller may see',
      '- 409: it is not possible as things stand',
      '- 412: it has changed since the version named in If-Match',
      '- 413: the body is larger than 1 MB',
      '- 415: the body is not of the documented type',
      '- 422: the Idempotency-Key was sent with another request before',
      '- 428: If-Match is missing',
      '- 429: too many requests, try again after Retry-After',
    ].join('\n'),
    headers: { 'Retry-After': { description: 'With 429: seconds to wait.', schema: seconds } },
    content,
  },
  Failed: {
    description: 'Something went wrong on our side (500), or the database is away or too busy (503).',
    headers: { 'Retry-After': { description: 'With 503: seconds to wait.', schema: seconds } },
    content,
  },
}

/** What every operation may answer when it does not succeed, as references to them. */
export const problemsOfAny = {
  '4XX': { $ref: '#/components/responses/Refused' },
  '5XX': { $ref: '#/components/responses/Failed' },
}
