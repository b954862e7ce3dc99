import type { ActionRead } from '#db/read/action-facts.ts'
import type { Decision } from '#db/read/decision.ts'
import { type HistoryEntry, ownersBefore, readHistory } from '#db/read/history.ts'
import { measureSeriesOf } from '#db/read/measure-ends.ts'
import { namesOf } from '#db/read/names.ts'
import { type Return, returnsOf } from '#db/read/returns.ts'
import type { Deps } from '#server/deps.ts'
import { seeAction, seeActionWithEvents } from '#server/features/actions/service.ts'
import { type Actor, todayOf } from '#server/http/actor.ts'
import { Problem } from '#server/http/problem.ts'
import { idSchema } from '#server/http/schemas.ts'
import { lookOf, type MeasureLook } from '#server/ui/html/measure-look.ts'
import { type Day, endOfLondonDay, type Instant } from '#workflows/calendar/calendar.ts'
import { type Choices, choicesOf } from './choices.ts'
import { mentionedIn } from './history-words.ts'

/** An action as one person sees it today, with what they may do. */
export type ActionModel = {
  actor: Actor
  read: ActionRead
  decision: Decision
  may: Choices
  today: Day
  /** The moment that is shown. */
  at: Instant
  /** Why it was returned, while it is. */
  returned: Return | null
  /** The measures that it is meant to move, with what there is to be seen of them. */
  measures: MeasureLook[]
}

/** Reads an action for a person. Throws 404 for one that is not there or not theirs to see. */
export async function readActionModel(deps: Deps, actor: Actor, actionId: string): Promise<ActionModel> {
  if (!idSchema.safeParse(actionId).success) throw new Problem('notFound', 'There is no such action.')
  const { decision } = await seeActionWithEvents(deps, actor, actionId)
  const at = deps.clock.now()
  const may = choicesOf(decision, actor.id, at)
  const { read } = decision
  const [returns, measures] = await Promise.all([
    returnsOf(deps.db, [read]),
    measureSeriesOf(deps.db, read.facts),
  ])
  return {
    actor,
    read,
    decision,
    may,
    today: todayOf(deps),
    at,
    returned: returns.get(read.facts.id) ?? null,
    measures: measures.map(lookOf),
  }
}

/** An action as its page shows it: as it is now with what this person may do, or as it stood on a past day. */
export type ActionShown = Pick<ActionModel, 'read' | 'today' | 'at' | 'returned' | 'measures'> & {
  /** Null on a past day: nothing can be done with it then. */
  now: ActionModel | null
}

/** Reads an action for a person as it stood at the end of a past day. Throws 404 where it was not there yet. */
export async function readActionThen(
  deps: Deps,
  actor: Actor,
  actionId: string,
  asAt: Day,
): Promise<ActionShown> {
  const read = await seeAction(deps, actor, actionId, asAt)
  const moment = endOfLondonDay(asAt)
  const [returns, measures] = await Promise.all([
    returnsOf(deps.db, [read], moment),
    measureSeriesOf(deps.db, read.facts, moment),
  ])
  return {
    read,
    today: asAt,
    at: moment,
    returned: returns.get(read.facts.id) ?? null,
    measures: measures.map(lookOf),
    now: null,
  }
}

/** Entries of its history on the page of an action. */
const MOST_HAPPENED = 200

/** The newest entries of a history, whether they are all of it, and the names of what they mention. */
export type ActionHistory = { entries: HistoryEntry[]; isWhole: boolean; names: Record<string, string> }

/**
 * The history of an action, newest first, with the names of everybody and everything it mentions.
 * @param until only what had happened by then
 */
export async function historyOf(
  deps: Deps,
  { read }: Pick<ActionModel, 'read'>,
  until: Instant | null = null,
): Promise<ActionHistory> {
  const [newest, owners] = await Promise.all([
    readHistory(deps.db, read.facts.id, { limit: MOST_HAPPENED + 1, until }),
    ownersBefore(deps.db, read.facts.id),
  ])
  const entries = newest
    .slice(0, MOST_HAPPENED)
    .map((entry) =>
      owners.has(entry.version)
        ? { ...entry, payload: { ...entry.payload, ownerWas: owners.get(entry.version) ?? null } }
        : entry,
    )
  const isWhole = newest.length <= MOST_HAPPENED
  return { entries, isWhole, names: { ...read.names, ...(await namesOf(deps.db, mentionedIn(entries))) } }
}
