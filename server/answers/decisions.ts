import { z } from 'zod'
import { decisionFields } from '#server/features/decisions/decision-fields-sheet.ts'
import {
  type Answers,
  count,
  dayOrNull,
  id,
  listOf,
  moment,
  momentOrNull,
  version,
  warnings,
} from '#server/http/answers.ts'
import { answersOf } from '#server/sheets/noun.ts'
import { callInKinds } from '#workflows/decision/call-in.ts'
import { decisionStates } from '#workflows/decision/decision-facts.ts'
import { actionState, historySchema, possibilitiesSchema } from './actions.ts'

const callIn = z.strictObject({
  days: count,
  kind: z.enum(callInKinds),
  hour: count.meta({ description: 'Of the last day; 24 for its end.' }),
  who: z.string(),
})

const decision = z
  .strictObject({
    id,
    planId: id,
    ref: z.string(),
    ...answersOf(decisionFields),
    resolved: z.array(z.string()),
    resolvedBefore: z.array(z.string()).meta({ description: 'What was resolved before it was changed.' }),
    state: z.enum(decisionStates).meta({
      description: '`effective` follows from the clock: by itself, once it can no longer be called in.',
    }),
    version,
    publishedOn: dayOrNull,
    callIn: callIn.nullable().meta({
      description: 'The settings of the plan as they were on publication; null before it and where exempt.',
    }),
    callInUntil: momentOrNull,
    effectiveAt: momentOrNull.meta({
      description: 'From when on it can be carried out; null while nobody knows.',
    }),
    canBeCarriedOut: z.boolean(),
    whyNot: z
      .string()
      .nullable()
      .meta({ description: 'Why it cannot be carried out yet, and what to wait for.' }),
    notice: z
      .strictObject({ days: count, due: count, short: count })
      .nullable()
      .meta({ description: 'Clear days of the notice of a key decision, those due, and those it lacks.' }),
    shortNotice: z.string().nullable(),
    calledInOn: dayOrNull,
    calledInBy: z.string(),
    calledInReason: z.string(),
    settledOn: dayOrNull.meta({ description: 'When it was confirmed or changed.' }),
    settledReason: z.string(),
    meeting: z.strictObject({ id, number: version, title: z.string() }).nullable(),
    actions: z
      .array(
        z.strictObject({
          id,
          ref: z.string(),
          title: z.string(),
          state: actionState,
          dueOn: dayOrNull,
          owner: z.string().nullable(),
        }),
      )
      .meta({ description: 'The actions that came of it.' }),
    createdAt: moment,
    updatedAt: moment,
    warnings,
  })
  .meta({ id: 'DecisionRecord' })

export const decisionAnswers: Answers = {
  'GET /plans/:id/decisions': { 200: listOf(decision) },
  'POST /plans/:id/decisions': { 201: decision },
  'GET /decisions/:id': { 200: decision },
  'PATCH /decisions/:id': { 200: decision },
  'GET /decisions/:id/transitions': { 200: possibilitiesSchema },
  'POST /decisions/:id/transitions': { 200: decision },
  'GET /decisions/:id/history': { 200: historySchema },
}
