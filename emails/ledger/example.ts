import { type Db, rowsOf } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'
import { readActions } from '#db/read/read-actions.ts'
import { returnsOf } from '#db/read/returns.ts'
import { type DeliveryKind, digestKinds } from '#db/schema/delivery.ts'
import { inReadingOrder } from '#db/schema/reading-order.ts'
import { deputyWords } from '#emails/digests/deputy.ts'
import { byUrgency, itemsOf } from '#emails/digests/still-due.ts'
import { weeklyEmail } from '#emails/digests/weekly.ts'
import type { Email } from '#emails/frame/email.ts'
import { addressChanged } from '#emails/notices/address-changed.ts'
import { deputyEnded } from '#emails/notices/deputy-ended.ts'
import { entryEmail } from '#emails/notices/entry-frame.ts'
import { noticeFacts } from '#emails/notices/facts.ts'
import { invitationEmail } from '#emails/notices/invitation.ts'
import { notice } from '#emails/notices/notice.ts'
import { packIssued, packIssuedFacts } from '#emails/notices/pack-issued.ts'
import { reportNoticeFacts } from '#emails/notices/report-facts.ts'
import { reportNotice } from '#emails/notices/report-notice.ts'
import { roleChanged } from '#emails/notices/role-changed.ts'
import { signInEmail } from '#emails/notices/sign-in-code.ts'
import { ownersTurn } from '#workflows/action/owner-work.ts'
import { addDays, type Day } from '#workflows/calendar/calendar.ts'
import {
  type ActionNoticeKind,
  actionNoticeKinds,
  type ReportNoticeKind,
  reportNoticeKinds,
} from '#workflows/engine/requirement.ts'

export type Example = Email & { toName: string }

/**
 * An email of a kind as it is written, from what the database holds and sent to nobody: of a notice, about the
 * newest event that it could have told of. Null where there is nothing to write it from.
 * @param day the London day to judge by
 */
export async function exampleOf(
  db: Db,
  kind: DeliveryKind,
  { day, publicUrl }: { day: Day; publicUrl: string },
): Promise<Example | null> {
  const asNotice = actionNoticeKinds.find((each) => each === kind)
  if (asNotice) return noticeExample(db, asNotice, publicUrl)
  if (kind === 'packIssued') return packExample(db, publicUrl)
  const ofReport = reportNoticeKinds.find((each) => each === kind)
  if (ofReport) return reportExample(db, ofReport, publicUrl)
  if (kind === 'deputyDigest') return deputyExample(db, day, publicUrl)
  if ((digestKinds as readonly string[]).includes(kind)) return null
  const [person] = await rowsOf<{ name: string }>(
    db,
    sql`select name from people where left_on is null order by ${inReadingOrder(sql`name`)}, id limit 1`,
  )
  const toName = person?.name ?? 'Somebody'
  const entry = entryExample(kind, publicUrl, toName)
  if (entry) return { ...entry, toName }
  const email = kind === 'invitation' ? invitationEmail(toName, publicUrl) : signInEmail(toName, '123 456')
  return { ...email, toName }
}

/** Of emails about a person's own entry, one of an invented change: a real one would show an address or a role. */
function entryExample(kind: DeliveryKind, publicUrl: string, toName: string): Email | null {
  const [leaver, other] = [
    { id: '1', name: 'Robin Hall' },
    { id: '2', name: toName },
  ]
  const facts = {
    actor: { name: 'Robin Hall', email: 'robin.hall@council.example' },
    toTheOld: false,
    oldAddress: 'old.name@council.example',
    plan: null,
    was: null,
    role: null,
  }
  if (kind === 'addressChanged')
    return entryEmail(toName, addressChanged(facts, 'new.name@council.example'), publicUrl)
  if (kind === 'roleChanged') return entryEmail(toName, roleChanged(facts), publicUrl)
  if (kind !== 'deputyEnded') return null
  return entryEmail(toName, deputyEnded([{ leaver, other, wasDeputy: true }], '2'), publicUrl)
}

const tellsOf: Record<ActionNoticeKind, { subject: 'action' | 'extension'; event: string }> = {
  assigned: { subject: 'action', event: 'transfer' },
  submitted: { subject: 'action', event: 'submit' },
  returned: { subject: 'action', event: 'return' },
  endorsed: { subject: 'action', event: 'endorse' },
  signedOff: { subject: 'action', event: 'signOff' },
  extensionRequested: { subject: 'extension', event: 'request' },
  extensionGranted: { subject: 'extension', event: 'grant' },
  extensionRefused: { subject: 'extension', event: 'refuse' },
}

