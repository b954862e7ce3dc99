import * as fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { newId } from '#db/connection/ids.ts'
import { countActions, listActions } from '#db/read/actions.ts'
import { horizonsOf, listPriorities, pagePriorities, readPlan } from '#db/read/plans.ts'
import { readAction } from '#db/read/read-actions.ts'
import { type PlanSummary, summarise } from '#db/read/summary.ts'
import { changeAction } from '#db/write/transition.ts'
import type { Deps } from '#server/deps.ts'
import { type ActionResource, actionResource } from '#server/features/actions/resource.ts'
import { createAction } from '#server/features/actions/service.ts'
import { matrixOf } from '#server/features/plans/matrix.ts'
import { planResource } from '#server/features/plans/resource.ts'
import { patchPlan, seePlan } from '#server/features/plans/service.ts'
import { priorityResources } from '#server/features/priorities/resource.ts'
import { createPriority, patchPriority } from '#server/features/priorities/service.ts'
import { excludedStates, finishedStates } from '#workflows/action/action-facts.ts'
import { addDays, type Day, endOfLondonDay, type Instant, londonDay } from '#workflows/calendar/calendar.ts'
import { type Rating, ratings } from '#workflows/rating/rating.ts'
import { useDatabase } from '../support/database.ts'
import { anyWish, changeOf } from '../support/generate-changes.ts'
import { givenPlan, type TestPlan } from '../support/plans.ts'
import type { Company, Wish } from '../support/wish-fields.ts'

const database = useDatabase()
const FIRST: Day = '2026-09-14'
const DAYS = 90
const CHANGES_A_DAY = 7
/** An action that nobody does anything about: time alone colours it. */
const UNTOUCHED = 'P1.S9'

/** Everything that can be asked as at a day, as it is given to a member. */
type Shown = {
  plan: unknown
  priorities: unknown
  matrix: unknown
  summary: PlanSummary
  actions: ActionResource[]
  byRating: Record<Rating, string[]>
  found: string[]
  total: number
}

