import type { FastifyInstance } from 'fastify'
import { z } from 'zod'

const none = z.strictObject({})

/** Refuses query parameters on routes that say nothing of any, so that a misspelt one is never left out silently. */
export function refuseUnknownQueries(api: FastifyInstance): void {
  api.addHook('onRoute', (route) => {
    if (!route.schema?.querystring) route.schema = { ...route.schema, querystring: none }
  })
}
