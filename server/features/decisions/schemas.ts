import { z } from 'zod'
import { listFields } from '#server/http/lists.ts'
import { flagSchema, idSchema } from '#server/http/schemas.ts'
import { bodiesOf, transitionOf } from '#server/sheets/event.ts'
import { newBodiesOf } from '#server/sheets/noun.ts'
import { decisionStates } from '#workflows/decision/decision-facts.ts'
import { decisionFields } from './decision-fields-sheet.ts'
import { decisionEvents } from './decision-sheet.ts'

/** A new decision: of a meeting, in whose minutes it then stands too, or of no meeting here. */
export const newDecisionSchema = z
  .strictObject({
    ...newBodiesOf(decisionFields),
    meetingId: idSchema
      .nullable()
      .default(null)
      .meta({ description: 'A meeting whose pack is issued: the decision stands in its minutes as well.' }),
  })
  .meta({ id: 'NewDecisionRecord' })

export const decisionPatchSchema = z
  .strictObject({
    ...bodiesOf(decisionFields),
  })
  .partial()
  .meta({ id: 'DecisionPatch' })

/** What each event of a decision carries. */
export const decisionTransitionSchema = transitionOf(
  'DecisionTransition',
  decisionEvents,
  "Give 'event' the name of one of the decision's events.",
)

export const decisionsQuery = z.strictObject({
  ...listFields,
  state: z.enum(decisionStates, { error: `Give one of: ${decisionStates.join(', ')}.` }).optional(),
  meeting: idSchema.optional(),
  key: flagSchema.optional().meta({ description: 'Only key decisions, or only the others.' }),
})
