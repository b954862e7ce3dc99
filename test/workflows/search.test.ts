import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { excerptOf, tellingTexts } from '#workflows/search/excerpt.ts'
import { wordsOf } from '#workflows/search/fold.ts'
import { asPattern, asTsquery, phrasesIn, questionOf } from '#workflows/search/question.ts'
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
    ['٣٪ ۴۵', ['3 45', '3 45']],
    ['Done🎉👍🏽', ['done 🎉 👍', 'done 🎉 👍']],
    ['', ['', '']],
  ])('%s', (text, expected) => {
    expect(cut(text)).toEqual(expected)
  })

  /** What a character does between two letters: it is one of the word, is left out, parts them, or is a word of its own. */
  const roleOf = (character: string) => {
    const words = wordsOf(`x${character}y`).apart.map(({ word }) => word)
    if (words.length === 1) return words[0] === 'xy' ? 'left out' : 'letter'
    return words.length === 2 ? 'between' : 'alone'
  }
  const isIn = (character: string, ...ranges: [first: number, last: number][]) => {
    const point = character.codePointAt(0) ?? 0
    return ranges.some(([first, last]) => first <= point && point <= last)
  }
  const characters = Array.from({ length: 0x20100 }, (_, point) => point + 1)
    .filter((point) => point < 0x3400 || (point > 0x9fe0 && point < 0x11000) || point > 0x1efff)
    .filter((point) => point < 0xd800 || point > 0xdfff)
    .map((point) => String.fromCodePoint(point))
    .filter((each) => each.normalize('NFKD') === each && !/\p{Cn}/u.test(each))
  const scripts = ['Han', 'Hiragana', 'Katakana', 'Bopomofo', 'Thai', 'Lao']
  const unspaced = new RegExp(`[${scripts.map((script) => `\\p{Script=${script}}`).join('')}]`, 'u')
  const isUnspaced = (each: string) => unspaced.test(each) || isIn(each, [0x1000, 0x109f], [0x1780, 0x17ff])
  /** Those that do something else, in hexadecimals. */
  const others = (role: string, among: string[]) =>
    among.filter((each) => roleOf(each) !== role).map((each) => each.codePointAt(0)?.toString(16))

  test('in which every letter and every digit stays, of all scripts with spaces', () => {
    const isLetter = /[\p{Lu}\p{Ll}\p{Lt}\p{Lo}\p{Nd}]/u
    const letters = characters.filter((each) => isLetter.test(each) && !isUnspaced(each))
    // One is an apostrophe, and two are signs of Chinese and Japanese.
    expect(others('letter', letters)).toEqual(['3006', '303c', 'a78c'])
  })

  test('of which every one stands alone that is a picture or of a script without spaces', () => {
    const pictures = characters.filter((each) => /\p{Emoji_Presentation}/u.test(each))
    const tones = ['1f3fb', '1f3fc', '1f3fd', '1f3fe', '1f3ff']
    expect(
      others(
        'alone',
        pictures.filter((each) => isIn(each, [0x1f300, 0x1faff])),
      ),
    ).toEqual(tones)
    const letters = characters.filter((each) => isUnspaced(each) && /[\p{L}\p{N}]/u.test(each))
    expect(others('alone', letters)).toEqual([])
    expect(others('alone', ['\u2190', '\u27a1', '\u2605', '\u2bff', '\u{1f000}'])).toEqual([])
  })

  test('between which spaces and signs part them', () => {
    const signs = characters.filter((each) => /[\p{P}\p{S}\p{Z}\p{Cc}]/u.test(each))
    const common = signs.filter((each) => /\p{Script=Common}/u.test(each))
    const west = common.filter((each) => isIn(each, [1, 0x2b8], [0x2000, 0x206f], [0x20a0, 0x20bf]))
    expect(others('between', west)).toEqual([])
    expect(
      others(
        'between',
        common.filter((each) => isIn(each, [0x2e00, 0x2e5d], [0x3000, 0x3003])),
      ),
    ).toEqual([])
    const rightToLeft = signs.filter((each) => /\p{P}/u.test(each) && isIn(each, [0x590, 0x6ff]))
    expect(others('between', rightToLeft)).toEqual([])
  })

  test('without the marks on letters, and what nobody sees', () => {
    const marks = characters.filter((each) => /\p{M}/u.test(each) && isIn(each, [0, 0xffff]))
    const known = marks.filter((each) => isIn(each, [0, 0x6ff]) || /\p{Script=Inherited}/u.test(each))
    // Those of Vedic, of Chinese tones and of Japanese stay with their letters.
    const ofOthers: [number, number][] = [
      [0x951, 0x954],
      [0x1cd0, 0x1cff],
      [0x302a, 0x302d],
      [0x3099, 0x309a],
    ]
    expect(
      others(
        'left out',
        known.filter((each) => !isIn(each, ...ofOthers)),
      ),
    ).toEqual([])
    const hidden = characters.filter((each) => /\p{Cf}/u.test(each) && isIn(each, [0x900, 0xffef]))
    expect(others('left out', hidden)).toEqual([])
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

describe('words side by side', () => {
  const patternOf = (text: string) => {
    const [term] = questionOf(text)[0]?.all ?? []
    return term ? asPattern(term) : null
  }
  const finds = (text: string, line: string) => new RegExp(patternOf(text) ?? '^$').test(` ${line} `)

  test.each([
    ['"right help"', 'the right help', true],
    ['"right help"', 'help right', false],
    ['"right help"', 'right', false],
    ['"right help"', 'rights helped', true],
    ['right-help', 'righthelp', true],
    ['right-help', 'right help', true],
    ['P1.S2', 'p1s2', true],
    ['P1.S2', 'p1 s2', true],
    ['"up 2.4"', 'up 2.4', true],
    ['"up 2.4"', 'up 2 4', false],
    ['"up 2.4"', 'up 2x4', false],
    [`"see ${'a'.repeat(100)}b"`, `see ${'a'.repeat(100)}c`, true],
    [`"see ${'a'.repeat(99)}"`, `see ${'a'.repeat(99)}c`, false],
  ])('%s is found in “%s”: %s', (asked, line, found) => {
    expect(finds(asked, line)).toBe(found)
  })

  test('have a pattern, and a word alone needs none', () => {
    expect([patternOf('zebra'), patternOf('"zebra"'), patternOf('2.4')]).toEqual([null, null, null])
  })

  test.each([
    [0, 'zebra okapi'],
    [1, '"a zebra" okapi'],
    [1, '"a zebra" "A Zebra"'],
    [2, '"a zebra" or -"an okapi"'],
    [3, '"a zebra" P1.S2 -right-help'],
  ])('are counted, each once: %i in %s', (number, text) => {
    expect(phrasesIn(questionOf(text))).toBe(number)
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
