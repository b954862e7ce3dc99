import { z } from 'zod'
import {
  type Answers,
  count,
  day,
  id,
  listOf,
  moment,
  version,
  dayOrNull,
  momentOrNull,
  idOrNull,
  warnings,
} from '#server/http/answers.ts'
import { meetingStates } from '#workflows/meeting/meeting.ts'
import { historySchema, possibilitiesSchema } from './actions.ts'
import { changesSchema, matrixSchema, summarySchema } from './plans.ts'

const meeting = z
  .strictObject({
    id,
    planId: id,
    number: version,
    title: z.string(),
    heldOn: day,
    place: z.string(),
    state: z.enum(meetingStates),
    version,
    hasPack: z.boolean(),
    cutOffAt: momentOrNull,
    issuedOn: dayOrNull,
    decisions: count,
    createdAt: moment,
    updatedAt: moment,
    warnings,
  })
  .meta({ id: 'Meeting' })

const decision = z
  .strictObject({
    id,
    ref: z.string(),
    number: version,
    text: z.string(),
    actionId: idOrNull,
    recordedBy: id,
    recordedAt: moment,
    version,
  })
  .meta({ id: 'Decision' })

/** What the board read, as it was frozen: with the shapes of the routes it was taken from. */
const pack = z
  .strictObject({
    id,
    meetingId: id,
    takenAt: moment,
    meeting: z.strictObject({ id, number: version, title: z.string(), heldOn: day }),
    asAt: day,
    summary: summarySchema.omit({ plan: true, asAt: true }),
    matrix: matrixSchema,
    changes: changesSchema.nullable(),
  })
  .meta({ id: 'Pack' })

export const meetingAnswers: Answers = {
  'GET /plans/:id/meetings': { 200: listOf(meeting) },
  'POST /plans/:id/meetings': { 201: meeting },
  'POST /plans/:id/meetings/series': {
    201: z.strictObject({ items: z.array(meeting), warnings }).meta({ id: 'MeetingSeries' }),
  },
  'GET /meetings/:id': { 200: meeting },
  'PATCH /meetings/:id': { 200: meeting },
  'GET /meetings/:id/transitions': { 200: possibilitiesSchema },
  'POST /meetings/:id/transitions': { 200: meeting },
  'GET /meetings/:id/history': { 200: historySchema },
  'GET /meetings/:id/pack': { 200: pack },
  'GET /meetings/:id/decisions': { 200: listOf(decision) },
  'POST /meetings/:id/decisions': { 201: decision },
}
