import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import postgres from 'postgres'
import { machineClock } from '#db/connection/clock.ts'
import { connect } from '#db/connection/connect.ts'
import { knownMigrations, migrate } from '#db/connection/migrate.ts'
import { startEmbedded } from '#db/embedded/embedded.ts'
import { verify } from '#db/history/verify.ts'
import { count } from '#workflows/words.ts'
import { BenchError } from '../options.ts'
import { parentOf } from '../processor.ts'
import { loadCopies } from './load.ts'
import { makeModel } from './model.ts'
import { SHAPE, type Shape, shapeOf } from './shape.ts'
import { type ModelRow, modelRows } from './template.ts'

/** The PostgreSQL server that is measured, and the databases in it that are kept. */
export type Cluster = {
  version: string
  postmasterPid: number
  /** The superuser's connection. */
  admin: postgres.Sql
  /** Connects to one of its databases: as the application does, or as the superuser. */
  urlOf: (database: string, as?: 'superuser') => string
  stop: () => Promise<void>
}

type Tell = (sentence: string) => void

/** Actions up to which `verify`, which reads everything under one deadline, ends in minutes. */
const VERIFIED_MOST = 100_000

/**
 * The server of the kept data: the embedded one, in a folder by the version of the schema and the shape of the data, or
 * one that is given.
 * @throws BenchError when it does not count statements
 */
export async function openCluster(folder: string, given: string | null): Promise<Cluster> {
  const started = given === null ? await startKept(folder) : null
  const [application, superuser] = [started?.url ?? given ?? '', started?.adminUrl ?? given ?? '']
  const urlOf = (database: string, as?: 'superuser') => {
    const url = new URL(as ? superuser : application)
    url.pathname = `/${database}`
    return url.href
  }
  const admin = postgres(superuser, { max: 1, onnotice: () => {} })
  const stop = async () => {
    await admin.end()
    await started?.stop()
  }
  try {
    const [found] = await admin`select pg_backend_pid() as pid, current_setting('server_version') as version,
      current_setting('shared_preload_libraries') like '%pg_stat_statements%' as counts`
    if (!found?.counts)
      throw new BenchError(
        'This PostgreSQL does not count statements: set shared_preload_libraries = pg_stat_statements.',
      )
    await admin`create extension if not exists pg_stat_statements`
    return { version: String(found.version), postmasterPid: parentOf(Number(found.pid)), admin, urlOf, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

async function startKept(folder: string) {
  const own = join(folder, await keyOfData())
  await mkdir(own, { recursive: true })
  return startEmbedded({
    folder: own,
    // The rest is as the product starts it. Checkpoints during a load would write everything twice.
    settings: { shared_preload_libraries: 'pg_stat_statements', max_wal_size: '4GB' },
  })
}

/** Data of another schema or shape are other data. */
async function keyOfData(): Promise<string> {
  const migrations = await knownMigrations()
  return `schema-${migrations.length}-${migrations.at(-1)}-shape-${SHAPE}`
}

/**
 * The database that holds so many actions: loaded where it is not there yet, and found to be well by the product's own
 * `verify`, which gives up on much larger ones.
 */
export async function keptDatabase(
  cluster: Cluster,
  size: number,
  tell: Tell,
): Promise<{ name: string; shape: Shape }> {
  const shape = shapeOf(size)
  const name = `bench_${await keyOfData()}_${shape.actions}`.replaceAll('-', '_')
  const kept = { name, shape }
  if (await isThere(cluster, name)) return kept
  const began = performance.now()
  tell(`${shape.actions} actions in ${count(shape.plans, 'plan')} are loaded, once; they are kept.`)
  const rows = await modelFor(cluster, shape, tell)
  // Under its own name only once it is whole: what was broken off is begun anew.
  const loading = `loading_${shape.actions}`
  await createDatabase(cluster, loading)
  await migrate(cluster.urlOf(loading))
  await loadCopies(cluster.urlOf(loading, 'superuser'), rows, shape, tell)
  if (shape.actions <= VERIFIED_MOST) await tellVerified(cluster.urlOf(loading), tell)
  else tell('verify is not asked of so many: every plan is a copy of one that it finds well.')
  await cluster.admin`alter database ${cluster.admin(loading)} rename to ${cluster.admin(name)}`
  tell(`They were loaded in ${Math.round((performance.now() - began) / 1_000)} s.`)
  return kept
}

async function modelFor(cluster: Cluster, { actionsAPlan }: Shape, tell: Tell): Promise<ModelRow[]> {
  tell('The plan that all are copies of is made by the writes of the product.')
  const name = 'model'
  await createDatabase(cluster, name)
  await migrate(cluster.urlOf(name))
  const { db, close } = connect(cluster.urlOf(name))
  try {
    await makeModel(db, actionsAPlan)
    return await modelRows(db)
  } finally {
    await close()
    await dropDatabase(cluster, name)
  }
}

async function tellVerified(url: string, tell: Tell): Promise<void> {
  const { db, close } = connect(url, { deadlineMs: 600_000 })
  try {
    const { checked, faults } = await verify(db, machineClock)
    if (faults.length > 0) throw new Error(`The loaded data are not well: ${faults.slice(0, 3).join(' ')}`)
    tell(`verify: all is well: ${count(checked.events, 'event')} of ${count(checked.subjects, 'subject')}.`)
  } finally {
    await close()
  }
}

/** A copy of a kept database that may be written to; it is thrown away at the end. */
export async function copyOf(
  cluster: Cluster,
  kept: string,
): Promise<{ name: string; drop: () => Promise<void> }> {
  const name = 'bench_written'
  await dropDatabase(cluster, name)
  const { admin } = cluster
  const [found] =
    await admin`select pg_get_userbyid(datdba) as owner from pg_database where datname = ${kept}`
  await admin`create database ${admin(name)} owner ${admin(String(found?.owner))} template ${admin(kept)} strategy file_copy`
  return { name, drop: () => dropDatabase(cluster, name) }
}

async function createDatabase(cluster: Cluster, name: string): Promise<void> {
  await dropDatabase(cluster, name)
  const { admin } = cluster
  const owner = new URL(cluster.urlOf(name)).username
  await admin`create database ${admin(name)} owner ${admin(owner)} template template0 encoding 'UTF8'`
}

async function dropDatabase({ admin }: Cluster, name: string): Promise<void> {
  await admin`drop database if exists ${admin(name)} with (force)`
}

async function isThere({ admin }: Cluster, name: string): Promise<boolean> {
  return (await admin`select from pg_database where datname = ${name}`).length === 1
}
