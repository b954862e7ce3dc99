import type { FastifyInstance } from 'fastify'
import type { Deps } from '#server/deps.ts'
import type { Web } from '#server/ui/web.ts'
import { decidePriorityPage } from './decide/decide-page.ts'
import { outcomePage } from './decide/outcome-page.ts'
import { editPriorityPage, newPriorityPage } from './edit/edit-pages.ts'

/** The forms of a priority; its page is among those of its plan. */
export function priorityPages(app: FastifyInstance, deps: Deps, web: Web): void {
  newPriorityPage(app, deps, web)
  editPriorityPage(app, deps, web)
  outcomePage(app, deps, web)
  decidePriorityPage(app, deps, web)
}
