import type { FastifyInstance } from 'fastify'
import { paths } from '#server/paths.ts'
import type { Web } from '#server/ui/web.ts'
import { importAt } from './import-at.ts'
import type { ImportDeps } from './service.ts'
import { rowsView, type Showing, showings } from './view-rows.ts'
import { wholeTyped } from './whole.ts'

/** Rows that a page shows. */
const MOST = 25

/** `/imports/:id/rows`: each row as it will be read, with its cells as they stand; `?show=` those of one kind. */
export function rowsPage(app: FastifyInstance, deps: ImportDeps, web: Web): void {
  app.get(paths.importRows.pattern, web.signedInOnly, async (request, reply) => {
    const { whole, frame } = await importAt(deps, web, request)
    const query = request.query as { show?: unknown; page?: unknown }
    const show = showings.find((each) => each === query.show) ?? ('all' satisfies Showing)
    return web.show(request, reply, {
      ...frame('Rows'),
      body: rowsView(whole, { show, page: wholeTyped(query.page) ?? 1, most: MOST }),
    })
  })
}
