import { gunzipSync } from 'node:zlib'
import { type Db, rowsOf } from '#db/connection/connect.ts'
import { type SQL, sql } from '#db/connection/drizzle.ts'
import type { Answer } from '#workflows/exchange/reading/reading.ts'

/** What is kept of a spreadsheet, its compressed parts as base64. */
export type KeptImport = { id: string; workbook: string | null; reading: string | null; answers: Answer[] }

/** What is kept of spreadsheets, with its compressed parts as base64. */
export function readKeptImports(db: Db, which: SQL): Promise<KeptImport[]> {
  return rowsOf<KeptImport>(
    db,
    sql`select import_id as id, encode(workbook, 'base64') as workbook, encode(reading, 'base64') as reading, answers
      from import_contents where import_id in ${which}`,
  )
}

/** Every text that is kept of spreadsheets, by the import: their cells, how they are read, and the answers. */
export async function textsOfImports(db: Db, which: SQL): Promise<ReadonlyMap<string, string[]>> {
  const kept = await readKeptImports(db, which)
  return new Map(
    kept.map(({ id, workbook, reading, answers }) => [
      id,
      [
        ...new Set([
          ...stringsIn(unpacked(workbook)),
          ...stringsIn(unpacked(reading)),
          ...stringsIn(answers),
        ]),
      ],
    ]),
  )
}

/** What is compressed as base64, as data; null where there is none. */
export function unpacked(packed: string | null): unknown {
  return packed === null ? null : JSON.parse(gunzipSync(Buffer.from(packed, 'base64')).toString())
}

function stringsIn(data: unknown): string[] {
  if (typeof data === 'string') return [data]
  if (typeof data !== 'object' || data === null) return []
  const names = Array.isArray(data) ? [] : Object.keys(data)
  return [...names, ...Object.values(data).flatMap(stringsIn)]
}
