import { type Db, rowsOf } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'
import { mailedPages } from '#emails/frame/addresses.ts'
import type { Email } from '#emails/frame/email.ts'
import { oneLine, shortened } from '#emails/frame/words.ts'
import { type Day, dayInWords } from '#workflows/calendar/calendar.ts'
import { count } from '#workflows/words.ts'
import { aboutOne } from './about-one.ts'

/** What the notice of a pack tells: which meeting of which board, and who issued what it reads. */
export type PackIssuedFacts = {
  planActive: boolean
  plan: string
  meetingId: string
  title: string
  heldOn: Day
  startsAt: string | null
  endsAt: string | null
  place: string
  /** The titles of the items of its agenda, in their order. */
  agenda: string[]
  actor: string
}

/** Items of an agenda that the email lists; the page of the meeting has all of them. */
const MOST_ITEMS = 20

/** Reads what the notice tells of from the event it is about. Null when there is no such event. */
export async function packIssuedFacts(db: Db, eventId: string): Promise<PackIssuedFacts | null> {
  const [row] = await rowsOf<PackIssuedFacts>(
    db,
    sql`select plans.state = 'active' as "planActive", plans.title as plan, events.subject_id as "meetingId",
      events.after->>'title' as title, events.after->>'heldOn' as "heldOn",
      events.after->>'startsAt' as "startsAt", events.after->>'endsAt' as "endsAt", coalesce(events.after->>'place', '') as place,
      coalesce((select jsonb_agg(item->>'title' order by nth)
        from jsonb_array_elements(events.after->'agenda') with ordinality each(item, nth)), '[]') as agenda, coalesce(actor.name, 'Somebody') as actor
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
        whenAndWhere(facts),
      ],
      list:
        facts.agenda.length === 0 ? null : { heading: 'On the agenda:', lines: agendaLines(facts.agenda) },
      href: `${publicUrl}${mailedPages.meeting.at({ id: facts.meetingId })}`,
      label: 'Open the meeting',
      why: 'You sit on the board of this plan, or serve it.',
    },
    publicUrl,
  )
}

function whenAndWhere({ heldOn, startsAt, endsAt, place }: PackIssuedFacts): string {
  const hours =
    startsAt === null ? '' : endsAt === null ? ` from ${startsAt}` : ` from ${startsAt} to ${endsAt}`
  const where = oneLine(place) === '' ? '' : ` Place: ${shortened(oneLine(place), 200).replace(/\.$/, '')}.`
  return `It sits on ${dayInWords(heldOn)}${hours}.${where}`
}

function agendaLines(titles: readonly string[]): string[] {
  const more = titles.length - MOST_ITEMS
  return [
    ...titles.slice(0, MOST_ITEMS).map((title, at) => `${at + 1}. ${shortened(oneLine(title), 120)}`),
    ...(more > 0 ? [`and ${count(more, 'more item')}, on the page of the meeting`] : []),
  ]
}
