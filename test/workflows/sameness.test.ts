import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sameName } from '#workflows/sameness.ts'

test.each([
  ['case', 'Children’s Services', 'CHILDREN’S SERVICES'],
  ['which apostrophe was typed', "Children's Services", 'Children’s Services'],
  ['runs of blanks', 'Adult  Social Care', 'Adult Social Care'],
  ['blanks that do not break', 'Adult\u00a0Social\u202fCare', 'Adult Social Care'],
  ['blanks where there are none', 'Health Care', 'Healthcare'],
  ['blanks around a dash, and which one it is', 'Health – East', 'Health-East'],
  ['Unicode form', 'Café', 'Cafe\u0301'],
  ['wide letters', 'ＮＨＳ', 'NHS'],
  ['what nobody sees', 'N\u200bH\u00adS\ufeff', 'NHS'],
  ['capital letters of other languages', 'STRASSE ΟΔΟΣ', 'straße οδος'],
  ['a capital sharp s', 'GROẞE HILFE', 'Große Hilfe'],
  ['blanks in a reference', 'P1 . S2', 'p1.s2'],
  ['a blank before a figure', 'R 7', 'R7'],
])('names that differ in %s alone are one', (_, one, other) => {
  expect(sameName(one)).toBe(sameName(other))
})

test.each([
  ['accents', 'Resume', 'Résumé'],
  ['figures', 'P1', 'P2'],
  ['the place of a blank between figures', '1 12', '11 2'],
  ['signs', 'P1.S2', 'P1-S2'],
])('names that differ in %s are two', (_, one, other) => {
  expect(sameName(one)).not.toBe(sameName(other))
})

test('whatever the name, its case, its Unicode form and the blanks around it make no difference', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (name) => {
      expect(sameName(sameName(name))).toBe(sameName(name))
      expect(sameName(` ${name.normalize('NFD')}\u00a0`)).toBe(sameName(name))
    }),
  )
})
