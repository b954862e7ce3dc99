import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { newId } from '#db/connection/ids.ts'
import { actionChoices } from '#db/read/action-choices.ts'
import type { Deps } from '#server/deps.ts'
import { idSchema, textSchema } from '#server/http/schemas.ts'
import { paths } from '#server/paths.ts'
import { fieldsOf } from '#server/ui/forms/fields.ts'
import { formPage } from '#server/ui/forms/form-page.ts'
import { readForm } from '#server/ui/forms/forms.ts'
import { button } from '#server/ui/html/govuk.ts'
import { html } from '#server/ui/html/html.ts'
import type { Web } from '#server/ui/web.ts'
import { mayEditPlan } from '#workflows/engine/policy.ts'
import { limits } from '#workflows/limits.ts'
import type { MeetingFacts } from '#workflows/meeting/meeting.ts'
import { whyPlanIsOutOfUse } from '#workflows/plan/plan-settings.ts'
import { meetingAt } from './meeting-at.ts'
import { changeOfMeeting } from './service.ts'

const link = (href: string, words: string) => html`<a class="govuk-link" href="${href}">${words}</a>`

const schema = z.object({
  text: textSchema('Say what was decided', limits.decision.text),
  actionId: idSchema.optional(),
  agendaItemId: idSchema.optional(),
})

/** `/meetings/:id/decisions/new`: records what the board decided, once its pack is issued. */
export function recordDecisionPage(app: FastifyInstance, deps: Deps, web: Web): void {
  formPage(app, web, paths.decisionNew.pattern, async (request) => {
    const { actor, meeting, plan, role, home, frame } = await meetingAt(deps, web, request)
    const listed = await actionChoices(deps.db, plan.id)
    const actions = listed.map(({ id, ref, title }) => ({ value: id, text: `${ref} ${title}` }))
    const open = meeting.state === 'issued'
    const shut = whyPlanIsOutOfUse(plan.state)
    return {
      page: frame('Record a decision'),
      ...((shut !== null || !(open && mayEditPlan(role))) && {
        closed: {
          title: 'You cannot record a decision',
          text:
            shut ??
            (open
              ? 'The plan administrator records what the board decides. Ask them.'
              : 'Decisions are recorded once the pack is issued, and until the meeting is closed.'),
          next: button({ text: 'Back to the meeting', href: home, look: 'secondary' }),
        },
      }),
      fields: (state) => {
        const { text, pick } = fieldsOf(state)
        return html`<p>It stands in the register of decisions too, where it is published.</p>
<p>To give its title, its reasons and the alternatives at once, ${link(`${paths.decisionRecord.at(plan)}?meeting=${meeting.id}`, 'record it in full')}.</p>
${text('text', {
  label: 'What was decided?',
  hint: 'As the minutes say it. It gets the next number, and the minutes keep it as it is recorded.',
  rows: 4,
})}
${pick('actionId', { label: 'Which action is it about? (optional)', items: [{ value: '', text: 'None' }, ...actions] })}
${
  meeting.agenda.length > 0 &&
  pick('agendaItemId', {
    label: 'On which item of the agenda? (optional)',
    items: [{ value: '', text: 'None' }, ...items(meeting)],
  })
}
${button({ text: 'Record the decision' })}`
      },
      send: async (values) => {
        const read = readForm(schema, values)
        if (!read.ok) return read
        const { text, actionId = null, agendaItemId = null } = read.data
        const record = { type: 'recordDecision' as const, decisionId: newId(), text, actionId, agendaItemId }
        const { decisions } = await changeOfMeeting(deps, actor, meeting.id, record)
        return {
          ok: true,
          data: { to: home, success: `Decision ${decisions.length} of this meeting is recorded.` },
        }
      },
    }
  })
}

function items({ agenda }: MeetingFacts) {
  return agenda.map(({ id, title }, at) => ({ value: id, text: `${at + 1} ${title}` }))
}
