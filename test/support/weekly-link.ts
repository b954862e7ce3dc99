import type { Db } from '#db/connection/connect.ts'
import { asc, eq } from '#db/connection/drizzle.ts'
import { deliveries, plans } from '#db/schema/index.ts'
import { sendOnce } from '#emails/ledger/sender.ts'
import { outboxTransport } from '#emails/outbox.ts'
import { answerLinksOf } from '#server/http/hashes.ts'
import type { Instant } from '#workflows/calendar/calendar.ts'
import { sender, startAfresh } from '../emails/harness.ts'
import { testSecret } from './app.ts'
import { givenPlan, type TestPlan } from './plans.ts'

/** The links of test applications. */
export const { linkOf } = answerLinksOf(testSecret)
export const EIGHT: Instant = '2026-11-23T08:00:02.000Z'
export const NEXT_EIGHT: Instant = '2026-11-30T08:00:02.000Z'

type Given = { answersByLink?: boolean; title?: string }

/** Three actions that wait for their owner, one with a late milestone; and what a note of last time says. */
export async function givenWeek(
  db: Db,
  { answersByLink = true, title = 'A plan for tests' }: Given = {},
): Promise<TestPlan> {
  await startAfresh(db)
  const plan = await givenPlan(
    db,
    [
      { title: 'Late', dueOn: '2026-11-09' },
      { title: 'Soon', dueOn: '2026-11-27' },
      {
        title: 'Silent',
        dueOn: '2027-03-31',
        milestones: [{ title: 'The first team is trained', dueOn: '2026-11-16' }],
      },
    ],
    { digestsFrom: '2026-11-23', title },
  )
  await db.update(plans).set({ answersByLink }).where(eq(plans.id, plan.planId))
  return plan
}

/** Sends the weekly emails that are due, and gives the path in the newest one to a plan's owner. */
export async function linkIn(db: Db, plan: TestPlan, at: Instant = EIGHT): Promise<string> {
  await sendOnce({ ...sender(db, outboxTransport(), at), linkOf, keepsLinks: true })
  const mails = await db
    .select()
    .from(deliveries)
    .where(eq(deliveries.personId, plan.people.owner))
    .orderBy(asc(deliveries.dueAt))
  return /\/answer\/[^"\s]+/.exec(mails.at(-1)?.text ?? '')?.[0] ?? ''
}
