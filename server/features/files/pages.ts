import { createHash } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Deps } from '#server/deps.ts'
import { readActionModel } from '#server/features/actions/page/action-model.ts'
import { Problem } from '#server/http/problem.ts'
import { paths } from '#server/paths.ts'
import { type Drawn, type Form, formAt } from '#server/ui/forms/form-loop.ts'
import { faultList } from '#server/ui/forms/forms.ts'
import { onceFields } from '#server/ui/forms/once.ts'
import { button, fileUpload } from '#server/ui/html/govuk.ts'
import { html } from '#server/ui/html/html.ts'
import type { Web } from '#server/ui/web.ts'
import { kindsInWords, MOST_BYTES } from './file-type.ts'
import { downloadHeaders, fileTooLarge, keepFile, linkOf, seeFile } from './service.ts'

/** What is sent with a file. Its content is known by a digest where the form is told from others. */
type Upload = { _csrf: string; _once: string; name: string; digest: string; content: () => Buffer }
type Params = { id: string }

/** `/actions/:id/file`: sends a file that then serves as evidence; `/files/:id`: its download. */
export function filePages(app: FastifyInstance, deps: Deps, web: Web): void {
  void app.register(async (uploads) => {
    uploads.setErrorHandler((error, request, reply) => {
      if ((error as { statusCode?: number }).statusCode !== 413) throw error
      return draw(request, reply, {}, { state: { values: {}, ...fault(fileTooLarge) }, status: 400 })
    })
    uploads.addContentTypeParser(
      'multipart/form-data',
      { parseAs: 'buffer', bodyLimit: MOST_BYTES + 10_000 },
      async (request: FastifyRequest, body: Buffer) => uploadIn(request, body),
    )
    formAt(uploads, web, paths.actionFile.pattern, {
      open: async (request): Promise<Form> => ({
        refusal: ({ code, message }) =>
          ['invalidRequest', 'tooLarge'].includes(code)
            ? { ...fault(message), errors: [], status: 400 }
            : undefined,
        send: async ({ name = '' }) => {
          const content = (request.body as Partial<Upload>).content?.()
          if (name === '' || !content) return { ok: false, ...fault('Choose a file') }
          if (content.length === 0)
            return { ok: false, ...fault('The file is empty. Choose one with something in it') }
          const { id } = request.params as Params
          const kept = await keepFile(deps, web.signedIn(request), id, { name, content })
          const link = encodeURIComponent(linkOf(deps, kept))
          const to = `${paths.actionEvidence.at({ id: kept.actionId })}?link=${link}`
          return {
            ok: true,
            data: { to, success: `The file ‘${kept.name}’ is kept. Now say what it shows.` },
          }
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

/** The parts of an upload. The platform's own parser reads them; a file is whole in memory, and small enough for it. */
async function uploadIn({ headers }: FastifyRequest, body: Buffer): Promise<Upload> {
  try {
    const parts = await new Response(new Uint8Array(body), {
      headers: { 'content-type': headers['content-type'] ?? '' },
    }).formData()
    const text = (name: string) => {
      const part = parts.get(name)
      return typeof part === 'string' ? part : ''
    }
    const file = parts.get('file')
    const content = Buffer.from(file instanceof File ? await file.arrayBuffer() : new ArrayBuffer())
    return {
      _csrf: text('_csrf'),
      _once: text('_once'),
      name: file instanceof File ? file.name : '',
      digest: createHash('sha256').update(content).digest('hex'),
      content: () => content,
    }
  } catch {
    throw new Problem('invalidRequest', 'The file did not arrive whole. Send it again.')
  }
}
