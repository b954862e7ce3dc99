import { domainToASCII, domainToUnicode } from 'node:url'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { writings } from '#test/support/writings.ts'
import { addressTyped, mailboxKey, mailboxOf } from '#workflows/people/mailbox.ts'
import { fromPunycode } from '#workflows/people/punycode.ts'

describe('an address is one mailbox', () => {
  const apart = ['without accents', 'in letters that look alike']

  test.each(writings.filter(([what]) => !apart.includes(what)))('%s', (_, written) => {
    expect(mailboxOf(written)).toBe('josé.brown@xn--mnchen-3ya.example')
  })

  test.each(writings)('and one person: %s', (_, written) => {
    expect(mailboxKey(written)).toBe('jose.brown@munchen.example')
  })

  test.each([
    ['a sign behind a plus is a mailbox of its own', 'sam+plan@council.example', 'sam@council.example'],
    ['full stops count', 's.am@council.example', 'sam@council.example'],
    ['so do figures', 'sam1@council.example', 'sam@council.example'],
    ['and domains', 'sam@council.example', 'sam@counsel.example'],
    ['a domain of figures stays one of figures', 'sam@1.2', 'sam@1.0.0.2'],
  ])('but not of two people: %s', (_, one, other) => {
    expect(mailboxKey(one)).not.toBe(mailboxKey(other))
  })

  test('whatever the text, what it is known by is known by itself, and takes no two into one that to the letter are one', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (local) => {
        const address = `${local}@council.example`
        expect(mailboxKey(mailboxKey(address))).toBe(mailboxKey(address))
        expect(mailboxKey(mailboxOf(address))).toBe(mailboxKey(address))
        expect(mailboxKey(address.normalize('NFD'))).toBe(mailboxKey(address.normalize('NFC')))
      }),
    )
  })

  test('what was pasted is read as the address in it, in its own letters', () => {
    expect(addressTyped('Sam Lee <Sam.Lee@Council.example>')).toBe('Sam.Lee@Council.example')
    expect(addressTyped('MAILTO:sam@council.example')).toBe('sam@council.example')
    expect(addressTyped('sam@council.example, kim@council.example')).toBe(
      'sam@council.example, kim@council.example',
    )
  })

  test('every domain of letters that the name service can hold is read back from there', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.constantFrom(
            'a',
            'e',
            'é',
            'ö',
            'ü',
            'ñ',
            'ß',
            'ø',
            'ž',
            'č',
            'а',
            'я',
            'λ',
            'ω',
            '日',
            '本',
            '語',
          ),
          { minLength: 1, maxLength: 20 },
        ),
        (letters) => {
          const domain = `${letters.join('')}.example`
          const { hostname } = new URL(`http://${domain}/`)
          expect(mailboxKey(`sam@${hostname}`)).toBe(mailboxKey(`sam@${domain}`))
        },
      ),
    )
  })

  test.each([
    ['nothing before its sign', '@münchen.example', '@xn--mnchen-3ya.example'],
    ['no sign at all', 'München', 'münchen'],
    ['a domain that the name service cannot hold', 'sam@xn--99999999.example', 'sam@xn--99999999.example'],
    ['a domain of no letters', 'sam@-.example', 'sam@-.example'],
    ['a label of two directions', 'sam@אa.example', 'sam@אa.example'],
    ['a label that begins with an accent', 'sam@\u0301a.example', 'sam@\u0301a.example'],
  ])('is compared and never fails with %s', (_, text, mailbox) => {
    expect(mailboxOf(text)).toBe(mailbox)
  })
})

describe('a label of a domain', () => {
  test.each([
    ['xn--mnchen-3ya', 'münchen'],
    ['xn--3b-ww4c5e180e575a65lsy2b', '3年b組金八先生'],
    ['xn--ihqwcrb4cv8a8dqg056pqjye', '他们为什么不说中文'],
    ['xn--bn32g', '\u{10fffd}'],
    ['xn--', ''],
  ])('%s is %s', (label, text) => {
    expect(fromPunycode(label)).toBe(text)
  })

  test.each([
    ['a sign that is none of its alphabet', 'xn--mnchen-3y!'],
    ['a capital letter', 'xn--mnchen-3yA'],
    ['a place that does not end', 'xn--mnchen-3'],
    ['a letter beyond all letters', 'xn--en32g'],
    ['no letters before its hyphen', 'xn---3ya'],
  ])('stands as it is written with %s', (_, label) => {
    expect(fromPunycode(label)).toBe(label)
  })

  test('is read as the name service reads it', () => {
    const letter = fc.oneof(
      fc.constantFrom(...'abcxyz019-'.split('')),
      fc.integer({ min: 0xe0, max: 0x17f }).map((point) => String.fromCodePoint(point)),
      fc.integer({ min: 0x4e00, max: 0x9fa5 }).map((point) => String.fromCodePoint(point)),
      fc.integer({ min: 0x20000, max: 0x2a6df }).map((point) => String.fromCodePoint(point)),
    )
    let read = 0
    fc.assert(
      fc.property(fc.array(letter, { minLength: 1, maxLength: 30 }), (letters) => {
        const label = domainToASCII(letters.join(''))
        if (!label.startsWith('xn--')) return
        read++
        expect(fromPunycode(label)).toBe(domainToUnicode(label))
      }),
      { numRuns: 500 },
    )
    expect(read).toBeGreaterThan(100)
  })
})
