import { z } from 'zod'
import type { Deps } from '#server/deps.ts'
import { milestoneEdit, milestoneEvents } from '#server/features/actions/milestone-sheet.ts'
import type { ApiApp } from '#server/http/api-app.ts'
import { bodiesOf, transitionOf } from '#server/sheets/event.ts'
import type { MilestoneEvent } from '#workflows/parts/milestone.ts'
import { partRoutes } from './routes.ts'

/** `/milestones`: what happens to each once it is in its action. */
export function milestoneRoutes(app: ApiApp, deps: Deps): void {
  partRoutes(app, deps, {
    kind: 'milestone',
    path: '/milestones',
    transition: transitionOf('MilestoneTransition', milestoneEvents),
    eventOf: (milestoneId, { event: type, ...fields }) => ({
      subject: 'milestone',
      event: { ...fields, type, milestoneId } as MilestoneEvent,
    }),
    patch: z.strictObject(bodiesOf(milestoneEdit.fields)).meta({ id: 'MilestonePatch' }),
    editOf: (milestoneId, { title }) => ({
      subject: 'action',
      event: { type: 'editMilestone', milestoneId, title },
    }),
  })
}
