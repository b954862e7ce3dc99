import type { FastifyInstance } from 'fastify'
import { readSections } from '#db/read/sections.ts'
import { paths } from '#server/paths.ts'
import { type Form, formLoop } from '#server/ui/forms/form-loop.ts'
import type { Web } from '#server/ui/web.ts'
import { count } from '#workflows/words.ts'
import type { ReportDeps } from './edition-files.ts'
import { reportAt } from './report-at.ts'
import { changeOfSection } from './section-service.ts'

/** `/reports/:id/accept`: accepts every section that is handed in, each by its workflow; a button alone. */
export function acceptPage(app: FastifyInstance, deps: ReportDeps, web: Web): void {
  formLoop(app, web, paths.reportAccept.pattern, {
    open: async (request): Promise<Form> => {
      const { actor, read, home } = await reportAt(deps, web, request)
      return {
        send: async () => {
          const all = await readSections(deps.db, read.report.id)
          const written = all.filter(({ section }) => section.state === 'written')
          for (const { section } of written)
            await changeOfSection(deps, actor, section.id, { type: 'accept' }, section.version)
          const success =
            written.length === 0
              ? 'No section is handed in and not accepted yet.'
              : `${count(written.length, 'section is', 'sections are')} accepted.`
          return { ok: true, data: { to: home, success } }
        },
      }
    },
  })
}
