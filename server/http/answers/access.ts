import { z } from 'zod'
import { tokenScopes } from '#db/schema/api-access.ts'
import { signInMethods } from '#db/schema/session.ts'
import { type Answers, count, id, listOf, moment, nothing } from './common.ts'

const token = z.strictObject({
  id,
  name: z.string(),
  scope: z.enum(tokenScopes),
  createdAt: moment,
  expiresAt: moment,
  lastUsedAt: moment.nullable(),
})

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

export const accessAnswers: Answers = {
  'POST /auth/code': { 202: z.strictObject({ challenge: z.string(), expiresIn: count }) },
  'POST /auth/token': {
    200: z.strictObject({
      accessToken: z.string(),
      expiresIn: count,
      refreshToken: z.string().nullable(),
    }),
  },
  'POST /auth/sign-out': { 204: nothing },
  'GET /me/tokens': { 200: listOf(token.meta({ id: 'ApiToken' })) },
  'POST /me/tokens': { 201: token.extend({ token: z.string() }).meta({ id: 'NewApiToken' }) },
  'DELETE /me/tokens/:id': { 204: nothing },
  'GET /me/sessions': { 200: listOf(session) },
  'DELETE /me/sessions/:id': { 204: nothing },
}
