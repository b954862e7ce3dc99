import type { Db } from '#db/connection/connect.ts'
import { and, eq, isNull, sql } from '#db/connection/drizzle.ts'
import { actions, extensions, memberships, people, plans, priorities } from '#db/schema/index.ts'
import { isLive } from '#workflows/action/action-facts.ts'
import { chairStandsBack, needsEndorsement } from '#workflows/action/action-requirements.ts'
import { checkIsDue, type EvidenceLack, evidenceOwed, lacksForCheck } from '#workflows/action/embedding.ts'
import { type OwnerGroup, overdueMilestones, ownerGroupOf } from '#workflows/action/owner-work.ts'
import { type Day, endOfLondonDay, type Instant } from '#workflows/calendar/calendar.ts'
import { type Role, type Standing, standingTowards } from '#workflows/engine/policy.ts'
import { extensionDecider } from '#workflows/parts/extension-requirements.ts'
import type { ActionRead } from './action-facts.ts'
import { type EvidenceAsk, evidenceAsked, evidenceAsksOf } from './evidence-asks.ts'
import { membershipsOf } from './people.ts'
import { readActions } from './read-actions.ts'
import { plansSeenBy } from './sight.ts'

/** A check that a change has stuck, and what its evidence lacks. */
export type EvidenceOwed = { action: ActionRead; lacks: EvidenceLack[]; asked: EvidenceAsk | null }

/** What waits for one person, over all plans they are part of. */
export type Work = Record<OwnerGroup, ActionRead[]> & {
  milestones: { action: ActionRead; milestoneId: string }[]
  toEndorse: ActionRead[]
  toSignOff: ActionRead[]
  extensionsToDecide: { action: ActionRead; extensionId: string }[]
  /** Signed off, and the day has come to check that the change has stuck. */
  toEmbed: ActionRead[]
  /** What checks that a change has stuck still need of them as owner, with who asked for it. */
  evidenceOwed: EvidenceOwed[]
  /** Who asked the owner for the evidence of a check that is the chair's or their own, by the action's id. */
  asked: ReadonlyMap<string, EvidenceAsk>
  /** Their other live actions, so that nothing of theirs is out of sight. */
  other: ActionRead[]
}

/** What waits for a person on a London day: as owner, as lead, and as chair. */
export async function workOf(db: Db, personId: string, day: Day): Promise<Work> {
  const [found, roles] = await Promise.all([readActions(db, concerns(personId, day)), rolesFor(db, personId)])
  return workAmong(db, found, { personId, day, ...roles })
}

/**
 * What waited for a person in one plan at the end of a past day: by its actions as they stood then, and the roles of
 * now.
 */
export async function workThen(
  db: Db,
  { personId, day }: { personId: string; day: Day },
  reads: readonly ActionRead[],
): Promise<Work> {
  const found = reads.filter(({ plan }) => plan.state === 'active')
  const then = { personId, day, moment: endOfLondonDay(day) }
  return workAmong(db, found, { ...then, ...(await rolesFor(db, personId)) })
}

/** What a person is in which plan, and who chairs each that they see. */
async function rolesFor(db: Db, personId: string) {
  const [roles, chairs] = await Promise.all([
    membershipsOf(db, personId),
    db
      .select({ planId: memberships.planId, personId: memberships.personId })
      .from(memberships)
      .innerJoin(people, eq(people.id, memberships.personId))
      .where(
        and(
          eq(memberships.role, 'chair'),
          isNull(people.leftOn),
          sql`${memberships.planId} = any(array${plansSeenBy(personId)})`,
        ),
      ),
  ])
  return {
    roleIn: new Map(roles.map(({ planId, role }) => [planId, role])),
    chairsOf: (planId: string) =>
      chairs.flatMap((chair) => (chair.planId === planId ? [chair.personId] : [])),
  }
}

type Asked = { personId: string; day: Day; moment?: Instant } & Awaited<ReturnType<typeof rolesFor>>

async function workAmong(
  db: Db,
  found: readonly ActionRead[],
  { personId, day, roleIn, chairsOf, moment }: Asked,
): Promise<Work> {
  const work: Work = {
    overdue: [],
    returned: [],
    dueSoon: [],
    stale: [],
    milestones: [],
    toEndorse: [],
    toSignOff: [],
    extensionsToDecide: [],
    toEmbed: [],
    evidenceOwed: [],
    asked: new Map(),
    other: [],
  }
  for (const action of found.filter(({ facts }) => facts.state !== 'signedOff'))
    place(work, action, personId, roleIn.get(action.facts.planId) ?? null, chairsOf(action.facts.planId), day)
  const signedOff = found.filter(({ facts }) => facts.state === 'signedOff')
  work.toEmbed = signedOff.filter(
    ({ facts }) => roleIn.get(facts.planId) === 'chair' && checkIsDue(facts, day),
  )
  work.asked = await evidenceAsksOf(db, signedOff, moment)
  work.evidenceOwed = owedBy(personId, signedOff, work.asked, day)
  return work
}

