import type { FastifyInstance, FastifyReply, FastifyRequest, RouteShorthandOptions } from 'fastify'
import type { EditionFileKind } from '#db/read/edition-files.ts'
import type { EditionRead } from '#db/read/editions.ts'
import { documentJson } from '#server/documents/document-json.ts'
import { prepared } from '#server/documents/prepare.ts'
import { downloadHeaders } from '#server/http/download.ts'
import { html } from '#server/ui/html/html.ts'
import type { Shown, Web } from '#server/ui/web.ts'
import { type Day, londonDay } from '#workflows/calendar/calendar.ts'
import { downloadOf } from './edition-download.ts'
import type { ReportDeps } from './edition-files.ts'
import { documentBody } from './view-document.ts'
import { editionFileList, type EditionPlaces, laterEdition, makingBody, publicPlace } from './view-edition.ts'

/** The edition that a page's address names, with what stands around it. */
export type EditionAt = EditionRead & {
  /** The day of the report. */
  forOn: Day
  /** The number of the newest edition that the same reader may read. */
  newest: number
  /** Where everybody may read it; null where nobody may, or who reads it is there already. */
  publicAddress: string | null
  frame: (heading: string) => Omit<Shown, 'body' | 'status' | 'errors'>
}

/** For whom the pages of an edition are. */
export type Readership = {
  isPublic: boolean
  places: EditionPlaces
  options: RouteShorthandOptions
  /** Throws 404 for an edition that is not there or not theirs to see. */
  at: (request: FastifyRequest, reply: FastifyReply) => Promise<EditionAt>
}

/** The page of an edition, its files, and how far the making of one is. */
export function editionPagesFor(
  app: FastifyInstance,
  { editionFiles }: ReportDeps,
  web: Web,
  { isPublic, places, options, at }: Readership,
): void {
  const formOf = ({ edition }: EditionRead) => ({ editionId: edition.id, isPublic })
  const placeOf = ({ edition }: EditionRead) => ({ id: edition.reportId, number: String(edition.number) })

  app.get(places.page.pattern, options, async (request, reply) => {
    const read = await at(request, reply)
    const { edition, contents, newest, publicAddress, frame } = read
    const { back, ...framed } = frame(isPublic ? contents.title : `Edition ${edition.number}`)
    return web.show(request, reply, {
      ...framed,
      ...(isPublic ? { title: contents.title, caption: `Edition ${edition.number}` } : { back }),
      fixedOn: londonDay(edition.issuedAt),
      wide: true,
      body: html`${edition.number < newest && laterEdition(newest, places.page.at({ ...placeOf(read), number: String(newest) }))}${
        publicAddress !== null && publicPlace(publicAddress)
      }${editionFileList(edition, places)}${documentBody(contents)}`,
    })
  })

  app.get(places.data.pattern, options, async (request, reply) => {
    const read = await at(request, reply)
    const data = Buffer.from(documentJson(prepared(read.contents)))
    const download = downloadOf(read, { kind: 'data', forOn: read.forOn, size: data.length, isPublic })
    return reply.headers(downloadHeaders(download)).send(data)
  })

  for (const kind of ['word', 'pdf'] as const) {
    const making = kind === 'word' ? places.wordMaking : places.pdfMaking
    app.get(places[kind].pattern, options, async (request, reply) => {
      const read = await at(request, reply)
      const kept = await editionFiles.read(formOf(read), kind)
      if (kept === null) return reply.redirect(making.at(placeOf(read)), 303)
      const download = downloadOf(read, { kind, forOn: read.forOn, size: kept.size, isPublic })
      return reply.headers(downloadHeaders(download)).send(kept.content)
    })

    app.get(making.pattern, options, async (request, reply) => {
      const read = await at(request, reply)
      const here = making.at(placeOf(read))
      const { again, still } = request.query as { again?: string; still?: string }
      const { refusal, isThere } = begun(read, kind, again !== undefined)
      if (again !== undefined) return reply.redirect(here, 303)
      const place = placeOf(read)
      const looksAgain = still === undefined
      const shown = makingBody({ kind, place, places, here, isThere, refusal, looksAgain })
      if (shown.refresh !== null) reply.header('refresh', shown.refresh)
      return web.show(request, reply, {
        ...read.frame(shown.heading),
        back: { href: places.page.at(place), text: isPublic ? 'Back to the report' : 'Back to the edition' },
        status: shown.status,
        body: shown.body,
      })
    })
  }

  /** Begins to make a file that is not there, unless that failed and nobody asked for it again. */
  function begun(read: EditionRead, kind: EditionFileKind, again: boolean) {
    const isThere = read.edition.files.some((file) => file.kind === kind)
    const standing = editionFiles.standing(formOf(read))
    const refusal = typeof standing === 'string' ? null : standing.refusal
    if (!isThere && (refusal === null || again)) editionFiles.begin(formOf(read))
    return { isThere, refusal }
  }
}
