import { didYouMean } from './did-you-mean.ts'
import type { Wrong } from './fields.ts'
import { quoted } from './quoted.ts'

/** Reads one of a few known words; anything else is refused with the word that was probably meant. */
export function oneOf<const Word extends string>(words: readonly Word[]) {
  return (text: string): Word | Wrong => {
    const found = words.find((word) => word === text)
    if (found !== undefined) return found
    const meant = didYouMean(text, words)
    const list = `Write one of: ${words.join(', ')}.`
    return {
      wrong: `${quoted(text)} is not known here.`,
      todo: meant ? `Did you mean ${meant}? ${list}` : list,
    }
  }
}
