import { randomBytes } from 'node:crypto'
import fastify from 'fastify'
import { clockFrom } from '#db/connection/clock.ts'
import { type Db, rowsOf } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'
import { startSession } from '#db/read/sessions.ts'
import { hashOf } from '#server/http/hashes.ts'
import { registerTokens, signToken } from '#server/http/plugins/tokens.ts'
import { BENCH_NOW } from '../loading/shape.ts'

/** Whose requests are measured, and of what: a plan, and an action, a report and a measure of it. */
export type Target = {
  planId: string
  chairId: string
  overseerId: string
  /** Owns the action. */
  ownerId: string
  actionId: string
  reportId: string
  measureId: string
}

/** Plans that requests go to in turn, spread over all: one alone would be in every cache. */
const TARGETS = 20

export async function findTargets(db: Db): Promise<Target[]> {
  return rowsOf<Target>(
    db,
    sql`with numbered as (
        select id, row_number() over (order by id) - 1 as place, count(*) over () as plans from plans)
      select plan.id as "planId", chair.person_id as "chairId", overseer.person_id as "overseerId",
        action.owner_id as "ownerId", action.id as "actionId",
        (select id from reports where plan_id = plan.id order by number limit 1) as "reportId",
        (select id from measures where plan_id = plan.id order by position limit 1) as "measureId"
      from generate_series(0, ${TARGETS - 1}) target
        join numbered plan on plan.place = (target * greatest(plans / ${TARGETS}, 1)) % plans
        join memberships chair on chair.plan_id = plan.id and chair.role = 'chair'
        join memberships overseer on overseer.plan_id = plan.id and overseer.role = 'viceChair'
        cross join lateral (select id, owner_id from actions where plan_id = plan.id and state = 'inProgress'
          order by id offset target * 3 limit 1) action
      order by target`,
  )
}

export type WriteTarget = { actionId: string; ownerId: string }

/** Actions that are reported on in turn: as many that no two requests meet at one. */
export async function findWriteTargets(db: Db, targets: readonly Target[]): Promise<WriteTarget[]> {
  const plans = JSON.stringify([...new Set(targets.map(({ planId }) => planId))])
  return rowsOf<WriteTarget>(
    db,
    sql`select id as "actionId", owner_id as "ownerId" from (
        select id, owner_id, row_number() over (partition by plan_id order by id) as place from actions
        where state = 'inProgress' and plan_id in (select value::uuid from jsonb_array_elements_text(${plans}::jsonb))) each
      order by place, id limit 300`,
  )
}

export const tokenKey = { id: 'bench', secret: randomBytes(32).toString('base64url') }
export const sessionSecret = randomBytes(32).toString('base64url')

/** How requests show whose they are: a token for the API, a cookie for pages. */
export type Credentials = {
  token: (personId: string) => { authorization: string }
  session: (personId: string) => Promise<{ cookie: string }>
}

export async function newCredentials(db: Db): Promise<Credentials> {
  const app = fastify()
  await registerTokens(app as never, [tokenKey])
  await app.ready()
  const cookies = new Map<string, string>()
  return {
    // Signed anew each time it is asked for, since it lives for minutes.
    token: (personId) => ({ authorization: `Bearer ${signToken(app as never, personId)}` }),
    session: async (personId) => {
      const kept = cookies.get(personId)
      if (kept !== undefined) return { cookie: kept }
      const secret = randomBytes(32).toString('base64url')
      const session = { hash: hashOf(secret), personId, method: 'demonstration' as const }
      await startSession(db, clockFrom(BENCH_NOW), session)
      cookies.set(personId, `waymark=${secret}`)
      return { cookie: `waymark=${secret}` }
    },
  }
}
