import type { FastifyInstance } from 'fastify'
import { planPeople } from '#db/read/plan-people.ts'
import type { Deps } from '#server/deps.ts'
import { paths } from '#server/paths.ts'
import { eventOptions } from '#server/sheets/option.ts'
import { formPage } from '#server/ui/forms/form-page.ts'
import { inPart, type Typed } from '#server/ui/forms/forms.ts'
import { happenedSince } from '#server/ui/forms/happened.ts'
import { optionFields, optionWords, readOption } from '#server/ui/forms/options.ts'
import { peopleOptions } from '#server/ui/forms/people-options.ts'
import { button } from '#server/ui/html/govuk.ts'
import { html } from '#server/ui/html/html.ts'
import type { Web } from '#server/ui/web.ts'
import type { Possibility } from '#workflows/engine/step.ts'
import type { ReportEvent } from '#workflows/report/report.ts'
import type { SectionEvent } from '#workflows/report/section.ts'
import type { ReportDeps } from './edition-files.ts'
import { reportAt, sectionAt } from './report-at.ts'
import { reportEvents } from './report-sheet.ts'
import { changeOfSection, sectionWithEvents } from './section-service.ts'
import { sectionEvents } from './section-sheet.ts'
import { changeOfReport, reportWithEvents } from './service.ts'
import { decisions } from './view-section.ts'
import { reportNextMove, reportStateWords, sectionStateWords } from './words.ts'

/** `/reports/:id/decide`: takes a report a step on, or says whose move it is. */
export function decideReportPage(app: FastifyInstance, deps: ReportDeps, web: Web): void {
  formPage(app, web, paths.reportDecide.pattern, async (request) => {
    const { actor, read, home, frame } = await reportAt(deps, web, request)
    const { report } = read
    const { items } = await reportWithEvents(deps, actor, report.id)
    const options = eventOptions<ReportEvent, { edition: number }>(reportEvents, items, { before: report })
    const held = heldUp(items)
    return {
      page: frame('Decide on the report'),
      version: report.version,
      ...optionWords(options),
      since: (version) => happenedSince(deps, report.id, version, reportEvents),
      ...(options.length === 0 && {
        closed: {
          title: 'There is nothing for you to do here yet',
          text: [`${reportStateWords[report.state]}. ${reportNextMove[report.state]}`, ...held].join(' '),
          next: button({ text: 'Back to the report', href: home, look: 'secondary' }),
        },
      }),
      fields: (state) =>
        html`${held.map((because) => html`<p>${because}</p>`)}${optionFields(options, state)}`,
      send: async (values, version) => {
        const typed = readOption(options, values)
        if (!typed.ok) return typed
        const { event, option } = typed.data
        await changeOfReport(deps, actor, report.id, event, version)
        return { ok: true, data: { to: home, success: option.done } }
      },
    }
  })
}

/** Why this person cannot take the report on, where that is not for others to do: what lies in the way, in sentences. */
function heldUp(items: readonly Possibility[]): string[] {
  const onward = new Set(['submit', 'approve', 'issue'])
  return items.flatMap(({ event, allowed, code, because }) =>
    allowed || because === null || !onward.has(event) || code === 'notYourRole' || code === 'wrongState'
      ? []
      : because,
  )
}

/** `/sections/:id/decide`: accepts a section, sends it back, or chooses its author. */
export function decideSectionPage(app: FastifyInstance, deps: Deps, web: Web): void {
  formPage(app, web, paths.sectionDecide.pattern, async (request) => {
    const { actor, read, plan, home, frame, shut } = await sectionAt(deps, web, request)
    const { section } = read
    const { items } = await sectionWithEvents(deps, actor, section.id)
    const people = shut === null ? await planPeople(deps.db, plan.id, 'ofNoPlan') : []
    const options = eventOptions<SectionEvent, typeof section>(
      sectionEvents,
      items.filter(({ event }) => decisions.has(event)),
      {
        before: section,
        picks: { authorId: peopleOptions(people) },
        ...(section.dueOn !== null && { days: { dueOn: section.dueOn } }),
      },
    )
    return {
      page: frame('Decide on the section'),
      version: section.version,
      dates: options.flatMap(({ name, dates = [] }) => dates.map((date) => `${name}-${date}`)),
      initial: Object.assign({}, ...options.map(({ name, initial = {} }) => inPart(initial, name))) as Typed,
      ...optionWords(options),
      since: (version) => happenedSince(deps, section.id, version, sectionEvents),
      ...(options.length === 0 && {
        closed: {
          title: 'There is nothing for you to do here yet',
          text: shut ?? `${sectionStateWords[section.state]}. ${reportNextMove[read.report.state]}`,
          next: button({ text: 'Back to the section', href: home, look: 'secondary' }),
        },
      }),
      fields: (state) => optionFields(options, state),
      send: async (values, version) => {
        const typed = readOption(options, values)
        if (!typed.ok) return typed
        const { event, option } = typed.data
        await changeOfSection(deps, actor, section.id, event, version)
        return { ok: true, data: { to: home, success: option.done } }
      },
    }
  })
}