async function noticeExample(db: Db, kind: ActionNoticeKind, publicUrl: string): Promise<Example | null> {
  const { subject, event } = tellsOf[kind]
  const toDecider = kind === 'submitted' || kind === 'extensionRequested'
  const [found] = await rowsOf<{ id: string; personId: string; name: string }>(
    db,
    sql`select events.id, people.id as "personId", people.name from events
      join actions on actions.id = events.aggregate_id
      join priorities on priorities.id = actions.priority_id
      join people on people.id = ${toDecider ? sql`priorities.lead_id` : sql`actions.owner_id`}
    where subject_kind = ${subject} and event = ${event} and people.id is distinct from events.actor_id
    order by events.at desc, events.id desc limit 1`,
  )
  const facts = found && (await noticeFacts(db, found.id, found.personId))
  return facts ? { ...notice(kind, found.name, facts, publicUrl), toName: found.name } : null
}

async function packExample(db: Db, publicUrl: string): Promise<Example | null> {
  const [found] = await rowsOf<{ id: string; name: string }>(
    db,
    sql`select events.id, people.name from events
      join memberships on memberships.plan_id = events.plan_id and memberships.role <> 'viewer'
      join people on people.id = memberships.person_id
    where subject_kind = 'meeting' and event = 'issue' and people.id is distinct from events.actor_id
    order by events.at desc, events.id desc, ${inReadingOrder(sql`people.name`)} limit 1`,
  )
  const facts = found && (await packIssuedFacts(db, found.id))
  return facts ? { ...packIssued(found.name, facts, publicUrl), toName: found.name } : null
}

/** The events that a notice about a report tells of, and to whom. */
const tellsOfReport: Record<
  ReportNoticeKind,
  { events: string[]; to: 'author' | 'approver' | 'administrator' | 'board' }
> = {
  sectionAsked: { events: ['sendBack', 'reassign'], to: 'author' },
  reportSubmitted: { events: ['submit'], to: 'approver' },
  reportReturned: { events: ['return'], to: 'administrator' },
  reportApproved: { events: ['approve'], to: 'administrator' },
  reportIssued: { events: ['issue'], to: 'board' },
}

async function reportExample(db: Db, kind: ReportNoticeKind, publicUrl: string): Promise<Example | null> {
  const { events: told, to } = tellsOfReport[kind]
  const receiver = {
    author: sql`people.id = sections.author_id and sections.state = 'waiting'`,
    approver: sql`people.id = reports.approver_id`,
    administrator: sql`exists (select from memberships where plan_id = events.plan_id and person_id = people.id and role = 'administrator')`,
    board: sql`exists (select from memberships where plan_id = events.plan_id and person_id = people.id and role <> 'viewer')`,
  }[to]
  const [found] = await rowsOf<{ id: string; personId: string; name: string }>(
    db,
    sql`select events.id, people.id as "personId", people.name from events
      left join sections on events.subject_kind = 'section' and sections.id = events.subject_id
      join reports on reports.id = coalesce(sections.report_id, events.subject_id)
      join people on ${receiver} and people.id is distinct from events.actor_id
    where events.subject_kind in ('report', 'section') and events.event in ${told}
    order by events.at desc, events.id desc, ${inReadingOrder(sql`people.name`)} limit 1`,
  )
  const facts = found && (await reportNoticeFacts(db, found.id, found.personId))
  return facts ? { ...reportNotice(kind, found.name, facts, publicUrl), toName: found.name } : null
}

async function deputyExample(db: Db, day: Day, publicUrl: string): Promise<Example | null> {
  const [pair] = await rowsOf<{ id: string; owner: string; deputy: string }>(
    db,
    sql`select owner.id, owner.name as owner, deputy.name as deputy
    from actions join plans on plans.id = actions.plan_id join people owner on owner.id = owner_id
      join people deputy on deputy.id <> owner.id
    where plans.state = 'active' and actions.due_on < ${day} and actions.state in ${[...ownersTurn]}
    order by ${inReadingOrder(sql`owner.name`)}, ${inReadingOrder(sql`deputy.name`)} limit 1`,
  )
  if (!pair) return null
  const reads = await readActions(
    db,
    sql`plans.state = 'active' and actions.owner_id = ${pair.id} and actions.state in ${[...ownersTurn]}`,
  )
  const returns = await returnsOf(db, reads)
  const items = reads
    .flatMap((read) => itemsOf(read, day, returns).map((item) => ({ ...item, owner: pair.owner })))
    .toSorted(byUrgency)
  const owners = [{ name: pair.owner, untilOn: addDays(day, 7) }]
  const words = deputyWords(items, owners, { day, publicUrl })
  const email = weeklyEmail([words], { name: pair.deputy, publicUrl, lateFrom: null })
  return email && { ...email, toName: pair.deputy }
}
