import type { FastifyInstance } from 'fastify'
import type { Deps } from '#server/deps.ts'
import { paths } from '#server/paths.ts'
import { nounForm } from '#server/sheets/noun-form.ts'
import { formPage } from '#server/ui/forms/form-page.ts'
import { count } from '#server/ui/html/components.ts'
import type { Web } from '#server/ui/web.ts'
import { dayInWords } from '#workflows/calendar/calendar.ts'
import { addingToDiary } from './adding.ts'
import { seriesFields } from './series-fields-sheet.ts'
import { addSeries } from './series.ts'

const form = nounForm(seriesFields)

/** `/plans/:id/meetings/series`: puts the meetings of a year in the diary at once. */
export function seriesPage(app: FastifyInstance, deps: Deps, web: Web): void {
  formPage(app, web, paths.meetingSeries.pattern, async (request) => {
    const { plan, actor, home, frame } = await addingToDiary(deps, web, request, {
      heading: 'Add a series of meetings',
      what: 'meetings',
    })
    return {
      ...frame,
      dates: form.dates,
      initial: { every: 'month', times: '12' },
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
