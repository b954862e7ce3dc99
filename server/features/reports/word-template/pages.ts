import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { roleIn } from '#db/read/plans.ts'
import { readWordTemplate, type WordTemplateRead } from '#db/read/word-template.ts'
import type { Deps } from '#server/deps.ts'
import { LARGEST_TEMPLATE } from '#server/documents/styles-from.ts'
import { planAt } from '#server/features/plans/plan-at.ts'
import { planSection } from '#server/features/plans/section.ts'
import { takeUploads, type Upload } from '#server/http/upload.ts'
import { paths } from '#server/paths.ts'
import { type Drawn, type Form, formAt } from '#server/ui/forms/form-loop.ts'
import { formPage } from '#server/ui/forms/form-page.ts'
import { faultList } from '#server/ui/forms/forms.ts'
import { onceFields } from '#server/ui/forms/once.ts'
import { emptyState, moment } from '#server/ui/html/components.ts'
import { button, fileUpload } from '#server/ui/html/govuk.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import type { Web } from '#server/ui/web.ts'
import { whyNotKeepReports } from '../report-at.ts'
import { chooseWordTemplate, dropWordTemplate, templateTooLarge } from './service.ts'

type TemplateForm = Form & Awaited<ReturnType<typeof standing>>

/** `/plans/:id/word-template`: whose styles the Word files of a plan have, and a way to send or remove a file of them. */
export function wordTemplatePages(app: FastifyInstance, deps: Deps, web: Web): void {
  void app.register(async (uploads) => {
    uploads.setErrorHandler(async (error, request, reply) => {
      if ((error as { statusCode?: number }).statusCode !== 413) throw error
      const form: TemplateForm = { ...(await standing(deps, web, request)), send: sending(request) }
      return draw(request, reply, form, { state: { values: {}, ...fault(templateTooLarge) }, status: 400 })
    })
    takeUploads(uploads, LARGEST_TEMPLATE)
    formAt(uploads, web, paths.wordTemplate.pattern, {
      open: async (request): Promise<TemplateForm> => ({
        ...(await standing(deps, web, request)),
        refusal: ({ code, message }) =>
          ['invalidRequest', 'tooLarge'].includes(code)
            ? { ...fault(message), errors: [], status: 400 }
            : undefined,
        send: sending(request),
      }),
      draw,
    })
  })

  formPage(app, web, paths.wordTemplateRemove.pattern, async (request) => {
    const { plan, role, shut, template, home } = await standing(deps, web, request)
    const why = shut ?? (template === null ? 'The plan has no Word styles of its own.' : null)
    return {
      page: {
        title: `Remove the Word styles: ${plan.title}`,
        heading: 'Remove the Word styles of this plan',
        section: planSection(plan, role, 'reports', 'below'),
        back: { href: home, text: 'Back to the Word styles' },
      },
      ...(why !== null && { closed: { title: 'There is nothing to remove for you', text: why } }),
      fields:
        () => html`<p>Word files that are made from then on have the styles of Waymark. Those that are made stay as they are.</p>
${button({ text: 'Remove them', look: 'warning' })}`,
      send: async () => {
        await dropWordTemplate(deps, web.signedIn(request), plan.id)
        return { ok: true, data: { to: home, success: 'The Word styles are removed.' } }
      },
    }
  })

  function sending(request: FastifyRequest): Form['send'] {
    return async ({ name = '' }) => {
      const { content } = request.body as Partial<Upload>
      if (name === '' || !content) return { ok: false, ...fault('Choose a Word file') }
      const { id } = request.params as { id: string }
      await chooseWordTemplate(deps, web.signedIn(request), id, content())
      const success = 'The Word styles are set. Word files of editions that are made from now on have them.'
      return { ok: true, data: { to: paths.wordTemplate.at({ id }), success } }
    }
  }

  async function draw(
    request: FastifyRequest,
    reply: FastifyReply,
    form: TemplateForm,
    { state: { faults }, errors = faultList(faults), status }: Drawn,
  ): Promise<FastifyReply> {
    const { plan, role, shut, template } = form
    return web.show(request, reply, {
      title: `Word styles: ${plan.title}`,
      heading: 'Word styles of this plan',
      section: planSection(plan, role, 'reports', 'below'),
      back: { href: paths.reports.at(plan), text: 'Back to the reports' },
      status,
      ...(errors.length > 0 && { errors }),
      body: html`${told(template, plan.id, shut === null)}${
        shut === null
          ? html`<form class="wm-prose" method="post" action="${paths.wordTemplate.at(plan)}" enctype="multipart/form-data" novalidate>
${onceFields(web.token(request))}
${fileUpload({
  name: 'file',
  label: 'A Word file that has them',
  hint: 'A document or template (.docx, .dotx) of up to 5 MB, without macros and password. Only its styles are kept.',
  error: faults.file,
})}
${button({ text: 'Use the styles of this file' })}</form>`
          : emptyState({ title: 'You cannot change them', text: shut })
      }`,
    })
  }
}

async function standing(deps: Deps, web: Web, request: FastifyRequest) {
  const plan = await planAt(deps, web, request)
  const role = await roleIn(deps.db, web.signedIn(request).id, plan.id)
  const template = await readWordTemplate(deps.db, plan.id)
  return { plan, role, template, shut: whyNotKeepReports(role, plan), home: paths.wordTemplate.at(plan) }
}

function told(template: WordTemplateRead | null, planId: string, editable: boolean): Html {
  if (template === null)
    return html`<p>Word files of reports have the styles of Waymark: Arial, with headings in black.</p>`
  return html`<p>Word files of reports have the styles of a file that ${template.setBy.name} sent on ${moment(template.setAt)}.</p>
${editable && html`<p><a class="govuk-link" href="${paths.wordTemplateRemove.at({ id: planId })}">Remove them</a></p>`}`
}

const fault = (text: string) => ({ faults: { file: text } })
