import { createHash } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Problem } from './problem.ts'

type Resource = { version: number }

/**
 * Sends one resource with its version as ETag, or 304 when the caller has that version already. For what says
 * nothing but its own row: anything else goes through `sendDerived`.
 */
export function sendVersioned(
  request: FastifyRequest,
  reply: FastifyReply,
  resource: Resource,
): FastifyReply {
  const tag = `"${resource.version}"`
  return isKnown(request, tag) ? answer(reply, tag).code(304).send() : answer(reply, tag).send(resource)
}

/**
 * Sends one resource that also says what changes without a new version: what follows from the day, such as a
 * colour, and names of others. Its ETag is the version while it reads as on the day on which that came to be, and
 * says after the version what it reads like since, as in `"7-Zk3f…"`: so 304 never keeps yesterday's colour, and
 * either can be sent back as `If-Match`.
 * @param asAtFirst what it read like on the day on which its version came to be
 * @param othersChanged whether what it says of others has changed since then; asked only where 304 hangs on it
 */
export async function sendDerived(
  request: FastifyRequest,
  reply: FastifyReply,
  resource: Resource,
  { asAtFirst, othersChanged }: { asAtFirst: unknown; othersChanged: () => Promise<boolean> },
): Promise<FastifyReply> {
  const drifted = `"${resource.version}-${digestOf(resource)}"`
  if (isKnown(request, drifted)) return answer(reply, drifted).code(304).send()
  if (!isDeepStrictEqual(resource, asAtFirst)) return answer(reply, drifted).send(resource)
  if (isKnown(request, `"${resource.version}"`) && (await othersChanged()))
    return answer(reply, drifted).send(resource)
  return sendVersioned(request, reply, resource)
}

/**
 * Sends a file that never changes with a tag that says what it holds, or 304 when the caller has it already.
 * @param headers those that go with the bytes
 */
export function sendTagged(
  request: FastifyRequest,
  reply: FastifyReply,
  { tag, headers, content }: { tag: string; headers: Record<string, string>; content: Buffer },
): FastifyReply {
  const quoted = `"${tag}"`
  if (isKnown(request, quoted)) return answer(reply, quoted).code(304).send()
  return answer(reply, quoted).headers(headers).send(content)
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
  const [, version] = /^\s*(?:W\/)?"(\d{1,9})(?:-[\w-]{1,40})?"\s*$/.exec(header) ?? []
  if (version === undefined)
    throw new Problem('invalidRequest', `'If-Match' must be the ETag of the resource, such as "7".`)
  return Number(version)
}

function answer(reply: FastifyReply, tag: string): FastifyReply {
  return reply.header('etag', tag).header('cache-control', 'private, no-cache')
}

// What compresses answers on their way makes a tag a weak one, and the caller sends it back as that.
function isKnown({ method, headers }: FastifyRequest, tag: string): boolean {
  const known = headers['if-none-match']?.split(',').map((each) => each.trim().replace(/^W\//, '')) ?? []
  return method === 'GET' && known.includes(tag)
}

function digestOf(resource: Resource): string {
  return createHash('sha256').update(JSON.stringify(resource)).digest('base64url').slice(0, 16)
}
