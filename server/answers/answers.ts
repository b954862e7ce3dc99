import type { Answers } from '#server/http/answers.ts'
import { actionAnswers } from './actions.ts'
import { authAnswers } from './auth.ts'
import { decisionAnswers } from './decisions.ts'
import { fileAnswers } from './files.ts'
import { importAnswers } from './imports.ts'
import { inspectionAnswers } from './inspections.ts'
import { mailAnswers } from './mail.ts'
import { meAnswers } from './me.ts'
import { measureAnswers } from './measures.ts'
import { meetingAnswers } from './meetings.ts'
import { partAnswers } from './parts.ts'
import { peopleAnswers } from './people.ts'
import { planAnswers } from './plans.ts'
import { redactionAnswers } from './redactions.ts'
import { reportTemplateAnswers } from './report-templates.ts'
import { reportAnswers } from './reports.ts'

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
  ...decisionAnswers,
  ...inspectionAnswers,
  ...importAnswers,
  ...reportAnswers,
  ...reportTemplateAnswers,
  ...peopleAnswers,
  ...meAnswers,
  ...authAnswers,
  ...fileAnswers,
  ...mailAnswers,
  ...redactionAnswers,
}
