import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Db } from '#db/connect.ts'
import { findPerson, type Person } from '#db/queries/people.ts'
import { notAuthenticated, personOfToken } from './tokens.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Who an API request is from; null before its token has been checked. */
    caller: Person | null
  }
  interface FastifyContextConfig {
    /** Whether the route answers without an access token. */
    open?: boolean
  }
}

/** Every route of this part of the application needs an access token of somebody who has not left. */
export function requireToken(app: FastifyInstance, db: Db): void {
  app.decorateRequest('caller', null)
  app.addHook('onRequest', async (request) => {
    if (request.routeOptions.config.open) return
    request.caller = await findPerson(db, await personOfToken(request))
    if (!request.caller) throw notAuthenticated()
  })
}

/** Who the request is from. */
export function actorOf(request: FastifyRequest): Person {
  if (!request.caller) throw notAuthenticated()
  return request.caller
}
