import { rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import {
  ask,
  cleanUp,
  countServerProcesses,
  hold,
  newFolder,
  start,
  startHere,
} from './fixtures/embedded-harness.ts'

vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 })
afterEach(cleanUp)

const SETTINGS = `select current_setting('server_version_num')::int / 10000 as version,
  current_setting('data_checksums') as checksums, current_setting('TimeZone') as zone,
  current_setting('server_encoding') as encoding, current_setting('listen_addresses') as address,
  current_setting('unix_socket_directories') as sockets, current_setting('fsync') as fsync,
  (select datlocprovider::text || ':' || datlocale from pg_database where datname = 'waymark') as locale`

const EXPECTED_SETTINGS = {
  version: 18,
  checksums: 'on',
  zone: 'UTC',
  encoding: 'UTF8',
  address: '127.0.0.1',
  sockets: '',
  fsync: 'on',
  locale: 'b:C.UTF-8',
}

test('a first start makes a database, a later start finds in it what was kept', async () => {
  const folder = await newFolder()
  const first = await startHere({ folder })
  expect(await ask(first.adminUrl, SETTINGS)).toEqual([EXPECTED_SETTINGS])
  await ask(first.url, "create table kept as select 'a row' as what")
  await first.stop()
  expect(await countServerProcesses(folder)).toBe(0)

  const later = await startHere({ folder, settings: { work_mem: '7MB', port: '1' } })
  expect(await ask(later.url, "select what, current_setting('work_mem') as mem from kept")).toEqual([
    { what: 'a row', mem: '7MB' },
  ])
  await later.stop()
  await later.stop()
})

test('the application role owns its database, and is neither superuser nor may make roles', async () => {
  const { url, adminUrl } = await startHere({ folder: await newFolder(), durable: false })
  expect(
    await ask(
      url,
      `select rolsuper or rolcreaterole or rolcreatedb or rolreplication as powerful,
      pg_get_userbyid(datdba) as owner from pg_roles, pg_database
      where rolname = current_user and datname = current_database()`,
    ),
  ).toEqual([{ powerful: false, owner: 'waymark' }])
  expect(await ask(adminUrl, 'select rolsuper from pg_roles where rolname = current_user')).toEqual([
    { rolsuper: true },
  ])
  await expect(ask(url.replace(/:[0-9a-f]{48}@/, ':guess@'), 'select 1')).rejects.toThrow(/password/)
  await expect(ask(url.replace(/:[0-9a-f]{48}@/, '@'), 'select 1')).rejects.toThrow(/password/i)
})

test('passwords and data are readable by their owner alone', async () => {
  const folder = await newFolder()
  await startHere({ folder, durable: false })
  const mode = async (name: string) => ((await stat(join(folder, name))).mode & 0o777).toString(8)
  expect([await mode('passwords.json'), await mode('postgres-18'), await mode('postgres.log')]).toEqual([
    '600',
    '700',
    '600',
  ])
})

test('a second start on a folder is refused with advice, and the first is unharmed', async () => {
  const folder = await newFolder()
  const first = await hold({ folder, durable: false })
  await ask(first.url, 'create table kept as select 1 as what')
  const refused = await hold({ folder })
  expect(refused).toMatchObject({
    error: 'AlreadyRunningError',
    message: `Waymark is already running on ${folder} (process ${first.program.pid}). Stop it first, or give this one another folder with --data.`,
  })
  await expect(startHere({ folder })).rejects.toMatchObject({ folder, pid: first.program.pid })
  expect(await ask(first.url, 'select what from kept')).toEqual([{ what: 1 }])
  first.program.tell('stop')
  expect(await first.program.line()).toBe('{"stopped":true}')

  const next = await startHere({ folder, durable: false })
  await expect(startHere({ folder })).rejects.toMatchObject({
    name: 'AlreadyRunningError',
    pid: process.pid,
  })
  expect(await ask(next.url, 'select what from kept')).toEqual([{ what: 1 }])
})

