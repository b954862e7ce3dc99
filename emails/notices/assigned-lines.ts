import type { DigestLineText } from '#emails/digests/line.ts'
import { pageOf, short } from '#emails/digests/words.ts'
import { mailedPages } from '#emails/frame/addresses.ts'
import { type Day, dayInWords, daysBetween } from '#workflows/calendar/calendar.ts'
import { count } from '#workflows/words.ts'
import type { AssignedPiece } from './assigned-facts.ts'

/** A piece of work as a line of an email that lists several, with its page. */
export function lineOf(piece: AssignedPiece, day: Day, publicUrl: string): DigestLineText {
  const { kind, id, ref, title, plan, dueOn } = piece
  const late = kind !== 'priority' && dueOn !== null && dueOn < day
  const page =
    kind === 'priority'
      ? mailedPages.priority.at({ id: plan.id, ref })
      : (kind === 'measure' ? mailedPages.measure : mailedPages.action).at({ id })
  return {
    heading: `${short(ref, 40)} ${short(title, 200)}`,
    facts: [
      ...(kind === 'measure' ? [] : [kind === 'priority' ? toDo(piece) : dueIn(dueOn, late)]),
      ...(piece.owner === null ? [] : [`${short(piece.owner, 100)} owns it.`]),
    ].join(' '),
    late: late ? `${count(daysBetween(dueOn, day), 'day')} late.` : null,
    place: short(plan.title, 120),
    href: `${publicUrl}${page}`,
    about: id,
  }
}

function toDo({ stillToDo }: AssignedPiece): string {
  return stillToDo === 0
    ? 'None of its actions is still to do.'
    : `${count(stillToDo, 'action')} still to do.`
}

function dueIn(dueOn: Day | null, late: boolean): string {
  if (dueOn === null) return 'It has no due date yet.'
  return `${late ? 'It was due' : 'Due'} on ${dayInWords(dueOn)}.`
}

/** The page that shows all of it. */
export function allOf(pieces: readonly AssignedPiece[]) {
  const planIds = [...new Set(pieces.map(({ plan }) => plan.id))]
  const [only = ''] = planIds
  if (planIds.length > 1 || pieces.every(({ kind }) => kind === 'priority' || kind === 'measure'))
    return pageOf(planIds)
  return {
    words: 'All your actions in this plan',
    path: `${mailedPages.plan.at({ id: only })}?mine=yes`,
    button: 'Open your actions',
  }
}
