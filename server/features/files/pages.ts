import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Deps } from '#server/deps.ts'
import { readActionModel } from '#server/features/actions/page/action-model.ts'
import { downloadHeaders } from '#server/http/download.ts'
import { lengthSent, takeUploads, type Upload } from '#server/http/upload.ts'
import { paths } from '#server/paths.ts'
import { type Drawn, type Form, formAt } from '#server/ui/forms/form-loop.ts'
import { faultList } from '#server/ui/forms/forms.ts'
import { onceFields } from '#server/ui/forms/once.ts'
import { button, fileUpload } from '#server/ui/html/govuk.ts'
import { html } from '#server/ui/html/html.ts'
import type { Web } from '#server/ui/web.ts'
import { kindsInWords } from './file-kinds.ts'
import { MOST_BYTES } from './file-type.ts'
import { fileTooLarge, keepFile, linkOf, seeFile } from './service.ts'

type Params = { id: string }

/** `/actions/:id/file`: sends a file that then serves as evidence; `/files/:id`: its download. */
export function filePages(app: FastifyInstance, deps: Deps, web: Web): void {
  void app.register(async (uploads) => {
    uploads.setErrorHandler((error, request, reply) => {
      if ((error as { statusCode?: number }).statusCode !== 413) throw error
      return draw(
        request,
        reply,
        {},
        { state: { values: {}, ...fault(fileTooLarge(lengthSent(request))) }, status: 400 },
      )
    })
    takeUploads(uploads, MOST_BYTES)
    formAt(uploads, web, paths.actionFile.pattern, {
      open: async (request): Promise<Form> => ({
        refusal: ({ code, message }) =>
          ['invalidRequest', 'tooLarge'].includes(code)
            ? { ...fault(message), errors: [], status: 400 }
            : undefined,
        send: async ({ name = '' }) => {
          const { content } = request.body as Partial<Upload>
          if (name === '' || !content) return { ok: false, ...fault('Choose a file') }
          const { id } = request.params as Params
          const { file, told } = await keepFile(deps, web.signedIn(request), id, { name, content: content() })
          const link = encodeURIComponent(linkOf(deps, file))
          const to = `${paths.actionEvidence.at({ id: file.actionId })}?link=${link}`
          const said = [`The file ‘${file.name}’ is kept.`, ...told.map(({ detail }) => detail)]
          return { ok: true, data: { to, success: `${said.join(' ')} Now say what it shows.` } }
        },
      }),
      draw,
    })
  })

  app.get(paths.file.pattern, web.signedInOnly, async (request, reply) => {
    const file = await seeFile(deps, web.signedIn(request).id, (request.params as Params).id)
    return reply.headers(downloadHeaders(file)).send(file.content)
  })

  async function draw(
    request: FastifyRequest,
    reply: FastifyReply,
    _: object,
    { state: { faults }, errors = faultList(faults), status }: Drawn,
  ): Promise<FastifyReply> {
    const { read } = await readActionModel(
      deps,
      web.signedIn(request) as never,
      (request.params as Params).id,
    )
    const { id, ref } = read.facts
    return web.show(request, reply, {
      title: `Send a file for ${ref}`,
      heading: 'Send a file',
      back: { href: paths.actionEvidence.at({ id }), text: 'Back to the evidence' },
      status,
      ...(errors.length > 0 && { errors }),
      body: html`<form class="wm-prose" method="post" action="${paths.actionFile.at({ id })}" enctype="multipart/form-data" novalidate>
${onceFields(web.token(request))}
${fileUpload({
  name: 'file',
  label: 'File',
  hint: `Up to 10 MB: ${kindsInWords}, without macros. Everybody who may see the action can download it.`,
  error: faults.file,
})}
${button({ text: 'Send this file' })}</form>`,
    })
  }
}

const fault = (text: string) => ({ faults: { file: text } })
