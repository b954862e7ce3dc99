import { alone, type Db, rowsOf, sessionDb } from '#db/connection/connect.ts'
import { eq, sql } from '#db/connection/drizzle.ts'
import { newId } from '#db/connection/ids.ts'
import { readAction } from '#db/read/read-actions.ts'
import { changePlan } from '#db/write/change-plan.ts'
import { changePriority } from '#db/write/change-priority.ts'
import { addAction, createPlan } from '#db/write/create-plan.ts'
import { changeAction } from '#db/write/transition.ts'
import { addDays, type Day, type Instant, londonDay, londonHour } from '#workflows/calendar/calendar.ts'
import { nextDigestWeek } from '#workflows/calendar/weeks.ts'
import { mailboxKey } from '#workflows/people/mailbox.ts'
import type { PlanEvent } from '#workflows/plan/plan.ts'
import * as schema from '../schema/index.ts'
import type { DemoAction, DemoEvent } from './action-form.ts'
import { changeOf } from './changes.ts'
import { decisionIdsOf, demoDecisions } from './decisions.ts'
import { demonstration } from './demonstration.ts'
import { actionDraft, demoDraft, emailOf } from './draft.ts'
import { demoInspections } from './inspections.ts'
import type { Making } from './making.ts'
import { demoMeetings } from './meetings.ts'
import type { Offset } from './names.ts'
import { loadEarlier, recordObservation } from './observe.ts'
import { refuseUnlessDone } from './refuse.ts'
import type { DatedStep, Replay } from './replay.ts'
import { demoReports } from './reports.ts'
import { tellSuppliers } from './supply.ts'

/**
 * Loads the demonstration into an empty database by replaying its story through the same workflows that people
 * use. All or nothing: it is one transaction on a connection of its own, which ends with the first error.
 * @param now the application's present; the story is told up to the day before
 * @param making makes packs, editions and findings as the application does
 * @returns whether it was loaded: not where there is a plan already
 */
export async function loadDemonstration(url: string, now: Instant, making: Making): Promise<boolean> {
  return alone(url, async (session) => {
    await session`begin`
    const db = sessionDb(session)
    const [there] = await rowsOf(db, sql`select from ${schema.plans} limit 1`)
    if (!there) await replayStory(db, londonDay(now), now, making)
    await session`commit`
    return !there
  })
}

async function replayStory(db: Db, today: Day, now: Instant, making: Making): Promise<void> {
  const demo = demonstration()
  const dayOf = (offset: Offset) => addDays(today, offset)
  const { submitted } = demo.plan
  const ids = await createPlan(db, demoDraft(demo, today), {
    by: emailOf(demo, submitted.by),
    now: londonHour(dayOf(submitted.at - 7), 10),
  })
  const personId = (key: string) => ids.person.get(mailboxKey(emailOf(demo, key))) ?? ''
  let minutes = 0
  let lastOffset: Offset | null = null
  for (const { at, run } of chronicle({ db, demo, ids, dayOf, personId }, making)) {
    minutes = at === lastOffset ? minutes + 7 : 0
    lastOffset = at
    await run(new Date(Date.parse(londonHour(dayOf(at), 9)) + minutes * 60_000).toISOString())
  }
  const leavers = demo.people.flatMap(({ email, left }) =>
    left === undefined ? [] : [{ email, leftOn: dayOf(left) }],
  )
  for (const { email, leftOn } of leavers) {
    await db.update(schema.people).set({ leftOn }).where(eq(schema.people.email, email))
  }
  await db
    .update(schema.plans)
    .set({ digestsFrom: nextDigestWeek(now), answersByLink: demo.plan.answersByLink })
    .where(eq(schema.plans.id, ids.plan))
}

