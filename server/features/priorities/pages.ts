import type { FastifyInstance } from 'fastify'
import type { Deps } from '#server/deps.ts'
import type { Web } from '#server/ui/web.ts'
import { decidePriorityPage } from './decide/decide-page.ts'
import { outcomePage } from './decide/outcome-page.ts'
import { editPriorityPage, newPriorityPage } from './edit/edit-pages.ts'
import { newActionPage } from './new-action-page.ts'
import { priorityPage } from './page/priority-page.ts'

/** A priority's page and its forms, with the one that adds an action to it. */
export function priorityPages(app: FastifyInstance, deps: Deps, web: Web): void {
  priorityPage(app, deps, web)
  newActionPage(app, deps, web)
  newPriorityPage(app, deps, web)
  editPriorityPage(app, deps, web)
  outcomePage(app, deps, web)
  decidePriorityPage(app, deps, web)
}
