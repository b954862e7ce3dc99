import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { EditionFileKind } from '#db/read/edition-files.ts'
import { type EditionHead, editionsOf, readEdition } from '#db/read/reports.ts'
import { documentJson } from '#server/documents/document-json.ts'
import { prepared } from '#server/documents/prepare.ts'
import { downloadHeaders } from '#server/http/download.ts'
import { Problem } from '#server/http/problem.ts'
import { paths } from '#server/paths.ts'
import { html } from '#server/ui/html/html.ts'
import type { Web } from '#server/ui/web.ts'
import { londonDay } from '#workflows/calendar/calendar.ts'
import { downloadOf } from './edition-download.ts'
import type { ReportDeps } from './edition-files.ts'
import { reportAt } from './report-at.ts'
import { documentBody } from './view-document.ts'
import { editionFileList, type EditionPlaces, makingBody } from './view-edition.ts'

/** Where the files of an edition are for people of the plan. */
const places: EditionPlaces = {
  page: paths.edition,
  word: paths.editionWord,
  pdf: paths.editionPdf,
  data: paths.editionData,
  wordMaking: paths.editionWordMaking,
  pdfMaking: paths.editionPdfMaking,
}

/** `/reports/:id/editions/:number`: an edition, its files, and how far the making of one is. */
export function editionPages(app: FastifyInstance, deps: ReportDeps, web: Web): void {
  const { db, editionFiles } = deps

  app.get(paths.edition.pattern, web.signedInOnly, async (request, reply) => {
    const { read, edition, contents, frame } = await editionAt(request)
    const [newest] = await editionsOf(db, read.report.id)
    return web.show(request, reply, {
      ...frame(`Edition ${edition.number}`),
      fixedOn: londonDay(edition.issuedAt),
      wide: true,
      body: html`${
        newest !== undefined &&
        edition.number !== newest.number &&
        html`<p class="wm-lead"><strong>A later edition takes its place.</strong> <a class="govuk-link" href="${paths.edition.at(
          { id: read.report.id, number: newest.number },
        )}">Read edition ${newest.number}</a>.</p>`
      }${editionFileList(edition, places)}${documentBody(contents)}`,
    })
  })

  app.get(paths.editionData.pattern, web.signedInOnly, async (request, reply) => {
    const { read, edition, contents } = await editionAt(request)
    const data = Buffer.from(documentJson(prepared(contents)))
    const { forOn } = read.report
    const download = downloadOf(
      { edition, contents },
      { kind: 'data', forOn, size: data.length, isPublic: false },
    )
    return reply.headers(downloadHeaders(download)).send(data)
  })

  const kinds = [
    { kind: 'word', file: paths.editionWord, making: paths.editionWordMaking },
    { kind: 'pdf', file: paths.editionPdf, making: paths.editionPdfMaking },
  ] as const
  for (const { kind, file, making } of kinds) {
    app.get(file.pattern, web.signedInOnly, async (request, reply) => {
      const { read, edition, contents } = await editionAt(request)
      const kept = await editionFiles.read(formOf(edition), kind)
      if (kept === null) return reply.redirect(making.at(placeOf(edition)), 303)
      const { forOn } = read.report
      const download = downloadOf({ edition, contents }, { kind, forOn, size: kept.size, isPublic: false })
      return reply.headers(downloadHeaders(download)).send(kept.content)
    })

    app.get(making.pattern, web.signedInOnly, async (request, reply) => {
      const { edition, frame } = await editionAt(request)
      const shown = await stepOf(edition, kind, request)
      if ('to' in shown) return reply.redirect(shown.to, 303)
      if (shown.refresh !== null) reply.header('refresh', shown.refresh)
      return web.show(request, reply, {
        ...frame(shown.heading),
        back: { href: paths.edition.at(placeOf(edition)), text: 'Back to the edition' },
        status: shown.status,
        body: shown.body,
      })
    })
  }

  async function stepOf(edition: EditionHead, kind: EditionFileKind, { query }: FastifyRequest) {
    const form = formOf(edition)
    const { again, still } = query as { again?: string; still?: string }
    const isThere = edition.files.some((file) => file.kind === kind)
    const standing = editionFiles.standing(form)
    const place = placeOf(edition)
    const here = (kind === 'word' ? places.wordMaking : places.pdfMaking).at(place)
    const isWaiting = !isThere && (typeof standing === 'string' || again !== undefined)
    if (isWaiting) editionFiles.begin(form)
    if (again !== undefined) return { to: here }
    const refusal = typeof standing === 'string' ? null : standing.refusal
    return makingBody({ kind, place, places, here, isThere, refusal, looksAgain: still === undefined })
  }

  /** The edition that a page's address names. Throws 404 for one that is not there or not theirs to see. */
  async function editionAt(request: FastifyRequest) {
    const at = await reportAt(deps, web, request)
    const { number } = request.params as { number: string }
    const found = /^[1-9]\d{0,3}$/.test(number)
      ? await readEdition(db, at.read.report.id, Number(number), false)
      : null
    if (found === null) throw new Problem('notFound', 'There is no such edition of this report.')
    return { ...at, ...found }
  }
}

const formOf = ({ id }: EditionHead) => ({ editionId: id, isPublic: false })
const placeOf = ({ reportId, number }: EditionHead) => ({ id: reportId, number: String(number) })
