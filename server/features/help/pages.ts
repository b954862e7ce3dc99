import type { FastifyInstance } from 'fastify'
import type { Deps } from '#server/deps.ts'
import { paths } from '#server/paths.ts'
import type { Web } from '#server/ui/web.ts'
import { workflowsHelp } from './view-workflows.ts'
import { ratingHelp } from './view.ts'

/** Help that anybody may read, signed in or not. */
export function helpPages(app: FastifyInstance, _deps: Deps, web: Web): void {
  app.get(paths.helpRating.pattern, (request, reply) =>
    web.show(request, reply, { title: 'How actions are rated', body: ratingHelp() }),
  )

  app.get(paths.helpWorkflows.pattern, (request, reply) =>
    web.show(request, reply, { title: 'What may happen to what', wide: true, body: workflowsHelp() }),
  )
}
