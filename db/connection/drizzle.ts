import { createRequire } from 'node:module'
import { join } from 'node:path'
import type * as Core from 'drizzle-orm'
import type * as Postgres from 'drizzle-orm/pg-core'
import type * as Driver from 'drizzle-orm/postgres-js'
import type * as Migrator from 'drizzle-orm/postgres-js/migrator'

export type { SQL } from 'drizzle-orm'
export type { PgTable } from 'drizzle-orm/pg-core'
export type { PostgresJsDatabase } from 'drizzle-orm/postgres-js'

// Everybody has the query builder from here. What it has for `import` takes a third of a second to load, because
// for each of its hundred files Node reads the package's long list of exports anew. What it has for `require` is
// the same in a sixth of the time. The tool that writes migrations bundles the schema, and leaves no address here.
const load = createRequire((import.meta.url as string | undefined) ?? join(process.cwd(), 'package.json'))

const core = load('drizzle-orm') as typeof Core
const postgres = load('drizzle-orm/pg-core') as typeof Postgres
const driver = load('drizzle-orm/postgres-js') as typeof Driver
const migrator = load('drizzle-orm/postgres-js/migrator') as typeof Migrator

export const { and, asc, eq, getTableColumns, getTableName, inArray, is, isNull, sql, Table } = core
export const {
  bigint,
  boolean,
  check,
  customType,
  date,
  index,
  integer,
  jsonb,
  numeric,
  PgDialect,
  pgTable,
  primaryKey,
  smallint,
  text,
  unique,
  uniqueIndex,
  uuid,
} = postgres
export const { drizzle } = driver
export const { migrate } = migrator
