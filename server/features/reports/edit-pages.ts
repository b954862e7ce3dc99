import type { FastifyInstance } from 'fastify'
import { pageMeetings } from '#db/read/meetings.ts'
import { planPeople } from '#db/read/plan-people.ts'
import { roleIn } from '#db/read/plans.ts'
import { reportTemplatesOf } from '#db/read/report-templates.ts'
import type { Deps } from '#server/deps.ts'
import { planAt } from '#server/features/plans/plan-at.ts'
import { planSection } from '#server/features/plans/section.ts'
import { paths } from '#server/paths.ts'
import { drawnFields, nounForm } from '#server/sheets/noun-form.ts'
import { dayOrNone } from '#server/sheets/noun.ts'
import { changedFields } from '#server/ui/forms/changed-fields.ts'
import { fieldsOf } from '#server/ui/forms/fields.ts'
import { formPage } from '#server/ui/forms/form-page.ts'
import { meaningsOf } from '#server/ui/forms/options.ts'
import { peopleOptions } from '#server/ui/forms/people-options.ts'
import { button, type Option } from '#server/ui/html/govuk.ts'
import { html } from '#server/ui/html/html.ts'
import type { Web } from '#server/ui/web.ts'
import type { ReportDeps } from './edition-files.ts'
import { templateChoices } from './own-templates/choices.ts'
import { reportAt, whyNotKeepReports } from './report-at.ts'
import { reportFields } from './report-fields-sheet.ts'
import { addReport, changeOfReport } from './service.ts'

const form = nounForm(reportFields)
const { title: _, body: __, approverPost: ___, ...first } = reportFields
/** Of a new report the cut-off may be left out, as in the API: it is the day of the report then. */
const newFields = {
  ...first,
  cutOffOn: dayOrNone({
    label: first.cutOffOn.label,
    ask: `${first.cutOffOn.ask} (optional)`,
    hint: 'Left empty, up to the day of the report',
    what: 'the cut-off',
  }),
}
const firstForm = nounForm(newFields)

/** `/plans/:id/reports/new`: makes a report from a template. */
export function newReportPage(app: FastifyInstance, deps: Deps, web: Web): void {
  formPage(app, web, paths.reportNew.pattern, async (request) => {
    const plan = await planAt(deps, web, request)
    const actor = web.signedIn(request)
    const role = await roleIn(deps.db, actor.id, plan.id)
    const home = paths.reports.at(plan)
    const shut = whyNotKeepReports(role, plan)
    const picks = await offersFor(deps, plan.id)
    const templates = templateChoices(await reportTemplatesOf(deps.db, plan.id, 'inUse'))
    const { template: asked } = request.query as { template?: unknown }
    return {
      page: {
        title: `Make a report: ${plan.title}`,
        heading: 'Make a report',
        section: planSection(plan, role, 'reports', 'below'),
        back: { href: home, text: 'Back to the reports' },
      },
      dates: firstForm.dates,
      ...(templates.some(({ value }) => value === asked) && { chosen: { template: asked as string } }),
      ...(shut !== null && {
        closed: {
          title: 'You cannot make a report',
          text: shut,
          next: button({ text: 'Back to the reports', href: home, look: 'secondary' }),
        },
      }),
      fields: (state) => {
        const draw = fieldsOf(state)
        return html`${draw.oneOf('template', {
          label: 'What is it made from?',
          items: templates,
        })}
${drawnFields(draw, newFields, picks)}
${button({ text: 'Make the report' })}`
      },
      send: async (values) => {
        const read = firstForm.read(values)
        const template = templates.find(({ value }) => value === values['template'])?.value
        const faults = {
          ...(template === undefined && { template: 'Choose what it is made from' }),
          ...(!read.ok && read.faults),
        }
        if (!read.ok || template === undefined) return { ok: false, faults }
        const { cutOffOn, ...fields } = read.data
        const wanted = { ...fields, template, ...(cutOffOn !== null && { cutOffOn }) }
        const { id, number } = await addReport(deps, actor, plan.id, wanted)
        return {
          ok: true,
          data: {
            to: paths.report.at({ id }),
            success: `Report ${number} is a draft. Name an author for each section that people write.`,
          },
        }
      },
    }
  })
}

/** `/reports/:id/edit`: changes what a report says of itself, until it is submitted. */
export function editReportPage(app: FastifyInstance, deps: ReportDeps, web: Web): void {
  formPage(app, web, paths.reportEdit.pattern, async (request) => {
    const { actor, read, plan, home, frame, shut } = await reportAt(deps, web, request)
    const { report } = read
    const saved = form.saved(report)
    const open = report.state === 'draft' || report.state === 'commissioned'
    const picks = await offersFor(deps, plan.id, read.approver)
    const why =
      shut ?? (open ? null : 'A report can be changed until it is submitted. Its approver can return it.')
    return {
      page: frame('Change the report'),
      initial: saved,
      dates: form.dates,
      labels: form.labels,
      choices: { approverId: meaningsOf(picks.approverId), meetingId: meaningsOf(picks.meetingId) },
      version: report.version,
      ...(why !== null && {
        closed: {
          title: 'You cannot change this report',
          text: why,
          next: button({ text: 'Back to the report', href: home, look: 'secondary' }),
        },
      }),
      fields: (state) => form.draw(state, 'Save the report', picks),
      send: async (values, version) => {
        const typed = form.read(values, saved)
        if (!typed.ok) return typed
        const change = changedFields(report, typed.data)
        if (Object.keys(change).length === 0)
          return { ok: true, data: { to: home, success: 'Nothing was changed.' } }
        await changeOfReport(deps, actor, report.id, { type: 'edit', change }, version)
        return { ok: true, data: { to: home, success: 'The report is saved.' } }
      },
    }
  })
}

/** Who may approve it, and for which meeting it may be. */
async function offersFor(
  { db }: Deps,
  planId: string,
  approver: { id: string; name: string } | null = null,
): Promise<{ approverId: Option[]; meetingId: Option[] }> {
  const [people, { items }] = await Promise.all([
    planPeople(db, planId, 'ofNoPlan'),
    pageMeetings(db, planId, { limit: 200, after: null }),
  ])
  const offered = peopleOptions(people)
  // An approver who has left stands there until another is chosen.
  const gone = approver !== null && offered.every(({ value }) => value !== approver.id)
  return {
    approverId: gone ? [...offered, { value: approver.id, text: `${approver.name} (has left)` }] : offered,
    meetingId: items.map(({ id, number, title }) => ({ value: id, text: `Meeting ${number}, ${title}` })),
  }
}
