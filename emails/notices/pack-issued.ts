import { type Db, rowsOf } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'
import { mailedPages, signInPage } from '#emails/frame/addresses.ts'
import type { Email } from '#emails/frame/email.ts'
import { actionBlock, button, emailHtml, link, paragraph } from '#emails/frame/layout.ts'
import { oneLine, shortened, wrapped } from '#emails/frame/words.ts'
import { type Day, dayInWords } from '#workflows/calendar/calendar.ts'

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
  const plan = shortened(oneLine(facts.plan), 120)
  const subject = shortened(`The pack is issued: ${title}`, 140)
  const href = `${publicUrl}${mailedPages.meeting.at({ id: facts.meetingId })}`
  const greeting = `Hello ${shortened(oneLine(name), 100)},`
  const said = `${shortened(oneLine(facts.actor), 100)} has issued the pack for the meeting on ${dayInWords(facts.heldOn)}. It shows the plan as it stood when the pack was taken, and it never changes.`
  const why = 'You sit on the board of this plan, or serve it.'
  return {
    subject,
    text: `${[
      wrapped(greeting),
      `${wrapped(title)}\n${wrapped(plan)}`,
      wrapped(said),
      `Open the meeting:\n${href}`,
      `Why did I get this?\n${wrapped(why)}`,
      `Sign in:\n${publicUrl}${signInPage.at()}`,
    ].join('\n\n')}\n`,
    html: emailHtml({
      subject,
      preheader: said,
      body: [
        paragraph(greeting),
        actionBlock(title, plan),
        paragraph(said),
        button(href, 'Open the meeting'),
      ],
      why: [why, link(`${publicUrl}${signInPage.at()}`, 'Sign in to Waymark')],
    }),
  }
}
