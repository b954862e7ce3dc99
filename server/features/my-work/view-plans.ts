import type { PackToIssue } from '#db/read/packs-to-issue.ts'
import type { PlanWaiting } from '#db/read/plans-waiting.ts'
import { paths } from '#server/paths.ts'
import { day } from '#server/ui/html/components.ts'
import type { Html } from '#server/ui/html/html.ts'
import { waitedInWords } from '#workflows/action/waiting.ts'
import { type Day, londonDay } from '#workflows/calendar/calendar.ts'
import { listed, waitingLine } from './waiting-line.ts'

/** The plans whose next move is this person's. */
export function plansThatWait(plans: readonly PlanWaiting[], today: Day): Html | false {
  const lines = plans.map(({ id, title, waits, since }) => {
    const { text, state, press, page } = said[waits]
    return waitingLine({
      title,
      href: paths.plan.at({ id }),
      because: [text, ...waitedInWords(since && londonDay(since), today)].join(' '),
      state,
      press: { text: press, href: page.at({ id }) },
    })
  })
  return lines.length > 0 && listed('Plans', 'plans', lines)
}

/** The packs that this person has to issue before the board meets. */
export function packsThatWait(packs: readonly PackToIssue[], today: Day): Html | false {
  const lines = packs.map(({ id, title, heldOn, cutOffAt, plan }) =>
    waitingLine({
      title: `${title}, ${day(heldOn)}`,
      href: paths.meeting.at({ id }),
      because: [
        `${plan}. The pack was frozen on ${day(londonDay(cutOffAt))}.`,
        ...waitedInWords(londonDay(cutOffAt), today),
      ].join(' '),
      state: 'Pack frozen',
      press: { text: 'Issue the pack', href: paths.meetingDecide.at({ id }) },
    }),
  )
  return lines.length > 0 && listed('Packs to issue', 'packs', lines)
}

const said: Record<
  PlanWaiting['waits'],
  { text: string; state: string; press: string; page: typeof paths.plan | typeof paths.planDecide }
> = {
  approval: {
    text: 'It is submitted. You approve it, or return it with a reason.',
    state: 'Waiting for approval',
    press: 'Decide',
    page: paths.planDecide,
  },
  returned: {
    text: 'Its chair returned it. Put right what they name, then submit it again.',
    state: 'Returned',
    press: 'Open',
    page: paths.plan,
  },
}
