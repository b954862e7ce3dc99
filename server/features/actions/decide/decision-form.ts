import { z } from 'zod'
import { textSchema } from '#server/http/schemas.ts'
import type { ActionEvent } from '#workflows/action/action-events.ts'
import { actionRequirements } from '#workflows/action/action-requirements.ts'
import type { Look } from '../page/look.ts'
import type { DecisionOption } from './options.ts'

/** What a decision may be chosen from beside the action itself. */
export type Offers = {
  successors: readonly { value: string; text: string }[]
  people: readonly { value: string; text: string }[]
}

/** How one decision is asked of a person. */
export type DecisionForm = (look: Look, offers: Offers) => Omit<DecisionOption, 'name'>

/** An event of the action's own workflow as a change. */
export const asAction = (event: ActionEvent) => ({ subject: 'action' as const, event })

/** What holds for one field of an event of the action's own workflow. */
export const ruleOf = ({ may }: Look, type: ActionEvent['type'], field: string) =>
  may.rule(actionRequirements, type, field)

/** A form that asks for nothing. */
export const nothingAsked = z.object({})

/** A form that asks for a reason. */
export const reasonAsked = (because: string) => z.object({ reason: textSchema(because) })
