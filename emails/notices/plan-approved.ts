import { listEmail } from '#emails/digests/frame.ts'
import { short } from '#emails/digests/words.ts'
import type { Email } from '#emails/frame/email.ts'
import type { Day } from '#workflows/calendar/calendar.ts'
import { count } from '#workflows/words.ts'
import type { AssignedFacts } from './assigned-facts.ts'
import { allOf, lineOf } from './assigned-lines.ts'

/** To the owner of several actions that the approval of a plan agreed: all of them, with the page of each. */
export function planApproved(
  name: string,
  { actor, pieces }: AssignedFacts,
  { day, publicUrl }: { day: Day; publicUrl: string },
): Email {
  const plan = short(pieces[0]?.plan.title ?? '', 90)
  return listEmail(
    {
      subject: `${count(pieces.length, 'action is', 'actions are')} yours: ‘${plan}’ is approved`,
      name,
      intro: [
        `The plan ‘${plan}’ is approved, and these actions are yours. ${short(actor, 100)} approved it, so their due dates are agreed.`,
      ],
      sections: [
        { title: 'Actions you own now', lines: pieces.map((piece) => lineOf(piece, day, publicUrl)) },
      ],
      all: allOf(pieces),
      why: [
        'You are now the one accountable owner of each of these actions. What falls due is in your weekly email from now on.',
        'If one of them is not for you, tell the lead of its priority, who can hand it over.',
      ],
    },
    publicUrl,
  )
}
