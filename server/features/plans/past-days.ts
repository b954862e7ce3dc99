import type { FastifyInstance, FastifyRequest } from 'fastify'
import { readMeeting } from '#db/read/meetings.ts'
import { type InPlan, planIdOf } from '#db/read/plan-of.ts'
import { type PlanRow, readPlan } from '#db/read/plans.ts'
import type { Deps } from '#server/deps.ts'
import type { Actor } from '#server/http/actor.ts'
import { momentOf } from '#server/http/as-at.ts'
import { Problem } from '#server/http/problem.ts'
import { idSchema } from '#server/http/schemas.ts'
import { paths } from '#server/paths.ts'
import { day } from '#server/ui/html/words.ts'
import { namesPastDay, type PastDay } from '#server/ui/past-day.ts'
import { isDay, londonDay } from '#workflows/calendar/calendar.ts'

/**
 * Reads, for every page of a plan and of what is in one, the day that it is asked for: now, at the end of a past day
 * (`?asAt=2026-11-04`), or as the board had it at a meeting (`?asAt=` its id), which is the day of its cut-off. It
 * stands before all of them, so that none can leave it unread without a word: what a page itself does not show of that
 * day, the frame around it says.
 */
export function pastDays(app: FastifyInstance, deps: Deps): void {
  app.decorateRequest('pastDay', null)
  app.addHook('preHandler', async (request) => {
    const { signedIn } = request
    const names = Object.keys(request.query as object).filter(namesPastDay)
    if (names.length === 0 || request.method !== 'GET' || !signedIn) return
    const plan = await planOf(deps, signedIn, request)
    if (!plan) return
    const misspelt = names.find((name) => name !== 'asAt')
    if (misspelt !== undefined)
      throw new Problem('invalidRequest', `Write 'asAt' as it stands here, in the place of '${misspelt}'.`)
    request.pastDay = await pastDayOf(deps, signedIn, plan, (request.query as { asAt: unknown }).asAt)
  })
}

/** The plan that a page is of; null for a page of none, and for what is not theirs to see. */
async function planOf({ db }: Deps, actor: Actor, request: FastifyRequest): Promise<PlanRow | null> {
  const [, noun] =
    /^\/(plans|actions|measures|meetings|decisions|inspections|reports|sections|report-templates)\/:id(\/|$)/.exec(
      request.routeOptions.url ?? '',
    ) ?? []
  const { id } = request.params as { id?: unknown }
  const asked = idSchema.safeParse(id)
  if (noun === undefined || !asked.success) return null
  const planId = noun === 'plans' ? asked.data : await planIdOf(db, noun as InPlan, asked.data)
  return planId === null ? null : readPlan(db, actor.id, planId)
}

async function pastDayOf(deps: Deps, actor: Actor, plan: PlanRow, asked: unknown): Promise<PastDay | null> {
  const meeting = typeof asked === 'string' && !isDay(asked) ? await frozen(deps, actor, plan, asked) : null
  const named = meeting?.day ?? asked
  if (typeof named !== 'string' || !isDay(named)) throw new Problem('invalidRequest', wrong)
  const { asAt } = momentOf(deps, named)
  if (asAt === null) return null
  const made = londonDay(plan.createdAt)
  if (asAt < made)
    throw new Problem('invalidRequest', `This plan was begun on ${day(made)}. Give that day, or a later one.`)
  return { day: asAt, meeting, plan: paths.plan.at(plan) }
}

/** A meeting of the plan whose pack is frozen, with the day of its cut-off; null where the id is of no such meeting. */
async function frozen({ db }: Deps, actor: Actor, plan: PlanRow, id: string) {
  const meeting = idSchema.safeParse(id).success ? await readMeeting(db, actor.id, id) : null
  return meeting?.planId === plan.id && meeting.cutOffAt !== null
    ? { id, title: meeting.title, day: londonDay(meeting.cutOffAt) }
    : null
}

const wrong =
  'Give a day that has been, as 2026-11-04, or the id of a meeting of this plan whose pack is frozen.'
