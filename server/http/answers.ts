import { actionAnswers } from './answers/actions.ts'
import { authAnswers } from './answers/auth.ts'
import type { Answers } from './answers/common.ts'
import { mailAnswers } from './answers/mail.ts'
import { meAnswers } from './answers/me.ts'
import { measureAnswers } from './answers/measures.ts'
import { meetingAnswers } from './answers/meetings.ts'
import { partAnswers } from './answers/parts.ts'
import { peopleAnswers } from './answers/people.ts'
import { planAnswers } from './answers/plans.ts'

/**
 * What every route of the API answers when it succeeds: in the OpenAPI document, and held against every answer
 * that a test gets. Answers are not checked while the server runs.
 */
export const answers: Answers = {
  ...actionAnswers,
  ...planAnswers,
  ...measureAnswers,
  ...partAnswers,
  ...meetingAnswers,
  ...peopleAnswers,
  ...meAnswers,
  ...authAnswers,
  ...mailAnswers,
}

/** The status with which a route succeeds, or null when it is not in the list. */
export function successStatusOf(route: string): number | null {
  const [status] = Object.keys(answers[route] ?? {})
  return status === undefined ? null : Number(status)
}

/** The path at which the resource that a route answers with can be read by its id, or null when there is none. */
export function readingRouteOf(route: string): string | null {
  const [answer] = Object.values(answers[route] ?? {})
  const found = Object.entries(answers).find(
    ([each, { 200: read }]) => /^GET \/[a-z]+\/:id$/.test(each) && answer !== undefined && read === answer,
  )
  return found?.[0].slice('GET '.length) ?? null
}
