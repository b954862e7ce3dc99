import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setImmediate as moment, setTimeout as pause } from 'node:timers/promises'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { alone, type Db } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'
import { agencies } from '#db/schema/index.ts'
import { backendsOf, eventually } from '../faults/backends.ts'
import { ask, failureOf, insertAgency, usePools } from '../faults/pool-harness.ts'
import { settledAfter, stopTime } from '../faults/stopped-time.ts'
import { watchStrayErrors } from '../faults/stray-errors.ts'

const { database, open, relay, killer, countOf } = usePools()
// Before the pools are closed, which waits for time to pass.
afterEach(() => {
  vi.useRealTimers()
})

describe('a network that keeps silent', () => {
  test.each([
    ['rows', (db: Db) => db.execute(sql`select 1`)],
    ['arrays', (db: Db) => db.select().from(agencies)],
  ])('fails a statement for %s at its deadline, once, and costs the pool no place', async (_, statement) => {
    const between = await relay()
    const replaced: string[] = []
    const { db } = open(between.url, { onReplaced: (reason) => replaced.push(reason) })
    await Promise.all([1, 2, 3].map(() => ask(db)))
    between.mode = 'silent'
    stopTime()
    const failing = [1, 2, 3].map(() => failureOf(statement(db)))
    await settledAfter(11_000, Promise.race(failing))
    for (const failure of await Promise.all(failing))
      expect(failure).toMatchObject({ away: true, unknown: true })
    expect(replaced).toHaveLength(3)
    vi.useRealTimers()
    between.mode = 'through'
    expect(await Promise.all([1, 2, 3].map(() => ask(db)))).toHaveLength(3)
  })

  test('on idle connections is found out by one statement, not by one for each of them', async () => {
    const between = await relay()
    const { db } = open(between.url)
    await Promise.all([1, 2, 3].map(() => ask(db)))
    between.forget()
    stopTime()
    const failing = failureOf(insertAgency(db, 'Into the void'))
    expect(await settledAfter(11_000, failing)).toMatchObject({ away: true, unknown: true })
    vi.useRealTimers()
    await insertAgency(db, 'On a new connection')
    expect([await countOf('Into the void'), await countOf('On a new connection')]).toEqual([0, 1])
  })

  test('while a connection is opened means that nothing was done, within half the deadline', async () => {
    const between = await relay()
    between.mode = 'silent'
    const { db } = open(between.url)
    stopTime()
    const failing = failureOf(insertAgency(db, 'Unreached'))
    expect(await settledAfter(5_000, failing)).toMatchObject({ away: true, unknown: false })
    vi.useRealTimers()
    between.mode = 'through'
    await insertAgency(db, 'Reached')
  })
})

describe('a database that is away', () => {
  test('is known by a refused call, and nothing was done', async () => {
    const between = await relay()
    await between.close()
    const { db } = open(between.url)
    const failure = await failureOf(insertAgency(db, 'Refused'))
    expect(failure).toMatchObject({ away: true, unknown: false, code: 'ECONNREFUSED' })
  })

  test('hangs up on callers without being called over and over', async () => {
    const between = await relay()
    between.mode = 'hangUp'
    const { db } = open(between.url)
    const failures = await Promise.all(
      Array.from({ length: 6 }, () => failureOf(insertAgency(db, 'Hung up'))),
    )
    for (const failure of failures) expect(failure).toMatchObject({ away: true, unknown: false })
    expect(between.calls).toBeLessThanOrEqual(12)
    between.mode = 'through'
    expect(await ask(db)).toHaveLength(1)
  })

  test('refuses the password in words that are kept for the log', async () => {
    const url = new URL(database().url)
    url.password = 'wrong'
    const failure = await failureOf(insertAgency(open(url.href).db, 'Wrong password'))
    expect(failure).toMatchObject({ away: true, unknown: false, code: '28P01' })
  })

  test('that takes no connections for a second is found again without a restart', async () => {
    const { db } = open()
    await backendsOf(db, 3)
    const { kill } = killer()
    await kill(0)
    const name = new URL(database().url).pathname.slice(1)
    const elsewhere = killer(Object.assign(new URL(database().adminUrl), { pathname: '/postgres' }).href)
    await elsewhere.admin.unsafe(`alter database ${name} allow_connections false`)
    await kill()
    const during = await failureOf(insertAgency(db, 'While away'))
    await elsewhere.admin.unsafe(`alter database ${name} allow_connections true`)
    expect(during).toMatchObject({ away: true })
    expect(await backendsOf(db, 3)).toHaveLength(3)
  })
})

describe('closing', () => {
  test('waits for what is under way and refuses what comes later', async () => {
    const { db, close } = open()
    const underWay = ask(db, 0.3)
    await moment()
    const closing = close()
    expect(await failureOf(insertAgency(db, 'Too late'))).toMatchObject({ away: true, unknown: false })
    expect(await underWay).toHaveLength(1)
    await closing
    const { admin } = killer()
    await eventually(
      () =>
        admin`select from pg_stat_activity where datname = current_database() and query like '%pg_sleep%' and application_name = 'waymark'`,
      ({ length }) => length === 0,
    )
  })

  test('ends after five seconds although a statement hangs, another waits for it and a connection is being opened', async () => {
    const between = await relay()
    const { db, close } = open(between.url, { max: 2 })
    await ask(db)
    between.mode = 'silent'
    stopTime()
    const failing = [insertAgency(db, 'Hangs'), ask(db), insertAgency(db, 'Waits')].map(failureOf)
    await moment()
    await settledAfter(5_000, close())
    const [hung, opening, waiting] = await Promise.all(failing)
    expect(hung).toMatchObject({ away: true, unknown: true })
    expect(opening).toMatchObject({ away: true })
    expect(waiting).toMatchObject({ away: true, unknown: false })
  })

  test('leaves nothing behind that keeps the process alive, whatever state its connections were in', async () => {
    const between = await relay()
    const program = fork(join(import.meta.dirname, '../faults/end-by-itself.ts'), [between.url])
    const ended = once(program, 'exit')
    try {
      await once(program, 'message')
      between.mode = 'silent'
      program.send('go on')
      expect(await ended).toEqual([0, null])
    } finally {
      program.kill('SIGKILL')
    }
  })
})

describe('a session of its own', () => {
  test('that dies in a transaction keeps nothing, runs nothing elsewhere and throws only to its caller', async () => {
    const stray = watchStrayErrors()
    const { kill } = killer()
    const name = 'From a dead session'
    const failing = alone(database().url, async (session) =>
      session.begin(async (transaction) => {
        await transaction`insert into agencies values (gen_random_uuid(), ${name})`
        await kill()
        await transaction`select pg_sleep(0.1)`.catch(() => {})
        await transaction`insert into agencies values (gen_random_uuid(), ${name})`
      }),
    )
    expect(await failureOf(failing)).toMatchObject({ away: true })
    await pause(50)
    expect(await countOf(name)).toBe(0)
    stray.stop()
    expect(stray.seen).toEqual([])
  })

  test('commits what it did in a transaction, and takes back what failed', async () => {
    await alone(database().url, async (session) => {
      await session.begin(
        (transaction) => transaction`insert into agencies values (gen_random_uuid(), 'Kept')`,
      )
      const failing = session.begin(async (transaction) => {
        await transaction`insert into agencies values (gen_random_uuid(), 'Taken back')`
        throw new Error('no')
      })
      await expect(failing).rejects.toThrow('no')
    })
    expect([await countOf('Kept'), await countOf('Taken back')]).toEqual([1, 0])
  })
})
