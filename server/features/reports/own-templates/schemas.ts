import { z } from 'zod'
import { idSchema, listSchema } from '#server/http/schemas.ts'
import { bodiesOf, transitionOf } from '#server/sheets/event.ts'
import { newBodiesOf } from '#server/sheets/noun.ts'
import { limits } from '#workflows/limits.ts'
import { templateCodes } from '../templates.ts'
import { templateSectionFields } from './section-fields-sheet.ts'
import { templateFields } from './template-fields-sheet.ts'
import { templateEvents } from './template-sheet.ts'

/** A template by its name: the code of one that ships, or the id of a plan's own. */
export const templateNameSchema = z
  .union([z.enum(templateCodes), idSchema], {
    error: `Give one of: ${templateCodes.join(', ')}; or the id of a template of the plan.`,
  })
  .meta({
    description: 'As the plan lists what its reports are made from: a code, or the id of an own template.',
  })

export const newTemplateSchema = z
  .strictObject({
    from: templateNameSchema,
    title: templateFields.title.body
      .optional()
      .meta({ description: 'That of what is copied, where it is left out.' }),
  })
  .meta({ id: 'NewReportTemplate' })

/** A section in the order in which it is given; one without an id is new. */
const sectionSchema = z
  .strictObject({
    id: idSchema.optional().meta({ description: 'Left out for a new section.' }),
    ...newBodiesOf(templateSectionFields),
  })
  .meta({ id: 'SectionOfTemplate' })

export const templatePatchSchema = z
  .strictObject({
    ...bodiesOf(templateFields),
    sections: listSchema(sectionSchema, limits.reportTemplate.sections).meta({
      description: 'All of them, in their order.',
    }),
  })
  .partial()
  .meta({ id: 'ReportTemplatePatch' })

/** What each event of a plan's own template carries. */
export const templateTransitionSchema = transitionOf(
  'ReportTemplateTransition',
  templateEvents,
  "Give 'event' the name of one of the template's events.",
)
