import type { FastifyInstance } from 'fastify'
import { pageMeetings } from '#db/read/meetings.ts'
import { namesOf } from '#db/read/names.ts'
import { type PlanRow, roleIn } from '#db/read/plans.ts'
import type { Deps } from '#server/deps.ts'
import { planAt } from '#server/features/plans/plan-at.ts'
import { planSection } from '#server/features/plans/section.ts'
import { paths } from '#server/paths.ts'
import { momentOfPage } from '#server/ui/past-day.ts'
import type { Web } from '#server/ui/web.ts'
import { endOfLondonDay } from '#workflows/calendar/calendar.ts'
import { mayEditPlan, type Role } from '#workflows/engine/policy.ts'
import { whyPlanIsOutOfUse } from '#workflows/plan/plan-settings.ts'
import { decideMeetingPage } from './decide-page.ts'
import { editMeetingPage, newMeetingPage } from './edit-pages.ts'
import { meetingAt, meetingIdIn } from './meeting-at.ts'
import { recordDecisionPage } from './record-page.ts'
import { seeMeetingWithEvents, seePack } from './service.ts'
import { meetingList, meetingView } from './view-meetings.ts'

const ofToday = 'Names are those of today.'

/** `/plans/:id/meetings` and `/meetings/:id`: the sittings of a board, their packs and what was decided. */
export function meetingPages(app: FastifyInstance, deps: Deps, web: Web): void {
  const { db } = deps
  newMeetingPage(app, deps, web)
  editMeetingPage(app, deps, web)
  decideMeetingPage(app, deps, web)
  recordDecisionPage(app, deps, web)

  app.get(paths.meetings.pattern, web.signedInOnly, async (request, reply) => {
    const { asAt } = momentOfPage(deps, request)
    const plan = await planAt(deps, web, request, asAt)
    const [role, { items }] = await Promise.all([
      roleIn(db, web.signedIn(request).id, plan.id),
      pageMeetings(db, plan.id, { limit: 500, after: null, moment: asAt && endOfLondonDay(asAt) }),
    ])
    return web.show(request, reply, {
      title: `Meetings: ${plan.title}`,
      heading: 'Meetings',
      section: planSection(plan, role, 'meetings'),
      ofToday,
      body: meetingList(items, {
        newHref: keepsMeetings(role, plan) && asAt === null ? paths.meetingNew.at(plan) : undefined,
        asAt,
      }),
    })
  })

  app.get(paths.meeting.pattern, web.signedInOnly, async (request, reply) => {
    const { asAt } = momentOfPage(deps, request)
    const { actor, meeting, plan, role } = await meetingAt(deps, web, request, asAt)
    const events = asAt === null ? (await seeMeetingWithEvents(deps, actor, meeting.id)).items : []
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
      ofToday,
      body: meetingView(meeting, names, {
        events,
        editable: keepsMeetings(role, plan) && asAt === null,
        asAt,
      }),
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
function keepsMeetings(role: Role | null, { state }: PlanRow): boolean {
  return mayEditPlan(role) && whyPlanIsOutOfUse(state) === null
}
