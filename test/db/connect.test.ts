import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { newPreparing, rowsOf } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'
import { isDatabaseBusy } from '#db/connection/errors.ts'
import { backendsOf, eventually } from '../faults/backends.ts'
import { ask, failureOf, insertAgency, usePools } from '../faults/pool-harness.ts'
import { settledAfter, settledInNoTime, stopTime } from '../faults/stopped-time.ts'

const { database, open, relay, killer, countOf } = usePools()
// Before the pools are closed, which waits for time to pass.
afterEach(() => {
  vi.useRealTimers()
})

describe('a pool', () => {
  test('holds no more connections than it may, and serves whoever waits', async () => {
    const { db } = open()
    const answers = await Promise.all(Array.from({ length: 30 }, () => ask(db, 0.01)))
    expect(new Set(answers.flat().map(({ pid }) => pid)).size).toBe(3)
    expect(await backendsOf(db, 3)).toHaveLength(3)
  })

  test('keeps a connection whose statement the server refused or the driver could not write', async () => {
    const { db } = open(database().url, { max: 1 })
    const [before] = await ask(db)
    expect(await failureOf(rowsOf(db, sql`select 1 / 0`))).toMatchObject({ away: false, code: '22012' })
    const unwritable = rowsOf(db, sql`select ${sql.param(new Date(0))}::timestamptz`)
    expect(await failureOf(unwritable)).toMatchObject({ away: false, unknown: false })
    expect(await ask(db)).toEqual([before])
  })

  test('has a statement that takes too long ended by the server, which then did nothing', async () => {
    stopTime()
    const { db } = open(database().url, { max: 1, deadlineMs: 300 })
    const [before] = await settledInNoTime(ask(db))
    const failure = await settledInNoTime(failureOf(insertAgency(db, 'Too slow', 60)))
    vi.useRealTimers()
    expect(failure).toMatchObject({ away: false, unknown: false, code: '57014' })
    expect(isDatabaseBusy(failure.error)).toBe(true)
    expect(await countOf('Too slow')).toBe(0)
    expect(await ask(db)).toEqual([before])
  })

  test('tells whoever waits in vain for a connection that nothing was done', async () => {
    const holder = await killer().admin.reserve()
    await holder`select pg_advisory_lock(1)`
    const { db } = open(database().url, { max: 1 })
    await ask(db)
    stopTime()
    const held = rowsOf(db, sql`select pg_advisory_lock(1)`)
    const waiting = failureOf(insertAgency(db, 'In vain'))
    expect(await settledAfter(5_000, waiting)).toMatchObject({ away: true, unknown: false })
    await holder`select pg_advisory_unlock(1)`
    await held
    holder.release()
    vi.useRealTimers()
    expect(await countOf('In vain')).toBe(0)
    expect(await ask(db)).toHaveLength(1)
  })

  test('replaces connections that the server ended while they were idle, before a statement meets them', async () => {
    const between = await relay()
    const { db } = open(between.url)
    const before = await backendsOf(db, 3)
    await killer().kill()
    await eventually(
      () => Promise.resolve(between.isQuiet()),
      (quiet) => quiet,
    )
    await pause(20)
    await insertAgency(db, 'After the kill')
    expect(await countOf('After the kill')).toBe(1)
    const after = await backendsOf(db, 3)
    expect(after.filter((pid) => before.includes(pid))).toEqual([])
  })
})

describe('a statement whose connection dies', () => {
  test('is asked once more when it only reads', async () => {
    const { db } = open()
    const { kill, admin } = killer()
    const answer = ask(db, 1.5)
    const [running] = await eventually(
      () =>
        admin<
          { pid: number }[]
        >`select pid from pg_stat_activity where query like '%pg_sleep%' and state = 'active' and application_name = 'waymark'`,
      ({ length }) => length === 1,
    )
    await kill()
    const [answered] = await answer
    expect(answered?.pid).not.toBe(running?.pid)
  })

  test('is never asked again when it writes: its outcome is unknown, and it did nothing', async () => {
    const { db } = open()
    const { kill, admin } = killer()
    const failing = failureOf(insertAgency(db, 'Killed', 1.5))
    await eventually(
      () => admin`select from pg_stat_activity where query like 'insert%pg_sleep%' and state = 'active'`,
      ({ length }) => length === 1,
    )
    await kill()
    expect(await failing).toMatchObject({ away: true, unknown: true })
    expect(await countOf('Killed')).toBe(0)
  })

  test('in the middle of a long answer leaves nothing of it in later answers', async () => {
    const between = await relay()
    const { db } = open(between.url, { max: 1 })
    await ask(db)
    const long = failureOf(
      rowsOf(db, sql`with n as (select generate_series(1, 2000000) as n) select n from n`),
    )
    await eventually(
      () => Promise.resolve(between.answered),
      (bytes) => bytes > 500_000,
    )
    between.cut()
    expect(await long).toMatchObject({ away: true })
    expect(await rowsOf(db, sql`select 7 as n union all select 8`)).toEqual([{ n: 7 }, { n: 8 }])
  })

  test('is said to be unknown when only its answer was lost, and is then found written', async () => {
    const between = await relay()
    const { db } = open(between.url, { max: 1 })
    await ask(db)
    between.mode = 'answersLost'
    // Without parameters it goes out in one message, so that the server has all of it.
    const failing = failureOf(
      rowsOf(db, sql.raw("insert into agencies values (gen_random_uuid(), 'Answer lost')")),
    )
    await eventually(
      () => countOf('Answer lost'),
      (count) => count === 1,
    )
    between.mode = 'through'
    between.cut()
    expect(await failing).toMatchObject({ away: true, unknown: true })
    expect(await countOf('Answer lost')).toBe(1)
  })
})

describe('the statements whose plans a pool keeps', () => {
  test('are those that are asked again, and lists without end leave them their place', () => {
    const isKept = newPreparing()
    for (let length = 0; length < 1_000; length++) expect(isKept(`a list of ${length}`)).toBe(false)
    expect([1, 2, 3].map(() => isKept('asked again and again'))).toEqual([false, true, true])
  })

  test('are bounded in number', () => {
    const isKept = newPreparing()
    const texts = Array.from({ length: 400 }, (_, at) => `statement ${at}`)
    const kept = texts.filter((text) => !isKept(text) && isKept(text))
    expect(kept).toHaveLength(300)
    expect(kept.every(isKept)).toBe(true)
  })
})
