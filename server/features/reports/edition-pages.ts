import type { FastifyInstance, FastifyRequest } from 'fastify'
import { editionsOf, readEdition, readPublicEdition } from '#db/read/editions.ts'
import { nothingAtAddress, Problem } from '#server/http/problem.ts'
import { idSchema } from '#server/http/schemas.ts'
import { paths } from '#server/paths.ts'
import type { Web } from '#server/ui/web.ts'
import type { ReportDeps } from './edition-files.ts'
import { type EditionAt, editionPagesFor } from './edition-pages-for.ts'
import { reportAt } from './report-at.ts'

/** `/reports/:id/editions/:number`: an edition, its files, and how far the making of one is, for people of the plan. */
export function editionPages(app: FastifyInstance, deps: ReportDeps, web: Web): void {
  const { db, publicUrl } = deps
  editionPagesFor(app, deps, web, {
    isPublic: false,
    options: web.signedInOnly,
    places: {
      page: paths.edition,
      word: paths.editionWord,
      pdf: paths.editionPdf,
      data: paths.editionData,
      wordMaking: paths.editionWordMaking,
      pdfMaking: paths.editionPdfMaking,
    },
    at: async (request): Promise<EditionAt> => {
      const { read, frame } = await reportAt(deps, web, request)
      const { report } = read
      const number = numberIn(request)
      const found = number === null ? null : await readEdition(db, report.id, number, false)
      if (found === null) throw new Problem('notFound', 'There is no such edition of this report.')
      const isOpen = (await readPublicEdition(db, report.id, found.edition.number)) !== null
      const [newest] = await editionsOf(db, report.id)
      return {
        ...found,
        frame,
        forOn: report.forOn,
        newest: newest?.number ?? found.edition.number,
        publicAddress: isOpen ? `${publicUrl}${paths.publicEdition.at(placeOf(request))}` : null,
      }
    },
  })
}

/**
 * `/public/reports/:id/editions/:number`: what the public may read of an edition, signed in or not, and its files. What
 * is not public is answered as what is not there.
 */
export function publicEditionPages(app: FastifyInstance, deps: ReportDeps, web: Web): void {
  editionPagesFor(app, deps, web, {
    isPublic: true,
    options: {},
    places: {
      page: paths.publicEdition,
      word: paths.publicEditionWord,
      pdf: paths.publicEditionPdf,
      data: paths.publicEditionData,
      wordMaking: paths.publicEditionWordMaking,
      pdfMaking: paths.publicEditionPdfMaking,
    },
    at: async (request, reply): Promise<EditionAt> => {
      const { id } = placeOf(request)
      const number = numberIn(request)
      const isAddress = number !== null && idSchema.safeParse(id).success
      const found = isAddress ? await readPublicEdition(deps.db, id, number) : null
      if (found === null) throw nothingAtAddress()
      reply.header('x-robots-tag', 'noindex')
      const { title } = found.contents
      const home = paths.publicEdition.at(placeOf(request))
      return {
        ...found,
        publicAddress: null,
        frame: (heading) => ({
          title: `${heading}: ${title}`,
          heading,
          caption: title,
          back: { href: home, text: 'Back to the report' },
        }),
      }
    },
  })
}

const placeOf = ({ params }: FastifyRequest) => params as { id: string; number: string }

function numberIn(request: FastifyRequest): number | null {
  const { number } = placeOf(request)
  return /^[1-9]\d{0,3}$/.test(number) ? Number(number) : null
}
