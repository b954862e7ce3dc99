import type { Db } from '#db/connection/connect.ts'
import { type SQL, sql } from '#db/connection/drizzle.ts'
import { newId } from '#db/connection/ids.ts'
import { insertRows } from '#db/connection/rows.ts'
import type { Read } from '#db/connection/worked-out.ts'
import { eventOf } from '#db/history/events.ts'
import type { HorizonRow, PlanRow } from '#db/read/plans.ts'
import type { NewWordTemplate } from '#db/read/word-template.ts'
import { horizons, memberships, plans, recommendations, wordTemplates } from '#db/schema/index.ts'
import type { Instant } from '#workflows/calendar/calendar.ts'
import type { Role } from '#workflows/engine/policy.ts'
import { sameName } from '#workflows/sameness.ts'
import { commitRow } from './commit-row.ts'
import { roleTold } from './entry-notice.ts'

export type RecommendationRow = Read<typeof recommendations.$inferSelect>
type Author = { actorId: string; now: Instant }

/** What of a plan changes by one of these: a row of its history tells it, and its version counts it. */
type PartChange = {
  event: string
  payload: Record<string, unknown>
  step: SQL
  must?: SQL
  /** The person whose role it is about, who is told. */
  toldTo?: string
}

/** Adds a recommendation to a plan. False where the plan has changed since it was read. */
export async function addRecommendation(
  db: Db,
  plan: PlanRow,
  row: RecommendationRow,
  author: Author,
): Promise<boolean> {
  return changePart(db, plan, author, {
    event: 'addRecommendation',
    payload: row,
    step: insertRows(recommendations, [row], moved),
  })
}

/** Adds a horizon to a plan. False where the plan has changed since it was read. */
export async function addHorizon(db: Db, plan: PlanRow, row: HorizonRow, author: Author): Promise<boolean> {
  return changePart(db, plan, author, {
    event: 'addHorizon',
    payload: row,
    step: insertRows(horizons, [row], moved),
  })
}

/** Rewords a recommendation of a plan. False where the plan has changed since it was read. */
export async function changeRecommendation(
  db: Db,
  plan: PlanRow,
  { id, ...fields }: Omit<RecommendationRow, 'planId' | 'position'>,
  author: Author,
): Promise<boolean> {
  const { ref, source, paragraph, text } = fields
  return changePart(db, plan, author, {
    event: 'editRecommendation',
    payload: { id, ...fields },
    step: sql`update ${recommendations} set ref = ${ref},
      same_ref = case when ref = ${ref} then same_ref else ${sameName(ref)} end, source = ${source}, paragraph = ${paragraph}, text = ${text}
      from moved where plan_id = moved.id and ${recommendations.id} = ${id} returning 1`,
    must: sql`(select count(*) from part) = 1`,
  })
}

/** A step of a plan's write that sets horizons of it: each is added, or changed where the plan has it. */
export function settingHorizons(rows: readonly HorizonRow[]): SQL {
  return sql`windows as (${insertRows(horizons, rows, moved)} on conflict (plan_id, name)
    do update set label = excluded.label, first_on = excluded.first_on, last_on = excluded.last_on)`
}

/** Makes a person a member of a plan, who is told. False where the plan has changed since it was read. */
export async function addMember(
  db: Db,
  plan: PlanRow,
  member: { personId: string; role: Role },
  author: Author,
): Promise<boolean> {
  return changePart(db, plan, author, {
    event: 'addMember',
    payload: member,
    toldTo: member.personId,
    step: insertRows(memberships, [{ ...member, planId: plan.id }], moved),
  })
}

/**
 * Gives a member another role, or ends the membership where that is null. They are told. False where the plan has
 * changed.
 */
export async function changeMember(
  db: Db,
  plan: PlanRow,
  { personId, role, was }: { personId: string; role: Role | null; was: Role },
  author: Author,
): Promise<boolean> {
  const theirs = sql`plan_id = moved.id and person_id = ${personId}`
  return changePart(db, plan, author, {
    event: role === null ? 'removeMember' : 'changeRole',
    payload: role === null ? { personId, was } : { personId, role, was },
    toldTo: personId,
    step:
      role === null
        ? sql`delete from ${memberships} using moved where ${theirs} returning 1`
        : sql`update ${memberships} set role = ${role} from moved where ${theirs} returning 1`,
    must: sql`(select count(*) from part) = 1`,
  })
}

/** Sets the styles of a plan's own Word template, in the place of those before. False where the plan has changed. */
export async function setWordTemplate(
  db: Db,
  plan: PlanRow,
  template: NewWordTemplate,
  author: Author,
): Promise<boolean> {
  const { size, sha256 } = template
  const row = { ...template, id: newId(), planId: plan.id, setBy: author.actorId, setAt: author.now }
  return changePart(db, plan, author, {
    event: 'setWordTemplate',
    payload: { size, sha256 },
    step: sql`${insertRows(wordTemplates, [row], moved)} on conflict (plan_id) do update set styles = excluded.styles,
      theme = excluded.theme, size = excluded.size, sha256 = excluded.sha256, set_by = excluded.set_by, set_at = excluded.set_at`,
  })
}

/** Takes the Word template of a plan away. False where the plan has changed, or has none. */
export async function removeWordTemplate(db: Db, plan: PlanRow, author: Author): Promise<boolean> {
  return changePart(db, plan, author, {
    event: 'removeWordTemplate',
    payload: {},
    step: sql`delete from ${wordTemplates} using moved where plan_id = moved.id returning 1`,
    must: sql`(select count(*) from part) = 1`,
  })
}

const moved = sql`moved`

async function changePart(
  db: Db,
  plan: PlanRow,
  { actorId, now }: Author,
  { event, payload, step, must, toldTo }: PartChange,
): Promise<boolean> {
  const after = { ...plan, version: plan.version + 1, updatedAt: now }
  const made = eventOf('plan', after, { event, from: plan.state, actorId, now, payload })
  return commitRow(db, plans, {
    before: plan,
    after,
    event: made,
    steps: [sql`part as (${step})`, ...(toldTo === undefined ? [] : [roleTold(toldTo, made, now)])],
    ...(must && { musts: [must] }),
  })
}
