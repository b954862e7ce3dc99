import type { Parted } from './entry-facts.ts'
import { type EntryWords, short } from './entry-frame.ts'

/** To both sides of arrangements that ended because one of them left, and to the one who left. */
export function deputyEnded(parted: readonly Parted[], personId: string): EntryWords {
  const sentences = parted.map((each) => sentenceFor(each, each.leaver.id === personId))
  const lost = parted.some(({ leaver, wasDeputy }) => leaver.id !== personId && wasDeputy)
  const gone = parted.some(({ leaver }) => leaver.id === personId)
  return {
    subject: gone
      ? subjectForLeaver(parted)
      : lost
        ? 'You have no deputy any more'
        : 'You stand in for one person less',
    said: [
      ...sentences,
      ...(lost
        ? [
            'Your own emails go on. If you are away, name another deputy in Waymark, under Your account, Your emails.',
          ]
        : []),
    ],
    why: gone
      ? 'You have left in Waymark, and were a deputy or had one.'
      : 'A person has left whose deputy you were, or who was yours.',
    button: null,
  }
}

function subjectForLeaver(parted: readonly Parted[]): string {
  return parted.some(({ wasDeputy }) => wasDeputy)
    ? 'You have left, and are no deputy any more'
    : 'You have left, and have no deputy any more'
}

function sentenceFor({ leaver, other, wasDeputy }: Parted, toLeaver: boolean): string {
  if (toLeaver) {
    return wasDeputy
      ? `You have left, so you no longer stand in for ${short(other.name)}, and get no more copies of their emails.`
      : `You have left, so ${short(other.name)} is your deputy no longer.`
  }
  return wasDeputy
    ? `${short(leaver.name)} has left, and is your deputy no longer: nobody gets a copy of your weekly email now.`
    : `${short(leaver.name)} has left, so you no longer stand in for them, and get no more copies of their weekly email.`
}
