import type { FastifyInstance } from 'fastify'
import { heedingBy } from '#db/write/heed.ts'
import type { Warning } from '#workflows/warnings/warning.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** What is unusual about the change that an API request made. */
    unusual: Warning[]
  }
}

/**
 * Puts what is unusual about a change beside the answer that says it was made, as `warnings`. An answer to a change
 * about which nothing is unusual reads as it would without this.
 */
export function registerWarnings(api: FastifyInstance): void {
  api.decorateRequest('unusual', null as never)
  // With a callback and not async: what runs after `done` then tells this request.
  api.addHook('preHandler', (request, _reply, done) => {
    request.unusual = []
    if (request.method === 'GET' || request.method === 'HEAD') return done()
    // A change that was decided again is told again, as it was decided last.
    heedingBy((warnings) => {
      const told = new Set(warnings.map(({ field }) => field))
      request.unusual = [...request.unusual.filter(({ field }) => !told.has(field)), ...warnings]
    }, done)
  })
  api.addHook('preSerialization', async ({ unusual }, reply, answer) => {
    if (!unusual || unusual.length === 0 || reply.statusCode >= 300 || !isObject(answer)) return answer
    const own = unusual.map(({ field, ...said }) => ({ pointer: `/${field}`, ...said }))
    // An observation says for itself what is doubtful about its figures.
    const { warnings = [] } = answer
    return { ...answer, warnings: [...(Array.isArray(warnings) ? warnings : []), ...own] }
  })
}

const isObject = (answer: unknown): answer is { warnings?: unknown } =>
  typeof answer === 'object' && answer !== null
