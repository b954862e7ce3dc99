import { sql } from '#db/connection/drizzle.ts'
import type { ActionRead } from '#db/read/action-facts.ts'
import { onePlan, tablesAsAt } from '#db/read/as-at.ts'
import { endorsements, lastBoard } from '#db/read/board.ts'
import { type FiguresDue, figuresDueIn } from '#db/read/figures-due.ts'
import { planWeekCounts, type WeekCounts } from '#db/read/mail.ts'
import { measureSeries } from '#db/read/measure-ends.ts'
import { namesOf } from '#db/read/names.ts'
import { pagePriorities, type PlanRow, type PriorityRow, roleIn, settingsOf } from '#db/read/plans.ts'
import { readActions } from '#db/read/read-actions.ts'
import { type Sitting, sittingsOf } from '#db/read/sittings.ts'
import { type PlanSummary, summarise } from '#db/read/summary.ts'
import { type Work, waitsForLead, workOf, workThen } from '#db/read/work.ts'
import { actions } from '#db/schema/index.ts'
import type { Deps } from '#server/deps.ts'
import type { Actor } from '#server/http/actor.ts'
import type { Moment } from '#server/http/as-at.ts'
import { lookOf, type MeasureLook } from '#server/ui/html/measure-look.ts'
import type { Extension } from '#workflows/action/action-facts.ts'
import { ownersTurn, staleSince } from '#workflows/action/owner-work.ts'
import { addDays, type Day, endOfLondonDay, londonDay } from '#workflows/calendar/calendar.ts'
import { slotIn, slotName } from '#workflows/calendar/digest-slot.ts'
import { digestDueAt, newestDueWeek } from '#workflows/calendar/weeks.ts'
import type { Role } from '#workflows/engine/policy.ts'
import type { PlanSettings } from '#workflows/plan/plan-settings.ts'
import { changesOf } from '../changes/changes.ts'
import { atCutOff } from '../changes/since.ts'

/**
 * An action that waits to be signed off. `mine`: whether the person who looks may do it. `part`: what they had in it
 * themselves, for which somebody else has to.
 */
export type WaitingSignOff = {
  read: ActionRead
  mine: boolean
  statement: string | null
  part: 'own' | 'submitted' | 'endorsed' | null
}

/** A request for more time that waits for a decision. */
export type WaitingRequest = { read: ActionRead; asked: Extension; mine: boolean }

/** Everything the board page says of a plan on a day. */
export type Board = {
  plan: PlanRow
  settings: PlanSettings
  role: Role | null
  today: Day
  /** The past day that it shows, by whose end it tells everything; null for now. */
  asAt: Day | null
  actions: ActionRead[]
  signOffs: WaitingSignOff[]
  requests: WaitingRequest[]
  /** Signed off, and the day has come to check that the change has stuck: the chair's. */
  toCheck: ActionRead[]
  /** Who asked the owner for the evidence of a check that is this person's, by the action's id. */
  asked: Work['asked']
  /** Sittings whose pack is frozen and waits to be issued: the chair's. */
  toIssue: Sitting[]
  /** The last sittings that are over, the newest first, with the ratings that their boards read. */
  boards: Sitting[]
  /** Submitted, and with the lead to be endorsed. */
  withLead: ActionRead[]
  /** Where 'since the last board' begins; the title is null when no board has sat yet. */
  since: { day: Day; title: string | null }
  changes: Awaited<ReturnType<typeof changesOf>>
  stuck: ActionRead[]
  stale: { read: ActionRead; since: Day }[]
  summary: PlanSummary
  priorities: PriorityRow[]
  measures: MeasureLook[]
  /** The measures of which figures are missing. */
  figuresDue: FiguresDue[]
  names: Record<string, string>
  /**
   * The newest week whose emails were due; `first` is what the first ones wait for while they lie ahead. Null on a past
   * day: what becomes of an email is kept as it stands, and not how it stood.
   */
  mail: { week: Day; counts: WeekCounts | null; first: FirstMail } | null
}

/** Days to look back over where no board has sat yet. */
const LOOK_BACK = 28

/**
 * Reads the board page of a plan as one person sees it today, or as it was to them at the end of a past day, by the
 * same statements and with the role that they have today.
 * @param plan as it stood on that day
 */
