import type { Sentence } from './sentences.ts'

/**
 * Things of a passage by the sentence in which they stand, in one walk through both.
 * @param things in their order in the text
 * @param place the character at which a thing begins
 */
export function bySentence<T>(
  sentences: readonly Sentence[],
  things: readonly T[],
  place: (thing: T) => number,
): Map<Sentence, T[]> {
  const found = new Map<Sentence, T[]>()
  let at = 0
  for (const thing of things) {
    while ((sentences[at]?.to ?? Infinity) <= place(thing)) at += 1
    const sentence = sentences[at]
    if (!sentence || place(thing) < sentence.from) continue
    const own = found.get(sentence)
    if (own) own.push(thing)
    else found.set(sentence, [thing])
  }
  return found
}
