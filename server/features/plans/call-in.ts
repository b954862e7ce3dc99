import { z } from 'zod'
import { numberSchema, textSchema } from '#server/http/schemas.ts'
import { callInKinds } from '#workflows/decision/call-in.ts'
import { limits } from '#workflows/limits.ts'

const { plan } = limits

/** How long decisions can be called in, and by whom, as the API takes it. */
export const callInFields = {
  callInDays: numberSchema(plan.callInDays),
  callInKind: z.enum(callInKinds, { error: `Give one of: ${callInKinds.join(', ')}.` }),
  callInHour: numberSchema(plan.callInHour),
  callInWho: textSchema('Say who may ask for a call-in.', plan.callInWho),
}