/** Everything that happened, in the order of days, and within a day in the order written. */
function chronicle(replay: Replay, making: Making): DatedStep[] {
  const { db, demo, ids, dayOf, personId } = replay
  const { submitted, approved, priorities } = demo.plan
  const steps: DatedStep[] = [
    {
      at: submitted.at,
      run: (at) => movePlan(replay, submitted.by, at, { type: 'submit' }),
    },
    {
      at: approved.at,
      // Approval agrees every action that is there by then.
      run: (at) => movePlan(replay, approved.by, at, { type: 'approve' }),
    },
    ...priorities.map(({ ref }) => ({
      at: approved.at,
      run: (at: Instant) => agreePriority(replay, ref, at),
    })),
  ]
  const decisionIds = decisionIdsOf(demo)
  steps.push(...demoDecisions({ ...replay, decisionIds }))
  for (const priority of priorities) {
    for (const action of priority.actions) {
      const { added } = action
      if (added) {
        const by = personId(added.by)
        const decisionId = decisionIds.get(added.decision ?? '') ?? null
        steps.push({
          at: added.at,
          run: (now) =>
            addAction(db, ids, priority.ref, actionDraft(demo, action, dayOf), { by, now, decisionId }),
        })
      }
      steps.push(
        ...action.story.map((event) => ({
          at: event.at,
          run: (now: Instant) => change(replay, action, event, now),
        })),
      )
    }
  }
  const recorded = { planId: ids.plan, actorId: personId(submitted.by) }
  const measures = priorities.flatMap((priority) => priority.measures)
  const meetingIds = new Map(demo.board.meetings.map(({ number }) => [number, newId()]))
  steps.push(
    { at: approved.at, run: (now) => loadEarlier(db, measures, dayOf, { ...recorded, now }) },
    // Statistics are not kept by themselves within a transaction, and what is read for reports joins many tables.
    { at: approved.at, run: async () => void (await db.execute(sql`analyze`)) },
    {
      at: approved.at,
      run: (now) => tellSuppliers(db, measures, { dayOf, personId }, { ...recorded, now }),
    },
    ...measures.flatMap((measure) =>
      measure.observations.map((observation) => ({
        at: observation.toldAt,
        run: (now: Instant) => recordObservation(db, { measure, observation }, dayOf, { ...recorded, now }),
      })),
    ),
    ...demoInspections(replay),
    ...demoMeetings({ ...replay, takePack: making.takePack, meetingIds }),
    ...demoReports({ ...replay, making, meetingIds }),
  )
  return steps.toSorted((a, b) => a.at - b.at)
}

async function change(replay: Replay, action: DemoAction, event: DemoEvent, now: Instant): Promise<void> {
  const { db, ids, dayOf, personId } = replay
  const actionId = ids.action.get(action.ref) ?? ''
  const read = await readAction(db, actionId)
  if (!read) throw new Error(`${action.ref} is not there yet on day ${event.at}`)
  const request = changeOf(event, {
    action,
    facts: read.facts,
    dayOf,
    personId,
    actionId: (ref) => ids.action.get(ref) ?? '',
    newId,
  })
  const context = { actionId, actorId: personId(event.by), now, notify: false }
  const changed = await changeAction(db, context, request)
  refuseUnlessDone(changed, `${action.ref} on day ${event.at}: ${event.by} may not ${event.event}`)
}

async function movePlan(
  { db, ids, personId }: Replay,
  by: string,
  now: Instant,
  event: PlanEvent,
): Promise<void> {
  const context = { planId: ids.plan, actorId: personId(by), now, notify: false }
  refuseUnlessDone(await changePlan(db, context, event), `${by} may not ${event.type} the plan`)
}

async function agreePriority({ db, demo, ids, personId }: Replay, ref: string, now: Instant): Promise<void> {
  const { by } = demo.plan.approved
  const context = { priorityId: ids.priority.get(ref) ?? '', actorId: personId(by), now }
  refuseUnlessDone(await changePriority(db, context, { type: 'agree' }), `${by} may not agree ${ref}`)
}