test('of five first starts at once one wins and four are told so', async () => {
  const folder = await newFolder()
  const outcomes = await Promise.all(Array.from({ length: 5 }, () => hold({ folder, durable: false })))
  const winners = outcomes.filter(({ url }) => url !== undefined)
  expect(winners).toHaveLength(1)
  expect(outcomes.map(({ error }) => error ?? 'won').toSorted()).toEqual([
    ...Array.from({ length: 4 }, () => 'AlreadyRunningError'),
    'won',
  ])
  expect(await ask(winners[0]?.url ?? '', 'select 1 as one')).toEqual([{ one: 1 }])
})

test('a command joins a running server, and leaves it running', async () => {
  const folder = await newFolder()
  const { program, url } = await hold({ folder, durable: false })
  const command = start('embedded-command.ts', folder)
  expect(JSON.parse(await command.line())).toEqual({ joined: true, role: 'waymark', url })
  command.tell('finish')
  expect(await command.line()).toBe('{"finished":true}')
  expect(await ask(url, 'select 1 as one')).toEqual([{ one: 1 }])
  program.tell('stop')
  await program.ended
})

test('a command joins a server that is still starting', async () => {
  const folder = await newFolder()
  const holding = hold({ folder, durable: false })
  while ((await stat(join(folder, 'waymark.pid')).catch(() => undefined)) === undefined) {
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  const command = start('embedded-command.ts', folder)
  const { url } = await holding
  expect(JSON.parse(await command.line())).toEqual({ joined: true, role: 'waymark', url })
})

test('commands without a server share one of their own, which the last to finish outlives', async () => {
  const folder = await newFolder()
  const one = start('embedded-command.ts', folder)
  expect(JSON.parse(await one.line())).toMatchObject({ joined: false })
  const other = start('embedded-command.ts', folder)
  expect(JSON.parse(await other.line())).toMatchObject({ joined: true })
  one.tell('finish')
  await new Promise((resolve) => setTimeout(resolve, 300))
  other.tell('finish')
  expect(await other.line()).toBe('{"finished":true}')
  expect(await one.line()).toBe('{"finished":true}')
  expect(await countServerProcesses(folder)).toBe(0)
})

test('the environment’s language and PostgreSQL settings make no difference, and its secrets stay out', async () => {
  const { adminUrl } = await hold(
    { folder: await newFolder() },
    {
      env: {
        LANG: 'de_DE.UTF-8',
        LC_ALL: 'xx',
        LC_MESSAGES: 'de_DE',
        TZ: 'Asia/Tokyo',
        PGDATA: '/nonexistent',
        PGPORT: '1',
        PGHOST: 'example.invalid',
        PGOPTIONS: '-c nonsense=1',
        PGTZ: 'Asia/Tokyo',
        COOKIE_SECRET: 'a planted secret',
      },
    },
  )
  expect(await ask(adminUrl, SETTINGS)).toEqual([EXPECTED_SETTINGS])
  await ask(adminUrl, 'create table seen (line text)')
  await ask(adminUrl, "copy seen from program 'env'")
  const seen = (await ask(adminUrl, 'select line from seen')).map(({ line }) => line).join('\n')
  expect(seen).toContain('PATH=')
  expect(seen).not.toMatch(/de_DE|=xx|Tokyo|nonexistent|example|nonsense|secret/)
})

test('a cluster restored without its passwords gets new ones', async () => {
  const folder = await newFolder()
  const before = await startHere({ folder, durable: false })
  await ask(before.url, 'create table kept as select 1 as what')
  await before.stop()
  await rm(join(folder, 'passwords.json'))
  const after = await startHere({ folder, durable: false })
  expect(after.url.split('@')[0]).not.toBe(before.url.split('@')[0])
  expect(await ask(after.url, 'select what from kept')).toEqual([{ what: 1 }])
  await after.stop()
})
