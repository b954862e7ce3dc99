import type { FastifyInstance } from 'fastify'
import type { Deps } from '#server/deps.ts'
import { paths } from '#server/paths.ts'
import { eventOptions } from '#server/sheets/option.ts'
import { formPage } from '#server/ui/forms/form-page.ts'
import { happenedSince } from '#server/ui/forms/happened.ts'
import { optionFields, optionWords, readOption } from '#server/ui/forms/options.ts'
import { button } from '#server/ui/html/govuk.ts'
import type { Web } from '#server/ui/web.ts'
import type { ReportTemplateEvent } from '#workflows/report/template.ts'
import { templateHappened } from './history.ts'
import { changeOfTemplate, templateWithEvents } from './service.ts'
import { templateAt } from './template-at.ts'
import { templateEvents } from './template-sheet.ts'

/** `/report-templates/:id/decide`: withdraws a template of which no more reports are to be made, or reinstates it. */
export function decideTemplatePage(app: FastifyInstance, deps: Deps, web: Web): void {
  formPage(app, web, paths.reportTemplateDecide.pattern, async (request) => {
    const { actor, template, home, frame, shut } = await templateAt(deps, web, request)
    const { items } = await templateWithEvents(deps, actor, template.id)
    const options = eventOptions<ReportTemplateEvent, { title: string }>(templateEvents, items, {
      before: template,
    })
    return {
      page: frame(template.state === 'inUse' ? 'Withdraw the template' : 'Reinstate the template'),
      version: template.version,
      ...optionWords(options),
      since: (version) => happenedSince(deps, template.id, version, templateHappened),
      ...(options.length === 0 && {
        closed: {
          title: 'There is nothing for you to do here',
          text: shut ?? 'The template stands as it is.',
          next: button({ text: 'Back to the template', href: home, look: 'secondary' }),
        },
      }),
      fields: (state) => optionFields(options, state),
      send: async (values, version) => {
        const read = readOption(options, values)
        if (!read.ok) return read
        const { event, option } = read.data
        await changeOfTemplate(deps, actor, template.id, event, version)
        return { ok: true, data: { to: home, success: option.done } }
      },
    }
  })
}
