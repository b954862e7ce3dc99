import type { FastifyInstance, FastifyReply } from 'fastify'
import { pageDecisions } from '#db/read/decision-records.ts'
import { type HistoryEntry, readHistory } from '#db/read/history.ts'
import { pageMeetings } from '#db/read/meetings.ts'
import { namesOf } from '#db/read/names.ts'
import { type PlanRow, roleIn } from '#db/read/plans.ts'
import { reportsOfMeeting } from '#db/read/reports.ts'
import type { Deps } from '#server/deps.ts'
import { planAt } from '#server/features/plans/plan-at.ts'
import { planSection } from '#server/features/plans/section.ts'
import { sendListFile } from '#server/http/list-file.ts'
import { paths } from '#server/paths.ts'
import { atDay } from '#server/ui/at-day.ts'
import { html } from '#server/ui/html/html.ts'
import { momentOfPage } from '#server/ui/past-day.ts'
import type { Web } from '#server/ui/web.ts'
import { endOfLondonDay } from '#workflows/calendar/calendar.ts'
import { stateAt } from '#workflows/decision/carried-out.ts'
import { mayEditPlan, type Role } from '#workflows/engine/policy.ts'
import type { MeetingFacts } from '#workflows/meeting/meeting.ts'
import { whyPlanIsOutOfUse } from '#workflows/plan/plan-settings.ts'
import { editItemPage, newItemPage } from './agenda-item-pages.ts'
import { agendaPage } from './agenda-page.ts'
import { attendancePage } from './attendance-page.ts'
import { meetingCalendar } from './calendar.ts'
import { decideMeetingPage } from './decide-page.ts'
import { editMeetingPage, newMeetingPage } from './edit-pages.ts'
import { meetingHistory, namedInHistory } from './history.ts'
import { meetingAt, meetingIdIn, whyNot } from './meeting-at.ts'
import { minutesPage } from './minutes-page.ts'
import { packPage } from './pack-page.ts'
import { recordDecisionPage } from './record-page.ts'
import { meetingColumns, meetingResource } from './resource.ts'
import { seriesPage } from './series-page.ts'
import { seeMeetingWithEvents, seePack } from './service.ts'
import { meetingList, meetingView } from './view-meetings.ts'

const ofToday = 'Names are those of today.'

/** Meetings that the list shows. */
const MOST = 500

