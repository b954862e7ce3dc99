import { z } from 'zod'
import { exemptParagraphSchema, freeTextSchema, idSchema, listSchema } from '#server/http/schemas.ts'
import { bodiesOf, transitionOf } from '#server/sheets/event.ts'
import { newBodiesOf } from '#server/sheets/noun.ts'
import { limits } from '#workflows/limits.ts'
import { templateNameSchema } from './own-templates/schemas.ts'
import { reportFields } from './report-fields-sheet.ts'
import { reportEvents } from './report-sheet.ts'
import { sectionFields } from './section-fields-sheet.ts'
import { sectionEvents } from './section-sheet.ts'

const { section } = limits

/** A new report: what it leaves out comes from its template. */
export const newReportSchema = z
  .strictObject({
    ...newBodiesOf(reportFields),
    title: reportFields.title.body.optional(),
    body: reportFields.body.body.optional(),
    approverPost: reportFields.approverPost.body.optional(),
    cutOffOn: reportFields.cutOffOn.body.optional(),
    template: templateNameSchema,
  })
  .meta({ id: 'NewReport' })

export const reportPatchSchema = z.strictObject(bodiesOf(reportFields)).partial().meta({ id: 'ReportPatch' })

export const reportTransitionSchema = transitionOf(
  'ReportTransition',
  reportEvents,
  "Give 'event' the name of one of the report's events.",
)

export const sectionPatchSchema = z
  .strictObject({
    ...bodiesOf(sectionFields),
    measureIds: listSchema(idSchema, section.measures),
    priorityIds: listSchema(idSchema, section.priorities),
    exemptParagraph: exemptParagraphSchema,
    text: freeTextSchema(section.text).meta({ description: 'Of a section that no author is asked for.' }),
  })
  .partial()
  .meta({ id: 'SectionPatch' })

export const sectionTransitionSchema = transitionOf(
  'SectionTransition',
  sectionEvents,
  "Give 'event' the name of one of the section's events.",
)
