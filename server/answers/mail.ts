import { z } from 'zod'
import { deliveryKinds, deliveryStates, digestParts, WEEKLY_DIGEST } from '#db/schema/delivery.ts'
import {
  type Answers,
  count,
  day,
  dayOrNull,
  id,
  listOf,
  moment,
  named,
  nothing,
  momentOrNull,
  idOrNull,
  warnings,
} from '#server/http/answers.ts'

const mail = z
  .strictObject({
    id,
    kind: z.enum(deliveryKinds),
    parts: z.array(z.enum(digestParts)),
    week: dayOrNull,
    slot: z.string().nullable(),
    person: named,
    toAddress: z.string(),
    actionId: idOrNull,
    state: z.enum(deliveryStates),
    subject: z.string(),
    late: z.boolean(),
    ambiguous: z.boolean(),
    attempts: count,
    reply: z.string(),
    dueAt: moment,
    nextTryAt: momentOrNull,
    settledAt: momentOrNull,
  })
  .meta({ id: 'Mail' })

const counts = z
  .strictObject({
    expected: count,
    sent: count,
    nothingDue: count,
    failed: count,
    superseded: count,
    waiting: count,
    late: count,
    ambiguous: count,
  })
  .meta({ id: 'MailCounts' })
const byKind = z
  .strictObject(Object.fromEntries(digestParts.map((part) => [part, counts.optional()])))
  .meta({ id: 'MailCountsByKind' })

const week = z
  .strictObject({
    week: day,
    late: z.boolean(),
    superseded: z.boolean(),
    total: counts,
    kinds: byKind,
    slots: z.array(
      z.strictObject({
        slot: z.string(),
        dueAt: moment,
        plannedAt: moment,
        closedAt: momentOrNull,
        late: z.boolean(),
        superseded: z.boolean(),
        total: counts,
        kinds: byKind,
      }),
    ),
  })
  .meta({ id: 'DigestWeek' })

const preview = z
  .strictObject({
    kind: z.literal(WEEKLY_DIGEST),
    parts: z.array(z.enum(digestParts)),
    dueAt: moment,
    subject: z.string(),
    text: z.string(),
    html: z.string(),
  })
  .meta({ id: 'DigestPreview' })

const deputy = z.strictObject({ deputy: named, fromOn: day, untilOn: day, warnings }).meta({ id: 'Deputy' })

export const mailAnswers: Answers = {
  'GET /deliveries': { 200: listOf(mail) },
  'GET /digests/:week': { 200: week },
  'GET /me/digest/preview': { 200: listOf(preview) },
  'POST /me/digest': { 202: mail },
  'GET /me/deputy': { 200: deputy },
  'PUT /me/deputy': { 200: deputy },
  'DELETE /me/deputy': { 204: nothing },
}
