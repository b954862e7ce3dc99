import { z } from 'zod'
import { tokenScopes } from '#db/schema/api-access.ts'
import { signInMethods } from '#db/schema/session.ts'
import { type Answers, count, id, listOf, moment, nothing, momentOrNull } from '#server/http/answers.ts'

const challenge = z
  .strictObject({ challenge: z.string().min(40), expiresIn: count })
  .meta({ id: 'Challenge' })

const access = z
  .strictObject({ accessToken: z.string(), expiresIn: count, refreshToken: z.string().nullable() })
  .meta({ id: 'Access' })

const token = z
  .strictObject({
    id,
    name: z.string(),
    scope: z.enum(tokenScopes),
    createdAt: moment,
    expiresAt: moment,
    lastUsedAt: momentOrNull,
  })
  .meta({ id: 'ApiToken' })

const session = z
  .strictObject({
    id,
    kind: z.enum(['browser', 'program']),
    name: z.string(),
    method: z.enum(signInMethods),
    createdAt: moment,
    seenAt: moment,
  })
  .meta({ id: 'Session' })

const calendar = z
  .strictObject({
    createdAt: momentOrNull.meta({ description: 'When its address was made; null for none.' }),
  })
  .meta({ id: 'CalendarAddress' })

const newCalendar = z
  .strictObject({ createdAt: moment, url: z.string().meta({ description: 'Shown this once.' }) })
  .meta({ id: 'NewCalendarAddress' })

export const authAnswers: Answers = {
  'POST /auth/code': { 202: challenge },
  'POST /auth/token': { 200: access },
  'POST /auth/sign-out': { 204: nothing },
  'GET /me/tokens': { 200: listOf(token) },
  'POST /me/tokens': { 201: token.extend({ token: z.string() }).meta({ id: 'NewApiToken' }) },
  'DELETE /me/tokens/:id': { 204: nothing },
  'GET /me/calendar': { 200: calendar },
  'POST /me/calendar': { 201: newCalendar },
  'DELETE /me/calendar': { 204: nothing },
  'GET /me/sessions': { 200: listOf(session) },
  'DELETE /me/sessions/:id': { 204: nothing },
}