describe('what is read as at a day', () => {
  let plan: TestPlan
  let deps: Deps
  let now: Instant
  let done = 0
  const shown = new Map<Day, Shown>()

  beforeAll(async () => {
    const { db } = database()
    const two = { recommendations: ['R1'] }
    plan = await givenPlan(db, [
      two,
      two,
      { dueOn: '2026-10-30' },
      {},
      { criteria: [] },
      { startOn: '2026-11-09' },
      { ref: UNTOUCHED, dueOn: '2026-10-20' },
    ])
    const clock = { now: () => now, shiftMs: () => 0 }
    deps = { db, clock, publicUrl: '', demonstration: false, wakeSender: () => {} }
    done = await live()
  }, 240_000)

  /** Months of changes by everybody, at all hours of London's days, noting at each midnight what is shown. */
  async function live(): Promise<number> {
    const company = { people: plan.people, successorId: plan.actions['P1.S2'] as string, newId }
    const wishes = fc.sample(anyWish, { numRuns: DAYS * CHANGES_A_DAY, seed: 20_261_123 })
    let made = 0
    for (let at = 0; at < DAYS; at++) {
      const day = addDays(FIRST, at)
      const today = wishes.slice(at * CHANGES_A_DAY, (at + 1) * CHANGES_A_DAY)
      for (const [turn, wish] of today.entries()) {
        now = during(day, turn)
        made += await fulfil(wish, company)
      }
      await edit(at)
      now = endOfLondonDay(day)
      shown.set(day, await show(day, null))
    }
    return made
  }

  async function fulfil(wish: Wish, company: Company): Promise<number> {
    const { [UNTOUCHED]: _, ...touched } = plan.actions
    const ids = Object.values(touched)
    const actionId = ids[wish.pick % ids.length] as string
    const read = await readAction(deps.db, actionId)
    if (!read) throw new Error('the action is there')
    const { actorId, change } = changeOf(wish, read.facts, londonDay(now), company)
    return (await changeAction(deps.db, { actionId, actorId, now }, change)).outcome === 'done' ? 1 : 0
  }

  /** What a plan's administrator changes now and then: thresholds, titles, leads, new priorities and actions. */
  async function edit(at: number): Promise<void> {
    const administrator = { id: plan.people.administrator }
    const [first] = await listPriorities(deps.db, administrator.id, plan.planId)
    if (!first) throw new Error('the priority is there')
    if (at % 12 === 0) {
      const change = {
        dueSoonDays: 7 + (at % 30),
        staleDays: 10 + (at % 40),
        title: `The plan, edition ${at}`,
      }
      await patchPlan(deps, administrator, plan.planId, change)
    }
    if (at % 17 === 3) {
      const leadId = at % 2 === 0 ? plan.people.lead : plan.people.viceChair
      await patchPriority(deps, administrator, first.id, { title: `First, as of ${at}`, leadId })
    }
    if (at === 40) {
      const second = await createPriority(deps, administrator, plan.planId, { ref: 'P2', title: 'Second' })
      const draft = { ref: 'P2.M1', horizon: 'medium', title: 'Added later', ownerId: plan.people.owner }
      const read = await createAction(deps, administrator, second, { ...newAction, ...draft } as never)
      plan.actions['P2.M1'] = read.facts.id
    }
  }

  async function show(today: Day, asAt: Day | null): Promise<Shown> {
    const { db } = deps
    const actor = { id: plan.people.member }
    const row = await seePlan(deps, actor, plan.planId, asAt)
    const list = { filter: {}, sort: ['dueOn', '-updatedAt'] as const, limit: 100, after: null, today, asAt }
    const refs = async (filter: object) =>
      (await listActions(db, actor.id, { ...list, filter })).items.map(({ facts }) => facts.ref)
    const { items } = await listActions(db, actor.id, list)
    const byRating: [Rating, string[]][] = []
    for (const rating of ratings) byRating.push([rating, await refs({ rating: [rating] })])
    return {
      plan: planResource(row, await horizonsOf(db, plan.planId)),
      priorities: await priorityResources(
        deps,
        (await pagePriorities(db, actor.id, plan.planId, { limit: 9, asAt })).items,
        asAt,
      ),
      matrix: await matrixOf(deps, actor, row, { today, asAt }),
      summary: await summarise(db, plan.planId, today, { past: asAt !== null }),
      actions: items.map((item) => actionResource(item, today)),
      byRating: Object.fromEntries(byRating) as Record<Rating, string[]>,
      found: await refs({ q: 'shown commits', overdue: true }),
      total: await countActions(db, actor.id, { ...list, filter: { state: ['inProgress', 'agreed'] } }),
    }
  }

  test('is what was really shown on that day, on every day of a long history', async () => {
    expect(done).toBeGreaterThan(250)
    for (const [day, then] of shown) expect({ day, ...(await show(day, day)) }).toEqual({ day, ...then })
  }, 120_000)

  test('is one action as it stood in its list', async () => {
    for (const [day, { actions }] of [...shown].filter((_, at) => at % 9 === 0)) {
      for (const action of actions) {
        const read = await readAction(deps.db, action.id, day)
        expect(read && actionResource(read, day)).toEqual(action)
      }
    }
  })

  test('is compared in nearly every colour and state, and where time alone changed a colour', () => {
    const all = [...shown.values()]
    const seen = ratings.filter((rating) => all.some(({ byRating }) => byRating[rating].length > 0))
    expect(seen).toEqual(expect.arrayContaining(['red', 'amber', 'green', 'grey', 'none']))
    const states = new Set(all.flatMap(({ actions }) => actions.map(({ state }) => state)))
    expect(states.size).toBeGreaterThan(6)
    const quiet = all.flatMap(({ actions }, at) =>
      actions.filter((action) => {
        const before = all[at - 1]?.actions.find(({ id }) => id === action.id)
        return before?.version === action.version && before.rating.rating !== action.rating.rating
      }),
    )
    expect(quiet).not.toEqual([])
  })

  test('pages without a gap or a repeat', async () => {
    for (const [day, { actions }] of [...shown].filter((_, at) => at % 20 === 7)) {
      const refs: string[] = []
      let after: string[] | null = []
      while (after) {
        const list = { filter: {}, sort: ['dueOn', '-updatedAt'] as const, limit: 2, today: day, asAt: day }
        const page = await listActions(deps.db, plan.people.chair, {
          ...list,
          after: after.length > 0 ? after : null,
        })
        refs.push(...page.items.map(({ facts }) => facts.ref))
        after = page.next
      }
      expect(refs).toEqual(actions.map(({ ref }) => ref))
    }
  })

  test('is not there before it was made, nor for somebody who may not see it now', async () => {
    const added = plan.actions['P2.M1'] as string
    const eve = addDays(FIRST, 39)
    expect(await readAction(deps.db, added, eve)).toBeNull()
    expect((await readAction(deps.db, added, addDays(eve, 1)))?.facts.version).toBe(1)
    expect(await readPlan(deps.db, plan.people.member, plan.planId, '2026-05-31')).toBeNull()
    const outsider = (await givenPlan(deps.db)).people.member
    expect(await readPlan(deps.db, outsider, plan.planId, eve)).toBeNull()
    expect(await readPlan(deps.db, plan.people.member, plan.planId, eve)).toMatchObject({ version: 5 })
  })

  test('counts in its summary what its list holds by the rule that rates one action', () => {
    for (const [day, { summary, actions }] of shown) {
      expect({ day, ...countsOf(summary) }).toEqual({ day, ...counted(actions) })
    }
  })
})

