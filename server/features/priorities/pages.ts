import type { FastifyInstance } from 'fastify'
import type { Deps } from '#server/deps.ts'
import type { Web } from '#server/web/web.ts'
import { decidePriorityPage } from './decide-page.ts'
import { editPriorityPage, newPriorityPage } from './edit-pages.ts'
import { outcomePage } from './outcome-page.ts'

/** The forms of a priority; its page is among those of its plan. */
export function priorityPages(app: FastifyInstance, deps: Deps, web: Web): void {
  newPriorityPage(app, deps, web)
  editPriorityPage(app, deps, web)
  outcomePage(app, deps, web)
  decidePriorityPage(app, deps, web)
}
