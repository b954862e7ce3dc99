import { type Db, rowsOf } from '#db/connection/connect.ts'
import { type PgTable, type SQL, sql } from '#db/connection/drizzle.ts'
import { columnsOf, insertRows, rowOf } from '#db/connection/rows.ts'
import { isWorkedOut, workedOut } from '#db/connection/worked-out.ts'
import { digestsOf, type Retold } from '#db/history/sealed-text.ts'
import { holdings, type Redactable, type Row } from '#db/read/redactable.ts'
import { readCopies } from '#db/read/redacted-copies.ts'
import { events, type SubjectKind } from '#db/schema/index.ts'
import type { Instant } from '#workflows/calendar/calendar.ts'
import { TAKEN_OUT } from '#workflows/redaction/marks.ts'
import { withoutTexts } from '#workflows/redaction/texts.ts'
import { outOfOwn, type Wanted } from '#workflows/redaction/words.ts'
import { newEventId } from './claim.ts'
import { countedIn } from './commit-row.ts'
import { type EventRow, orMovedOn } from './commit.ts'
import { changedCopies, copySteps } from './redact-copies.ts'

/** What is taken out, of what, by whom and why. `subject` is the part that it is about, or the thing itself. */
export type RedactionRequest = {
  wanted: Wanted
  reason: string
  /** The field as the caller named it; null for words, wherever they stand. */
  field: string | null
  subject: { kind: SubjectKind; id: string }
  /** A file whose content goes. */
  fileId?: string
  actorId: string
  now: Instant
}

/** In how much of each something was taken out. */
export type TakenOut = { texts: number; earlier: number; packs: number; emails: number }

/**
 * Takes texts out of a thing: of its rows, its whole history, the packs and emails and kept answers that were written
 * from it, all in one statement, with one more row of history that says so. The seals stay as they are; the new row
 * holds what the changed ones must be from now on (docs/decisions/0013-redaction.md). Emails that have not gone are
 * written anew when they go.
 * @returns null when the thing, or its plan, has changed since it was read
 */
export async function redact(
  db: Db,
  thing: Redactable,
  { wanted, reason, field, subject, fileId, actorId, now }: RedactionRequest,
): Promise<TakenOut | null> {
  const takeOut = outOfOwn(wanted)
  const own = withoutTexts(thing.own, takeOut)
  const parts = Object.entries(thing.parts).map(([name, rows]) => ({
    name,
    table: (holdings[thing.kind].parts[name] as [PgTable, string])[0],
    // The file that goes is emptied by a step of its own: of two updates of a row in one statement one would be lost.
    changed: withFreeNames(
      name,
      rows,
      changedRows(rows, (row) =>
        row.id === fileId ? row : (withoutTexts({ [name]: [row] }, takeOut)[name]?.[0] ?? row),
      ),
    ),
  }))
  const retold: Retold[] = thing.history
    .map(({ id, payload, after }) => ({ before: { payload, after }, id }))
    .flatMap(({ id, before }) => {
      const after = withoutTexts(before, takeOut)
      return after === before ? [] : [{ id, ...after }]
    })
  const copies = changedCopies(await readCopies(db, thing, wanted), thing, wanted, fileId)
  const noted = parts.find(({ name }) => name === 'observations')?.changed ?? []
  const event: EventRow = {
    id: newEventId(thing.id),
    planId: thing.plan?.id ?? null,
    subjectKind: subject.kind,
    subjectId: subject.id,
    aggregateId: thing.id,
    version: thing.version + 1,
    event: 'redact',
    fromState: null,
    toState: (thing.own['state'] as string | undefined) ?? null,
    actorId,
    at: now,
    payload: {
      reason,
      ...(field !== null && { field }),
      ...(fileId !== undefined && { fileId }),
      digests: await digestsOf(db, retold),
      copies: [...copies.packs, ...copies.editions, ...noted].map(({ id }) => id),
    },
    after: {
      ...(withoutTexts(thing.last ?? thing.own, takeOut) as object),
      version: thing.version + 1,
      ...(thing.kind !== 'person' && { updatedAt: now }),
    },
  }
  const steps = [
    ...counted(thing),
    sql`moved as (${movedRow(thing, own, now)})`,
    ...parts
      .filter(({ changed }) => changed.length > 0)
      .map(({ name, table, changed }) => sql`${sql.identifier(name)} as (${updated(table, changed)})`),
    sql`history as (${insertRows(events, [event], sql`moved`)})`,
    sql`retold as (update events set payload = wanted.payload, after = wanted.after, salt = null
      from moved, jsonb_to_recordset(${JSON.stringify(retold)}::jsonb) wanted(id uuid, payload jsonb, after jsonb)
      where events.id = wanted.id)`,
    ...(fileId === undefined ? [] : [emptied(fileId, now)]),
    ...copySteps(copies),
  ]
  const written = await orMovedOn(async () => {
    const rows = await rowsOf(
      db,
      sql`with ${sql.join(steps, sql`, `)} select must(exists (select from moved))`,
    )
    return rows.length === 1
  })
  if (!written) return null
  await sweep(db, thing, wanted, fileId)
  const texts = (own === thing.own ? 0 : 1) + parts.reduce((sum, { changed }) => sum + changed.length, 0)
  return {
    texts,
    earlier: retold.length,
    packs: copies.packs.length + copies.editions.length,
    emails: copies.emails.length,
  }
}

