import { randomBytes } from 'node:crypto'
import { afterAll, describe, expect, inject, test } from 'vitest'
import { alone, connect } from '#db/connection/connect.ts'
import { migrate } from '#db/connection/migrate.ts'
import { urlOf } from '../support/database-url.ts'
import { machinePostgres, startMachinePostgres } from '../support/machine-postgres.ts'
import { sortedNames, wronglyAnswered } from '../support/search-answers.ts'
import { namesInOrder } from '../support/search-questions.ts'

const installed = await machinePostgres()

const undo: (() => Promise<unknown>)[] = []
afterAll(async () => {
  for (const each of undo.toReversed()) await each()
})

/** Databases that take letters, words and their order otherwise than the embedded one does. */
const databases = {
  'the locale C': "locale_provider libc locale 'C'",
  'the locale C.UTF-8 of the machine': "locale_provider libc locale 'C.UTF-8'",
  'Turkish, where I and i are no pair': "locale_provider icu icu_locale 'tr-TR' locale 'C'",
  'Czech, where ch comes after h': "locale_provider icu icu_locale 'cs-CZ' locale 'C'",
  'Swedish, where ö comes after z': "locale_provider icu icu_locale 'sv-SE' locale 'C'",
  'all of Unicode': "locale_provider builtin builtin_locale 'PG_UNICODE_FAST' locale 'C'",
}

/** What `initdb` is told, of servers that this machine has. */
const clusters = {
  'the locale C': ['--locale=C'],
  'the locale C.UTF-8': ['--locale=C.UTF-8'],
  'Turkish by ICU': ['--locale=C', '--locale-provider=icu', '--icu-locale=tr'],
}

async function expectSame(url: string): Promise<void> {
  await migrate(url)
  const { db, close } = connect(url, { max: 2 })
  try {
    expect(await wronglyAnswered(db)).toEqual([])
    expect(await sortedNames(db)).toEqual(namesInOrder)
  } finally {
    await close()
  }
}

async function newDatabase(adminUrl: string, how: string, owner = ''): Promise<string> {
  const name = `test_${randomBytes(6).toString('hex')}`
  await alone(adminUrl, (admin) => admin.unsafe(`create database ${name} template template0 ${how} ${owner}`))
  undo.push(() => alone(adminUrl, (admin) => admin.unsafe(`drop database ${name} with (force)`)))
  return name
}

describe('the same questions get the same answers, and names stand in the same order,', () => {
  test.each(Object.entries(databases))('in a database of %s', async (_, how) => {
    const name = await newDatabase(inject('adminUrl'), how, 'owner waymark')
    await expectSame(urlOf(inject('applicationUrl'), name))
  })

  test('in a database whose text search knows no English, and has another language', async () => {
    const name = await newDatabase(inject('adminUrl'), '', 'owner waymark')
    await migrate(urlOf(inject('applicationUrl'), name))
    await alone(urlOf(inject('adminUrl'), name), async (admin) => {
      await admin.unsafe(`alter database ${name} set default_text_search_config = 'pg_catalog.turkish'`)
      await admin.unsafe('drop text search configuration pg_catalog.english')
    })
    await expectSame(urlOf(inject('applicationUrl'), name))
  })

  test.skipIf(installed.length === 0)(
    'on the PostgreSQL that this machine has, such as Debian’s (skipped where none is in /usr/lib/postgresql)',
    async () => {
      for (const server of installed) {
        for (const [locale, options] of Object.entries(clusters)) {
          const { adminUrl, stop } = await startMachinePostgres(server, options)
          undo.push(stop)
          const name = await newDatabase(adminUrl, '')
          await expectSame(urlOf(adminUrl, name)).catch((error: unknown) => {
            throw new Error(`PostgreSQL ${server.version}, ${locale}`, { cause: error })
          })
        }
      }
    },
    120_000,
  )
})
