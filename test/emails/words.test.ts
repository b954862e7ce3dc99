import fc from 'fast-check'
import { expect, test } from 'vitest'
import { wholeWords } from '#emails/frame/words.ts'

const texts = fc.array(fc.string({ minLength: 1, maxLength: 12, unit: 'grapheme' }), { maxLength: 60 })

test('a text that is shortened to its first words ends with a whole word of it, and is no longer than was asked', () => {
  fc.assert(
    fc.property(texts, fc.integer({ min: 20, max: 140 }), (words, most) => {
      const text = words
        .map((word) => word.replace(/\s/g, ''))
        .filter(Boolean)
        .join(' ')
      const short = wholeWords(text, most)
      expect([...new Intl.Segmenter('en').segment(short)].length).toBeLessThanOrEqual(most)
      if (short === text) return
      expect(short.at(-1)).toBe('…')
      const kept = short.slice(0, -1)
      expect(text.startsWith(kept)).toBe(true)
      // What follows is the end of the word: a space, or marks that were left off before one.
      expect(text.slice(kept.length)).toMatch(/^[.,;:]*(?: [.,;:]*)*(?: |$)/)
    }),
  )
})

test('a first word that is longer than that is cut, because nothing else would be left', () => {
  expect(wholeWords('a'.repeat(30), 10)).toBe(`${'a'.repeat(9)}…`)
})
