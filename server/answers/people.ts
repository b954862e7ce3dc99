import { z } from 'zod'
import { workKinds } from '#db/read/people-list.ts'
import {
  type Answers,
  id,
  listOf,
  moment,
  nothing,
  refusalCode,
  version,
  dayOrNull,
  namedOrNull,
  idOrNull,
  warnings,
} from '#server/http/answers.ts'
import { roles } from '#workflows/engine/policy.ts'

const person = z
  .strictObject({
    id,
    name: z.string(),
    email: z.string(),
    post: z.string(),
    agency: namedOrNull,
    leftOn: dayOrNull,
    version,
    createdAt: moment,
  })
  .meta({ id: 'Person' })

const happened = z
  .strictObject({
    id,
    at: moment,
    actor: namedOrNull,
    event: z.string(),
    from: z.string().nullable(),
    to: z.string().nullable(),
    plan: z.strictObject({ id, title: z.string() }).nullable(),
    payload: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'PersonHistoryEntry' })

const handedOver = z
  .strictObject({
    kind: z.enum(workKinds),
    id,
    ref: z.string(),
    title: z.string(),
    planId: id,
    toId: idOrNull,
    outcome: z.enum(['done', 'refused']),
    code: z.union([refusalCode, z.enum(['notNamed', 'versionStale'])]).nullable(),
    because: z.string().nullable(),
  })
  .meta({ id: 'HandedOver' })

const member = z
  .strictObject({
    id,
    name: z.string(),
    post: z.string(),
    agency: z.string().nullable(),
    role: z.enum(roles),
    leftOn: dayOrNull,
    version,
  })
  .meta({ id: 'Member' })

const agency = z.strictObject({ id, name: z.string() }).meta({ id: 'Agency' })

export const peopleAnswers: Answers = {
  'GET /people': { 200: listOf(person) },
  'POST /people': { 201: person },
  'GET /people/:id': { 200: person },
  'PATCH /people/:id': { 200: person },
  'GET /people/:id/history': { 200: listOf(happened) },
  'POST /people/:id/handover': {
    200: z
      .strictObject({ person, left: z.boolean(), items: z.array(handedOver), warnings })
      .meta({ id: 'Handover' }),
  },
  'GET /plans/:id/members': { 200: listOf(member) },
  'POST /plans/:id/members': { 201: member },
  'PATCH /plans/:id/members/:personId': { 200: member },
  'DELETE /plans/:id/members/:personId': { 204: nothing },
  'GET /agencies': { 200: listOf(agency) },
  'POST /agencies': { 201: agency },
}
