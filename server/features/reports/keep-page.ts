import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Deps } from '#server/deps.ts'
import { Problem } from '#server/http/problem.ts'
import { textSchema } from '#server/http/schemas.ts'
import { paths } from '#server/paths.ts'
import { fieldsOf } from '#server/ui/forms/fields.ts'
import { formPage } from '#server/ui/forms/form-page.ts'
import { readForm } from '#server/ui/forms/forms.ts'
import { button, insetText } from '#server/ui/html/govuk.ts'
import { html } from '#server/ui/html/html.ts'
import type { Web } from '#server/ui/web.ts'
import { limits } from '#workflows/limits.ts'
import { findingsOf } from './edition.ts'
import { sectionAt } from './report-at.ts'
import { changeOfSection, sectionWithEvents } from './section-service.ts'
import { sectionEvents } from './section-sheet.ts'
import { seeReport } from './service.ts'
import { reportNextMove, reportStateWords } from './words.ts'

const { keep } = sectionEvents
const schema = z.object({
  reason: textSchema('Say why the text is right as it stands', limits.section.reason),
})

/** `/sections/:id/findings/:finding`: keeps what a check found as it stands, with a reason that stays with it. */
export function keepFindingPage(app: FastifyInstance, deps: Deps, web: Web): void {
  formPage(app, web, paths.sectionKeep.pattern, async (request) => {
    const { actor, read, home, frame } = await sectionAt(deps, web, request)
    const { section } = read
    const { finding } = request.params as { finding: string }
    const { report } = await seeReport(deps, actor, section.reportId)
    const [{ items }, findings] = await Promise.all([
      sectionWithEvents(deps, actor, section.id),
      findingsOf(deps.db, { report, actorId: actor.id, now: deps.clock.now() }, section),
    ])
    const found = findings.find(({ id }) => id === finding)
    if (!found)
      throw new Problem('notFound', 'There is no such finding any more. Look at what the checks find now.')
    const may = items.some(({ event, allowed }) => event === 'keep' && allowed)
    return {
      page: frame('Keep the text'),
      version: section.version,
      labels: { reason: keep.fields.reason.label },
      initial: { reason: found.keptBecause ?? '' },
      ...(!may && {
        closed: {
          title: 'You cannot answer this now',
          text: `${reportStateWords[report.state]}. ${reportNextMove[report.state]}`,
          next: button({ text: 'Back to the section', href: home, look: 'secondary' }),
        },
      }),
      fields: (state) => html`${insetText(html`<q>${found.sentence}</q>`)}<p>${found.fact}</p>
${fieldsOf(state).text('reason', { label: keep.fields.reason.label, rows: 3 })}
${button({ text: keep.press })}`,
      send: async (values, version) => {
        const typed = readForm(schema, values)
        if (!typed.ok) return typed
        const event = { type: 'keep' as const, key: found.id, code: found.code, reason: typed.data.reason }
        await changeOfSection(deps, actor, section.id, event, version)
        return { ok: true, data: { to: home, success: keep.done() } }
      },
    }
  })
}
