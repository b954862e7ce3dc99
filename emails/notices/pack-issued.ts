import { type Db, rowsOf } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'
import { mailedPages } from '#emails/frame/addresses.ts'
import type { Email } from '#emails/frame/email.ts'
import { oneLine, shortened } from '#emails/frame/words.ts'
import { type Day, dayInWords } from '#workflows/calendar/calendar.ts'
import { aboutOne } from './about-one.ts'

/** What the notice of a pack tells: which meeting of which board, and who issued what it reads. */
export type PackIssuedFacts = {
  planActive: boolean
  plan: string
  meetingId: string
  title: string
  heldOn: Day
  actor: string
}

/** Reads what the notice tells of from the event it is about. Null when there is no such event. */
export async function packIssuedFacts(db: Db, eventId: string): Promise<PackIssuedFacts | null> {
  const [row] = await rowsOf<PackIssuedFacts>(
    db,
    sql`select plans.state = 'active' as "planActive", plans.title as plan, events.subject_id as "meetingId",
      events.after->>'title' as title, events.after->>'heldOn' as "heldOn", coalesce(actor.name, 'Somebody') as actor
    from events
      join plans on plans.id = events.plan_id
      left join people actor on actor.id = events.actor_id
    where events.id = ${eventId} and events.subject_kind = 'meeting'`,
  )
  return row ?? null
}

/** To everybody on the board: what the next meeting reads is there, as it stood at the cut-off. */
export function packIssued(name: string, facts: PackIssuedFacts, publicUrl: string): Email {
  const title = shortened(oneLine(facts.title), 120)
  return aboutOne(
    name,
    {
      subject: `The pack is issued: ${title}`,
      about: title,
      plan: shortened(oneLine(facts.plan), 120),
      said: [
        `${shortened(oneLine(facts.actor), 100)} has issued the pack for the meeting on ${dayInWords(facts.heldOn)}. It shows the plan as it stood when the pack was taken, and it never changes.`,
      ],
      href: `${publicUrl}${mailedPages.meeting.at({ id: facts.meetingId })}`,
      label: 'Open the meeting',
      why: 'You sit on the board of this plan, or serve it.',
    },
    publicUrl,
  )
}
