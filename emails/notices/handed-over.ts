import { listEmail } from '#emails/digests/frame.ts'
import { short } from '#emails/digests/words.ts'
import type { Email } from '#emails/frame/email.ts'
import { ended } from '#emails/frame/words.ts'
import { type Day, dayInWords } from '#workflows/calendar/calendar.ts'
import { count } from '#workflows/words.ts'
import type { AssignedFacts, AssignedPiece } from './assigned-facts.ts'
import { allOf, lineOf } from './assigned-lines.ts'

/** To the person who takes on work that was handed over at once: all of it, with the page of each piece. */
export function handedOver(
  name: string,
  facts: AssignedFacts,
  { day, publicUrl }: { day: Day; publicUrl: string },
): Email {
  const { pieces } = facts
  const of = (kind: AssignedPiece['kind']) =>
    pieces.filter((piece) => piece.kind === kind).map((piece) => lineOf(piece, day, publicUrl))
  return listEmail(
    {
      subject: subjectOf(pieces),
      name,
      intro: [[begins(facts), ...why(facts)].join(' ')],
      sections: [
        { title: 'Priorities you lead now', lines: of('priority') },
        { title: 'Actions you own now', lines: of('action') },
        { title: 'Measures whose figures you supply now', lines: of('measure') },
        { title: 'Actions you contribute to now', lines: of('contribution') },
      ],
      all: allOf(pieces),
      why: [
        'You now answer for this work, or contribute to it. What falls due is in your weekly email from now on.',
        'If some of it is not for you, tell the person who handed it over, who can hand it on.',
      ],
    },
    publicUrl,
  )
}

function subjectOf(pieces: readonly AssignedPiece[]): string {
  const [only, ...more] = pieces
  if (only && more.length === 0) {
    return short(`${alone[only.kind]} is handed over to you: ${only.ref} ${only.title}`, 140)
  }
  const number = (kind: AssignedPiece['kind']) => pieces.filter((piece) => piece.kind === kind).length
  const [led, owned, helped] = [number('priority'), number('action'), number('contribution')]
  const supplied = number('measure')
  const parts = [
    ...(led > 0 ? [count(led, 'priority', 'priorities')] : []),
    ...(owned > 0 ? [count(owned, 'action')] : []),
    ...(supplied > 0
      ? [count(supplied, 'measure to supply figures of', 'measures to supply figures of')]
      : []),
    ...(helped > 0 ? [count(helped, 'action to contribute to', 'actions to contribute to')] : []),
  ]
  return `${listed.format(parts)} are handed over to you`
}

const alone: Record<AssignedPiece['kind'], string> = {
  priority: 'A priority',
  action: 'An action',
  measure: 'A measure to supply figures of',
  contribution: 'An action to contribute to',
}

const listed = new Intl.ListFormat('en-GB')

function begins({ actor, from, fromOn }: AssignedFacts): string {
  const since = fromOn === null ? '' : ` from ${dayInWords(fromOn)}`
  const before = from === null ? '' : ` Until then it was with ${short(from, 100)}.`
  return `${short(actor, 100)} has handed this work over to you${since}.${before}`
}

function why({ reason }: AssignedFacts): string[] {
  const given = reason === null ? '' : short(reason, 400)
  return given === '' ? [] : [`The reason given: ${ended(given)}`]
}
