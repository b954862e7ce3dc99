import type { ActionRead } from '#db/read/action-facts.ts'
import type { PackToIssue } from '#db/read/packs-to-issue.ts'
import type { Work } from '#db/read/work.ts'
import { mailedPages } from '#emails/frame/addresses.ts'
import type { Extension, ExtensionReason } from '#workflows/action/action-facts.ts'
import { timesDateMoved } from '#workflows/action/date-moves.ts'
import { lacksForCheck } from '#workflows/action/embedding.ts'
import type { Escalation } from '#workflows/action/escalation.ts'
import { decisionWaitsSince, waitedInWords } from '#workflows/action/waiting.ts'
import { type Day, dayInWords, daysBetween, londonDay } from '#workflows/calendar/calendar.ts'
import { extensionWords } from '#workflows/parts/extension-words.ts'
import { byRef } from '#workflows/plan/reference-order.ts'
import { silentSince } from '#workflows/rating/rating.ts'
import { count, timesMoved } from '#workflows/words.ts'
import type { DigestLineText } from './line.ts'
import { actionLine, short } from './words.ts'

/** An action that has turned red, and why. */
export type Red = { read: ActionRead; because: string }
export type Overdue = { read: ActionRead; escalation: Escalation }
export type Asked = Work['extensionsToDecide'][number]

/** An action that waits for a decision on its closure: 'Submitted on 3 November 2026 by Amira Patel.' */
export function closureLine(read: ActionRead, day: Day, publicUrl: string): DigestLineText {
  const { submittedOn, submittedBy, endorsedOn, endorsedBy } = read.facts
  return actionLine(read, {
    said: [
      ...(submittedOn ? [`Submitted on ${dayInWords(submittedOn)}${by(submittedBy, read)}.`] : []),
      ...(endorsedOn ? [`Endorsed on ${dayInWords(endorsedOn)}${by(endorsedBy, read)}.`] : []),
      ...waitedInWords(decisionWaitsSince(read.facts), day),
    ],
    href: `${publicUrl}${mailedPages.actionDecide.at(read.facts)}`,
  })
}

/**
 * A request for more time: who asks, from when to when, why, and for how long it has waited. What the owner wrote stays
 * on the pages, which ask for sign-in: a mailbox may be anybody's, and text may tell of a family.
 */
export function requestLine(asked: Asked, day: Day, publicUrl: string): DigestLineText {
  const request = requestOf(asked)
  return actionLine(asked.action, {
    said: [...requestWords(asked, day), ...(request ? [reasonWords(request.reasonCode)] : [])],
    href: `${publicUrl}${mailedPages.actionDecide.at(asked.action.facts)}`,
  })
}

/** What a request for more time asks, in sentences: the weekly email and My work say the same, but for the reason. */
export function requestWords(asked: Asked, day: Day): string[] {
  const request = requestOf(asked)
  if (!request) return []
  const { facts, names } = asked.action
  const { requestedBy, requestedOn, previousDueOn, dueOn } = request
  const who = short(names[requestedBy] ?? 'Somebody', 80)
  const later = count(daysBetween(previousDueOn, dueOn), 'day')
  const moved = timesDateMoved(facts)
  return [
    `${who} asks to move it from ${dayInWords(previousDueOn)} to ${dayInWords(dueOn)}, ${later} later.`,
    ...waitedInWords(requestedOn, day),
    ...(moved > 0 ? [`It has been ${timesMoved(moved)} before.`] : []),
  ]
}

/** Why more time is asked for, as the owner chose it. */
export function reasonWords(code: ExtensionReason): string {
  return `The reason given is ‘${extensionWords[code]}’.`
}

/** The request for more time itself; undefined where it was withdrawn meanwhile. */
export function requestOf({ action, extensionId }: Asked): Extension | undefined {
  return action.facts.extensions.find(({ id }) => id === extensionId)
}

/** A check that a change has stuck: since when it waits, and whether its evidence is there. */
export function checkLine(read: ActionRead, day: Day, publicUrl: string): DigestLineText {
  const { embedCheckOn } = read.facts
  return actionLine(read, {
    said: [
      ...(embedCheckOn ? [`The check was due on ${dayInWords(embedCheckOn)}.`] : []),
      ...waitedInWords(decisionWaitsSince(read.facts), day),
      lacksForCheck(read.facts).length === 0
        ? 'The evidence is there: open it, then decide.'
        : 'The evidence is not there yet.',
      ...owned(read),
    ],
    href: `${publicUrl}${mailedPages.actionDecide.at(read.facts)}`,
  })
}

/** An overdue action that has been escalated: how late, whose it is, since when it has had no update. */
export function overdueLine({ read, escalation }: Overdue, day: Day, publicUrl: string): DigestLineText {
  const { facts } = read
  const since = silentSince(facts)
  return actionLine(read, {
    late: facts.dueOn ? `${count(daysBetween(facts.dueOn, day), 'day')} late.` : null,
    said: [
      ...(facts.dueOn ? [`It was due on ${dayInWords(facts.dueOn)}.`] : []),
      ...(since ? [`No update since ${dayInWords(since)}.`] : []),
      ...(facts.extensions.some(({ state }) => state === 'requested')
        ? ['More time has been asked for.']
        : []),
      ...owned(read),
      ...(escalation.level === 'agenda' ? ['It belongs on the next agenda of the board.'] : []),
    ],
    href: `${publicUrl}${mailedPages.action.at(facts)}`,
  })
}

/** An action without an update for long. */
export function staleLine(read: ActionRead, publicUrl: string): DigestLineText {
  const since = silentSince(read.facts)
  return actionLine(read, {
    said: [
      ...(since ? [`No update since ${dayInWords(since)}.`] : []),
      ...(read.facts.dueOn ? [`Due on ${dayInWords(read.facts.dueOn)}.`] : []),
      ...owned(read),
    ],
    href: `${publicUrl}${mailedPages.action.at(read.facts)}`,
  })
}

/** An action that has turned red: why, and whose it is. */
export function redLine({ read, because }: Red, publicUrl: string): DigestLineText {
  return actionLine(read, {
    said: [short(because, 300), ...owned(read)],
    href: `${publicUrl}${mailedPages.action.at(read.facts)}`,
  })
}

/** A frozen pack that its chair has not issued: of which sitting, and for how long it has waited. */
export function packLine(
  { id, title, heldOn, cutOffAt, plan }: PackToIssue,
  { day, publicUrl, said }: { day: Day; publicUrl: string; said: string },
): DigestLineText {
  const frozenOn = londonDay(cutOffAt)
  return {
    heading: `${short(title, 200)}, ${dayInWords(heldOn)}`,
    late: null,
    facts: [`The pack was frozen on ${dayInWords(frozenOn)}.`, ...waitedInWords(frozenOn, day), said].join(
      ' ',
    ),
    place: short(plan, 120),
    href: `${publicUrl}${mailedPages.meeting.at({ id })}`,
    about: id,
  }
}

/** Whose an action is: 'Owner: Amira Patel.' */
export function owned({ owner }: ActionRead): string[] {
  return [owner ? `Owner: ${short(owner.name, 80)}.` : 'Nobody owns it.']
}

/** Orders actions by due date, oldest first, and then by reference. */
export function byDue(one: ActionRead, other: ActionRead): number {
  const day = ({ facts }: ActionRead) => facts.dueOn ?? '9999-12-31'
  return day(one).localeCompare(day(other)) || byRef(one.facts, other.facts)
}

function by(personId: string | null, { names }: ActionRead): string {
  const name = personId === null ? undefined : names[personId]
  return name === undefined ? '' : ` by ${short(name, 80)}`
}
