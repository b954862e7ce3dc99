import { eq, sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/postgres-js'
import { addDays, type Day, type Instant, londonDay, londonHour } from '#workflows/calendar.ts'
import { nextDigestWeek } from '#workflows/weeks.ts'
import { commitRow } from '../commit-row.ts'
import { alone, type Db, rowsOf } from '../connect.ts'
import { addAction, createPlan, type PlanIds } from '../create-plan.ts'
import { newId } from '../ids.ts'
import { readAction } from '../queries/action-facts.ts'
import * as schema from '../schema/index.ts'
import { changeAction } from '../transition.ts'
import { changeOf } from './changes.ts'
import { actionDraft, demoDraft, emailOf } from './draft.ts'
import { people } from './people.ts'
import { demoPlan } from './plan.ts'
import type { DemoAction, DemoEvent, Offset, PersonKey } from './types.ts'

/**
 * Loads the demonstration into an empty database by replaying its story through the same workflows that people
 * use. All or nothing: it is one transaction on a connection of its own, which ends with the first error.
 * @param now the application's present; the story is told up to the day before
 * @returns whether it was loaded: not where there is a plan already
 */
export async function loadDemonstration(url: string, now: Instant): Promise<boolean> {
  return alone(url, async (session) => {
    await session`begin`
    const db: Db = drizzle(session, { schema })
    const [there] = await rowsOf(db, sql`select from ${schema.plans} limit 1`)
    if (!there) await tell(db, londonDay(now), now)
    await session`commit`
    return !there
  })
}

async function tell(db: Db, today: Day, now: Instant): Promise<void> {
  const day = (offset: Offset) => addDays(today, offset)
  const { submitted } = demoPlan
  const ids = await createPlan(db, demoDraft(today), {
    by: emailOf(submitted.by),
    now: londonHour(day(submitted.at - 7), 10),
  })
  let minutes = 0
  let lastOffset: Offset | null = null
  for (const { at, run } of chronicle(db, ids, day)) {
    minutes = at === lastOffset ? minutes + 7 : 0
    lastOffset = at
    await run(new Date(Date.parse(londonHour(day(at), 9)) + minutes * 60_000).toISOString())
  }
  const leavers = people.flatMap(({ email, left }) =>
    left === undefined ? [] : [{ email, leftOn: day(left) }],
  )
  for (const { email, leftOn } of leavers) {
    await db.update(schema.people).set({ leftOn }).where(eq(schema.people.email, email))
  }
  await db
    .update(schema.plans)
    .set({ digestsFrom: nextDigestWeek(now) })
    .where(eq(schema.plans.id, ids.plan))
}

type Told = { at: Offset; run: (at: Instant) => Promise<void> }

/** Everything that happened, in the order of days, and within a day in the order written. */
function chronicle(db: Db, ids: PlanIds, day: (offset: Offset) => Day): Told[] {
  const { submitted, approved, priorities } = demoPlan
  const told: Told[] = [
    {
      at: submitted.at,
      run: (at) => movePlan(db, ids, submitted.by, at, { event: 'submit', state: 'submitted' }),
    },
    {
      at: approved.at,
      run: (at) =>
        movePlan(db, ids, approved.by, at, {
          event: 'approve',
          state: 'active',
          activeFrom: day(approved.at),
        }),
    },
    ...priorities.map(({ ref }) => ({
      at: approved.at,
      run: (at: Instant) => agreePriority(db, ids, ref, at),
    })),
  ]
  for (const priority of priorities) {
    for (const action of priority.actions) {
      const { added } = action
      if (added) {
        const author = person(ids, added.by)
        told.push({
          at: added.at,
          run: (now) => addAction(db, ids, priority.ref, actionDraft(action, day), { by: author, now }),
        })
      }
      const story: DemoEvent[] = added ? action.story : [{ ...approved, event: 'agree' }, ...action.story]
      told.push(
        ...story.map((event) => ({
          at: event.at,
          run: (now: Instant) => change(db, ids, action, event, day, now),
        })),
      )
    }
  }
  return told.toSorted((a, b) => a.at - b.at)
}

async function change(
  db: Db,
  ids: PlanIds,
  action: DemoAction,
  event: DemoEvent,
  day: (offset: Offset) => Day,
  now: Instant,
): Promise<void> {
  const actionId = ids.action.get(action.ref) ?? ''
  const read = await readAction(db, actionId)
  if (!read) throw new Error(`${action.ref} is not there yet on day ${event.at}`)
  const request = changeOf(event, {
    action,
    facts: read.facts,
    dayOf: day,
    personId: (key) => person(ids, key),
    actionId: (ref) => ids.action.get(ref) ?? '',
    newId,
  })
  const changed = await changeAction(
    db,
    { actionId, actorId: person(ids, event.by), now, notify: false },
    request,
  )
  if (changed.outcome === 'done') return
  const why = changed.outcome === 'refused' ? changed.refused.because : changed.outcome
  throw new Error(`${action.ref} on day ${event.at}: ${event.by} may not ${event.event}: ${why}`)
}

async function movePlan(
  db: Db,
  ids: PlanIds,
  by: PersonKey,
  at: Instant,
  move: { event: string; state: 'submitted' | 'active'; activeFrom?: Day },
): Promise<void> {
  const [before] = await db.select().from(schema.plans).where(eq(schema.plans.id, ids.plan))
  if (!before) throw new Error('the plan is not there yet')
  const { event, ...fields } = move
  const after = { ...before, ...fields, version: before.version + 1, updatedAt: at }
  const row = { ...eventFields(ids, by, at, event, before, after), subjectKind: 'plan' as const }
  await commitRow(db, schema.plans, { before, after, event: row })
}

async function agreePriority(db: Db, ids: PlanIds, ref: string, at: Instant): Promise<void> {
  const [before] = await db
    .select()
    .from(schema.priorities)
    .where(eq(schema.priorities.id, ids.priority.get(ref) ?? ''))
  if (!before) throw new Error(`priority ${ref} is not there yet`)
  const after = { ...before, state: 'active' as const, version: before.version + 1, updatedAt: at }
  const row = {
    ...eventFields(ids, demoPlan.approved.by, at, 'agree', before, after),
    subjectKind: 'priority' as const,
  }
  await commitRow(db, schema.priorities, { before, after, event: row })
}

function eventFields<T extends { id: string; state: string; version: number }>(
  ids: PlanIds,
  by: PersonKey,
  at: Instant,
  event: string,
  before: T,
  after: T,
) {
  return {
    id: newId(),
    planId: ids.plan,
    subjectId: after.id,
    aggregateId: after.id,
    version: after.version,
    event,
    fromState: before.state,
    toState: after.state,
    actorId: person(ids, by),
    at,
    payload: {},
    after,
  }
}

function person(ids: PlanIds, key: PersonKey): string {
  return ids.person.get(emailOf(key).toLowerCase()) ?? ''
}
