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
  timeOrNull,
  momentOrNull,
  nothing,
  idOrNull,
  warnings,
} from '#server/http/answers.ts'
import { agendaKinds } from '#workflows/meeting/agenda.ts'
import { attendances } from '#workflows/meeting/attendance.ts'
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
    startsAt: timeOrNull,
    endsAt: timeOrNull,
    place: z.string(),
    state: z.enum(meetingStates),
    version,
    hasPack: z.boolean(),
    cutOffAt: momentOrNull,
    issuedOn: dayOrNull,
    decisions: count,
    agendaItems: count,
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
    agendaItemId: idOrNull,
    recordedBy: id,
    recordedAt: moment,
    version,
  })
  .meta({ id: 'Decision' })

/** What describes an item of an agenda, its number, and what was said on it. */
const itemFields = {
  id,
  number: version,
  title: z.string(),
  kind: z.enum(agendaKinds).meta({ id: 'AgendaKind' }),
  actionId: idOrNull,
  reportId: idOrNull,
  decisionId: idOrNull,
  presenterId: idOrNull,
  presenter: z.string(),
  minutesAllotted: count.nullable(),
  minutes: z.string(),
  carryOver: z.boolean(),
}
const agendaItem = z.strictObject({ ...itemFields, version }).meta({ id: 'AgendaItem' })
const frozenItem = z
  .strictObject(itemFields)
  .omit({ minutes: true, carryOver: true })
  .meta({ id: 'FrozenAgendaItem' })

const attended = z.strictObject({ personId: id, attended: z.enum(attendances) })
const attendance = z
  .strictObject({ meetingId: id, attendance: z.array(attended), others: z.array(z.string()), version })
  .meta({ id: 'Attendance' })

/** What the board read, as it was frozen: with the shapes of the routes it was taken from. */
const pack = z
  .strictObject({
    id,
    meetingId: id,
    takenAt: moment,
    meeting: z.strictObject({ id, number: version, title: z.string(), heldOn: day }),
    agenda: z.array(frozenItem).optional().meta({ description: 'Left out by packs from before agendas.' }),
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
  'GET /meetings/:id/agenda': { 200: listOf(agendaItem) },
  'POST /meetings/:id/agenda': { 201: agendaItem },
  'POST /meetings/:id/agenda/proposals': {
    200: z.strictObject({ items: z.array(agendaItem) }).meta({ id: 'AgendaProposals' }),
  },
  'PATCH /meetings/:id/agenda/:itemId': { 200: agendaItem },
  'DELETE /meetings/:id/agenda/:itemId': { 204: nothing },
  'PUT /meetings/:id/agenda/:itemId/minutes': { 200: agendaItem },
  'GET /meetings/:id/attendance': { 200: attendance },
  'PUT /meetings/:id/attendance': { 200: attendance },
  'GET /meetings/:id/decisions': { 200: listOf(decision) },
  'POST /meetings/:id/decisions': { 201: decision },
}
