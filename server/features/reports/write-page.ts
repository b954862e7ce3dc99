import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { measureSeries } from '#db/read/measure-ends.ts'
import { lastText } from '#db/read/sections.ts'
import type { Deps } from '#server/deps.ts'
import { textHtml } from '#server/documents/document-html.ts'
import { freeTextSchema } from '#server/http/schemas.ts'
import { paths } from '#server/paths.ts'
import { fieldsOf } from '#server/ui/forms/fields.ts'
import { formPage } from '#server/ui/forms/form-page.ts'
import { readForm } from '#server/ui/forms/forms.ts'
import { button, buttonGroup, details } from '#server/ui/html/govuk.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import { figureNow, lookOf, type MeasureLook, movementWords } from '#server/ui/html/measure-look.ts'
import type { Web } from '#server/ui/web.ts'
import { limits } from '#workflows/limits.ts'
import { readText } from '#workflows/report/text/report-text.ts'
import { findingsOf } from './edition.ts'
import { sectionAt } from './report-at.ts'
import { changeOfSection, sectionWithEvents } from './section-service.ts'
import { sectionEvents, sectionText } from './section-sheet.ts'
import { seeReport } from './service.ts'
import { foundBeside } from './view-findings.ts'
import { reportNextMove, reportStateWords } from './words.ts'

const draft = z.object({ text: freeTextSchema(limits.section.text).optional() })
const whole = z.object({ text: sectionText.typed })

/** `/sections/:id/write`: its author writes it, beside what was said last time and what the measures say now. */
export function writeSectionPage(app: FastifyInstance, deps: Deps, web: Web): void {
  formPage(app, web, paths.sectionWrite.pattern, async (request) => {
    const { actor, read, home, frame } = await sectionAt(deps, web, request)
    const { section, report } = read
    const full = await seeReport(deps, actor, report.id)
    const asked = { report: full.report, actorId: actor.id, now: deps.clock.now() }
    const [{ items }, findings, before, series] = await Promise.all([
      sectionWithEvents(deps, actor, section.id),
      findingsOf(deps.db, asked, section),
      lastText(deps.db, section),
      measureSeries(deps.db, section.planId),
    ])
    const may = items.some(({ event, allowed }) => event === 'write' && allowed)
    const mayKeep = items.some(({ event, allowed }) => event === 'keep' && allowed)
    const own = section.measureIds
    const looks = series.filter(({ measure }) => own.length === 0 || own.includes(measure.id)).map(lookOf)
    return {
      page: { ...frame('Write the section'), wide: true },
      initial: { text: section.text },
      labels: { text: sectionText.label },
      version: section.version,
      ...(!may && {
        closed: {
          title: 'You cannot write this section now',
          text: `${reportStateWords[report.state]}. ${reportNextMove[report.state]}`,
          next: button({ text: 'Back to the section', href: home, look: 'secondary' }),
        },
      }),
      aside: beside({
        guidance: section.guidance,
        sentBack: section.sentBack,
        found: foundBeside(section.id, findings, mayKeep),
        before,
        looks,
      }),
      fields: (state) => {
        const { text } = fieldsOf(state)
        return html`${text('text', {
          label: sectionText.label,
          hint: sectionText.hint ?? '',
          rows: sectionText.rows ?? 18,
        })}
${buttonGroup(
  button({ text: sectionEvents.write.press }),
  ...(section.state === 'waiting'
    ? [button({ text: sectionEvents.saveDraft.press, look: 'secondary', name: 'step', value: 'draft' })]
    : []),
)}`
      },
      send: async (values, version) => {
        const isDraft = values['step'] === 'draft'
        const typed = readForm(isDraft ? draft : whole, values)
        if (!typed.ok) return typed
        const text = (typed.data as { text?: string }).text ?? ''
        const type = isDraft ? 'saveDraft' : 'write'
        await changeOfSection(deps, actor, section.id, { type, text }, version)
        const to = isDraft ? paths.sectionWrite.at(section) : home
        return { ok: true, data: { to, success: sectionEvents[type].done() } }
      },
    }
  })
}

function beside({
  guidance,
  sentBack,
  found,
  before,
  looks,
}: {
  guidance: string
  sentBack: string
  found: Html | false
  before: string | null
  looks: readonly MeasureLook[]
}): Html {
  return html`${guidance !== '' && html`<h2 class="govuk-heading-s">What is asked for</h2><p>${guidance}</p>`}
${sentBack !== '' && html`<h2 class="govuk-heading-s">Why it was sent back</h2><p>${sentBack}</p>`}
${found}
${
  looks.length > 0 &&
  html`<h2 class="govuk-heading-s">What the measures say</h2>
<ul class="govuk-list">${looks.map(
    (look) =>
      html`<li><span class="wm-ref">${look.measure.ref}</span> ${look.measure.title}: ${figureNow(look)}. ${movementWords(look)}${
        look.newest !== null &&
        html` <span class="wm-quiet">Puts it in: <code>{{${look.measure.ref}}}</code></span>`
      }</li>`,
  )}</ul>`
}
${before !== null && details({ summary: 'What was said last time', body: textHtml(readText(before).blocks) })}`
}
