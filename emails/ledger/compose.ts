import type { Db } from '#db/connection/connect.ts'
import {
  type AssignedLine,
  type DigestKind,
  digestKinds,
  type EntryKind,
  entryKinds,
  WEEKLY_DIGEST,
} from '#db/schema/index.ts'
import type { Ask } from '#emails/digests/ask.ts'
import { writeDigest } from '#emails/digests/write.ts'
import type { Email } from '#emails/frame/email.ts'
import { addressChanged } from '#emails/notices/address-changed.ts'
import { type AssignedFacts, assignedFacts } from '#emails/notices/assigned-facts.ts'
import { deputyEnded } from '#emails/notices/deputy-ended.ts'
import { entryFacts, partedFacts } from '#emails/notices/entry-facts.ts'
import { entryEmail } from '#emails/notices/entry-frame.ts'
import { type NoticeFacts, noticeFacts } from '#emails/notices/facts.ts'
import { handedOver } from '#emails/notices/handed-over.ts'
import { invitationEmail } from '#emails/notices/invitation.ts'
import { notice } from '#emails/notices/notice.ts'
import { type PackIssuedFacts, packIssued, packIssuedFacts } from '#emails/notices/pack-issued.ts'
import { planApproved } from '#emails/notices/plan-approved.ts'
import { reportNoticeFacts } from '#emails/notices/report-facts.ts'
import { reportNotice, whyReportNoticeIsOver } from '#emails/notices/report-notice.ts'
import { roleChanged } from '#emails/notices/role-changed.ts'
import { signInCodeEmail } from '#emails/notices/sign-in-code.ts'
import { londonDay } from '#workflows/calendar/calendar.ts'
import { slotNamed } from '#workflows/calendar/digest-slot.ts'
import { type ReportNoticeKind, reportNoticeKinds } from '#workflows/engine/requirement.ts'
import type { Claim } from './claim.ts'
import type { Scope } from './mailed-plans.ts'
import type { Outcome } from './settle.ts'

export const DONE_BEFORE = 'Everything was done before it was sent.'
export const DONE_AFTER_COPY = 'A copy may have arrived. Everything was done before it was sent again.'
export const NOTHING_TO_TELL = 'There was nothing to tell.'
export const LEFT_BEFORE = 'This person left before it was sent.'

/** What emails are written with: the beginning of links, and what only the server can work out. */
export type ComposeDeps = {
  publicUrl: string
  codeOf?: ((askedId: string) => string) | undefined
  linkOf?: ((deliveryId: string) => string) | undefined
}

/**
 * Writes the email of a claimed delivery from what is true now: each planned line is checked again. Gives how to
 * settle it instead when there is nothing to send any more.
 */
export async function compose(
  db: Db,
  claim: Claim,
  { publicUrl, codeOf, linkOf }: ComposeDeps,
): Promise<Email | Outcome> {
  if (isOfEntry(claim.kind)) return entryOf(db, claim.kind, claim, publicUrl)
  if (claim.personLeft) return { kind: 'nothingDue', reply: LEFT_BEFORE }
  if (claim.kind === 'signInCode') return signInCodeEmail(db, claim, codeOf)
  if (claim.kind === 'invitation') return invitationEmail(claim.toName, publicUrl)
  if (claim.kind === 'packIssued') return packIssuedOf(db, claim, publicUrl)
  const { kind } = claim
  if (isOfReport(kind)) return reportNoticeOf(db, kind, claim, publicUrl)
  return isDigest(kind)
    ? digestOf(db, kind, claim, { publicUrl, linkOf })
    : noticeOf(db, kind, claim, publicUrl)
}

async function digestOf(
  db: Db,
  kind: DigestKind,
  claim: Claim,
  { publicUrl, linkOf }: ComposeDeps,
): Promise<Email | Outcome> {
  const { personId, toName: name, lines, week, slot, at } = claim
  // One of one part, planned by an earlier release, says by its kind what it is about.
  const parts = kind === WEEKLY_DIGEST || claim.parts.length > 0 ? claim.parts : [kind]
  const scope: Scope = week !== null && slot !== null ? { week, slot: slotNamed(slot) } : 'allActive'
  const [day, dueOn] = [londonDay(at), londonDay(claim.dueAt)]
  const ask: Ask = {
    parts,
    personId,
    name,
    scope,
    lines: lines.filter((line) => 'group' in line),
    at,
    day,
    lateFrom: dueOn < day ? dueOn : null,
    publicUrl,
    linkPath: week === null ? null : (linkOf?.(claim.id) ?? null),
  }
  const email = await writeDigest(db, ask)
  if (email) return email
  const done = parts.every((part) => part === 'ownerDigest') ? DONE_BEFORE : NOTHING_TO_TELL
  return { kind: 'nothingDue', reply: claim.ambiguous ? DONE_AFTER_COPY : done }
}

