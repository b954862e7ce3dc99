import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Deps } from '#server/deps.ts'
import { readActionModel } from '#server/features/actions/page/action-model.ts'
import { Problem } from '#server/http/problem.ts'
import { paths } from '#server/paths.ts'
import { csrfField } from '#server/ui/html/components.ts'
import { button, fileUpload } from '#server/ui/html/govuk.ts'
import { html } from '#server/ui/html/html.ts'
import type { Web } from '#server/ui/web.ts'
import { kindsInWords, MOST_BYTES } from './file-type.ts'
import { downloadHeaders, fileTooLarge, keepFile, linkOf, type Sent, seeFile } from './service.ts'

type Upload = { _csrf: string; file: Sent | null }
type Params = { id: string }

/** `/actions/:id/file`: sends a file that then serves as evidence; `/files/:id`: its download. */
export function filePages(app: FastifyInstance, deps: Deps, web: Web): void {
  app.get(paths.actionFile.pattern, web.signedInOnly, (request, reply) => show(request, reply))

  void app.register(async (uploads) => {
    uploads.setErrorHandler((error, request, reply) => {
      if ((error as { statusCode?: number }).statusCode !== 413) throw error
      return show(request, reply, fileTooLarge)
    })
    uploads.addContentTypeParser(
      'multipart/form-data',
      { parseAs: 'buffer', bodyLimit: MOST_BYTES + 10_000 },
      async (request: FastifyRequest, body: Buffer) => uploadIn(request, body),
    )
    uploads.post(
      paths.actionFile.pattern,
      { ...web.signedInOnly, bodyLimit: MOST_BYTES + 10_000 },
      async (request, reply) => {
        web.sessions.checkForm(request)
        const { file } = request.body as Partial<Upload>
        if (!file?.name) return show(request, reply, 'Choose a file')
        if (file.content.length === 0)
          return show(request, reply, 'The file is empty. Choose one with something in it')
        try {
          const kept = await keepFile(deps, web.signedIn(request), (request.params as Params).id, file)
          const link = encodeURIComponent(linkOf(deps, kept))
          return web.seeOther(
            request,
            reply,
            `${paths.actionEvidence.at({ id: kept.actionId })}?link=${link}`,
            {
              success: `${kept.name} is kept. Now say what it shows.`,
            },
          )
        } catch (error) {
          if (error instanceof Problem && ['invalidRequest', 'tooLarge'].includes(error.code))
            return show(request, reply, error.message)
          throw error
        }
      },
    )
  })

  app.get(paths.file.pattern, web.signedInOnly, async (request, reply) => {
    const file = await seeFile(deps, web.signedIn(request).id, (request.params as Params).id)
    return reply.headers(downloadHeaders(file)).send(file.content)
  })

  async function show(request: FastifyRequest, reply: FastifyReply, error?: string): Promise<FastifyReply> {
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
      ...(error !== undefined && { status: 400, errors: [{ text: error, href: '#file' }] }),
      body: html`<form class="wm-prose" method="post" action="${paths.actionFile.at({ id })}" enctype="multipart/form-data" novalidate>
${csrfField(web.token(request))}
${fileUpload({ name: 'file', label: 'File', hint: `Up to 10 MB: ${kindsInWords}, without macros. Everybody who may see the action can download it.`, error })}
${button({ text: 'Send this file' })}</form>`,
    })
  }
}

/** The parts of an upload. The platform's own parser reads them; a file is whole in memory, and small enough for it. */
async function uploadIn({ headers }: FastifyRequest, body: Buffer): Promise<Upload> {
  try {
    const parts = await new Response(new Uint8Array(body), {
      headers: { 'content-type': headers['content-type'] ?? '' },
    }).formData()
    const [token, file] = [parts.get('_csrf'), parts.get('file')]
    return {
      _csrf: typeof token === 'string' ? token : '',
      file: file instanceof File ? { name: file.name, content: Buffer.from(await file.arrayBuffer()) } : null,
    }
  } catch {
    throw new Problem('invalidRequest', 'The file did not arrive whole. Send it again.')
  }
}
