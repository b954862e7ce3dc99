import type { FastifyInstance } from 'fastify'
import type { Deps } from '#server/deps.ts'
import { paths } from '#server/paths.ts'
import { nounForm } from '#server/sheets/noun-form.ts'
import { formPage } from '#server/ui/forms/form-page.ts'
import { button } from '#server/ui/html/govuk.ts'
import { html } from '#server/ui/html/html.ts'
import type { Web } from '#server/ui/web.ts'
import { minutesFields } from './agenda-fields-sheet.ts'
import { changeOfItem, itemIn } from './agenda-service.ts'
import { meetingAt, whyNot } from './meeting-at.ts'

const form = nounForm(minutesFields)

/** `/meetings/:id/agenda/:partId/minutes`: records what was said on an item, or puts it right. */
export function minutesPage(app: FastifyInstance, deps: Deps, web: Web): void {
  formPage(app, web, paths.agendaItemMinutes.pattern, async (request) => {
    const at = await meetingAt(deps, web, request)
    const { actor, meeting, home, frame } = at
    const { partId } = request.params as { partId: string }
    const item = itemIn(meeting, partId)
    const shut = whyNot(deps, at, 'recordMinutes')
    const saved = form.saved(item)
    return {
      page: frame(`Minutes of item ${item.number}`),
      initial: saved,
      labels: form.labels,
      choices: form.choices,
      version: meeting.version,
      ...(shut !== null && {
        closed: {
          title: 'You cannot record minutes',
          text: shut,
          next: button({ text: 'Back to the meeting', href: home, look: 'secondary' }),
        },
      }),
      fields: (state) => html`<p><strong>${item.title}</strong></p>${form.draw(state, 'Save the minutes')}`,
      send: async (values, version) => {
        const read = form.read(values, saved)
        if (!read.ok) return read
        const about = { meetingId: meeting.id, itemId: partId, ifVersion: version }
        await changeOfItem(deps, actor, about, { type: 'recordMinutes', itemId: partId, ...read.data })
        const success = `The minutes of item ${item.number} are saved.`
        return { ok: true, data: { to: `${home}#minutes`, success } }
      },
    }
  })
}
