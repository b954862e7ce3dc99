import type { FastifyInstance } from 'fastify'
import type { Deps } from '#server/deps.ts'
import { paths } from '#server/paths.ts'
import type { Web } from '#server/ui/web.ts'
import { accessibilityStatement } from './view-accessibility.ts'
import { personalDataHelp } from './view-personal-data.ts'
import { workflowsHelp } from './view-workflows.ts'
import { ratingHelp } from './view.ts'

/** Help that anybody may read, signed in or not. */
export function helpPages(app: FastifyInstance, { publicUrl, contactEmail = null }: Deps, web: Web): void {
  app.get(paths.helpRating.pattern, (request, reply) =>
    web.show(request, reply, { title: 'How actions are rated', body: ratingHelp() }),
  )

  app.get(paths.helpWorkflows.pattern, (request, reply) =>
    web.show(request, reply, { title: 'What may happen to what', wide: true, body: workflowsHelp() }),
  )

  app.get(paths.helpAccessibility.pattern, (request, reply) =>
    web.show(request, reply, {
      title: 'Accessibility statement',
      body: accessibilityStatement({ contactEmail, publicUrl }),
    }),
  )

  app.get(paths.helpPersonalData.pattern, (request, reply) =>
    web.show(request, reply, {
      title: 'Your personal data',
      body: personalDataHelp({ contactEmail, sessions: web.sessions }),
    }),
  )
}
