import { type Db, rowsOf } from '#db/connection/connect.ts'
import { type SQL, sql } from '#db/connection/drizzle.ts'
import { newId } from '#db/connection/ids.ts'
import { insertRows } from '#db/connection/rows.ts'
import { eventOf } from '#db/history/events.ts'
import { waitingForAgenda } from '#db/read/agenda-waiting.ts'
import { type MeetingDecision, readMeetingForDecision } from '#db/read/meetings.ts'
import { decisionRecords, decisions, events, meetings, packs } from '#db/schema/index.ts'
import { type Instant, londonDay } from '#workflows/calendar/calendar.ts'
import type { DecisionFacts } from '#workflows/decision/decision-facts.ts'
import { minuted } from '#workflows/decision/minuted.ts'
import { standingInPlan } from '#workflows/engine/policy.ts'
import type { Question } from '#workflows/engine/requirement.ts'
import { type Possibility, possibilities, step } from '#workflows/engine/step.ts'
import { editMeeting, type MeetingEdit } from '#workflows/meeting/edit-meeting.ts'
import {
  type Decision,
  type MeetingEvent,
  type MeetingFacts,
  type MeetingSubject,
  meetingRequirements,
  meetingWorkflow,
} from '#workflows/meeting/meeting.ts'
import { farDayWarnings } from '#workflows/warnings/plan-warnings.ts'
import { type AgendaWanted, namedIn, payloadOf, withIds } from './agenda-change.ts'
import { decideAndWrite, type Outcome } from './attempts.ts'
import { decisionDays, newDecision } from './change-decision.ts'
import { commitRow } from './commit-row.ts'
import { heed } from './heed.ts'
import { deliveriesFor, owedSteps } from './notice-rows.ts'

/** A change of a meeting. The pack of a freeze is taken here, and gets its id here. */
export type MeetingChange = Exclude<MeetingEvent, { type: 'freeze' }> | { type: 'freeze' } | AgendaWanted

/** Takes what a board is to read: data that says for itself what it is. */
export type TakePack = (
  db: Db,
  asked: { meeting: MeetingFacts; actorId: string; now: Instant },
) => Promise<object>

export type MeetingContext = {
  meetingId: string
  actorId: string
  now: Instant
  ifVersion?: number | undefined
  /** Whether the change owes emails: not while history of the past is being laid. */
  notify?: boolean
}

/**
 * The only way in which a meeting changes. Freezing stores the pack in the same statement.
 * @param takePack builds the pack of a freeze
 */
export async function changeMeeting(
  db: Db,
  context: MeetingContext,
  change: MeetingChange,
  takePack: TakePack,
): Promise<Outcome<MeetingDecision, MeetingFacts>> {
  const { meetingId, actorId, now } = context
  const wanted = change.type === 'freeze' ? { ...change, packId: newId() } : change
  const named = namedIn(wanted)
  let event: MeetingEvent | MeetingEdit
  return decideAndWrite<MeetingDecision, MeetingSubject>({
    ifVersion: context.ifVersion,
    read: async () => {
      const decision = await readMeetingForDecision(db, meetingId, actorId, named)
      event =
        wanted.type === 'makeAgenda'
          ? { ...wanted, proposals: decision ? await proposalsFor(db, decision.meeting, now) : [] }
          : wanted
      return decision
    },
    versionOf: ({ meeting }) => meeting.version,
    decide: (decision) => decide(askedOf(decision, context), event),
    write: async ({ meeting: before }, { after, from, notices }) => {
      if (after.version === before.version) return true
      if (event.type === 'edit') heed(farDayWarnings(['heldOn'], event.change, londonDay(now), before))
      const payload = payloadOf(event, { before, after })
      const added = after.decisions
        .slice(before.decisions.length)
        .map((decision) => ({ ...decision, meetingId }))
      const records = added.map((line) => recordOf(event, line, before, now))
      const tally = event.type === 'freeze' ? await tallyOf(db, before.planId) : null
      const pack =
        event.type === 'freeze'
          ? {
              id: event.packId,
              meetingId,
              takenAt: now,
              contents: await takePack(db, { meeting: before, actorId, now }),
            }
          : null
      const row = eventOf('meeting', after, { event: event.type, from, actorId, now, payload })
      const owed = context.notify === false ? [] : await deliveriesFor(db, notices, row, now)
      return commitRow(db, meetings, {
        before,
        after,
        event: row,
        // A text that was taken out while the pack was taken must not live on in it.
        ...(tally !== null && { counted: { planId: before.planId, tally } }),
        steps: [
          ...(pack ? [sql`pack as (${insertRows(packs, [pack], sql`moved`)})`] : []),
          ...(added.length > 0 ? recordSteps(added, records, actorId) : []),
          ...owedSteps(owed),
        ],
      })
    },
  })
}