async function noticeOf(
  db: Db,
  kind: Exclude<
    Claim['kind'],
    DigestKind | 'signInCode' | 'invitation' | 'packIssued' | EntryKind | ReportNoticeKind
  >,
  claim: Claim,
  publicUrl: string,
): Promise<Email | Outcome> {
  const together = claim.lines.filter((line) => 'eventId' in line)
  if (together.length > 0) return assignedOf(db, claim, together, publicUrl)
  const facts = await noticeFacts(db, claim.period, claim.personId)
  return whyNot(facts) ?? notice(kind, claim.toName, facts as NoticeFacts, publicUrl)
}

/**
 * What of a hand-over, or of an approved plan, is still theirs, in one email. One action alone is told of as if it had
 * come alone.
 */
async function assignedOf(
  db: Db,
  { period, personId, toName, at }: Claim,
  lines: readonly AssignedLine[],
  publicUrl: string,
): Promise<Email | Outcome> {
  const eventIds = lines.map(({ eventId }) => eventId)
  const facts = await assignedFacts(db, { wholeId: period, eventIds, personId })
  const none = whyNot(facts)
  if (none) return none
  const assigned = facts as AssignedFacts
  const [first, ...more] = assigned.pieces
  if (!first) return { kind: 'superseded', reply: 'None of it is theirs any more.' }
  if (more.length === 0 && first.kind === 'action') {
    const alone = await noticeFacts(db, first.eventId, personId)
    if (alone) return notice('assigned', toName, alone, publicUrl)
  }
  const words = assigned.approval ? planApproved : handedOver
  return words(toName, assigned, { day: londonDay(at), publicUrl })
}

async function packIssuedOf(db: Db, claim: Claim, publicUrl: string): Promise<Email | Outcome> {
  const facts = await packIssuedFacts(db, claim.period)
  return whyNot(facts) ?? packIssued(claim.toName, facts as PackIssuedFacts, publicUrl)
}

async function reportNoticeOf(
  db: Db,
  kind: ReportNoticeKind,
  { period, personId, toName }: Claim,
  publicUrl: string,
): Promise<Email | Outcome> {
  const facts = await reportNoticeFacts(db, period, personId)
  const none = whyNot(facts)
  if (none || !facts) return none as Outcome
  const over = whyReportNoticeIsOver(kind, facts)
  return over === null ? reportNotice(kind, toName, facts, publicUrl) : { kind: 'superseded', reply: over }
}

function isOfReport(kind: Claim['kind']): kind is ReportNoticeKind {
  return (reportNoticeKinds as readonly string[]).includes(kind)
}

/** Of a person's own entry they are told even where they have left: it may be the leaving that it is about. */
async function entryOf(
  db: Db,
  kind: EntryKind,
  { period, personId, toName, toAddress }: Claim,
  publicUrl: string,
): Promise<Email | Outcome> {
  if (kind === 'deputyEnded') {
    const parted = await partedFacts(db, period, personId)
    if (parted.length === 0) return { kind: 'nothingDue', reply: NOTHING_TO_TELL }
    return entryEmail(toName, deputyEnded(parted, personId), publicUrl)
  }
  const facts = await entryFacts(db, period)
  if (!facts) return whyNot(facts) as Outcome
  const words = kind === 'addressChanged' ? addressChanged(facts, toAddress) : roleChanged(facts)
  return { ...entryEmail(toName, words, publicUrl), planId: facts.plan?.id ?? null }
}

function isOfEntry(kind: Claim['kind']): kind is EntryKind {
  return (entryKinds as readonly string[]).includes(kind)
}

/** Why a notice with these facts is not sent, or null. */
function whyNot(facts: { planActive: boolean } | null): Outcome | null {
  if (!facts) return { kind: 'failed', reply: 'The history does not hold what this email is about.' }
  return facts.planActive ? null : { kind: 'superseded', reply: 'The plan is not active.' }
}

function isDigest(kind: Claim['kind']): kind is DigestKind {
  return (digestKinds as readonly string[]).includes(kind)
}
