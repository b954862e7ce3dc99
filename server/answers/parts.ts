import { z } from 'zod'
import {
  type Answers,
  day,
  id,
  listOf,
  named,
  version,
  dayOrNull,
  namedOrNull,
  warnings,
} from '#server/http/answers.ts'
import { blockerStates, extensionReasons, extensionStates } from '#workflows/action/action-facts.ts'
import { actionSchema, actionState, historySchema, milestoneSchema, possibilitiesSchema } from './actions.ts'

/** A part with its action, whose version it has. */
const ofAction = {
  action: z
    .strictObject({ id, ref: z.string(), title: z.string(), state: actionState })
    .meta({ id: 'ActionOfPart' }),
  version,
}

export const milestone = milestoneSchema.extend({ ...ofAction, warnings }).meta({ id: 'Milestone' })

const blocker = z
  .strictObject({
    id,
    state: z.enum(blockerStates),
    what: z.string(),
    waitingOn: z.string(),
    sinceOn: day,
    critical: z.boolean(),
    raisedBy: named,
    how: z.string().nullable(),
    resolvedOn: dayOrNull,
    ...ofAction,
    warnings,
  })
  .meta({ id: 'Blocker' })

const extension = z
  .strictObject({
    id,
    state: z.enum(extensionStates),
    reasonCode: z.enum(extensionReasons),
    text: z.string(),
    effect: z.string().nullable(),
    mitigation: z.string().nullable(),
    previousDueOn: day,
    dueOn: day,
    requestedBy: named,
    requestedOn: day,
    decidedBy: namedOrNull,
    decidedOn: dayOrNull,
    decisionReason: z.string().nullable(),
    regulatorAgreement: z.string().nullable(),
    ...ofAction,
    warnings,
  })
  .meta({ id: 'Extension' })

/** The routes that every kind of part has. */
const routesOf = (path: string, part: z.ZodType): Answers => ({
  [`GET ${path}/:id`]: { 200: part },
  [`PATCH ${path}/:id`]: { 200: part },
  [`GET ${path}/:id/transitions`]: { 200: possibilitiesSchema },
  [`POST ${path}/:id/transitions`]: { 200: part },
  [`GET ${path}/:id/history`]: { 200: historySchema },
})

export const partAnswers: Answers = {
  ...routesOf('/milestones', milestone),
  ...routesOf('/blockers', blocker),
  ...routesOf('/extensions', extension),
  'GET /actions/:id/milestones': { 200: listOf(milestone) },
  'POST /actions/:id/milestones': { 201: actionSchema },
  'GET /actions/:id/blockers': { 200: listOf(blocker) },
  'POST /actions/:id/blockers': { 201: blocker },
  'GET /actions/:id/extensions': { 200: listOf(extension) },
  'POST /actions/:id/extensions': { 201: extension },
}
