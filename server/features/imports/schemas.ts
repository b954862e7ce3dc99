import { z } from 'zod'
import { freeTextSchema, listSchema, numberSchema, textSchema } from '#server/http/schemas.ts'
import { exchangeFields } from '#workflows/exchange/exchange-fields.ts'
import { limits } from '#workflows/limits.ts'

const { import: most } = limits

/** The query with which a spreadsheet is sent: its name, where it is not sent in parts. */
export const fileNameField = textSchema('Give the name of the file.', most.fileName)
  .optional()
  .meta({ description: 'The name of the file; needed where the body is the file itself.' })

export const intoPlanQuery = z.strictObject({ name: fileNameField })
export const intoNewQuery = z.strictObject({
  title: textSchema('Give the title of the new plan.', most.title).meta({
    description: 'The title of the plan that is made of it.',
  }),
  name: fileNameField,
})

export const importFieldSchema = z
  .enum(exchangeFields, { error: `Give one of: ${exchangeFields.join(', ')}; or null for none.` })
  .nullable()
  .meta({ description: 'What a column is; null where it is no field of an action.' })

export const importColumnSchema = z
  .strictObject({
    heading: textSchema('Give the heading as it was read.', most.heading),
    field: importFieldSchema,
  })
  .meta({ id: 'ImportColumn' })

const answerSchema = z
  .strictObject({
    row: numberSchema(most.headerRow)
      .optional()
      .meta({ description: 'The row that was asked about; left out for all cells that say the same.' }),
    field: z.enum(['row', ...exchangeFields], { error: 'Give the field as it was asked.' }),
    original: freeTextSchema(most.original).meta({ description: 'As it was asked.' }),
    answer: freeTextSchema(most.answer).meta({ description: 'Empty to take an answer back.' }),
  })
  .meta({ id: 'ImportAnswer' })

export const importPatchSchema = z
  .strictObject({
    title: textSchema('Give the title of the new plan.', most.title),
    sheet: textSchema('Give the name of a sheet, or null.', most.sheet).nullable().meta({
      description: 'The sheet that is read; null for the one with the most headings that are known.',
    }),
    headerRow: numberSchema(most.headerRow)
      .nullable()
      .meta({ description: 'The row of the sheet in which the headings stand; null to have it found.' }),
    columns: listSchema(importColumnSchema, most.columns).meta({
      description: 'What columns are, by their headings; all others are told by theirs.',
    }),
    answers: listSchema(answerSchema, most.answers).meta({
      description: 'Answers beside those that were given; the last to one question counts.',
    }),
  })
  .partial()
  .meta({ id: 'ImportPatch' })

export const importTransitionSchema = z
  .strictObject({
    event: z.enum(['import', 'discard'], { error: "Give 'event' the name of one of the import's events." }),
    summaryDigest: z
      .string()
      .regex(/^[0-9a-f]{64}$/, "Give the 'digest' of the summary as it was read.")
      .optional()
      .meta({
        description:
          'With `import`: the `digest` of the summary that was read. It is refused where the import would make something else by now.',
      }),
  })
  .meta({ id: 'ImportTransition' })