/**
 * Actions of active plans: live ones that the person owns, leads, or decides on as chair, signed-off ones whose
 * embedding check is due from them as chair, and signed-off ones of their own whose check may still need evidence.
 */
function concerns(personId: string, day: Day) {
  const theirs = sql`${actions.ownerId} = ${personId}`
  const led = sql`${actions.priorityId} = any(array(select ${priorities.id} from ${priorities} where ${priorities.leadId} = ${personId}))`
  const chaired = sql`${actions.planId} = any(array(select ${memberships.planId} from ${memberships}
    where ${memberships.personId} = ${personId} and ${memberships.role} in ('chair', 'viceChair')))`
  const live = sql`${actions.state} in ('agreed', 'inProgress', 'returned', 'submitted', 'endorsed')`
  const waits = sql`${live} and (${actions.state} in ('submitted', 'endorsed') or exists (select from ${extensions}
    where ${extensions.actionId} = ${actions.id} and ${extensions.state} = 'requested'))`
  const ways = [
    sql`${theirs} and ${live}`,
    sql`${led} and ${waits}`,
    sql`${chaired} and ${waits}`,
    sql`${chaired} and ${actions.state} = 'signedOff' and ${actions.embedCheckOn} <= ${day}::date`,
    sql`${theirs} and ${actions.state} = 'signedOff' and (${actions.embedCheckOn} <= ${day}::date + (
      select ${plans.dueSoonDays} from ${plans} where ${plans.id} = ${actions.planId}) or ${evidenceAsked})`,
  ]
  // Each way by its own index: as one condition, every action of every plan would be looked at.
  const ids = sql.join(
    ways.map((way) => sql`select ${actions.id} from ${actions} where ${way}`),
    sql` union `,
  )
  return sql`${plans.state} = 'active' and ${actions.id} = any(array(${ids}))`
}

/** What the checks of a person's own actions still need of them on a day. */
function owedBy(personId: string, signedOff: readonly ActionRead[], asks: Work['asked'], day: Day) {
  const own = signedOff.filter(({ facts }) => facts.ownerId === personId && lacksForCheck(facts).length > 0)
  return own.flatMap((action): EvidenceOwed[] => {
    const asked = asks.get(action.facts.id) ?? null
    const lacks = evidenceOwed(action.facts, action.plan.settings, day, asked !== null)
    return lacks.length === 0 ? [] : [{ action, lacks, asked }]
  })
}

function place(
  work: Work,
  action: ActionRead,
  personId: string,
  role: Role | null,
  chairs: string[],
  day: Day,
): void {
  if (action.facts.ownerId === personId) placeOwn(work, action, day)
  else
    placeToDecide(
      work,
      action,
      standingTowards({ id: personId, role }, action.facts, action.priority.leadId),
      chairs,
    )
}

function placeOwn(work: Work, action: ActionRead, day: Day): void {
  const { facts, plan } = action
  const group = ownerGroupOf(facts, plan.settings, day)
  if (group) work[group].push(action)
  else if (isLive(facts.state)) work.other.push(action)
  for (const { id } of overdueMilestones(facts, day)) work.milestones.push({ action, milestoneId: id })
}

function placeToDecide(work: Work, action: ActionRead, standing: Standing, chairIds: string[]): void {
  const { facts, priority } = action
  const theirOwn = facts.submittedBy === standing.personId
  if (facts.state === 'submitted' && standing.lead && !theirOwn) work.toEndorse.push(action)
  const skipsLead = facts.state === 'submitted' && !waitsForLead(action)
  const signsOff = standing.chair || (standing.viceChair && chairStandsBack(facts, { chairIds }))
  const free = !theirOwn && facts.endorsedBy !== standing.personId
  if ((facts.state === 'endorsed' || skipsLead) && signsOff && free) work.toSignOff.push(action)
  for (const extension of facts.extensions) {
    const decides = standing[extensionDecider(facts, { leadId: priority.leadId, chairIds }, extension)]
    const open = extension.state === 'requested' && extension.requestedBy !== standing.personId
    if (open && decides) work.extensionsToDecide.push({ action, extensionId: extension.id })
  }
}

/** Whether a request for more time is for the lead of its priority to decide. */
export function isForLead({ action, extensionId }: Work['extensionsToDecide'][number]): boolean {
  const asked = action.facts.extensions.find(({ id }) => id === extensionId)
  const around = { leadId: action.priority.leadId, chairIds: [] }
  return asked !== undefined && extensionDecider(action.facts, around, asked) === 'lead'
}

/** Whether an action is submitted and with the lead of its priority, to be endorsed. */
export function waitsForLead({ facts, plan, priority }: ActionRead): boolean {
  return facts.state === 'submitted' && needsEndorsement(facts, { plan, leadId: priority.leadId })
}
