import { alone, type Db, rowsOf, sessionDb } from '#db/connection/connect.ts'
import { eq, sql } from '#db/connection/drizzle.ts'
import { newId } from '#db/connection/ids.ts'
import { readAction } from '#db/read/action-facts.ts'
import type { Outcome } from '#db/write/attempts.ts'
import type { TakePack } from '#db/write/change-meeting.ts'
import { changePlan } from '#db/write/change-plan.ts'
import { changePriority } from '#db/write/change-priority.ts'
import { addAction, createPlan, type PlanIds } from '#db/write/create-plan.ts'
import { changeAction } from '#db/write/transition.ts'
import { addDays, type Day, type Instant, londonDay, londonHour } from '#workflows/calendar/calendar.ts'
import { nextDigestWeek } from '#workflows/calendar/weeks.ts'
import type { PlanEvent } from '#workflows/plan/plan.ts'
import * as schema from '../schema/index.ts'
import { changeOf } from './changes.ts'
import { actionDraft, demoDraft, emailOf } from './draft.ts'
import { demoMeetings } from './meetings.ts'
import { demoObservations } from './observations.ts'
import { tellObservation } from './observe.ts'
import { people } from './people.ts'
import { demoPlan } from './plan.ts'
import type { DemoAction, DemoEvent, Offset, PersonKey } from './types.ts'

/**
 * Loads the demonstration into an empty database by replaying its story through the same workflows that people
 * use. All or nothing: it is one transaction on a connection of its own, which ends with the first error.
 * @param now the application's present; the story is told up to the day before
 * @param takePack builds what the board reads, when a meeting of the story is frozen
 * @returns whether it was loaded: not where there is a plan already
 */
export async function loadDemonstration(url: string, now: Instant, takePack: TakePack): Promise<boolean> {
  return alone(url, async (session) => {
    await session`begin`
    const db = sessionDb(session)
    const [there] = await rowsOf(db, sql`select from ${schema.plans} limit 1`)
    if (!there) await tell(db, londonDay(now), now, takePack)
    await session`commit`
    return !there
  })
}

async function tell(db: Db, today: Day, now: Instant, takePack: TakePack): Promise<void> {
  const day = (offset: Offset) => addDays(today, offset)
  const { submitted } = demoPlan
  const ids = await createPlan(db, demoDraft(today), {
    by: emailOf(submitted.by),
    now: londonHour(day(submitted.at - 7), 10),
  })
  let minutes = 0
  let lastOffset: Offset | null = null
  for (const { at, run } of chronicle(db, ids, day, takePack)) {
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
function chronicle(db: Db, ids: PlanIds, day: (offset: Offset) => Day, takePack: TakePack): Told[] {
  const { submitted, approved, priorities } = demoPlan
  const told: Told[] = [
    {
      at: submitted.at,
      run: (at) => movePlan(db, ids, submitted.by, at, { type: 'submit' }),
    },
    {
      at: approved.at,
      // Approval agrees every action that is there by then.
      run: (at) => movePlan(db, ids, approved.by, at, { type: 'approve' }),
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
      told.push(
        ...action.story.map((event) => ({
          at: event.at,
          run: (now: Instant) => change(db, ids, action, event, day, now),
        })),
      )
    }
  }
  told.push(
    ...demoObservations.map((observation) => ({
      at: observation.toldAt,
      run: (now: Instant) =>
        tellObservation(db, observation, day, {
          planId: ids.plan,
          actorId: person(ids, submitted.by),
          now,
        }),
    })),
  )
  const personId = (key: PersonKey) => person(ids, key)
  told.push(...demoMeetings({ db, ids, dayOf: day, personId, takePack }))
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
  refuseUnlessDone(changed, `${action.ref} on day ${event.at}: ${event.by} may not ${event.event}`)
}

async function movePlan(db: Db, ids: PlanIds, by: PersonKey, now: Instant, event: PlanEvent): Promise<void> {
  const changed = await changePlan(
    db,
    { planId: ids.plan, actorId: person(ids, by), now, notify: false },
    event,
  )
  refuseUnlessDone(changed, `${by} may not ${event.type} the plan`)
}

async function agreePriority(db: Db, ids: PlanIds, ref: string, now: Instant): Promise<void> {
  const { by } = demoPlan.approved
  const context = { priorityId: ids.priority.get(ref) ?? '', actorId: person(ids, by), now }
  refuseUnlessDone(await changePriority(db, context, { type: 'agree' }), `${by} may not agree ${ref}`)
}

function refuseUnlessDone(changed: Outcome<unknown, unknown>, what: string): void {
  if (changed.outcome === 'done') return
  const why =
    changed.outcome === 'refused'
      ? [changed.refused.because, ...changed.refused.missing.map(({ detail }) => detail)].join(' ')
      : changed.outcome
  throw new Error(`${what}: ${why}`)
}

function person(ids: PlanIds, key: PersonKey): string {
  return ids.person.get(emailOf(key).toLowerCase()) ?? ''
}
