import { readFile } from 'node:fs/promises'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { rowsOf } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'
import { inReadingOrder } from '#db/schema/reading-order.ts'
import { wordsOf } from '#workflows/search/fold.ts'
import { compareNames } from '#workflows/search/reading-order.ts'
import { useDatabase } from '../support/database.ts'
import { linesSql, searchSql } from '../support/search-sql.ts'
import { searchTexts } from '../support/search-texts.ts'

const database = useDatabase()

/** The words of texts by the database, each with the places where it stands. */
async function wordsByDatabase(texts: readonly string[]): Promise<Record<string, number[]>[]> {
  const rows = await rowsOf<{ words: Record<string, number[]> }>(
    database().db,
    sql`select (select coalesce(jsonb_object_agg(lexeme, positions), '{}') from unnest(search_words(each))) as words
      from jsonb_array_elements_text(${JSON.stringify(texts)}::jsonb) with ordinality all_of(each, n) order by n`,
  )
  return rows.map(({ words }) => words)
}

/** The same by the rule in TypeScript: a place stays free before either way of cutting. */
function wordsByRule(text: string): Record<string, number[]> {
  const { apart, joined } = wordsOf(text)
  const [these, those] = [apart, joined].map((words) => words.map(({ word }) => word))
  const found = new Map<string, number[]>()
  const ways = these?.join(' ') === those?.join(' ') ? [these] : [these, those]
  let place = 0
  for (const words of ways) {
    if (words?.length === 0) continue
    place += 1
    for (const word of words ?? []) found.set(word, [...(found.get(word) ?? []), ++place])
  }
  return Object.fromEntries(found)
}

/** The lines of a text by the rule in TypeScript. */
function linesByRule(text: string): string[] {
  const { apart, joined } = wordsOf(text)
  return [...new Set([apart, joined].map((words) => words.map(({ word }) => word).join(' ')))].filter(
    (line) => line !== '',
  )
}

test('the functions of the database are those that the tables of the rule give', async () => {
  const migration = await readFile(new URL('../../db/migrations/0015_search.sql', import.meta.url), 'utf8')
  expect(migration.startsWith(searchSql())).toBe(true)
  const later = await readFile(new URL('../../db/migrations/0017_phrases.sql', import.meta.url), 'utf8')
  expect(later.startsWith(linesSql())).toBe(true)
})

describe('the words of a text', () => {
  test('are cut alike by the database and by the rule in TypeScript', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(searchTexts, { minLength: 1, maxLength: 30 }), async (texts) => {
        expect(await wordsByDatabase(texts)).toEqual(texts.map(wordsByRule))
      }),
      { numRuns: 300 },
    )
  })

  test('follow each other in a line for each way of cutting', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(searchTexts, { maxLength: 5 }), { maxLength: 4 }), async (lists) => {
        const texts = lists.map((list) => list.join(' '))
        const [row] = await rowsOf<{ lines: string }>(
          database().db,
          sql`select search_lines(variadic array(select jsonb_array_elements_text(${JSON.stringify(texts)}::jsonb))) as lines`,
        )
        const lines = (row?.lines ?? '').split('\n').flatMap((line) => line.trim() || [])
        const cutTo = (line: string) =>
          line
            .split(' ')
            .map((word) => Array.from(word).slice(0, 100).join(''))
            .join(' ')
        expect(lines.map(cutTo)).toEqual(texts.flatMap(linesByRule))
      }),
      { numRuns: 200 },
    )
  })

  test('are cut alike for every character that there is on its own, between letters and between digits', async () => {
    const texts: string[] = []
    for (let code = 1; code <= 0x10ffff; code++) {
      if (code >= 0xd800 && code < 0xe000) continue
      // Of scripts without capitals and marks, which are long, some are enough.
      if (isOfLongScript(code) && code % 97 !== 0) continue
      const letter = String.fromCodePoint(code)
      if (!known.test(letter)) continue
      texts.push(`${letter} a${letter}b 1${letter}2`)
    }
    const wrong: [string, unknown, unknown][] = []
    for (let at = 0; at < texts.length; at += 5_000) {
      const part = texts.slice(at, at + 5_000)
      const found = await wordsByDatabase(part)
      for (const [nth, text] of part.entries()) {
        const rule = wordsByRule(text)
        if (JSON.stringify(sorted(rule)) !== JSON.stringify(sorted(found[nth] ?? {})))
          wrong.push([text, rule, found[nth]])
      }
    }
    expect(wrong.slice(0, 20)).toEqual([])
  }, 120_000)

  test('are sorted alike by the database and by the rule in TypeScript', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(searchTexts, { maxLength: 30 }), async (texts) => {
        const rows = await rowsOf<{ each: string }>(
          database().db,
          sql`select each from jsonb_array_elements_text(${JSON.stringify(texts)}::jsonb) all_of(each)
            order by ${inReadingOrder(sql`each`)}`,
        )
        expect(rows.map(({ each }) => each)).toEqual(texts.toSorted(compareNames))
      }),
      { numRuns: 200 },
    )
  })
})

function isOfLongScript(code: number): boolean {
  const long = [
    [0x3400, 0xa000],
    [0xac00, 0xf900],
    [0x12000, 0x1d000],
    [0x20000, 0xe0000],
    [0xe0200, 0x110000],
  ] as const
  return long.some(([first, end]) => code >= first && code < end)
}

/**
 * Characters of Unicode 14 and before, which the oldest PostgreSQL that is supported knows. How a later one is taken
 * apart depends on the version: these are the few that are taken apart at all.
 */
const known =
  /^[^\u{a7f1}\u{105c9}\u{105e4}\u{11383}-\u{113c8}\u{16121}-\u{16128}\u{16d68}-\u{16d6a}\u{1ccd6}-\u{1ccf9}\u{1e030}-\u{1e06d}]$/u

function sorted(words: Record<string, number[]>): unknown {
  return Object.entries(words).toSorted(([a], [b]) => (a < b ? -1 : 1))
}