/** `/plans/:id/meetings` and `/meetings/:id`: the sittings of a board, their packs and what was decided. */
export function meetingPages(app: FastifyInstance, deps: Deps, web: Web): void {
  const { db } = deps
  newMeetingPage(app, deps, web)
  editMeetingPage(app, deps, web)
  seriesPage(app, deps, web)
  decideMeetingPage(app, deps, web)
  recordDecisionPage(app, deps, web)
  packPage(app, deps, web)
  agendaPage(app, deps, web)
  newItemPage(app, deps, web)
  editItemPage(app, deps, web)
  minutesPage(app, deps, web)
  attendancePage(app, deps, web)

  app.get(paths.meetings.pattern, web.signedInOnly, async (request, reply) => {
    const { asAt } = momentOfPage(deps, request)
    const plan = await planAt(deps, web, request, asAt)
    const [role, { items }] = await Promise.all([
      roleIn(db, web.signedIn(request).id, plan.id),
      pageMeetings(db, plan.id, { limit: MOST, after: null, moment: asAt && endOfLondonDay(asAt) }),
    ])
    return web.show(request, reply, {
      title: `Meetings: ${plan.title}`,
      heading: 'Meetings',
      section: planSection(plan, role, 'meetings'),
      ofToday,
      body: meetingList(items, {
        ...(keepsMeetings(role, plan) &&
          asAt === null && {
            newHref: paths.meetingNew.at(plan),
            seriesHref: paths.meetingSeries.at(plan),
          }),
        csvHref: atDay(paths.meetingsCsv.at(plan), asAt),
        calendarHref: atDay(paths.meetingsCalendar.at(plan), asAt),
        asAt,
      }),
    })
  })

  for (const { pattern } of [paths.meetingsCsv, paths.meetingsXlsx])
    app.get(pattern, web.signedInOnly, async (request, reply) => {
      const { asAt } = momentOfPage(deps, request)
      const plan = await planAt(deps, web, request, asAt)
      return sendListFile(reply, 'meetings', meetingColumns, async (part) => {
        const { items, next } = await pageMeetings(db, plan.id, {
          ...part,
          moment: asAt && endOfLondonDay(asAt),
        })
        return { items: items.map(meetingResource), next }
      })
    })

  app.get(paths.meeting.pattern, web.signedInOnly, async (request, reply) => {
    const { asAt } = momentOfPage(deps, request)
    const at = await meetingAt(deps, web, request, asAt)
    const { actor, meeting, plan, role } = at
    const events = asAt === null ? (await seeMeetingWithEvents(deps, actor, meeting.id)).items : []
    const now = deps.clock.now()
    const moment = asAt && endOfLondonDay(asAt)
    const inRegister = await pageDecisions(db, plan.id, {
      meetingId: meeting.id,
      limit: 1_000,
      after: null,
      now,
      moment,
    })
    const states = new Map(
      inRegister.items.map(({ decision }) => [decision.id, stateAt(decision, moment ?? now)] as const),
    )
    const reports = await reportsOfMeeting(db, meeting.id)
    const happened = await readHistory(db, meeting.id, { limit: MOST_HAPPENED + 1, until: moment })
    const entries = happened.slice(0, MOST_HAPPENED)
    const names = await namesOf(db, namedIn(meeting, entries))
    const may = (type: Parameters<typeof whyNot>[2]) => asAt === null && whyNot(deps, at, type) === null
    return web.show(request, reply, {
      title: `Meeting ${meeting.number}, ${meeting.title}: ${plan.title}`,
      heading: meeting.title,
      caption: `Meeting ${meeting.number}`,
      back: { href: paths.meetings.at(plan), text: 'All meetings' },
      section: planSection(plan, role, 'meetings', 'below'),
      ofToday,
      body: html`${meetingView(meeting, names, {
        events,
        editable: keepsMeetings(role, plan) && asAt === null,
        states,
        reports,
        asAt,
        may: {
          agenda: may('makeAgenda'),
          minutes: may('recordMinutes'),
          attendance: may('recordAttendance'),
        },
        token: web.token(request),
      })}
${meetingHistory(entries, happened.length <= MOST_HAPPENED, names)}`,
    })
  })

  app.get(paths.meetingsCalendar.pattern, web.signedInOnly, async (request, reply) => {
    const { asAt } = momentOfPage(deps, request)
    const plan = await planAt(deps, web, request, asAt)
    const moment = asAt && endOfLondonDay(asAt)
    const { items } = await pageMeetings(db, plan.id, { limit: MOST, after: null, moment })
    return sendCalendar(reply, meetingCalendar(plan.title, items, deps.publicUrl), `meetings-${plan.id}`)
  })

  app.get(paths.meetingCalendar.pattern, web.signedInOnly, async (request, reply) => {
    const { meeting } = await meetingAt(deps, web, request)
    const file = meetingCalendar(meeting.title, [meeting], deps.publicUrl)
    return sendCalendar(reply, file, `meeting-${meeting.id}`)
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

/** Entries of the history that the page tells. */
const MOST_HAPPENED = 100

/** Ids of all whom the page of a meeting names, and of what it is about. */
function namedIn({ decisions, agenda, attendance }: MeetingFacts, entries: readonly HistoryEntry[]) {
  const past = namedInHistory(entries)
  return {
    people: [
      ...past.people,
      ...decisions.map(({ recordedBy }) => recordedBy),
      ...attendance.map(({ personId }) => personId),
      ...agenda.flatMap(({ presenterId }) => presenterId ?? []),
    ],
    actions: [...past.actions, ...[...decisions, ...agenda].flatMap(({ actionId }) => actionId ?? [])],
    reports: [...past.reports, ...agenda.flatMap(({ reportId }) => reportId ?? [])],
    decisions: [...past.decisions, ...agenda.flatMap(({ decisionId }) => decisionId ?? [])],
  }
}

/** Gives a calendar file that a browser hands on to the person's calendar. */
function sendCalendar(reply: FastifyReply, file: string, name: string): FastifyReply {
  return reply
    .header('cache-control', 'no-store')
    .header('content-type', 'text/calendar; charset=utf-8')
    .header('content-disposition', `attachment; filename="${name}.ics"`)
    .send(file)
}

/** Whether a person adds and changes the meetings of a plan as it stands. */
function keepsMeetings(role: Role | null, { state }: PlanRow): boolean {
  return mayEditPlan(role) && whyPlanIsOutOfUse(state) === null
}
