import type { FastifyReply, FastifyRequest } from 'fastify'
import { Problem } from './problem.ts'

/** Sends one resource with its version as ETag, or 304 when the caller has that version already. */
export function sendVersioned(
  request: FastifyRequest,
  reply: FastifyReply,
  resource: { version: number },
  etag = `"${resource.version}"`,
): FastifyReply {
  reply.header('etag', etag).header('cache-control', 'private, no-cache')
  const known = request.headers['if-none-match']
  if (request.method === 'GET' && known?.split(',').some((tag) => tag.trim() === etag))
    return reply.code(304).send()
  return reply.send(resource)
}

/**
 * The version a change was decided on, from If-Match. Undefined for `*`: any version will do.
 * @throws Problem 428 when the header is missing, 400 when it is no version
 */
export function requiredVersion(request: FastifyRequest): number | undefined {
  const version = givenVersion(request)
  if (version === null) {
    throw new Problem(
      'versionMissing',
      "Send the ETag you read as 'If-Match', so that nobody's change is overwritten.",
    )
  }
  return version
}

/** The version from If-Match where there is one; null where there is none. */
export function givenVersion(request: FastifyRequest): number | undefined | null {
  const header = request.headers['if-match']
  if (header === undefined) return null
  if (header.trim() === '*') return undefined
  const [, version] = /^\s*(?:W\/)?"(\d{1,9})"\s*$/.exec(header) ?? []
  if (version === undefined)
    throw new Problem('invalidRequest', `'If-Match' must be the ETag of the resource, such as "7".`)
  return Number(version)
}
