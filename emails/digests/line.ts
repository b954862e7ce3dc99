import type { DigestLine } from '#db/schema/index.ts'
import { ended, oneLine, shortened } from '#emails/frame/words.ts'
import { lackWords } from '#workflows/action/embedding.ts'
import { type Day, dayInWords, daysBetween } from '#workflows/calendar/calendar.ts'
import { count, timesMoved } from '#workflows/words.ts'
import type { DigestItem } from './still-due.ts'

/** One line of a digest in words, for both parts of the email. `late` says how late it is, where it is. */
export type DigestLineText = {
  heading: string
  facts: string
  late: string | null
  place: string
  href: string
  /** The id of the action that it is about, else of what it is about. */
  about: string
  /** What the receiver may answer by the link in the email. */
  answers?: DigestLine
}

/** What a digest says of one action or milestone, with the page on which to answer. */
export function lineText(item: DigestItem, day: Day, href: string): DigestLineText {
  const { group } = item
  const ref = shortened(oneLine(item.ref), 40)
  const title = shortened(oneLine(item.title), 200)
  const plan = shortened(oneLine(item.plan), 120)
  const milestone = item.milestone === null ? null : shortened(oneLine(item.milestone), 200)
  return {
    heading: milestone === null ? `${ref} ${title}` : `${ref} Milestone: ${milestone}`,
    facts: [...facts[group](item, day), ...moved(item), ...returned(item)].join(' '),
    late: group === 'overdue' && item.dueOn ? `${count(daysBetween(item.dueOn, day), 'day')} late.` : null,
    place: milestone === null ? plan : `Part of ‘${title}’, ${plan}`,
    href,
    about: item.actionId,
  }
}

const facts: Record<DigestItem['group'], (item: DigestItem, day: Day) => string[]> = {
  overdue: ({ dueOn }) => (dueOn ? [`It was due on ${dayInWords(dueOn)}.`] : []),
  dueSoon: ({ dueOn }, day) => (dueOn ? [dueIn(daysBetween(day, dueOn), dueOn)] : []),
  returned: ({ dueOn, returnReason }) => [
    ...(returnReason ? [] : ['Sent back with a reason.']),
    ...due(dueOn),
  ],
  evidence: ({ dueOn, evidence }, day) => [
    ...(evidence?.askedBy ? [`${shortened(oneLine(evidence.askedBy), 80)} asks for it.`] : []),
    ...(dueOn
      ? [`The check that it has stuck ${dueOn < day ? 'was' : 'is'} due on ${dayInWords(dueOn)}.`]
      : []),
    ...(evidence?.lacks ?? []).map((lack) => lackWords[lack]),
  ],
  stale: ({ dueOn, silentSince }) => [
    ...(silentSince ? [`No update since ${dayInWords(silentSince)}.`] : []),
    ...due(dueOn),
  ],
}

function dueIn(days: number, dueOn: Day): string {
  if (days <= 0) return `Due today, ${dayInWords(dueOn)}.`
  return `Due ${days === 1 ? 'tomorrow' : `in ${count(days, 'day')}`}, on ${dayInWords(dueOn)}.`
}

function due(dueOn: Day | null): string[] {
  return dueOn ? [`Due on ${dayInWords(dueOn)}.`] : []
}

function returned({ returnReason }: DigestItem): string[] {
  return returnReason ? [`Returned: ${ended(shortened(oneLine(returnReason), 400))}`] : []
}

function moved({ timesMoved: times }: DigestItem): string[] {
  return times > 0 ? [`Its date has been ${timesMoved(times)}.`] : []
}
