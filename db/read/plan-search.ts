import { type Db, rowsOf } from '#db/connection/connect.ts'
import { type SQL, sql } from '#db/connection/drizzle.ts'
import {
  actionContributors,
  actions,
  decisionRecords,
  inspections,
  measures,
  meetings,
  memberships,
  people,
  priorities,
  recommendations,
} from '#db/schema/index.ts'
import { inReadingOrder } from '#db/schema/reading-order.ts'
import { inReferenceOrder } from '#db/schema/reference-order.ts'
import type { Question } from '#workflows/search/question.ts'
import { beyond, type Key, orderBy, placeOf } from './keyset.ts'
import { type FoundKind, foundKinds, thingsFound } from './search.ts'

/** One thing that was found, before anything of it is read. */
export type Hit = { kind: FoundKind; id: string }

/** What is found in a plan comes by kind, best first, then as it is numbered or named. */
export const foundKeys: Key[] = [
  { by: sql.raw('found.nth'), type: 'integer' },
  { by: sql.raw('found.best'), type: 'integer' },
  { by: sql.raw('found.key'), type: 'text' },
  { by: sql.raw('found.id'), type: 'uuid' },
]

type Asked = { planId: string; question: Question; text: string; kinds?: readonly FoundKind[] | undefined }

/** One page of what a question finds in a plan, and where the next page begins; null when there is none. */
export async function pageFound(
  db: Db,
  asked: Asked,
  { limit, after }: { limit: number; after: readonly string[] | null },
): Promise<{ items: Hit[]; next: string[] | null }> {
  const rows = await rowsOf<Hit & { place: string[] }>(db, foundPage(asked, { limit, after }))
  const page = rows.slice(0, limit)
  return { items: page, next: rows.length > limit ? (page.at(-1)?.place ?? null) : null }
}

/** The statement of `pageFound`. Gives one row more than the page holds. */
export function foundPage(
  asked: Asked,
  { limit, after }: { limit: number; after: readonly string[] | null },
): SQL {
  return sql`select found.kind, found.id, ${placeOf(foundKeys)} as place from (${found(asked)}) found
    where ${after === null ? sql`true` : beyond(foundKeys, after)}
    order by ${orderBy(foundKeys)} limit ${limit + 1}`
}

/** The best of each kind that a question finds in a plan, and how many there are of it. */
export async function bestFound(
  db: Db,
  asked: Asked,
  each: number,
): Promise<{ kind: FoundKind; count: number; ids: string[] }[]> {
  return rowsOf(
    db,
    sql`select kind, max(count)::int as count, jsonb_agg(id order by row) filter (where row <= ${each}) as ids from (
      select found.*, count(*) over (partition by nth) as count,
        row_number() over (partition by nth order by ${orderBy(foundKeys)}) as row from (${found(asked)}) found) ranked
    group by kind, nth order by nth`,
  )
}

function found({ planId, question, text, kinds = foundKinds }: Asked): SQL {
  const parts = kinds.map((kind) => {
    const { key, ref, from, isOfPlan } = inPlan[kind]
    const best = ref
      ? sql`case when lower(${ref} collate "C") = ${text.trim().toLowerCase()} then 0 else 1 + hits.best end`
      : sql`hits.best`
    return sql`select ${sql.raw(`'${kind}'`)} as kind, ${sql.raw(String(foundKinds.indexOf(kind)))} as nth, hits.id,
        ${best} as best, ${key} as key
      from (${thingsFound(kind, question, isOfPlan(planId))}) hits join ${from}`
  })
  return sql.join(parts, sql` union all `)
}

/** How the things of a kind are known and ordered, and which of them are of a plan. */
type InPlan = { ref?: SQL; key: SQL; from: SQL; isOfPlan: (planId: string) => SQL }

const inPlan: Record<FoundKind, InPlan> = {
  action: numbered('actions', sql`${actions.planId}`),
  measure: numbered('measures', sql`${measures.planId}`),
  priority: numbered('priorities', sql`${priorities.planId}`),
  recommendation: numbered('recommendations', sql`${recommendations.planId}`),
  inspection: numbered('inspections', sql`${inspections.planId}`),
  decision: numbered('decision_records', sql`${decisionRecords.planId}`),
  meeting: {
    ref: sql`${meetings.number}::text`,
    key: inReferenceOrder(sql`${meetings.number}::text`),
    from: sql`${meetings} on ${meetings.id} = hits.id`,
    // What is called off is not what people look for; its page stays.
    isOfPlan: (planId) => sql`${meetings.planId} = ${planId} and ${meetings.state} <> 'cancelled'`,
  },
  person: {
    key: inReadingOrder(sql`${people.name}`),
    from: sql`${people} on ${people.id} = hits.id`,
    isOfPlan: (planId) => sql`(
      exists (select from ${memberships} where ${memberships.personId} = ${people.id} and ${memberships.planId} = ${planId})
      or exists (select from ${priorities} where ${priorities.leadId} = ${people.id} and ${priorities.planId} = ${planId})
      or exists (select from ${actions} where ${actions.ownerId} = ${people.id} and ${actions.planId} = ${planId})
      or exists (select from ${actionContributors} join ${actions} on ${actions.id} = ${actionContributors.actionId}
        where ${actionContributors.personId} = ${people.id} and ${actions.planId} = ${planId}))`,
  },
}

function numbered(table: string, planId: SQL): InPlan {
  const ref = sql.raw(`"${table}"."ref"`)
  return {
    ref,
    key: inReferenceOrder(ref),
    from: sql.raw(`"${table}" on "${table}"."id" = hits.id`),
    isOfPlan: (id) => sql`${planId} = ${id}`,
  }
}
