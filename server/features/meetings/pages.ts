import type { FastifyInstance } from 'fastify'
import { pageMeetings } from '#db/read/meetings.ts'
import { namesOf } from '#db/read/names.ts'
import { roleIn } from '#db/read/plans.ts'
import type { PlanRow } from '#db/read/plans.ts'
import type { Deps } from '#server/deps.ts'
import { planAt } from '#server/features/plans/plan-at.ts'
import { planSection } from '#server/features/plans/section.ts'
import { paths } from '#server/paths.ts'
import type { Web } from '#server/ui/web.ts'
import { mayEditPlan } from '#workflows/engine/policy.ts'
import { whyPlanIsOutOfUse } from '#workflows/plan/plan-settings.ts'
import { decideMeetingPage } from './decide-page.ts'
import { editMeetingPage, newMeetingPage } from './edit-pages.ts'
import { meetingAt, meetingIdIn } from './meeting-at.ts'
import { recordDecisionPage } from './record-page.ts'
import { seeMeetingWithEvents, seePack } from './service.ts'
import { meetingList, meetingView } from './view-meetings.ts'

/** `/plans/:id/meetings` and `/meetings/:id`: the sittings of a board, their packs and what was decided. */
export function meetingPages(app: FastifyInstance, deps: Deps, web: Web): void {
  const { db } = deps
  newMeetingPage(app, deps, web)
  editMeetingPage(app, deps, web)
  decideMeetingPage(app, deps, web)
  recordDecisionPage(app, deps, web)

  app.get(paths.meetings.pattern, web.signedInOnly, async (request, reply) => {
    const plan = await planAt(deps, web, request)
    const [role, { items }] = await Promise.all([
      roleIn(db, web.signedIn(request).id, plan.id),
      pageMeetings(db, plan.id, { limit: 500, after: null }),
    ])
    return web.show(request, reply, {
      title: `Meetings: ${plan.title}`,
      heading: 'Meetings',
      section: planSection(plan, role, 'meetings'),
      body: meetingList(items, keepsMeetings(role, plan) ? paths.meetingNew.at(plan) : undefined),
    })
  })

  app.get(paths.meeting.pattern, web.signedInOnly, async (request, reply) => {
    const { actor, meeting, plan, role } = await meetingAt(deps, web, request)
    const { items: events } = await seeMeetingWithEvents(deps, actor, meeting.id)
    const { decisions } = meeting
    const names = await namesOf(db, {
      people: decisions.map(({ recordedBy }) => recordedBy),
      actions: decisions.flatMap(({ actionId }) => actionId ?? []),
    })
    return web.show(request, reply, {
      title: `Meeting ${meeting.number}, ${meeting.title}: ${plan.title}`,
      heading: meeting.title,
      caption: `Meeting ${meeting.number}`,
      back: { href: paths.meetings.at(plan), text: 'All meetings' },
      section: planSection(plan, role, 'meetings', 'below'),
      body: meetingView(meeting, names, { events, editable: keepsMeetings(role, plan) }),
    })
  })

  app.get(paths.meetingPack.pattern, web.signedInOnly, async (request, reply) => {
    const id = meetingIdIn(request.params)
    const pack = await seePack(deps, web.signedIn(request), id)
    return reply
      .header('cache-control', 'no-store')
      .header('content-disposition', `attachment; filename="pack-${id}.json"`)
      .send(pack)
  })
}

/** Whether a person adds and changes the meetings of a plan as it stands. */
function keepsMeetings(role: Parameters<typeof mayEditPlan>[0], { state }: PlanRow): boolean {
  return mayEditPlan(role) && whyPlanIsOutOfUse(state) === null
}
