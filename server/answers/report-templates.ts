import { z } from 'zod'
import { templateSectionFields } from '#server/features/reports/own-templates/section-fields-sheet.ts'
import { templateFields } from '#server/features/reports/own-templates/template-fields-sheet.ts'
import { type Answers, id, listOf, moment, version, warnings } from '#server/http/answers.ts'
import { answersOf } from '#server/sheets/noun.ts'
import { reportTemplateStates } from '#workflows/report/template-facts.ts'
import { historySchema, possibilitiesSchema } from './actions.ts'
import { template } from './reports.ts'

const listed = template
  .extend({ own: z.boolean().meta({ description: 'Whether it is the plan’s own, and not one that ships.' }) })
  .meta({ id: 'ReportTemplateOffered' })

const own = z
  .strictObject({
    id,
    planId: id,
    ...answersOf(templateFields),
    sections: z.array(
      z.strictObject({ id, ...answersOf(templateSectionFields), kind: templateSectionFields.kind.body }),
    ),
    state: z.enum(reportTemplateStates),
    version,
    createdAt: moment,
    updatedAt: moment,
    warnings,
  })
  .meta({ id: 'OwnReportTemplate' })

export const reportTemplateAnswers: Answers = {
  'GET /plans/:id/report-templates': { 200: listOf(listed) },
  'POST /plans/:id/report-templates': { 201: own },
  'GET /report-templates/:id': { 200: own },
  'PATCH /report-templates/:id': { 200: own },
  'GET /report-templates/:id/transitions': { 200: possibilitiesSchema },
  'POST /report-templates/:id/transitions': { 200: own },
  'GET /report-templates/:id/history': { 200: historySchema },
}
