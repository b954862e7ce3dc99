import type { FastifyInstance } from 'fastify'
import { roleIn } from '#db/read/plans.ts'
import type { Deps } from '#server/deps.ts'
import { planAt } from '#server/features/plans/plan-at.ts'
import { planSection } from '#server/features/plans/section.ts'
import { paths } from '#server/paths.ts'
import { nounForm } from '#server/sheets/noun-form.ts'
import { formPage } from '#server/ui/forms/form-page.ts'
import { count } from '#server/ui/html/components.ts'
import { button } from '#server/ui/html/govuk.ts'
import type { Web } from '#server/ui/web.ts'
import { dayInWords } from '#workflows/calendar/calendar.ts'
import { mayEditPlan } from '#workflows/engine/policy.ts'
import { whyPlanIsOutOfUse } from '#workflows/plan/plan-settings.ts'
import { seriesFields } from './series-fields-sheet.ts'
import { addSeries } from './series.ts'

const form = nounForm(seriesFields)

/** `/plans/:id/meetings/series`: puts the meetings of a year in the diary at once. */
export function seriesPage(app: FastifyInstance, deps: Deps, web: Web): void {
  formPage(app, web, paths.meetingSeries.pattern, async (request) => {
    const plan = await planAt(deps, web, request)
    const actor = web.signedIn(request)
    const role = await roleIn(deps.db, actor.id, plan.id)
    const home = paths.meetings.at(plan)
    const shut = whyPlanIsOutOfUse(plan.state)
    return {
      page: {
        title: `Add a series of meetings: ${plan.title}`,
        heading: 'Add a series of meetings',
        section: planSection(plan, role, 'meetings', 'below'),
        back: { href: home, text: 'Back to the meetings' },
      },
      dates: form.dates,
      initial: { every: 'month', times: '12' },
      ...((shut !== null || !mayEditPlan(role)) && {
        closed: {
          title: 'You cannot add meetings',
          text: shut ?? 'The plan administrator puts the meetings of the board in the diary. Ask them.',
          next: button({ text: 'Back to the meetings', href: home, look: 'secondary' }),
        },
      }),
      fields: (state) => form.draw(state, 'Add the meetings'),
      send: async (values) => {
        const read = form.read(values)
        if (!read.ok) return read
        const { meetings, moved } = await addSeries(deps, actor, plan.id, read.data)
        const days = moved.map(({ heldOn, movedFrom }) => `${dayInWords(movedFrom)} to ${dayInWords(heldOn)}`)
        const because =
          days.length === 0 ? '' : ` Moved off bank holidays: ${new Intl.ListFormat('en-GB').format(days)}.`
        return {
          ok: true,
          data: {
            to: home,
            success: `${count(meetings.length, 'meeting is', 'meetings are')} in the diary.${because}`,
          },
        }
      },
    }
  })
}
