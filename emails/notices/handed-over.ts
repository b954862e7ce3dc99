import { type Day, dayInWords, daysBetween } from '#workflows/calendar.ts'
import { digestEmail } from '../digest/frame.ts'
import type { DigestLineText } from '../digest/line.ts'
import { pageOf, short } from '../digest/words.ts'
import type { Email } from '../email.ts'
import { count, ended } from '../words.ts'
import type { HandedOverFacts, HandedOverPiece } from './handed-over-facts.ts'

/** To whoever takes on work that was handed over at once: all of it, with the page of each piece. */
export function handedOver(
  name: string,
  facts: HandedOverFacts,
  { day, publicUrl }: { day: Day; publicUrl: string },
): Email {
  const { pieces } = facts
  const of = (kind: HandedOverPiece['kind']) =>
    pieces.filter((piece) => piece.kind === kind).map((piece) => lineOf(piece, day, publicUrl))
  return digestEmail(
    {
      subject: subjectOf(pieces),
      name,
      intro: [[begins(facts), ...why(facts)].join(' ')],
      sections: [
        { title: 'Priorities you lead now', lines: of('priority') },
        { title: 'Actions you own now', lines: of('action') },
        { title: 'Actions you help with now', lines: of('contribution') },
      ],
      all: allOf(pieces),
      why: [
        'You now answer for this work, or help with it. What is due of it is in your weekly email from now on.',
        'If some of it is not for you, tell whoever handed it over, who can hand it on.',
      ],
    },
    publicUrl,
  )
}

function subjectOf(pieces: readonly HandedOverPiece[]): string {
  const [only, ...more] = pieces
  if (only && more.length === 0) {
    return short(`${alone[only.kind]} is handed over to you: ${only.ref} ${only.title}`, 140)
  }
  const number = (kind: HandedOverPiece['kind']) => pieces.filter((piece) => piece.kind === kind).length
  const [led, owned, helped] = [number('priority'), number('action'), number('contribution')]
  const parts = [
    ...(led > 0 ? [count(led, 'priority', 'priorities')] : []),
    ...(owned > 0 ? [count(owned, 'action')] : []),
    ...(helped > 0 ? [count(helped, 'action to help with', 'actions to help with')] : []),
  ]
  return `${listed.format(parts)} are handed over to you`
}

const alone: Record<HandedOverPiece['kind'], string> = {
  priority: 'A priority',
  action: 'An action',
  contribution: 'An action to help with',
}

const listed = new Intl.ListFormat('en-GB')

function begins({ actor, from, fromOn }: HandedOverFacts): string {
  const since = fromOn === null ? '' : ` from ${dayInWords(fromOn)}`
  const before = from === null ? '' : ` Until then it was with ${short(from, 100)}.`
  return `${short(actor, 100)} has handed this work over to you${since}.${before}`
}

function why({ reason }: HandedOverFacts): string[] {
  const given = reason === null ? '' : short(reason, 400)
  return given === '' ? [] : [`The reason given: ${ended(given)}`]
}

/** A piece of work as a line of an email that lists several, with its page. */
export function lineOf(piece: HandedOverPiece, day: Day, publicUrl: string): DigestLineText {
  const { kind, id, ref, title, plan, dueOn } = piece
  const late = kind !== 'priority' && dueOn !== null && dueOn < day
  const page =
    kind === 'priority' ? `/plans/${plan.id}/priorities/${encodeURIComponent(ref)}` : `/actions/${id}`
  return {
    heading: `${short(ref, 40)} ${short(title, 200)}`,
    facts: [
      kind === 'priority' ? toDo(piece) : dueIn(dueOn, late),
      ...(piece.owner === null ? [] : [`${short(piece.owner, 100)} owns it.`]),
    ].join(' '),
    late: late ? `${count(daysBetween(dueOn, day), 'day')} late.` : null,
    place: short(plan.title, 120),
    href: `${publicUrl}${page}`,
  }
}

function toDo({ stillToDo }: HandedOverPiece): string {
  return stillToDo === 0
    ? 'None of its actions is still to do.'
    : `${count(stillToDo, 'action')} still to do.`
}

function dueIn(dueOn: Day | null, late: boolean): string {
  if (dueOn === null) return 'It has no due date yet.'
  return `${late ? 'It was due' : 'Due'} on ${dayInWords(dueOn)}.`
}

/** The page that shows all of it. */
export function allOf(pieces: readonly HandedOverPiece[]) {
  const planIds = [...new Set(pieces.map(({ plan }) => plan.id))]
  const [only] = planIds
  if (planIds.length > 1 || pieces.every(({ kind }) => kind === 'priority')) return pageOf(planIds)
  return {
    words: 'All your actions in this plan',
    path: `/plans/${only}?mine=yes`,
    button: 'Open your actions',
  }
}
