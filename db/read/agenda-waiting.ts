import { type Db, rowsOf } from '#db/connection/connect.ts'
import { eq, sql } from '#db/connection/drizzle.ts'
import { actions, decisionRecords, meetings, memberships, people, plans, reports } from '#db/schema/index.ts'
import { escalationOf } from '#workflows/action/escalation.ts'
import { type Day, dayInWords } from '#workflows/calendar/calendar.ts'
import type { AgendaItem, AgendaProposal } from '#workflows/meeting/agenda.ts'
import type { MeetingFacts } from '#workflows/meeting/meeting.ts'
import { extensionDecider } from '#workflows/parts/extension-requirements.ts'
import type { ActionRead } from './action-facts.ts'
import { readActions } from './read-actions.ts'
import { waitsForLead } from './work.ts'

type Proposal = Omit<AgendaProposal, 'id'>
type Around = {
  chairIds: string[]
  reports: { id: string; number: number; state: string }[]
  carried: AgendaItem[]
  decisions: { id: string; ref: string; calledIn: boolean }[]
}

/**
 * What waits for a meeting of a board on a London day, as items that an agenda may have: decisions that are the
 * board's, then overdue actions that have reached it, reports, and what the sitting before and earlier decisions left
 * over. A title names a thing by its reference and repeats none of its words, which would outlive a redaction.
 */
export async function waitingForAgenda(db: Db, meeting: MeetingFacts, today: Day): Promise<Proposal[]> {
  const [reads, [plan], around] = await Promise.all([
    readActions(db, sql`${actions.planId} = ${meeting.planId} and ${plans.state} = 'active'`),
    db.select().from(plans).where(eq(plans.id, meeting.planId)),
    aroundOf(db, meeting),
  ])
  const overdue = reads.filter(({ facts }) => plan && escalationOf(facts, plan, today)?.level === 'agenda')
  return [
    ...reads.flatMap((read) => [...signOffOf(read), ...requestsOf(read, around.chairIds)]),
    ...overdue.map(({ facts: { id, ref } }) =>
      proposal(`escalated:${id}`, 'action', `${ref}: overdue, without word for the board`, { actionId: id }),
    ),
    ...around.reports.map(({ id, number, state }) =>
      state === 'inReview'
        ? proposal(`approval:${id}`, 'decision', `Report ${number}: waits for approval`, { reportId: id })
        : proposal(`report:${id}`, 'section', `Report ${number}: to note`, { reportId: id }),
    ),
    ...around.carried.map(({ id, title, actionId, reportId, decisionId }) =>
      proposal(`item:${id}`, 'carriedOver', title, { actionId, reportId, decisionId }),
    ),
    ...around.decisions.map(({ id, ref, calledIn }) => {
      const title = `Decision ${ref}: ${calledIn ? 'called in' : 'not carried out yet'}`
      return proposal(`decision:${id}`, 'carriedOver', title, { decisionId: id })
    }),
  ]
}

function signOffOf(read: ActionRead): Proposal[] {
  const { id, ref, state } = read.facts
  const waits = state === 'endorsed' || (state === 'submitted' && !waitsForLead(read))
  return waits ? [proposal(`signOff:${id}`, 'decision', `${ref}: sign-off`, { actionId: id })] : []
}

function requestsOf({ facts, priority: { leadId } }: ActionRead, chairIds: string[]): Proposal[] {
  return facts.extensions
    .filter(
      (asked) =>
        asked.state === 'requested' && extensionDecider(facts, { leadId, chairIds }, asked) !== 'lead',
    )
    .map(({ id, dueOn }) =>
      proposal(`extension:${id}`, 'decision', `${facts.ref}: more time until ${dayInWords(dueOn)}`, {
        actionId: facts.id,
      }),
    )
}

function proposal(
  source: string,
  kind: Proposal['kind'],
  title: string,
  about: Partial<Pick<Proposal, 'actionId' | 'reportId' | 'decisionId'>>,
): Proposal {
  return { source, kind, title, actionId: null, reportId: null, decisionId: null, ...about }
}

/** Reports that wait or are for this meeting, what the meeting before carried over, and decisions left to carry out. */
async function aroundOf(db: Db, { id, planId, heldOn, number }: MeetingFacts): Promise<Around> {
  const live = sql`('draft', 'agreed', 'inProgress', 'submitted', 'endorsed', 'returned')`
  const [row] = await rowsOf<Around>(
    db,
    sql`select
      (select coalesce(jsonb_agg(person_id), '[]') from ${memberships} join ${people} on ${people.id} = person_id
        where plan_id = ${planId} and role = 'chair' and left_on is null) as "chairIds",
      (select coalesce(jsonb_agg(jsonb_build_object('id', id, 'number', number, 'state', state) order by number), '[]') from ${reports}
        where plan_id = ${planId} and (state = 'inReview' and (meeting_id is null or meeting_id = ${id})
          or state in ('approved', 'issued') and meeting_id = ${id})) as reports,
      (select coalesce(jsonb_agg(item order by place), '[]') from (
          select agenda from ${meetings} where plan_id = ${planId} and state <> 'cancelled' and id <> ${id}
            and (held_on, number) < (${heldOn}::date, ${number}::int) order by held_on desc, number desc limit 1) last,
        jsonb_array_elements(last.agenda) with ordinality each (item, place) where item->>'carryOver' = 'true') as carried,
      (select coalesce(jsonb_agg(jsonb_build_object('id', id, 'ref', ref, 'calledIn', state = 'calledIn') order by decided_on, id), '[]')
        from ${decisionRecords} decided where plan_id = ${planId} and meeting_id is distinct from ${id}
          and (state = 'calledIn' or exists (select from ${actions} where decision_id = decided.id and ${actions.state} in ${live}))) as decisions`,
  )
  return row ?? { chairIds: [], reports: [], carried: [], decisions: [] }
}