/**
 * What was written from the old texts while they were being taken out: an email that was composed before and kept
 * after, an answer that was on its way.
 */
async function sweep(db: Db, thing: Redactable, wanted: Wanted, fileId?: string): Promise<void> {
  const left = {
    ...changedCopies(await readCopies(db, thing, wanted), thing, wanted, fileId),
    packs: [],
    editions: [],
    imports: [],
  }
  await rowsOf(db, sql`with moved as (select), ${sql.join(copySteps(left), sql`, `)} select from moved`)
}

/** Taking out counts in the plan, so that a pack that is being taken of the old texts is taken again. */
function counted({ kind, plan }: Redactable): SQL[] {
  return kind === 'plan' || plan === null ? [] : [countedIn({ planId: plan.id, tally: plan.tally })]
}

function movedRow(thing: Redactable, own: Row, now: Instant): SQL {
  const { table } = holdings[thing.kind]
  const { kind, plan } = thing
  const sets = [
    sql`version = ${table}.version + 1`,
    ...(kind === 'person' ? [] : [sql`updated_at = ${now}::timestamptz`]),
    ...(kind === 'plan' ? [sql`tally = plans.tally + 1`] : []),
    ...assignments(table, [thing.own], [own]),
  ]
  const where = [
    sql`${table}.id = wanted.id and ${table}.version = ${thing.version}`,
    ...(kind === 'plan' ? [sql`plans.tally = ${plan?.tally}`] : []),
    ...(kind !== 'plan' && plan !== null ? [sql`exists (select from counted)`] : []),
  ]
  return sql`update ${table} set ${sql.join(sets, sql`, `)}
    from jsonb_populate_record(null::${table}, ${JSON.stringify(rowOf(table, own))}::jsonb) wanted
    where ${sql.join(where, sql` and `)} returning ${table}.id`
}

function emptied(fileId: string, now: Instant): SQL {
  return sql`emptied as (update files set content = '', size = 0, name = ${TAKEN_OUT}, taken_out_at = ${now}::timestamptz
    from moved where files.id = ${fileId} and files.action_id = moved.id)`
}

/** Two files from whose names the same was taken out are told apart as two of one name are: 'name (2).pdf'. */
function withFreeNames(list: string, all: readonly Row[], changed: Changed[]): Changed[] {
  if (list !== 'files') return changed
  const gone = new Set(changed.map(({ id }) => id))
  const taken = new Set(all.filter(({ id }) => !gone.has(id)).map(({ name }) => String(name).toLowerCase()))
  return changed.map((each) => {
    const name = freeName(String(each.after['name']), taken)
    taken.add(name.toLowerCase())
    return { ...each, after: { ...each.after, name } }
  })
}

function freeName(name: string, taken: ReadonlySet<string>): string {
  const ending = /\.[A-Za-z0-9]{1,5}$/.exec(name)?.[0] ?? ''
  const base = name.slice(0, name.length - ending.length)
  for (let number = 1; ; number++) {
    const free = number === 1 ? name : `${base} (${number})${ending}`
    if (!taken.has(free.toLowerCase())) return free
  }
}

type Changed = { id: string; before: Row; after: Row }

function changedRows(rows: readonly Row[], change: (row: Row) => Row): Changed[] {
  return rows.flatMap((before) => {
    const after = change(before)
    return after === before ? [] : [{ id: before.id, before, after }]
  })
}

/** Sets just the columns in which something was taken out, and what is worked out of them. */
function assignments(table: PgTable, before: readonly Row[], after: readonly Row[]): SQL[] {
  const fields = columnsOf(table).filter(({ key }) => {
    const field = isWorkedOut(key) ? workedOut[key].from : key
    return after.some((row, at) => row[field] !== before[at]?.[field])
  })
  return fields.map(({ column }) => sql`${column} = wanted.${column}`)
}

function updated(table: PgTable, changed: readonly Changed[]): SQL {
  const set = assignments(
    table,
    changed.map(({ before }) => before),
    changed.map(({ after }) => after),
  )
  const rows = JSON.stringify(changed.map(({ after }) => rowOf(table, after)))
  return sql`update ${table} set ${sql.join(set, sql`, `)}
    from moved, jsonb_populate_recordset(null::${table}, ${rows}::jsonb) wanted where ${table}.id = wanted.id`
}
