import { AsyncLocalStorage } from 'node:async_hooks'
import { newId } from '#db/connection/ids.ts'

type Claim = { id: string; aggregateId: string | null }
const claims = new AsyncLocalStorage<Claim>()

/**
 * Runs a request under the claim of its idempotency key: the history row it writes takes the claim's id. A request
 * that is run again after its process died can then not write a second one, whichever way it goes.
 */
export function underClaim<T>(claimId: string, work: () => T): T {
  return claims.run({ id: claimId, aggregateId: null }, work)
}

/**
 * The id of a new history row. That of the claim the request runs under, for the first aggregate it changes and
 * for every further attempt at the same change; a new one for everything else.
 */
export function newEventId(aggregateId: string): string {
  const claim = claims.getStore()
  if (!claim) return newId()
  claim.aggregateId ??= aggregateId
  return claim.aggregateId === aggregateId ? claim.id : newId()
}
