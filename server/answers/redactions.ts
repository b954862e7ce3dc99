import { z } from 'zod'
import type { Answers } from '#server/http/answers.ts'

const number = z.int().min(0)

/** In how much something was taken out. What it was is told nowhere. */
const redaction = z
  .strictObject({
    things: number.meta({
      description:
        'Plan, priorities, actions, measures, meetings, decisions, inspections, reports, sections and report templates.',
    }),
    left: number.meta({ description: 'Things that are left of a whole plan: ask once more.' }),
    texts: number.meta({ description: 'Rows of today.' }),
    earlier: number.meta({ description: 'Rows of the history.' }),
    packs: number,
    emails: number,
  })
  .meta({ id: 'Redaction' })

const made = { 201: redaction }

export const redactionAnswers: Answers = {
  'POST /plans/:id/redactions': made,
  'POST /priorities/:id/redactions': made,
  'POST /actions/:id/redactions': made,
  'POST /measures/:id/redactions': made,
  'POST /meetings/:id/redactions': made,
  'POST /decisions/:id/redactions': made,
  'POST /inspections/:id/redactions': made,
  'POST /reports/:id/redactions': made,
  'POST /sections/:id/redactions': made,
  'POST /report-templates/:id/redactions': made,
  'POST /imports/:id/redactions': made,
  'POST /milestones/:id/redactions': made,
  'POST /blockers/:id/redactions': made,
  'POST /extensions/:id/redactions': made,
  'POST /files/:id/redactions': made,
}
