import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { excerptOf, tellingTexts } from '#workflows/search/excerpt.ts'
import { wordsOf } from '#workflows/search/fold.ts'
import { asTsquery, questionOf } from '#workflows/search/question.ts'
import { formsOf } from '#workflows/search/word-forms.ts'
import { searchTexts } from '../support/search-texts.ts'

const cut = (text: string) => {
  const { apart, joined } = wordsOf(text)
  return [apart, joined].map((words) => words.map(({ word }) => word).join(' '))
}

describe('a text is cut into words', () => {
  test.each([
    ['Don’t', ['don t', 'dont']],
    ['P1.S2', ['p1 s2', 'p1s2']],
    ['2.4', ['2 4', '2.4']],
    ['2024–25', ['2024 25', '2024 25']],
    ['U.K.', ['u k', 'uk']],
    ['‘Right—help’', ['right help', 'righthelp']],
    ['Zoë ÅSE', ['zoe ase', 'zoe ase']],
    ['A&E / QA', ['a e qa', 'a e qa']],
    ['Done🎉👍🏽', ['done 🎉 👍', 'done 🎉 👍']],
    ['', ['', '']],
  ])('%s', (text, expected) => {
    expect(cut(text)).toEqual(expected)
  })

  test('and each word tells where it stands, without a half of a character', () => {
    fc.assert(
      fc.property(searchTexts, (text) => {
        for (const { from, to } of Object.values(wordsOf(text)).flat()) {
          expect(text.slice(from, to).isWellFormed()).toBe(true)
          expect(to).toBeGreaterThan(from)
        }
      }),
    )
  })
})

describe('forms of a word', () => {
  test.each([
    ['school', 'schools'],
    ['policy', 'policies'],
    ['train', 'training'],
    ['plan', 'planned'],
    ['agree', 'agreement'],
    ['improve', 'improving'],
    ['assess', 'assessments'],
    ['inspect', 'inspection'],
    ['family', 'families'],
    ['safeguarding', 'safeguarded'],
    ['box', 'boxes'],
    ['hub', 'hubs'],
    ['map', 'mapping'],
  ])('%s and %s find each other', (one, other) => {
    expect(formsOf(one)).toContain(other)
    expect(formsOf(other)).toContain(one)
  })

  test.each([
    ['it', 'its'],
    ['news', 'new'],
    ['need', 'nee'],
    ['this', 'thi'],
    ['qa', 'qas'],
    ['its', 'it'],
    ['act', 'action'],
    ['2024', '2024s'],
  ])('%s does not find %s', (one, other) => {
    expect(formsOf(one)).not.toContain(other)
  })

  test('of a form are forms of the word', () => {
    const letters = fc.string({
      unit: fc.constantFrom(...'abdegilmnoprsty'.split('')),
      minLength: 1,
      maxLength: 9,
    })
    fc.assert(
      fc.property(letters, (word) => {
        const forms = formsOf(word)
        for (const form of forms) expect(forms).toEqual(expect.arrayContaining(formsOf(form)))
      }),
    )
  })
})

describe('a question', () => {
  test('holds nothing that would have to be written otherwise for the database', () => {
    fc.assert(
      fc.property(searchTexts, (text) => {
        for (const { all, none } of questionOf(text)) {
          for (const term of [...all, ...none]) expect(asTsquery(term)).toMatch(/^[('](?:[^\\:!&*]| & )*\)$/)
        }
      }),
    )
  })

  test('has all words, either by or, phrases in any quotes, and what is to be missing', () => {
    const told = questionOf('it "side by side" or «qa now» -"x y" -z').map(({ all, none }) =>
      [all, none].map((terms) => terms.map(({ apart }) => apart?.map(([word]) => word).join(' '))),
    )
    expect(told).toEqual([
      [['it', 'side by side'], []],
      [['qa now'], ['x y', 'z']],
    ])
  })
})

describe('an excerpt', () => {
  test('of a short text is the whole text, and of a long one what surrounds the first word that was found', () => {
    const question = questionOf('zebra')
    const text = `${'before '.repeat(50)}the zebra ${'after '.repeat(50)}`
    const pieces = excerptOf(text, question)
    expect(pieces.map((piece) => piece.text).join('').length).toBeLessThan(300)
    expect(pieces.filter(({ found }) => found)).toEqual([{ text: 'zebra', found: true }])
    expect([pieces[0]?.text, pieces.at(-1)?.text]).toEqual(['…', '…'])
  })

  test('never cuts a character in two, and holds nothing but the text and dots', () => {
    fc.assert(
      fc.property(fc.array(searchTexts, { maxLength: 60 }), searchTexts, (texts, asked) => {
        const text = texts.join(' ')
        const pieces = excerptOf(text, questionOf(asked))
        for (const piece of pieces) expect(piece.text.isWellFormed()).toBe(true)
        const whole = pieces.map((piece) => piece.text).join('')
        expect(text).toContain(whole.replace(/^…/, '').replace(/…$/, ''))
      }),
    )
  })

  test('is given of as many texts as it takes to show every word that was found', () => {
    const texts = ['a zebra', 'nothing', 'a zebra and an okapi', 'a quokka'].map((text) => ({ text }))
    const telling = tellingTexts('Wombats', texts, questionOf('wombat zebra okapi quokka'))
    expect(telling.map(({ text }) => text)).toEqual(['a zebra and an okapi', 'a quokka'])
  })
})
