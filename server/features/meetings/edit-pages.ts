import type { FastifyInstance } from 'fastify'
import type { Deps } from '#server/deps.ts'
import { paths } from '#server/paths.ts'
import { nounForm } from '#server/sheets/noun-form.ts'
import { changedFields } from '#server/ui/forms/changed-fields.ts'
import { formPage } from '#server/ui/forms/form-page.ts'
import { button } from '#server/ui/html/govuk.ts'
import type { Web } from '#server/ui/web.ts'
import { mayEditPlan } from '#workflows/engine/policy.ts'
import { whyPlanIsOutOfUse } from '#workflows/plan/plan-settings.ts'
import { addingToDiary } from './adding.ts'
import { meetingAt } from './meeting-at.ts'
import { meetingFields } from './meeting-fields-sheet.ts'
import { addMeeting, changeOfMeeting } from './service.ts'

const form = nounForm(meetingFields)

/** `/plans/:id/meetings/new`: puts a meeting of the board in the diary. */
export function newMeetingPage(app: FastifyInstance, deps: Deps, web: Web): void {
  formPage(app, web, paths.meetingNew.pattern, async (request) => {
    const { plan, actor, frame } = await addingToDiary(deps, web, request, {
      heading: 'Add a meeting',
      what: 'a meeting',
    })
    return {
      ...frame,
      dates: form.dates,
      fields: (state) => form.draw(state, 'Add the meeting'),
      send: async (values) => {
        const read = form.read(values)
        if (!read.ok) return read
        const { id, number } = await addMeeting(deps, actor, plan.id, read.data)
        return {
          ok: true,
          data: { to: paths.meeting.at({ id }), success: `Meeting ${number} is in the diary.` },
        }
      },
    }
  })
}

/** `/meetings/:id/edit`: changes title, day and place, until the pack is issued. */
export function editMeetingPage(app: FastifyInstance, deps: Deps, web: Web): void {
  formPage(app, web, paths.meetingEdit.pattern, async (request) => {
    const { actor, meeting, plan, role, home, frame } = await meetingAt(deps, web, request)
    const saved = form.saved(meeting)
    const open = meeting.state === 'scheduled' || meeting.state === 'frozen'
    const shut = whyPlanIsOutOfUse(plan.state)
    return {
      page: frame('Change the meeting'),
      initial: saved,
      dates: form.dates,
      labels: form.labels,
      version: meeting.version,
      ...((shut !== null || !(open && mayEditPlan(role))) && {
        closed: {
          title: 'You cannot change this meeting',
          text:
            shut ??
            (open
              ? 'The plan administrator changes it. Ask them.'
              : 'A meeting can be changed until its pack is issued.'),
          next: button({ text: 'Back to the meeting', href: home, look: 'secondary' }),
        },
      }),
      fields: (state) => form.draw(state, 'Save the meeting'),
      send: async (values, version) => {
        const read = form.read(values, saved)
        if (!read.ok) return read
        const change = changedFields(meeting, read.data)
        if (Object.keys(change).length === 0)
          return { ok: true, data: { to: home, success: 'Nothing was changed.' } }
        await changeOfMeeting(deps, actor, meeting.id, { type: 'edit', change }, version)
        return { ok: true, data: { to: home, success: 'The meeting is saved.' } }
      },
    }
  })
}