/** Records what a meeting decided, which takes no pack. */
export function recordInMeeting(
  db: Db,
  context: MeetingContext,
  change: Extract<MeetingEdit, { type: 'recordDecision' }>,
): Promise<Outcome<MeetingDecision, MeetingFacts>> {
  return changeMeeting(db, context, change, () => Promise.reject(new Error('a decision takes no pack')))
}

/** A line of the minutes as an entry of the register, with the same id and the number that the minutes quote. */
function recordOf(
  event: MeetingEvent | MeetingEdit,
  { id, number, text, agendaItemId }: Decision,
  meeting: MeetingFacts,
  now: Instant,
): DecisionFacts {
  const today = londonDay(now)
  const heldOn = meeting.heldOn < today ? meeting.heldOn : today
  const record = event.type === 'recordDecision' ? event.record : undefined
  if (record) heed(farDayWarnings(decisionDays, record, today))
  const { planId, id: meetingId } = meeting
  const place = meeting.agenda.findIndex((item) => item.id === agendaItemId)
  const agendaItem = place < 0 ? '' : String(place + 1)
  return newDecision(record ?? { ...minuted(text, heldOn), agendaItem }, {
    planId,
    ref: `${meeting.number}.${number}`,
    now,
    id,
    meetingId,
  })
}

function recordSteps(lines: readonly object[], records: readonly DecisionFacts[], actorId: string): SQL[] {
  const made = records.map((record) =>
    eventOf('decision', record, { event: 'record', actorId, now: record.createdAt }),
  )
  return [
    sql`resolved as (${insertRows(decisions, lines, sql`moved`)})`,
    sql`registered as (${insertRows(decisionRecords, records, sql`moved`)})`,
    sql`recorded as (${insertRows(events, made, sql`moved`)})`,
  ]
}

/** What a plan has counted: what changes its texts meanwhile is not to be missed by a copy of them. */
export async function tallyOf(db: Db, planId: string): Promise<number> {
  const [plan] = await rowsOf<{ tally: number }>(db, sql`select tally from plans where id = ${planId}`)
  return plan?.tally ?? 0
}

/** A new meeting, with the next number of its plan. False where another write took that number at the same moment. */
export async function createMeeting(db: Db, meeting: MeetingFacts, actorId: string): Promise<boolean> {
  heed(farDayWarnings(['heldOn'], meeting, londonDay(meeting.createdAt)))
  const event = eventOf('meeting', meeting, { event: 'create', actorId, now: meeting.createdAt })
  return commitRow(db, meetings, { before: null, after: meeting, event })
}

/** The meetings of a series, all in one statement or none. Throws where another write took one of their numbers. */
export async function createMeetings(
  db: Db,
  [first, ...rest]: readonly MeetingFacts[],
  actorId: string,
): Promise<boolean> {
  if (!first) return false
  const eventFor = (meeting: MeetingFacts) =>
    eventOf('meeting', meeting, { event: 'create', actorId, now: meeting.createdAt })
  heed([first, ...rest].flatMap((each) => farDayWarnings(['heldOn'], each, londonDay(each.createdAt))))
  return commitRow(db, meetings, {
    before: null,
    after: first,
    event: eventFor(first),
    steps:
      rest.length === 0
        ? []
        : [
            sql`others as (${insertRows(meetings, rest, sql`moved`)})`,
            sql`made as (${insertRows(events, rest.map(eventFor), sql`moved`)})`,
          ],
  })
}

/** What this person may do next with a meeting, by the conditions that `changeMeeting` enforces. */
export function meetingPossibilities(
  decision: MeetingDecision,
  context: { actorId: string; now: Instant },
): Possibility[] {
  return possibilities<MeetingEvent, MeetingSubject>(meetingWorkflow, askedOf(decision, context))
}

type Asked = Omit<Question<MeetingEvent, MeetingSubject>, 'event'>

function decide(asked: Asked, event: MeetingEvent | MeetingEdit) {
  if (isStep(event)) return step(meetingWorkflow, { ...asked, event })
  const edited = editMeeting({ ...asked, event })
  // Nothing waits that the agenda does not have: nothing is written, and no version is made.
  const idle = edited.ok && event.type === 'makeAgenda' && sameLength(edited.after, asked.meeting)
  return idle ? { ...edited, after: asked.meeting } : edited
}

function isStep(event: MeetingEvent | MeetingEdit): event is MeetingEvent {
  return event.type in meetingRequirements
}

function sameLength({ agenda }: MeetingFacts, before: MeetingFacts): boolean {
  return agenda.length === before.agenda.length
}

async function proposalsFor(db: Db, meeting: MeetingFacts, now: Instant) {
  return withIds(await waitingForAgenda(db, meeting, londonDay(now)))
}

function askedOf(
  { meeting, around, role }: MeetingDecision,
  { actorId, now }: { actorId: string; now: Instant },
): Asked {
  return { meeting, around, standing: standingInPlan({ id: actorId, role }), today: londonDay(now), now }
}
