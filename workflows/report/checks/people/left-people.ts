import { dayInWords } from '#workflows/calendar/calendar.ts'
import type { Context } from '../context.ts'
import { correctOrKeep, type Found, placeIn } from '../finding.ts'
import type { PersonKnown } from '../plan-at-cut-off.ts'
import { bySentence } from '../reading/by-sentence.ts'
import { type DateRead, liesBefore } from '../reading/dates.ts'
import { type Mention, mentionsIn, nameIndex } from '../reading/names.ts'
import { type Passage, written } from '../reading/passages.ts'
import { numbersOf } from '../reading/quantities.ts'
import type { Sentence } from '../reading/sentences.ts'
import { fromAt, lowAt } from '../reading/tokens.ts'
import { formerWords } from './people-words.ts'

/**
 * People who had left by the cut-off and are named as if they had not. Left out is a sentence that tells of the past,
 * by a word such as 'former' or 'left' or by a day before they left; and a name that another person bears who is there.
 */
export function leftPeople({ facts: { people, cutOffOn }, text }: Context): Found[] {
  const index = nameIndex(people.map((person) => [person.name, person] as const))
  return text.passages.flatMap((passage) => {
    const mentions = mentionsIn(passage.text, index).filter(({ of }) =>
      of.every((person) => hasLeft(person, cutOffOn)),
    )
    if (mentions.length === 0) return []
    const { tokens, sentences } = passage
    const dates = bySentence(sentences, numbersOf(tokens).dates, ({ first }) => fromAt(tokens, first))
    const named = bySentence(sentences, mentions, ({ from }) => from)
    return [...named].flatMap(([sentence, own]) =>
      isPast(passage, sentence) ? [] : ofSentence(passage, sentence, own, dates.get(sentence) ?? []),
    )
  })
}

/** Each person is told once a sentence. */
function ofSentence(
  passage: Passage,
  sentence: Sentence,
  mentions: readonly Mention<PersonKnown>[],
  dates: readonly DateRead[],
): Found[] {
  const told = new Set<string>()
  return mentions.flatMap(({ from, to, of: [person] }) => {
    if (!person?.leftOn || told.has(person.name)) return []
    const { name, leftOn } = person
    told.add(name)
    if (dates.length > 0 && dates.every((date) => liesBefore(date, leftOn))) return []
    return [
      {
        code: 'outOfDate' as const,
        sentence: written(passage, sentence),
        at: placeIn(passage, from, to),
        fact: `${name} left on ${dayInWords(leftOn)}.`,
        ask: correctOrKeep('the name'),
        subject: `person ${name} ${leftOn}`,
      },
    ]
  })
}

const hasLeft = ({ leftOn }: PersonKnown, cutOffOn: string): boolean => leftOn !== null && leftOn <= cutOffOn

/** Whether a sentence speaks of the past of a person or a post by its words. */
export function isPast({ tokens }: Passage, { first, last }: Pick<Sentence, 'first' | 'last'>): boolean {
  for (let at = first; at < last; at += 1) if (formerWords.has(lowAt(tokens, at))) return true
  return false
}
