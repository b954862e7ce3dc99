import { type Db, rowsOf } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'
import { newId } from '#db/connection/ids.ts'
import { insertRows } from '#db/connection/rows.ts'
import { knownByAddress } from '#db/read/same-person.ts'
import { agencies, events, people } from '#db/schema/index.ts'
import type { Day, Instant } from '#workflows/calendar/calendar.ts'
import { mailboxKey } from '#workflows/people/mailbox.ts'
import { sameName } from '#workflows/sameness.ts'
import type { WholePlan } from './form.ts'
import { partsOfWholePlan } from './parts.ts'

/** How a whole plan was loaded: nothing is written where it is there already. */
export type Loaded = { already: boolean; people: { known: number; added: number } }

type Rows = Record<string, Record<string, unknown>[]>

/** Whether a plan is here. */
export async function planIsHere(db: Db, planId: string): Promise<boolean> {
  const rows = await rowsOf(db, sql`select from plans where id = ${planId}::uuid`)
  return rows.length > 0
}

/**
 * Writes a plan that was taken out whole, in one statement: all of it or nothing. Its rows keep their ids, versions and
 * history; every entry of that is marked as loaded, with the hash of the file. People are found by address and agencies by
 * name; those who are not known are added, and nobody is invited or mailed.
 * @param file the SHA-256 of the file
 * @param digestsFrom the Monday from which its people get weekly emails; null for none
 */
export async function writeWholePlan(
  db: Db,
  plan: WholePlan,
  { now, file, digestsFrom }: { now: Instant; file: string; digestsFrom: Day | null },
): Promise<Loaded> {
  if (await planIsHere(db, plan.plan.id)) return { already: true, people: { known: 0, added: 0 } }
  const known = await whoIsKnown(db, plan)
  const parts = withIds(plan, known.ids)
  const imported = { at: now, file }
  const tables = partsOfWholePlan
    .filter(({ toldOnly }) => toldOnly === undefined)
    .map(({ name, table }) => {
      const rows = parts[name] ?? []
      if (name === 'plan')
        return { table, rows: rows.map((row) => ({ ...row, digestsFrom, successorId: null })) }
      return { table, rows: table === events ? rows.map((row) => ({ ...row, imported })) : rows }
    })
  const all = [
    { table: agencies, rows: known.newAgencies },
    { table: people, rows: known.newPeople.map((row) => ({ ...row, createdAt: now })) },
    ...tables,
  ]
  const inserts = all
    .filter(({ rows }) => rows.length > 0)
    .map(({ table, rows }, at) => sql`${sql.identifier(`t${at}`)} as (${insertRows(table, rows)})`)
  await rowsOf(db, sql`with ${sql.join(inserts, sql`, `)} select`)
  const { length: added } = known.newPeople
  return { already: false, people: { known: plan.people.length - added, added } }
}

/** Who of the file is known here, and what the others and their agencies are written as. */
async function whoIsKnown(db: Db, plan: WholePlan) {
  const [byAddress, agenciesHere, taken] = await Promise.all([
    knownByAddress(
      db,
      plan.people.map(({ email }) => email),
    ),
    rowsOf<{ id: string; sameName: string }>(
      db,
      sql`select id, same_name as "sameName" from agencies
        where same_name in (select jsonb_array_elements_text(${JSON.stringify(plan.agencies.map(({ name }) => sameName(name)))}::jsonb))`,
    ),
    rowsOf<{ id: string }>(
      db,
      sql`select id from people where id in (select jsonb_array_elements_text(${idsIn(plan.people)}::jsonb)::uuid)
        union select id from agencies where id in (select jsonb_array_elements_text(${idsIn(plan.agencies)}::jsonb)::uuid)`,
    ),
  ])
  const takenIds = new Set(taken.map(({ id }) => id))
  const freeId = (id: string) => (takenIds.has(id) ? newId() : id)
  const agencyByName = new Map(agenciesHere.map(({ id, sameName: name }) => [name, id]))
  const ids = new Map([
    ...plan.people.map(({ id, email }) => [id, byAddress.get(mailboxKey(email)) ?? freeId(id)] as const),
    ...plan.agencies.map(({ id, name }) => [id, agencyByName.get(sameName(name)) ?? freeId(id)] as const),
  ])
  const idHere = (id: string) => ids.get(id) ?? id
  return {
    ids,
    newPeople: plan.people
      .filter(({ email }) => !byAddress.has(mailboxKey(email)))
      .map((person) => ({
        ...person,
        id: idHere(person.id),
        agencyId: person.agencyId === null ? null : idHere(person.agencyId),
      })),
    newAgencies: plan.agencies
      .filter(({ name }) => !agencyByName.has(sameName(name)))
      .map((agency) => ({ ...agency, id: idHere(agency.id) })),
  }
}

const idsIn = (rows: readonly { id: string }[]): string => JSON.stringify(rows.map(({ id }) => id))

/** The rows of the file with the ids that people and agencies have here, wherever they are named, histories among them. */
function withIds(plan: WholePlan, ids: ReadonlyMap<string, string>): Rows {
  const parts = Object.fromEntries(
    partsOfWholePlan.map(({ name }) => [name, name === 'plan' ? [plan.plan] : plan[name]]),
  )
  const others = new Map([...ids].filter(([from, to]) => from !== to))
  if (others.size === 0) return parts as Rows
  const named = new RegExp([...others.keys()].join('|'), 'g')
  return JSON.parse(JSON.stringify(parts).replaceAll(named, (id) => others.get(id) ?? id)) as Rows
}
