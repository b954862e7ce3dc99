import type { FastifyRequest } from 'fastify'
import { readMeeting } from '#db/read/meetings.ts'
import type { PlanRow } from '#db/read/plans.ts'
import type { Deps } from '#server/deps.ts'
import type { Actor } from '#server/http/actor.ts'
import { type Moment, momentOf } from '#server/http/as-at.ts'
import { Problem } from '#server/http/problem.ts'
import { idSchema } from '#server/http/schemas.ts'
import { day } from '#server/ui/html/components.ts'
import { html } from '#server/ui/html/html.ts'
import type { Band } from '#server/ui/html/layout.ts'
import { isDay, londonDay } from '#workflows/calendar/calendar.ts'

/** The day that a page of a plan shows; where it is past, with the band that says so. */
export type PageMoment = Moment & { band: Band | null }

/**
 * The day that a page of a plan is asked for: now, at the end of a past day (`?asAt=2026-11-04`), or as the board had
 * it at a meeting (`?asAt=` its id), which is the day of its cut-off.
 * @param path of the page as it is now
 * @throws Problem 400 where it names neither, or a day that lies ahead
 */
export async function pageMoment(
  deps: Deps,
  { actor, plan, request, path }: { actor: Actor; plan: PlanRow; request: FastifyRequest; path: string },
): Promise<PageMoment> {
  const { asAt: asked } = request.query as { asAt?: unknown }
  if (asked === undefined) return { ...momentOf(deps, undefined), band: null }
  const named = typeof asked === 'string' && !isDay(asked) ? await cutOffDay(deps, actor, plan, asked) : asked
  if (typeof named !== 'string') throw new Problem('invalidRequest', wrong)
  const moment = momentOf(deps, named)
  if (moment.asAt === null) return { ...moment, band: null }
  return {
    ...moment,
    band: {
      title: `As it stood at the end of ${day(moment.asAt)}.`,
      text: html`Names, horizons and who may see it are those of today. <a class="govuk-link" href="${path}">See it as it is now</a>`,
    },
  }
}

async function cutOffDay({ db }: Deps, actor: Actor, plan: PlanRow, id: string): Promise<string | null> {
  const meeting = idSchema.safeParse(id).success ? await readMeeting(db, actor.id, id) : null
  return meeting?.planId === plan.id && meeting.cutOffAt !== null ? londonDay(meeting.cutOffAt) : null
}

const wrong =
  'Give a day that has been, as 2026-11-04, or the id of a meeting of this plan whose pack is frozen.'
