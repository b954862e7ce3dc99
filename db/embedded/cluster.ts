import { chown, mkdir, mkdtemp, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { nameForServer } from '#db/embedded/account.ts'
import { BRING_YOUR_OWN, EmbeddedError } from '#db/embedded/errors.ts'
import { noRoom, type Place, syncFolder } from '#db/embedded/folder.ts'
import { keepPasswords, makePasswords, type Passwords } from '#db/embedded/passwords.ts'
import { isWorkingDirectory } from '#db/embedded/processes.ts'
import type { Programs } from '#db/embedded/programs.ts'
import { type Account, run } from '#db/embedded/run.ts'
import { until } from '#db/embedded/wait.ts'

/** All that is needed to run PostgreSQL's programs on a data folder. */
export type Server = { place: Place; programs: Programs; account: Account | undefined; durable: boolean }

/** Whether the folder holds a cluster. One that was never finished doesn't count. */
export async function hasCluster(place: Place): Promise<boolean> {
  const version = await stat(join(place.cluster, 'PG_VERSION')).catch(() => undefined)
  return version !== undefined
}

/**
 * Creates the cluster with its roles and database, and keeps their passwords. It is made beside and
 * renamed when complete, so one that was interrupted is never used.
 * Throws EmbeddedError with what PostgreSQL said.
 */
export async function createCluster(server: Server): Promise<void> {
  const { place, account } = server
  const beside = await mkdtemp(join(place.folder, UNFINISHED))
  try {
    const directory = join(beside, 'data')
    const passwordFile = join(beside, 'password')
    const passwords = makePasswords()
    await mkdir(directory, { mode: 0o700 })
    await writeFile(passwordFile, `${passwords.superuser}\n`, { mode: 0o600 })
    if (account !== undefined) {
      for (const path of [beside, directory, passwordFile]) await chown(path, account.uid, account.gid)
    }
    await initialise(server, directory)
    await runSql(server, directory, [
      `create role waymark login password '${passwords.application}'`,
      'create database waymark owner waymark',
    ])
    await keepPasswords(place, passwords)
    await rename(directory, place.cluster)
    await syncFolder(place.folder)
  } finally {
    await rm(beside, { recursive: true, force: true })
  }
}

/** Removes what a first start that was killed left half made. Call it only while holding the folder's lock. */
export async function removeUnfinished(place: Place): Promise<void> {
  for (const name of await readdir(place.folder)) {
    if (!name.startsWith(UNFINISHED)) continue
    const beside = join(place.folder, name)
    // Programs end soon after the process that read their output; a server whose folder is taken away
    // meanwhile would leave its shared memory behind. One that stays is left to a later start.
    const isFree = async () => !(await isWorkingDirectory(join(beside, 'data')))
    if (await until(isFree, 5_000)) await rm(beside, { recursive: true, force: true })
  }
}

/** Gives the roles of a stopped cluster new passwords, for a folder that was restored without them. */
export async function replacePasswords(server: Server): Promise<Passwords> {
  const passwords = makePasswords()
  await runSql(server, server.place.cluster, [
    `alter role postgres password '${passwords.superuser}'`,
    `alter role waymark password '${passwords.application}'`,
  ])
  await keepPasswords(server.place, passwords)
  return passwords
}

const UNFINISHED = '.new-'

async function initialise({ place, programs, account, durable }: Server, directory: string): Promise<void> {
  const name = await nameForServer(place, directory, account)
  const { code, output } = await run(
    programs.initdb,
    [
      '-D',
      name,
      '--username=postgres',
      `--pwfile=${name}/../password`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--data-checksums',
      '--no-instructions',
      ...(durable ? [] : ['--no-sync']),
    ],
    { account, cwd: directory },
  )
  if (code !== 0) {
    if (output.includes('No space left on device')) throw noRoom(place.folder)
    throw new EmbeddedError(`The database could not be created. ${BRING_YOUR_OWN}\n${output.trim()}`)
  }
}

// Without a network and without a server: nobody can connect before the passwords are set.
async function runSql(server: Server, directory: string, statements: string[]): Promise<void> {
  const { place, programs, account, durable } = server
  const name = await nameForServer(place, directory, account)
  // Statements hold passwords, which must not reach an error message.
  const settings = ['-c', 'exit_on_error=on', '-c', 'log_min_error_statement=panic']
  const { code, output } = await run(
    programs.postgres,
    ['--single', '-D', name, ...(durable ? [] : ['-F']), ...settings, 'postgres'],
    { account, cwd: directory, input: `${statements.join('\n')}\n` },
  )
  if (code !== 0) throw new EmbeddedError(`The database's roles could not be set up.\n${output.trim()}`)
}
