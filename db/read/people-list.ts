import { type Db, rowsOf } from '#db/connection/connect.ts'
import { type SQL, sql } from '#db/connection/drizzle.ts'
import { jsonOf } from '#db/connection/json-sql.ts'
import type { Read } from '#db/connection/worked-out.ts'
import {
  actionContributors,
  actions,
  agencies,
  measures,
  memberships,
  people,
  priorities,
  reports,
  sections,
} from '#db/schema/index.ts'
import { inReferenceOrder } from '#db/schema/reference-order.ts'
import { excludedStates, finishedStates } from '#workflows/action/action-facts.ts'
import { beyond, type Key, nameKey, orderBy, placeOf } from './keyset.ts'
import { isMailboxOf } from './same-person.ts'
import { plansSeenBy } from './sight.ts'

export type PersonRow = Read<typeof people.$inferSelect>
export type PersonListed = PersonRow & { agency: string | null }

export const peopleKeys: Key[] = [nameKey(sql`${people.name}`), { by: sql`${people.id}`, type: 'uuid' }]

const listed = sql`(${jsonOf(people)} || jsonb_build_object('agency',
  (select ${agencies.name} from ${agencies} where ${agencies.id} = ${people.agencyId})))`

/**
 * One page of people by name, those who have left among them.
 * @param seenBy only those who share a plan with this person; everybody when null
 */
export async function pagePeople(
  db: Db,
  seenBy: string | null,
  { limit, after }: { limit: number; after: string[] | null },
): Promise<{ items: PersonListed[]; next: string[] | null }> {
  const rows = await rowsOf<{ person: PersonListed; place: string[] }>(
    db,
    sql`select ${listed} as person, ${placeOf(peopleKeys)} as place from ${people}
      where ${mayBeSeenBy(seenBy)} and ${after ? beyond(peopleKeys, after) : sql`true`}
      order by ${orderBy(peopleKeys)} limit ${limit + 1}`,
  )
  const page = rows.slice(0, limit)
  return {
    items: page.map(({ person }) => person),
    next: rows.length > limit ? (page.at(-1)?.place ?? null) : null,
  }
}

/**
 * A person, whether they have left or not; null when there is none.
 * @param seenBy only when they share a plan with this person
 */
export async function readPerson(
  db: Db,
  personId: string,
  seenBy: string | null = null,
): Promise<PersonListed | null> {
  const [row] = await rowsOf<{ person: PersonListed }>(
    db,
    sql`select ${listed} as person from ${people} where ${people.id} = ${personId} and ${mayBeSeenBy(seenBy)}`,
  )
  return row?.person ?? null
}

/** The person with this address, in whatever writing, whether they have left or not; null when there is none. */
export async function readPersonByEmail(db: Db, email: string): Promise<PersonListed | null> {
  const { where, first } = isMailboxOf(email)
  const [row] = await rowsOf<{ person: PersonListed }>(
    db,
    sql`select ${listed} as person from ${people} where ${where} order by ${first} limit 1`,
  )
  return row?.person ?? null
}

/** The plans that a person is part of in whatever way. */
export async function plansOfPerson(db: Db, personId: string): Promise<string[]> {
  const rows = await rowsOf<{ id: string }>(
    db,
    sql`select distinct plan_id as id from ${plansSeenBy(personId)} seen`,
  )
  return rows.map(({ id }) => id)
}

export const workKinds = ['action', 'priority', 'measure', 'section', 'contribution'] as const
export type WorkKind = (typeof workKinds)[number]

/**
 * One piece of a person's live work: an action they own, a priority they lead, a measure
 * whose figures they supply, a section of a report they have still to write, or an action they help with.
 */
export type WorkItem = {
  kind: WorkKind
  id: string
  ref: string
  title: string
  planId: string
}

/** Everything that others have to take on when a person leaves, by plan and reference. */
export async function liveWorkOf(db: Db, personId: string): Promise<WorkItem[]> {
  const over = sql`(${sql.join(
    [...finishedStates, ...excludedStates].map((state) => sql`${state}`),
    sql`, `,
  )})`
  return rowsOf<WorkItem>(
    db,
    sql`select * from (select 'action' as kind, id, ref, title, plan_id as "planId" from ${actions}
        where ${actions.ownerId} = ${personId} and ${actions.state} not in ${over}
      union all select 'priority', id, ref, title, plan_id from ${priorities}
        where ${priorities.leadId} = ${personId} and ${priorities.state} not in ('delivered', 'sustained')
      union all select 'measure', id, ref, title, plan_id from ${measures}
        where ${measures.supplierId} = ${personId} and ${measures.active}
      union all select 'section', ${sections.id}, ${sections.number}::text, ${sectionTitle}, ${sections.planId} from ${sections}
        join ${reports} on ${reports.id} = ${sections.reportId} and ${reports.state} in ('draft', 'commissioned')
        where ${sections.authorId} = ${personId} and ${sections.state} = 'waiting'
      union all select 'contribution', id, ref, title, plan_id from ${actions} join ${actionContributors} on action_id = id
        where person_id = ${personId} and ${actions.state} not in ${over}
      ) work order by "planId", ${inReferenceOrder(sql`ref`)}, kind`,
  )
}

const sectionTitle = sql`${sections.heading} || ', ' || ${reports.title}`

/** An action, a priority, a measure or a section by its reference and title. */
export type WorkNamed = Omit<WorkItem, 'kind'>

/** What these ids of actions, priorities, measures and sections stand for, as far as it is in plans that the person sees. */
export async function workNamed(
  db: Db,
  seenBy: string,
  ids: readonly string[],
): Promise<Map<string, WorkNamed>> {
  const wanted = sql`(select value::uuid from jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb))`
  const mine = sql`(select plan_id from ${plansSeenBy(seenBy)} seen)`
  const rows = await rowsOf<WorkNamed>(
    db,
    sql`select id, ref, title, plan_id as "planId" from ${actions} where id in ${wanted} and plan_id in ${mine}
      union all select id, ref, title, plan_id from ${priorities} where id in ${wanted} and plan_id in ${mine}
      union all select id, ref, title, plan_id from ${measures} where id in ${wanted} and plan_id in ${mine}
      union all select ${sections.id}, ${sections.number}::text, ${sectionTitle}, ${sections.planId} from ${sections}
        join ${reports} on ${reports.id} = ${sections.reportId}
        where ${sections.id} in ${wanted} and ${sections.planId} in ${mine}`,
  )
  return new Map(rows.map((row) => [row.id, row]))
}

function mayBeSeenBy(personId: string | null): SQL {
  if (personId === null) return sql`true`
  const mine = sql`(select plan_id from ${plansSeenBy(personId)} seen)`
  return sql`(${people.id} = ${personId} or ${people.id} in (
    select person_id from ${memberships} where plan_id in ${mine}
    union select lead_id from ${priorities} where plan_id in ${mine}
    union select supplier_id from ${measures} where plan_id in ${mine}
    union select owner_id from ${actions} where plan_id in ${mine}
    union select person_id from ${actionContributors} join ${actions} on ${actions.id} = action_id where plan_id in ${mine}))`
}
