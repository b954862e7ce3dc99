import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { standingInPlan } from '#workflows/engine/policy.ts'
import { placesIn, textsOf, withoutTextsOf } from '#workflows/redaction/places.ts'
import { whyNotRedact } from '#workflows/redaction/redaction.ts'
import { withoutTexts } from '#workflows/redaction/texts.ts'
import {
  outOfCopies,
  outOfHtml,
  outOfOwn,
  sureSign,
  TAKEN_OUT,
  TAKEN_OUT_URL,
} from '#workflows/redaction/words.ts'

describe('words are taken out of a text', () => {
  test.each([
    ['Zoë Pike was seen', 'zoë pike', '[taken out] was seen'],
    ['Zoe\u0308 Pike', 'Zo\u00eb Pike', '[taken out]'],
    ['Jaydon\n  Pike', 'Jaydon Pike', '[taken out]'],
    ['the child’s aunt', "child's", 'the [taken out] aunt'],
    ['Mary–Ann came', 'Mary-Ann', '[taken out] came'],
    ['Ann, Annual and Joann', 'ann', '[taken out], Annual and Joann'],
    ['Ann2 and Ann', 'Ann', 'Ann2 and [taken out]'],
    ['ليلى حضرت', 'ليلى', '[taken out] حضرت'],
    ['(J.P.) [J.P.]', 'J.P.', '([taken out]) [[taken out]]'],
    ['Pike Pike', 'Pike', '[taken out] [taken out]'],
    ['NHS 943 476 5919', '943 476 5919', 'NHS [taken out]'],
    ['nothing of it', 'Pike', 'nothing of it'],
  ])('%s, without %s', (text, words, left) => {
    expect(outOfOwn({ words })(text)).toBe(left)
  })

  test('whatever they are, whatever stands around them, and a second time changes nothing', () => {
    const word = fc.stringMatching(/^[\p{L}\p{N}]{1,6}([ '’\-–.]{1,2}[\p{L}\p{N}]{1,6}){0,2}$/u)
    const around = fc.string({ unit: 'grapheme', maxLength: 20 })
    fc.assert(
      fc.property(word, around, around, fc.boolean(), (words, before, after, capital) => {
        const takeOut = outOfOwn({ words })
        const written = capital ? words.toLocaleUpperCase('en') : words
        const left = takeOut(`${before} ${written} ${after}`)
        // Of few letters, such as ß, the capitals are others.
        if (written.toLowerCase() === words.toLowerCase()) expect(left).toContain(TAKEN_OUT)
        if (takeOut(TAKEN_OUT) === TAKEN_OUT) expect(takeOut(left)).toBe(left)
      }),
    )
  })

  test('of HTML as it is written there', () => {
    expect(outOfHtml({ words: "Liam O'Neil & son" })('<p>Liam O&#39;Neil &amp; son</p>')).toBe(
      `<p>${TAKEN_OUT}</p>`,
    )
  })

  test('has a sure sign only where every writing of it holds that', () => {
    expect(sureSign({ words: 'Zoë Quill' })).toBe('Quill')
    expect(sureSign({ words: 'Zoë' })).toBe(null)
    expect(sureSign({ words: 'ليلى' })).toBe(null)
    expect(sureSign({ texts: ['one', 'two'] })).toBe(null)
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }), (words) => {
        const sign = sureSign({ words })
        for (const form of ['NFC', 'NFD'] as const)
          expect(sign === null || words.normalize(form).includes(sign)).toBe(true)
      }),
    )
  })
})

describe('a field as a whole', () => {
  const texts = ['GP', 'A long enough note']

  test('goes where it stands alone, and out of other texts only when it is too long to be there by chance', () => {
    const takeOut = outOfOwn({ texts })
    expect(takeOut('GP')).toBe(TAKEN_OUT)
    expect(takeOut('The GP said so')).toBe('The GP said so')
    expect(takeOut('See: a long enough note')).toBe(`See: ${TAKEN_OUT}`)
    expect(outOfCopies({ texts })('Waits for the GP since May')).toBe(`Waits for the ${TAKEN_OUT} since May`)
  })

  test('has all the texts that it ever had', () => {
    const history = [
      { id: 'a', title: 'First', milestones: [{ id: 'm', title: 'Other' }] },
      { id: 'a', title: 'Second', challenges: ['One', 'Two'] },
    ]
    expect(textsOf(history, 'a', 'title')).toEqual(['First', 'Second'])
    expect(textsOf(history, 'm', 'title')).toEqual(['Other'])
    expect(textsOf(history, 'a', 'challenges')).toEqual(['One', 'Two'])
    expect(textsOf(history, 'a', 'unheard')).toEqual([])
  })
})

describe('data from which texts are taken out', () => {
  const action = {
    id: '01900000-0000-7000-8000-000000abcdef',
    ref: 'Pike 2',
    state: 'Pike',
    title: 'About Pike',
    owner: { id: 'o', name: 'Pike' },
    evidence: [{ id: 'e', url: 'https://files.example/Wes%20Pike', title: 'Minutes' }],
    comparators: [{ name: 'Pike Council', published: '4' }],
  }

  test('keeps ids, states and people, gives references another that is theirs alone, and addresses one that leads nowhere', () => {
    expect(withoutTexts(action, outOfOwn({ words: 'Pike' }))).toEqual({
      ...action,
      ref: 'taken-out-abcdef',
      title: `About ${TAKEN_OUT}`,
      evidence: [{ id: 'e', url: TAKEN_OUT_URL, title: 'Minutes' }],
      comparators: [{ name: `${TAKEN_OUT} Council`, published: '4' }],
    })
  })

  test('is the very same where nothing stood', () => {
    expect(withoutTexts(action, outOfOwn({ words: 'Perch' }))).toBe(action)
  })

  test('loses them only where it tells of that thing', () => {
    const pack = { actions: [action, { id: 'other', title: 'Pike too' }] }
    const left = withoutTextsOf(pack, action.id, outOfCopies({ words: 'Pike' }))
    expect(left.actions.map(({ title }) => title)).toEqual([`About ${TAKEN_OUT}`, 'Pike too'])
  })

  test('says where they stood', () => {
    expect(placesIn(action, { words: 'Minutes' })).toEqual([
      {
        path: 'evidence/e/title',
        field: 'title',
        part: { list: 'evidence', id: 'e' },
        text: 'Minutes',
        left: TAKEN_OUT,
      },
    ])
  })
})

describe('a redaction', () => {
  const asked = (role: 'chair' | 'administrator' | 'member', words: string, reason: string, places = 1) =>
    whyNotRedact({
      places,
      standing: standingInPlan({ id: 'p', role }),
      today: '2026-11-23',
      now: '2026-11-23T10:00:00.000Z',
      event: { type: 'redact', wanted: { words }, reason },
    })?.code ?? null

  test.each([
    ['chair', 'Pike', 'A child is named', 1, null],
    ['administrator', 'Pike', 'A child is named', 1, null],
    ['member', 'Pike', 'A child is named', 1, 'notYourRole'],
    ['chair', 'Pike', ' ', 1, 'fieldMissing'],
    ['chair', '…', 'A child is named', 1, 'fieldMissing'],
    ['chair', 'Pike', 'It names PIKE', 1, 'reasonRepeatsWords'],
    ['chair', 'Pike', 'A child is named', 0, 'wordsNotFound'],
  ] as const)('by the %s of %s because %s, in %i places: %s', (role, words, reason, places, code) => {
    expect(asked(role, words, reason, places)).toBe(code)
  })
})
