import type { FastifyInstance } from 'fastify'
import { pageMeetings } from '#db/queries/meetings.ts'
import { namesOf } from '#db/queries/names.ts'
import { roleIn } from '#db/queries/plans.ts'
import type { Deps } from '#server/deps.ts'
import { planAt } from '#server/features/plans/plan-at.ts'
import { planSection } from '#server/features/plans/section.ts'
import { seePlan } from '#server/features/plans/service.ts'
import { Problem } from '#server/problem.ts'
import { idSchema } from '#server/schemas.ts'
import type { Web } from '#server/web/web.ts'
import { seeMeeting, seePack } from './service.ts'
import { meetingList, meetingView } from './view-meetings.ts'

/** `/plans/:id/meetings` and `/meetings/:id`: the sittings of a board, their packs and what was decided. */
export function meetingPages(app: FastifyInstance, deps: Deps, web: Web): void {
  const { db } = deps

  app.get('/plans/:id/meetings', web.signedInOnly, async (request, reply) => {
    const plan = await planAt(deps, web, request)
    const [role, { items }] = await Promise.all([
      roleIn(db, web.signedIn(request).id, plan.id),
      pageMeetings(db, plan.id, { limit: 500, after: null }),
    ])
    return web.show(request, reply, {
      title: `Meetings: ${plan.title}`,
      heading: 'Meetings',
      section: planSection(plan, role, 'meetings'),
      body: meetingList(items),
    })
  })

  app.get('/meetings/:id', web.signedInOnly, async (request, reply) => {
    const actor = web.signedIn(request)
    const meeting = await seeMeeting(deps, actor, idIn(request.params))
    const { decisions } = meeting
    const plan = await seePlan(deps, actor, meeting.planId)
    const names = await namesOf(db, {
      people: decisions.map(({ recordedBy }) => recordedBy),
      actions: decisions.flatMap(({ actionId }) => actionId ?? []),
    })
    return web.show(request, reply, {
      title: `Meeting ${meeting.number}, ${meeting.title}: ${plan.title}`,
      heading: meeting.title,
      caption: `Meeting ${meeting.number}`,
      back: { href: `/plans/${plan.id}/meetings`, text: 'All meetings' },
      section: planSection(plan, await roleIn(db, actor.id, plan.id)),
      body: meetingView(meeting, names),
    })
  })

  app.get('/meetings/:id/pack', web.signedInOnly, async (request, reply) => {
    const id = idIn(request.params)
    const pack = await seePack(deps, web.signedIn(request), id)
    return reply
      .header('cache-control', 'no-store')
      .header('content-disposition', `attachment; filename="pack-${id}.json"`)
      .send(pack)
  })
}

function idIn(params: unknown): string {
  const { id } = params as { id: string }
  if (idSchema.safeParse(id).success) return id
  throw new Problem('notFound', 'There is no such meeting.')
}