export async function boardOf(
  deps: Deps,
  actor: Actor,
  plan: PlanRow,
  { today, asAt }: Moment,
): Promise<Board> {
  const { db } = deps
  const moment = asAt && endOfLondonDay(asAt)
  const tables = moment === null ? undefined : tablesAsAt(moment, onePlan(plan.id))
  const reading = readActions(db, sql`${actions.planId} = ${plan.id}`, { tables })
  const [reads, work, said, last, role, { items: priorities }, summary, mail, measures, due, sittings] =
    await Promise.all([
      reading,
      asAt === null
        ? workOf(db, actor.id, today)
        : reading.then((all) => workThen(db, { personId: actor.id, day: asAt }, all)),
      endorsements(db, plan.id, moment),
      lastBoard(db, plan.id, today, moment),
      roleIn(db, actor.id, plan.id),
      pagePriorities(db, actor.id, plan.id, { limit: 1_000, asAt }),
      summarise(db, plan.id, today, { past: asAt !== null }),
      asAt === null ? mailNow(deps, plan) : null,
      measureSeries(db, plan.id, { moment }),
      plan.state === 'active' ? figuresDueIn(db, plan.id, today, moment) : [],
      sittingsOf(db, plan.id, today, { moment }),
    ])
  const beginning = last ? atCutOff(last.cutOffAt) : { since: addDays(today, -LOOK_BACK) }
  const leads = priorities.flatMap(({ leadId }) => leadId ?? [])
  const [changes, names] = await Promise.all([
    changesOf(deps, plan, { ...beginning, until: today }),
    namesOf(db, { people: leads, actions: [] }),
  ])
  const settings = settingsOf(plan)
  const toSignOff = new Set(work.toSignOff.map(({ facts }) => facts.id))
  const toDecide = new Set(work.extensionsToDecide.map(({ extensionId }) => extensionId))
  return {
    plan,
    settings,
    role,
    today,
    asAt,
    actions: reads,
    signOffs: reads
      .filter(
        (read) =>
          read.facts.state === 'endorsed' || (read.facts.state === 'submitted' && !waitsForLead(read)),
      )
      .map((read) => ({
        read,
        mine: toSignOff.has(read.facts.id),
        statement: said.get(read.facts.id) ?? null,
        part: partIn(read, actor.id),
      })),
    requests: reads.flatMap((read) =>
      read.facts.extensions.flatMap((asked) =>
        asked.state === 'requested' ? [{ read, asked, mine: toDecide.has(asked.id) }] : [],
      ),
    ),
    toCheck: reads.filter(
      ({ facts: { state, embedCheckOn } }) =>
        plan.state === 'active' && state === 'signedOff' && embedCheckOn !== null && embedCheckOn <= today,
    ),
    asked: work.asked,
    toIssue: sittings.filter(({ state }) => state === 'frozen'),
    boards: sittings.filter(({ over }) => over),
    withLead: reads.filter(waitsForLead),
    since: { day: beginning.since, title: last?.title ?? null },
    changes,
    stuck: reads.filter(({ facts }) => isOwners(facts.state) && facts.blockers.some(isOpen)),
    stale: reads.flatMap((read) => {
      const quiet = staleSince(read.facts, settings, today)
      return quiet === null ? [] : [{ read, since: quiet }]
    }),
    summary,
    priorities,
    measures: measures.map(lookOf),
    figuresDue: due,
    names,
    mail,
  }
}

async function mailNow({ db, clock }: Deps, plan: PlanRow): Promise<Board['mail']> {
  const week = newestDueWeek(clock.now(), plan)
  const counts = await planWeekCounts(db, plan.id, week, slotName(slotIn(plan, week)))
  return { week, counts, first: firstMail(plan, week) }
}

function partIn({ facts }: ActionRead, personId: string): WaitingSignOff['part'] {
  if (facts.ownerId === personId) return 'own'
  if (facts.submittedBy === personId) return 'submitted'
  return facts.state === 'endorsed' && facts.endorsedBy === personId ? 'endorsed' : null
}

/** What a plan's first weekly emails wait for: its approval, or a day. Null once a week of theirs was due. */
export type FirstMail = 'approval' | { on: Day } | null

/** What a plan's first weekly emails wait for, in the week that was due last. */
export function firstMail(plan: PlanRow, week: Day): FirstMail {
  const { digestsFrom, state } = plan
  if (state === 'draft' || state === 'submitted') return 'approval'
  return digestsFrom !== null && digestsFrom > week
    ? { on: londonDay(digestDueAt(digestsFrom, slotIn(plan, digestsFrom))) }
    : null
}

/** Whether a part that can be open is. */
export function isOpen({ state }: { state: string }): boolean {
  return state === 'open'
}

function isOwners(state: string): boolean {
  return (ownersTurn as readonly string[]).includes(state)
}
