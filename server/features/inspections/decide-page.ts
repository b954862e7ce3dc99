import type { FastifyInstance } from 'fastify'
import type { Deps } from '#server/deps.ts'
import { paths } from '#server/paths.ts'
import { eventOptions } from '#server/sheets/option.ts'
import { formPage } from '#server/ui/forms/form-page.ts'
import { happenedSince } from '#server/ui/forms/happened.ts'
import { optionFields, optionWords, readOption } from '#server/ui/forms/options.ts'
import { button } from '#server/ui/html/govuk.ts'
import type { Web } from '#server/ui/web.ts'
import type { InspectionEvent } from '#workflows/inspection/inspection.ts'
import { inspectionAt } from './inspection-at.ts'
import { inspectionEvents } from './inspection-sheet.ts'
import { changeOfInspection, inspectionWithEvents } from './service.ts'

/** `/inspections/:id/decide`: withdraws an entry of the register that was wrong, or reinstates it. */
export function decideInspectionPage(app: FastifyInstance, deps: Deps, web: Web): void {
  formPage(app, web, paths.inspectionDecide.pattern, async (request) => {
    const { actor, inspection, home, frame, shut } = await inspectionAt(deps, web, request)
    const { items } = await inspectionWithEvents(deps, actor, inspection.id)
    const options = eventOptions<InspectionEvent, { ref: string }>(inspectionEvents, items, {
      before: inspection,
    })
    return {
      page: frame(inspection.state === 'recorded' ? 'Withdraw the entry' : 'Reinstate the entry'),
      version: inspection.version,
      ...optionWords(options),
      since: (version) => happenedSince(deps, inspection.id, version, inspectionEvents),
      ...(options.length === 0 && {
        closed: {
          title: 'There is nothing for you to do here',
          text: shut ?? 'The entry stands as it is.',
          next: button({ text: 'Back to the inspection', href: home, look: 'secondary' }),
        },
      }),
      fields: (state) => optionFields(options, state),
      send: async (values, version) => {
        const read = readOption(options, values)
        if (!read.ok) return read
        const { event, option } = read.data
        await changeOfInspection(deps, actor, inspection.id, event, version)
        return { ok: true, data: { to: home, success: option.done } }
      },
    }
  })
}
