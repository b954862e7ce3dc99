import { type BriefAction, briefActions } from '#db/read/matrix.ts'
import { listMeasures } from '#db/read/measures.ts'
import { namesOf } from '#db/read/names.ts'
import { horizonsOf, type PlanRow, pagePriorities } from '#db/read/plans.ts'
import { type HorizonName, horizonNames } from '#db/schema/plan.ts'
import type { Deps } from '#server/deps.ts'
import type { Actor } from '#server/http/actor.ts'
import type { Moment } from '#server/http/as-at.ts'
import { overdueDays } from '#workflows/action/owner-work.ts'
import { type Day, endOfLondonDay } from '#workflows/calendar/calendar.ts'
import { ratingOf } from '#workflows/rating/rating.ts'

/**
 * A plan on a page as data: for each priority its outcomes, and the actions of each horizon with their colours.
 * Horizons and names of people are as they are now, also where the rest is as at a day.
 */
export async function matrixOf(
  { db }: Pick<Deps, 'db'>,
  actor: Actor,
  plan: PlanRow,
  { today, asAt }: Moment,
) {
  const [horizons, { items: priorities }, actions, measures] = await Promise.all([
    horizonsOf(db, plan.id),
    pagePriorities(db, actor.id, plan.id, { limit: 1_000, asAt }),
    briefActions(db, plan.id, asAt && endOfLondonDay(asAt)),
    listMeasures(db, plan.id, asAt && endOfLondonDay(asAt)),
  ])
  const leads = priorities.flatMap(({ leadId }) => leadId ?? [])
  const names = await namesOf(db, { people: leads, actions: [] })
  return {
    plan: { id: plan.id, title: plan.title },
    asAt: today,
    horizons: horizons.map(({ name, label, firstOn, lastOn }) => ({ name, label, firstOn, lastOn })),
    priorities: priorities.map(({ id, parentId, ref, title, state, leadId, ...priority }) => ({
      id,
      parentId,
      ref,
      title,
      state,
      lead: leadId === null ? null : { id: leadId, name: names[leadId] ?? '' },
      outcomes: {
        impact: priority.impact,
        outcomeConfidence: priority.outcomeConfidence,
        confidenceNote: priority.confidenceNote,
        measures: measures
          .filter(({ priorityId }) => priorityId === id)
          .map((measure) => ({ id: measure.id, ref: measure.ref, title: measure.title })),
      },
      ...byHorizon(
        actions.filter((action) => action.priority.id === id),
        today,
      ),
    })),
  }
}

/** An action in a few words: what it is called, whose it is, and how it stands on a day. */
export function briefResource({ facts, settings, owner }: BriefAction, today: Day) {
  const { rating, code, because } = ratingOf(facts, settings, today)
  return {
    id: facts.id,
    ref: facts.ref,
    title: facts.title,
    state: facts.state,
    rating: { rating, code, because },
    dueOn: facts.dueOn,
    overdueDays: overdueDays(facts, today),
    critical: facts.critical,
    owner,
  }
}

function byHorizon(actions: BriefAction[], today: Day) {
  const of = (name: HorizonName) =>
    actions.filter(({ horizon }) => horizon === name).map((action) => briefResource(action, today))
  return Object.fromEntries(horizonNames.map((name) => [name, of(name)])) as Record<
    HorizonName,
    ReturnType<typeof briefResource>[]
  >
}
