import { z } from 'zod'
import { type Answers, count, id, listOf, moment, momentOrNull, named } from '#server/http/answers.ts'

const about = {
  id,
  actionId: id,
  name: z.string(),
  type: z.string(),
  size: count,
  addedAt: moment,
  takenOutAt: momentOrNull,
  url: z.url(),
}

const file = z
  .strictObject({
    ...about,
    warnings: z
      .array(z.strictObject({ pointer: z.string(), code: z.string(), detail: z.string() }))
      .meta({ description: 'What of it is kept otherwise than it was sent.' })
      .optional(),
  })
  .meta({ id: 'File' })

const listed = z.strictObject({ ...about, addedBy: named }).meta({ id: 'FileOfAction' })

export const fileAnswers: Answers = {
  'GET /actions/:id/files': { 200: listOf(listed) },
  'GET /files/:id': { 200: listed },
  'POST /actions/:id/files': { 201: file },
}
