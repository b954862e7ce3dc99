import { z } from 'zod'
import type { Deps } from '#server/deps.ts'
import type { ApiApp } from '#server/http/api-app.ts'
import { daySchema, lineSchema, textSchema } from '#server/http/schemas.ts'
import type { MilestoneEvent } from '#workflows/parts/milestone.ts'
import { partRoutes } from './routes.ts'

const reason = textSchema('Give a reason.')

/** `/milestones`: what happens to each once it is in its action. */
export function milestoneRoutes(app: ApiApp, deps: Deps): void {
  partRoutes(app, deps, {
    kind: 'milestone',
    path: '/milestones',
    transition: z
      .discriminatedUnion('event', [
        z.strictObject({ event: z.literal('meet'), metOn: daySchema }),
        z.strictObject({ event: z.literal('replan'), dueOn: daySchema, reason }),
        z.strictObject({ event: z.literal('drop'), reason }),
        z.strictObject({ event: z.literal('reopen'), reason }),
      ])
      .meta({ id: 'MilestoneTransition' }),
    eventOf: (milestoneId, { event: type, ...fields }) => ({
      subject: 'milestone',
      event: { ...fields, type, milestoneId } as MilestoneEvent,
    }),
    patch: z
      .strictObject({ title: lineSchema('Give the milestone a title.') })
      .meta({ id: 'MilestonePatch' }),
    editOf: (milestoneId, { title }) => ({
      subject: 'action',
      event: { type: 'editMilestone', milestoneId, title },
    }),
  })
}
