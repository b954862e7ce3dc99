import { type Db, rowsOf } from '#db/connection/connect.ts'
import { type SQL, sql } from '#db/connection/drizzle.ts'
import { jsonOf } from '#db/connection/json-sql.ts'
import { importContents, imports, memberships, people, plans } from '#db/schema/index.ts'
import type { Role } from '#workflows/engine/policy.ts'
import type { Answer } from '#workflows/exchange/reading/reading.ts'
import type { ImportFacts } from '#workflows/import/import-facts.ts'
import type { ImportSurroundings } from '#workflows/import/import.ts'

/** Everything a decision about an import depends on, read at one moment. */
export type ImportDecision = { sheetImport: ImportFacts; around: ImportSurroundings; role: Role | null }

/** What a decision about an import depends on, in one statement. Null when there is none. */
export async function readImportForDecision(
  db: Db,
  importId: string,
  actorId: string,
): Promise<ImportDecision | null> {
  const [row] = await rowsOf<ImportDecision>(
    db,
    sql`select ${jsonOf(imports)} as "sheetImport",
      (select role from ${memberships} where plan_id = ${imports.planId} and person_id = ${actorId}) as role,
      jsonb_strip_nulls(jsonb_build_object(
        'plan', (select jsonb_build_object('state', state) from ${plans} where ${plans.id} = ${imports.planId}),
        'mayStart', exists (select from ${memberships} where person_id = ${actorId} and role = 'administrator')
          or exists (select from ${people} where ${people.id} = ${actorId} and administrator and left_on is null)
      )) as around
    from ${imports} where ${imports.id} = ${importId}`,
  )
  return row ?? null
}

/** An import with its plan's title and with who sent the file, as lists and pages name them. */
export type ImportRead = {
  facts: ImportFacts
  plan: { id: string; title: string } | null
  by: { id: string; name: string }
}

/** An import that the person may see, who sent the file or administers its plan; or null. */
export async function readImport(db: Db, personId: string, importId: string): Promise<ImportRead | null> {
  const [row] = await readImports(db, sql`${imports.id} = ${importId} and ${seenBy(personId)}`, 1)
  return row ?? null
}

/**
 * The imports of a plan, or those into new plans that are still open, which the person may see; the newest first.
 * @param planId null for those that have no plan yet
 */
export async function importsOf(db: Db, personId: string, planId: string | null): Promise<ImportRead[]> {
  const which =
    planId === null
      ? sql`${imports.planId} is null and ${imports.state} = 'open'`
      : sql`${imports.planId} = ${planId}`
  return readImports(db, sql`${which} and ${seenBy(personId)}`, MOST)
}

/** Imports of a plan that a list shows. */
const MOST = 500

function readImports(db: Db, where: SQL, limit: number): Promise<ImportRead[]> {
  return rowsOf<ImportRead>(
    db,
    sql`select ${jsonOf(imports)} as facts,
      (select jsonb_build_object('id', id, 'title', title) from ${plans} where ${plans.id} = ${imports.planId}) as plan,
      (select jsonb_build_object('id', id, 'name', name) from ${people} where ${people.id} = ${imports.createdBy}) as by
    from ${imports} where ${where} order by ${imports.id} desc limit ${limit}`,
  )
}

const seenBy = (personId: string): SQL =>
  sql`case when ${imports.planId} is null then ${imports.createdBy} = ${personId}
    else exists (select from ${memberships} where plan_id = ${imports.planId} and person_id = ${personId} and role = 'administrator') end`

/** What an import was read from, compressed; null where it is not kept any more. */
export type ImportContents = { workbook: Buffer | null; reading: Buffer | null; answers: Answer[] }

/**
 * What is kept of an import.
 * @param part the cells of the file are left out where they are not asked for
 */
export async function readImportContents(
  db: Db,
  importId: string,
  part: 'all' | 'reading',
): Promise<ImportContents> {
  const workbook = part === 'all' ? sql`encode(${importContents.workbook}, 'base64')` : sql`null`
  const [row] = await rowsOf<{ workbook: string | null; reading: string | null; answers: Answer[] }>(
    db,
    sql`select ${workbook} as workbook, encode(${importContents.reading}, 'base64') as reading, ${importContents.answers} as answers
      from ${importContents} where ${importContents.importId} = ${importId}`,
  )
  const bytes = (text: string | null | undefined) => (text ? Buffer.from(text, 'base64') : null)
  return { workbook: bytes(row?.workbook), reading: bytes(row?.reading), answers: row?.answers ?? [] }
}

/** How the newest spreadsheet was read that was imported into a plan: with it the next one begins. */
export async function lastImported(
  db: Db,
  planId: string,
): Promise<(Pick<ImportFacts, 'columns'> & { answers: Answer[] }) | null> {
  const [row] = await rowsOf<Pick<ImportFacts, 'columns'> & { answers: Answer[] }>(
    db,
    sql`select ${imports.columns} as columns, ${importContents.answers} as answers
      from ${imports} join ${importContents} on ${importContents.importId} = ${imports.id}
      where ${imports.planId} = ${planId} and ${imports.state} = 'imported' order by ${imports.updatedAt} desc, ${imports.id} desc limit 1`,
  )
  return row ?? null
}