function countsOf({ total, byRating, byState, byPriority, overdue, reprogrammed, progress }: PlanSummary) {
  return {
    total,
    byRating: counts(byRating),
    byState: counts(byState),
    byPriority: counts(byPriority),
    overdue: counts(overdue),
    reprogrammed,
    finished: progress.finished,
    counted: progress.counted,
  }
}

function counts(list: PlanSummary['byRating']): Record<string, number> {
  return Object.fromEntries(list.map(({ key, count }) => [key, count]))
}

function age(days: number): string {
  return days <= 7 ? '1to7' : days <= 28 ? '8to28' : days <= 90 ? '29to90' : 'over90'
}

function counted(actions: ActionResource[]) {
  const by = (keyOf: (action: ActionResource) => string | null) => {
    const tally: Record<string, number> = {}
    for (const key of actions.map(keyOf)) if (key !== null) tally[key] = (tally[key] ?? 0) + 1
    return tally
  }
  const inStates = (states: readonly string[]) => actions.filter(({ state }) => states.includes(state)).length
  return {
    total: actions.length,
    byRating: by(({ rating }) => rating.rating),
    byState: by(({ state }) => state),
    byPriority: by(({ priority }) => priority.ref),
    overdue: by(({ overdueDays }) => (overdueDays > 0 ? age(overdueDays) : null)),
    reprogrammed: actions.filter(({ timesMoved }) => timesMoved > 0).length,
    finished: inStates(finishedStates),
    counted: actions.length - inStates(excludedStates),
  }
}

/** A moment of a London day: the first just after midnight, the last just before the next one. */
function during(day: Day, turn: number): Instant {
  const from = Date.parse(endOfLondonDay(addDays(day, -1))) + 1
  const span = Date.parse(endOfLondonDay(day)) - from
  return new Date(from + Math.floor((span * turn) / (CHANGES_A_DAY - 1))).toISOString()
}

const newAction = {
  description: '',
  agencyId: null,
  contributorIds: [],
  startOn: null,
  dueOn: '2027-03-31',
  criteria: [{ text: 'It is shown' }],
  recommendationIds: [],
  measureIds: [],
  critical: false,
  regulatorDate: false,
}
