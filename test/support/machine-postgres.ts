import { chown, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findAccount } from '#db/embedded/account.ts'
import { openFolder } from '#db/embedded/folder.ts'
import { startPostmaster } from '#db/embedded/postmaster.ts'
import { run } from '#db/embedded/run.ts'

/** A PostgreSQL of this machine that is not ours, such as Debian's: its version and its programs. */
export type MachinePostgres = { version: string; bin: string }

const DEBIAN = '/usr/lib/postgresql'

/** The PostgreSQL servers that this machine has installed, from 15 on, oldest first; none where there is none. */
export async function machinePostgres(): Promise<MachinePostgres[]> {
  const found: MachinePostgres[] = []
  for (const version of (await readdir(DEBIAN).catch(() => [])).filter((name) => Number(name) >= 15)) {
    const bin = join(DEBIAN, version, 'bin')
    const { code } = await run(join(bin, 'initdb'), ['--version'])
    if (code === 0) found.push({ version, bin })
  }
  return found.toSorted((one, other) => Number(one.version) - Number(other.version))
}

/**
 * Starts a server of this machine on a new cluster, for the length of a test; it ends with the process that started it.
 * @param locale what `initdb` is told of the locale
 */
export async function startMachinePostgres(
  { bin }: MachinePostgres,
  locale: readonly string[],
): Promise<{ adminUrl: string; stop: () => Promise<void> }> {
  const folder = await mkdtemp(join(process.env.WAYMARK_TEST_ROOM ?? tmpdir(), 'machine-postgres-'))
  const place = await openFolder(folder)
  const account = await findAccount(place)
  if (account !== undefined) await chown(folder, account.uid, account.gid)
  const at = (name: string) => join(bin, name)
  const programs = { initdb: at('initdb'), postgres: at('postgres'), pgCtl: at('pg_ctl') }
  const options = ['-D', place.cluster, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '-N', ...locale]
  const { code, output } = await run(programs.initdb, options, { account })
  if (code !== 0) throw new Error(`${programs.initdb} failed: ${output}`)
  const postmaster = await startPostmaster({ place, programs, account, durable: false }, {})
  return {
    adminUrl: `postgres://postgres@127.0.0.1:${postmaster.port}/postgres`,
    stop: async () => {
      await postmaster.stop('fast')
      await rm(folder, { recursive: true, force: true })
    },
  }
}
