import type { Db } from '#db/connect.ts'
import { londonDay } from '#workflows/calendar.ts'
import type { NoticeKind } from '#workflows/requirement.ts'
import type { Claim } from './claim.ts'
import { ownerDigest } from './digest/owner.ts'
import { stillDue } from './digest/still-due.ts'
import type { Email } from './email.ts'
import { noticeFacts } from './notices/facts.ts'
import { notice } from './notices/notice.ts'
import type { Outcome } from './settle.ts'

export const DONE_BEFORE = 'Everything was done before it was sent.'
export const DONE_AFTER_COPY = 'A copy may have arrived. Everything was done before it was sent again.'
export const LEFT_BEFORE = 'This person left before it was sent.'

/**
 * Writes the email of a claimed delivery from what is true now: each planned line is checked again. Gives how to
 * settle it instead when there is nothing to send any more.
 */
export async function compose(db: Db, claim: Claim, publicUrl: string): Promise<Email | Outcome> {
  if (claim.personLeft) return { kind: 'nothingDue', reply: LEFT_BEFORE }
  return claim.kind === 'ownerDigest'
    ? digestOf(db, claim, publicUrl)
    : noticeOf(db, claim.kind, claim, publicUrl)
}

async function digestOf(db: Db, claim: Claim, publicUrl: string): Promise<Email | Outcome> {
  const day = londonDay(claim.at)
  const items = await stillDue(db, claim.personId, claim.lines, day)
  if (items.length === 0)
    return { kind: 'nothingDue', reply: claim.ambiguous ? DONE_AFTER_COPY : DONE_BEFORE }
  const dueOn = londonDay(claim.dueAt)
  return ownerDigest({ name: claim.toName, day, items, publicUrl, lateFrom: dueOn < day ? dueOn : null })
}

async function noticeOf(db: Db, kind: NoticeKind, claim: Claim, publicUrl: string): Promise<Email | Outcome> {
  const facts = await noticeFacts(db, claim.period, claim.personId)
  if (!facts) return { kind: 'failed', reply: 'The history does not hold what this email is about.' }
  if (!facts.planActive) return { kind: 'superseded', reply: 'The plan is not active.' }
  return notice(kind, claim.toName, facts, publicUrl)
}
