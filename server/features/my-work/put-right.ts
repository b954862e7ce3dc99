import { sql } from '#db/connection/drizzle.ts'
import { type AdministratorWork, administeredBy, administratorWork } from '#db/read/administrator-work.ts'
import { type Alike, alikeFor } from '#db/read/alike.ts'
import { type InvitationToPutRight, invitationsToPutRight } from '#db/read/invitations.ts'
import { type PackToIssue, packsToIssue } from '#db/read/packs-to-issue.ts'
import { newsTable } from '#emails/digests/news.ts'
import { mailedPlans } from '#emails/ledger/mailed-plans.ts'
import type { Deps } from '#server/deps.ts'
import { todayOf } from '#server/http/actor.ts'

/** What an administrator has to put right, or to remind others of. */
export type PutRight = AdministratorWork & {
  packs: PackToIssue[]
  uninvited: InvitationToPutRight[]
  alike: Alike[]
}

/**
 * What is to be put right in the active plans that a person administers: what their weekly email counts. People who
 * have not got their invitation, and what counts as the same, are named of plans that are drafts, too.
 */
export async function putRightBy(deps: Deps, personId: string): Promise<PutRight> {
  const { db, clock } = deps
  const plans = await mailedPlans(db, 'allActive', personId)
  const news = newsTable(plans.values(), { scope: 'allActive', at: clock.now() })
  const where = sql`plans.state = 'active' and ${administeredBy(personId)}`
  const [work, packs, uninvited, alike] = await Promise.all([
    administratorWork(db, { where, news, day: todayOf(deps) }),
    packsToIssue(db, personId, 'administrator'),
    invitationsToPutRight(db, personId),
    alikeFor(db, personId),
  ])
  return { ...work, packs, uninvited, alike }
}

/** How many things there are to put right. */
export function lengthOf(work: PutRight): number {
  return Object.values(work).reduce((sum, { length }) => sum + length, 0)
}
