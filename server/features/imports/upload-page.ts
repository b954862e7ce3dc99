import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type PlanRow, roleIn } from '#db/read/plans.ts'
import { planSection } from '#server/features/plans/section.ts'
import { mayCreatePlan, seePlan, whyNoNewPlan } from '#server/features/plans/service.ts'
import { idSchema, textFault } from '#server/http/schemas.ts'
import { takeUploads, type Upload } from '#server/http/upload.ts'
import { paths } from '#server/paths.ts'
import { fieldsOf } from '#server/ui/forms/fields.ts'
import { type Drawn, type Form, formAt } from '#server/ui/forms/form-loop.ts'
import { asFault, type Faults, faultList, type Typed } from '#server/ui/forms/forms.ts'
import { onceFields } from '#server/ui/forms/once.ts'
import { emptyState, section } from '#server/ui/html/components.ts'
import { button, fileUpload } from '#server/ui/html/govuk.ts'
import { html } from '#server/ui/html/html.ts'
import type { Web } from '#server/ui/web.ts'
import { mayEditPlan } from '#workflows/engine/policy.ts'
import { spreadsheetLimits } from '#workflows/exchange/spreadsheet-limits.ts'
import { beyond, isWithin, limits } from '#workflows/limits.ts'
import { whyPlanIsShut } from '#workflows/plan/plan-settings.ts'
import { type ImportDeps, listImports, type Sent, sendSpreadsheet, tooLargeToSend } from './service.ts'
import { titleIn } from './title-form.ts'
import { importTable } from './view-imports.ts'

type UploadForm = Form & Awaited<ReturnType<typeof standing>>

/** `/imports/new`: sends a spreadsheet, or cells that are pasted, for the plan of `?plan=` or for a new one. */
export function uploadPage(app: FastifyInstance, deps: ImportDeps, web: Web): void {
  void app.register(async (uploads) => {
    uploads.setErrorHandler(async (error, request, reply) => {
      if ((error as { statusCode?: number }).statusCode !== 413) throw error
      const form: UploadForm = { ...(await standing(deps, web, request)), send: sending(request) }
      return draw(request, reply, form, {
        state: { values: {}, faults: { file: tooLargeToSend } },
        status: 400,
      })
    })
    // Cells are kept as a file is, where NUL is one more character that cannot be printed.
    takeUploads(uploads, spreadsheetLimits.bytes, (name, sent) =>
      name === 'pasted' ? sent.replaceAll('\0', '\u0001') : sent,
    )
    formAt(uploads, web, paths.importNew.pattern, {
      open: async (request): Promise<UploadForm> => ({
        ...(await standing(deps, web, request)),
        refusal: ({ code, message }) =>
          ['invalidRequest', 'tooLarge'].includes(code)
            ? { faults: { [sentAs(request)]: message }, errors: [], status: 400 }
            : undefined,
        send: sending(request),
      }),
      draw,
    })
  })

  function sending(request: FastifyRequest): Form['send'] {
    return async (values) => {
      const plan = await planOf(deps, web, request)
      const into = plan ? { ok: true as const, data: { planId: plan.id } } : titleIn(values)
      const file = sentIn(values, request.body as Partial<Upload>)
      if (!into.ok || !isSent(file))
        return { ok: false, faults: { ...(into.ok ? {} : into.faults), ...(isSent(file) ? {} : file) } }
      const { id } = await sendSpreadsheet(deps, web.signedIn(request), { ...file, into: into.data })
      return {
        ok: true,
        data: {
          to: paths.import.at({ id }),
          success: 'The spreadsheet is read. Nothing is in the plan yet.',
        },
      }
    }
  }

  function draw(request: FastifyRequest, reply: FastifyReply, form: UploadForm, drawn: Drawn): FastifyReply {
    const { plan, role, shut, others } = form
    const { state, errors = faultList(state.faults), status } = drawn
    const fields = fieldsOf(state)
    const heading = plan ? 'Bring in a spreadsheet' : 'Start a plan from a spreadsheet'
    return web.show(request, reply, {
      title: plan ? `${heading}: ${plan.title}` : heading,
      heading,
      ...(plan && { section: planSection(plan, role, 'page', 'below') }),
      back: plan
        ? { href: paths.plan.at(plan), text: 'Back to the plan' }
        : { href: paths.plans.at(), text: 'Back to the plans' },
      status,
      ...(errors.length > 0 && { errors }),
      body: html`${
        shut === null
          ? html`<form class="wm-form" method="post" action="${paths.importNew.at()}${plan && `?plan=${plan.id}`}" enctype="multipart/form-data" novalidate>
${onceFields(web.token(request))}
<p>It is read row by row first, and shown to you with what is not clear. Nothing is in the plan before you say so.</p>
${!plan && fields.line('title', { label: 'Title of the new plan' })}
${fileUpload({
  name: 'file',
  label: 'The spreadsheet',
  hint: `An Excel file (.xlsx), .ods or .csv of up to 5 MB and ${spreadsheetLimits.rows.toLocaleString('en-GB')} rows, without a password`,
  error: state.faults.file,
})}
${fields.text('pasted', {
  label: 'Or the cells themselves (optional)',
  hint: 'Copied in Excel with their headings, and pasted here. Colours do not come with them.',
  rows: 5,
})}
${button({ text: 'Read the spreadsheet' })}</form>`
          : emptyState({ title: 'You cannot bring in a spreadsheet', text: shut })
      }${others.length > 0 && section({ title: 'Sent before', id: 'before', number: others.length, body: importTable(others) })}`,
    })
  }
}

async function standing(deps: ImportDeps, web: Web, request: FastifyRequest) {
  const actor = web.signedIn(request)
  const plan = await planOf(deps, web, request)
  const role = plan && (await roleIn(deps.db, actor.id, plan.id))
  const may = plan ? mayEditPlan(role) : await mayCreatePlan(deps, actor)
  const others = await listImports(deps, actor, plan?.id ?? null)
  return { plan, role, shut: may ? plan && whyPlanIsShut(plan.state) : whyNot(plan), others }
}

const whyNot = (plan: PlanRow | null): string =>
  plan ? 'Only the plan administrator can do this. Ask them to.' : whyNoNewPlan

async function planOf(deps: ImportDeps, web: Web, request: FastifyRequest): Promise<PlanRow | null> {
  const { plan } = request.query as { plan?: unknown }
  const id = idSchema.safeParse(plan)
  return id.success ? seePlan(deps, web.signedIn(request), id.data) : null
}

/** The field that what was sent came in. */
function sentAs({ body }: FastifyRequest): 'file' | 'pasted' {
  const { name = '' } = (body ?? {}) as Partial<Upload>
  return name === '' ? 'pasted' : 'file'
}

const isSent = (file: Omit<Sent, 'into'> | Faults): file is Omit<Sent, 'into'> =>
  Buffer.isBuffer(file['bytes'])

function sentIn(values: Typed, body: Partial<Upload>): Omit<Sent, 'into'> | Faults {
  const { name = '', pasted = '' } = values
  if (!isWithin(limits.import.pasted, pasted)) return { pasted: asFault(beyond(limits.import.pasted)) }
  if (name !== '' && pasted.trim() !== '') return { file: 'Send the file or the cells, not both' }
  if (name !== '' && body.content)
    return textFault(limits.import.fileName, name) === null
      ? { name, bytes: body.content() }
      : { file: 'Give the file a shorter name, of 200 letters and figures at most' }
  if (pasted.trim() !== '') return { name: 'Pasted cells', bytes: Buffer.from(pasted) }
  return { pasted: 'Choose a spreadsheet, or paste its cells' }
}
