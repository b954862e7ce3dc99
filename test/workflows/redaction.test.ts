import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { standingInPlan } from '#workflows/engine/policy.ts'
import { type Limit, limits } from '#workflows/limits.ts'
import { TAKEN_OUT, TAKEN_OUT_URL } from '#workflows/redaction/marks.ts'
import { placesIn, textsOf, withoutTextsOf } from '#workflows/redaction/places.ts'
import { whyNotRedact } from '#workflows/redaction/redaction.ts'
import { withoutTexts } from '#workflows/redaction/texts.ts'
import { outOfCopies, outOfHtml, outOfOwn, outOfNames, sureSigns } from '#workflows/redaction/words.ts'

describe('words are taken out of a text', () => {
  test.each([
    ['Zoë Pike was seen', 'zoë pike', '[taken out] was seen'],
    ['Zoe\u0308 Pike', 'Zo\u00eb Pike', '[taken out]'],
    ['Jaydon\n  Pike', 'Jaydon Pike', '[taken out]'],
    ['Jaydon came', ' \u200b Jaydon \u200b ', '[taken out] came'],
    ['the child’s aunt', "child's", 'the [taken out] aunt'],
    ['Mary–Ann came', 'Mary-Ann', '[taken out] came'],
    ['Ann, Annual and Joann', 'ann', '[taken out], Annual and Joann'],
    ['Ann2 and Ann', 'Ann', 'Ann2 and [taken out]'],
    ['ليلى حضرت', 'ليلى', '[taken out] حضرت'],
    ['(J.P.) [J.P.]', 'J.P.', '([taken out]) [[taken out]]'],
    ['Pike Pike', 'Pike', '[taken out] [taken out]'],
    ['NHS 943 476 5919', '943 476 5919', 'NHS [taken out]'],
    ['nothing of it', 'Pike', 'nothing of it'],
    [
      'Jay\u00addon, J\u200bay\u2060don and Ｊａｙｄｏｎ',
      'Jaydon',
      '[taken out], [taken out] and [taken out]',
    ],
    ['Griﬃn', 'Griffin', '[taken out]'],
    ['Strauß and STRAUẞ', 'STRAUSS', '[taken out] and [taken out]'],
    ['İlker', 'i\u0307lker', '[taken out]'],
    ['Mum(Jaylee) came', '(Jaylee)', 'Mum[taken out] came'],
    ['Rae’s sonlet', "'s sonlet", 'Rae[taken out]'],
    ['O′Brien, Pike−Tern and ‚Jay‘', "O'Brien", '[taken out], Pike−Tern and ‚Jay‘'],
    ['Pike−Tern', 'Pike-Tern', '[taken out]'],
    ['‚Jay‘', "'Jay'", '[taken out]'],
    ['Jay P.was', 'Jay P.', '[taken out]was'],
    ['Zoë, Zoe\u0308 and Zoe Pike', 'Zoe', '[taken out], [taken out] and [taken out] Pike'],
    ['Zoe', 'Zoë', '[taken out]'],
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

  test.each([
    ['in decimals', '&#74;aydon'],
    ['in hexadecimals', '&#x4a;aydon'],
    ['in capital ones', '&#X4A;aydon'],
    ['beside one that stands for nothing', '&#0;Jaydon&#x110000;&unheard;'],
  ])('of HTML with a sign %s', (_, html) => {
    expect(outOfHtml({ words: 'Jaydon' })(html)).toContain(TAKEN_OUT)
  })

  test('of its markup never', () => {
    const page = '<table class="table"><tr><td title="table">The table</td></tr></table>&amp;amp'
    expect(outOfHtml({ words: 'table' })(page)).toBe(page.replace('The table', `The ${TAKEN_OUT}`))
    expect(outOfHtml({ words: 'amp' })('A &amp; amp')).toBe(`A &amp; ${TAKEN_OUT}`)
    expect(outOfHtml({ words: 'Jay Pike' })('Jay<br>Pike, Jay</p><p>Pike')).toBe(
      `${TAKEN_OUT}, Jay</p><p>Pike`,
    )
  })

  test('where they were cut short, of copies alone', () => {
    const words = 'Kestrelnine moved away'
    expect(outOfCopies({ words })('It says Kestreln… and kestrelnine moved…')).toBe(
      `It says ${TAKEN_OUT}… and ${TAKEN_OUT}…`,
    )
    expect(outOfCopies({ words })('It has Ke… and Kestrelnine…')).toBe(`It has Ke… and ${TAKEN_OUT}…`)
    expect(outOfOwn({ words })('It says Kestreln…')).toBe('It says Kestreln…')
    const dotted = 'Kestrelnine… moved away'
    expect(outOfCopies({ words: dotted })('It says Kestrelnine……')).toBe(`It says ${TAKEN_OUT}…`)
  })

  test('of names of files and of addresses, where other signs stand for blanks', () => {
    const takeOut = outOfNames(outOfOwn({ words: 'Jaydon Pike' }))
    expect(takeOut('visit-jaydon_pike.pdf')).toBe(`visit ${TAKEN_OUT}.pdf`)
    expect(takeOut('visit.pdf')).toBe('visit.pdf')
  })

  test('and what stands in their place is not looked into', () => {
    const first = outOfOwn({ words: 'Pike' })('Pike was taken there')
    const second = outOfOwn({ words: 'taken' })(first)
    expect(second).toBe(`${TAKEN_OUT} was ${TAKEN_OUT} there`)
    expect(outOfOwn({ words: 'out' })(second)).toBe(second)
  })

  test('at once, however long they and the text are', () => {
    const words = "x'".repeat(50_000)
    const text = "x'".repeat(60_000)
    expect(outOfOwn({ words })(text)).toContain(TAKEN_OUT)
  })

  test('have sure signs that every writing of them holds', () => {
    const taken = (text: string) =>
      text
        .normalize('NFKD')
        .replaceAll(/[^\p{ASCII}]/gu, '')
        .toLowerCase()
    expect(sureSigns({ words: 'Zoë Quill' })).toEqual(['Zoe', 'Qu', 'll'])
    expect(sureSigns({ words: 'ليلى' })).toEqual([])
    expect(sureSigns({ texts: ['one', 'two'] })).toEqual([])
    expect(sureSigns({ words: 'Kestrelnine moved' }, { cut: true })).toEqual(['Kes'])
    expect(sureSigns({ words: 'Li' }, { cut: true })).toEqual([])
    const writings = (words: string) => [
      words,
      words.normalize('NFD'),
      words.toLocaleUpperCase('en'),
      words.toLowerCase(),
      Array.from(words).join('\u00ad'),
      words.replaceAll('ss', 'ß').replaceAll('i', 'ı'),
      words.replaceAll(/[!-~]/g, (sign) => String.fromCodePoint((sign.codePointAt(0) ?? 0) + 0xfee0)),
    ]
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z0-9éöß' ]{1,20}$/), (words) => {
        const takeOut = outOfOwn({ words })
        for (const text of writings(words)) {
          if (!/[\p{L}\p{N}]/u.test(words) || takeOut(text) === text) continue
          for (const sign of sureSigns({ words })) expect(taken(text)).toContain(sign.toLowerCase())
        }
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
    const alike = outOfOwn({ texts: ['Kestrel moved', 'Kestrel moved away', 'Kestrel moved aw'] })
    expect(alike('So: Kestrel moved away.')).toBe(`So: ${TAKEN_OUT}.`)
    const barely = outOfOwn({ texts: ['Twelve signs', 'Eleven sign'] })
    expect(barely('Of twelve signs, of eleven sign')).toBe(`Of ${TAKEN_OUT}, of eleven sign`)
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
    const aspects = [{ aspect: 'Leadership', judgement: 'Good' }]
    const comparators = [{ name: 'Pike Council', published: '4', value: 4, asAtOn: '2026-03-31' }]
    expect(textsOf({ id: 'i', aspects }, 'i', 'aspects')).toEqual(['Leadership', 'Good'])
    expect(textsOf({ id: 'm', comparators }, 'm', 'comparators')).toEqual(['Pike Council', '4'])
    expect(
      textsOf(
        [
          { id: 'a', title: '' },
          { id: 'a', title: TAKEN_OUT },
        ],
        'a',
        'title',
      ),
    ).toEqual([])
  })
})

/** Whatever a plan consists of, apart from its people. */
const nounsOfPlans = [
  'plan',
  'horizon',
  'recommendation',
  'priority',
  'action',
  'update',
  'evidence',
  'milestone',
  'blocker',
  'extension',
  'meeting',
  'decision',
  'inspection',
  'reportTemplate',
  'measure',
  'comparator',
  'observation',
] as const satisfies (keyof typeof limits)[]

const isTakenFrom = (name: string) => {
  const row = { id: 'thing', [name]: ['Pike was seen'] }
  return withoutTexts(row, outOfOwn({ words: 'Pike' })) !== row
}

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
      ref: 'taken-out-000000abcdef',
      title: `About ${TAKEN_OUT}`,
      evidence: [{ id: 'e', url: TAKEN_OUT_URL, title: 'Minutes' }],
      comparators: [{ name: `${TAKEN_OUT} Council`, published: '4' }],
    })
  })

  test('loses them under every name under which a plan keeps words of people', () => {
    const fields = nounsOfPlans.flatMap((noun) =>
      Object.entries(limits[noun]).flatMap(([field, { kind }]: [string, Limit]) =>
        kind === 'line' || kind === 'text' ? [`${noun}/${field}`] : [],
      ),
    )
    // What is kept under another name, or among others in a list, and what is a name everywhere else.
    expect(fields.filter((path) => !isTakenFrom(path.split('/')[1] ?? ''))).toEqual([
      'plan/challenge',
      'plan/template',
      'action/criterion',
      'meeting/seriesTitle',
      'measure/alias',
      'measure/stepReason',
      'comparator/name',
      'observation/pasted',
    ])
  })

  test.each([
    ['in lists', ['aliases', 'challenges', 'scale']],
    ['in words of a judgement', ['baseline', 'target', 'judgementBefore']],
    ['with a decision and an owner', ['decisionReason', 'ownerPost']],
    ['in sentences that repeat them', ['because', 'body', 'detail', 'toTurnGreen']],
  ])('loses them %s', (_, names) => {
    for (const name of names) expect([name, isTakenFrom(name)]).toEqual([name, true])
  })

  test.each(['id', 'state', 'kind', 'code', 'name', 'post', 'email', 'key'])(
    'keeps them as its %s',
    (name) => {
      expect(isTakenFrom(name)).toBe(false)
    },
  )

  test('loses them in the counts of a plan, which name a priority by its reference', () => {
    const counts = {
      byPriority: [{ key: 'Pike 2', name: 'About Pike' }],
      byOwner: [{ key: 'Pike', name: 'Pike' }],
    }
    expect(withoutTexts(counts, outOfOwn({ words: 'Pike' }))).toEqual({
      byPriority: [{ key: `${TAKEN_OUT} 2`, name: `About ${TAKEN_OUT}` }],
      byOwner: counts.byOwner,
    })
  })

  test('is the very same where nothing stood', () => {
    expect(withoutTexts(action, outOfOwn({ words: 'Perch' }))).toBe(action)
  })

  test('loses them only where it tells of that thing', () => {
    const pack = { actions: [action, { id: 'other', title: 'Pike too' }] }
    const left = withoutTextsOf(pack, { kind: 'action', id: action.id }, outOfCopies({ words: 'Pike' }))
    expect(left.actions.map(({ title }) => title)).toEqual([`About ${TAKEN_OUT}`, 'Pike too'])
    const told = (what: string, id: string) => ({ [what]: { id }, detail: 'Pike was seen' })
    const changes = [told('action', action.id), told('action', 'other'), told('priority', action.id)]
    const takenOut = withoutTextsOf(
      changes,
      { kind: 'action', id: action.id },
      outOfCopies({ words: 'Pike' }),
    )
    expect(takenOut.map(({ detail }) => detail)).toEqual([
      `${TAKEN_OUT} was seen`,
      'Pike was seen',
      'Pike was seen',
    ])
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
