import { z } from 'zod'
import { importColumnSchema, importFieldSchema } from '#server/features/imports/schemas.ts'
import {
  type Answers,
  count,
  day,
  id,
  listOf,
  moment,
  named,
  titled,
  version,
  warnings,
} from '#server/http/answers.ts'
import { exchangeFields } from '#workflows/exchange/exchange-fields.ts'
import { importStates } from '#workflows/import/import-facts.ts'
import { historySchema, possibilitiesSchema } from './actions.ts'

const row = z.int().min(1)
const text = z.string()
const fieldOrRow = z.enum(['row', ...exchangeFields]).meta({ id: 'ImportFieldOrRow' })
const texts = z.array(text)
const counts = z
  .strictObject({ rows: count, read: count, asked: count, refused: count, skipped: count, open: count })
  .meta({ id: 'ImportCounts', description: 'Rows by how they are read; `open` counts questions.' })

const result = z
  .strictObject({
    isNew: z.boolean(),
    newPriorities: texts,
    newActions: texts,
    newRecommendations: texts.optional(),
    newPeople: count.optional(),
    newAgencies: count.optional(),
    newHorizons: count.optional(),
    changed: z.array(z.strictObject({ ref: text, field: text })),
    kept: z.array(z.strictObject({ ref: text, field: text, because: text })),
    unchanged: count,
    gone: texts,
    skipped: z.array(z.strictObject({ row, because: text })),
  })
  .meta({ id: 'ImportResult', description: 'What it made of the plan.' })

const about = {
  id,
  plan: titled.nullable(),
  title: text,
  fileName: text,
  size: count,
  sha256: text,
  chosen: z.strictObject({
    sheet: text.nullable(),
    headerRow: row.nullable(),
    columns: z.array(importColumnSchema),
  }),
  counts,
  result: result.nullable(),
  createdBy: named,
  state: z.enum(importStates),
  version,
  createdAt: moment,
  updatedAt: moment,
}

const listed = z.strictObject(about).meta({ id: 'ImportListed' })

const read = z
  .strictObject({
    ref: text,
    priority: text,
    title: text,
    description: text,
    intendedEffect: text,
    criteria: texts,
    owner: text,
    contributors: texts,
    agency: text,
    startOn: day,
    dueOn: day,
    baselineDueOn: day,
    completedOn: day,
    state: z.enum(['agreed', 'inProgress', 'submitted']),
    rating: z.enum(['red', 'amber', 'green']),
    lastUpdate: text,
    evidence: text,
    recommendations: texts,
    horizon: z.enum(['short', 'medium', 'long']),
    critical: z.boolean(),
  })
  .partial()

const question = { field: fieldOrRow, original: text, question: text, proposed: texts }
const rowRead = z
  .strictObject({
    row,
    ref: text.nullable(),
    read,
    noted: z.array(z.strictObject({ field: fieldOrRow, original: text, said: text })),
    asked: z.array(z.strictObject(question)),
    refused: z.array(z.strictObject({ field: fieldOrRow, original: text, because: text })),
    originals: z.record(text, text),
  })
  .meta({ id: 'ImportRow', description: 'A row of the sheet as it will be read, with its cells by heading.' })

const whole = z
  .strictObject({
    ...about,
    sheet: text.nullable().meta({ description: 'Null once the file is not kept any more.' }),
    headerRows: z.array(row),
    columns: z.array(z.strictObject({ heading: text, field: importFieldSchema })),
    rows: z.array(rowRead),
    askedOnce: z.array(z.strictObject({ ...question, rows: z.array(row) })),
    skipped: z.array(z.strictObject({ row, original: text, because: text })),
    said: texts,
    ofWaymark: z.boolean(),
    answers: z.array(
      z.strictObject({
        row: row.optional(),
        field: text,
        original: text,
        answer: text,
        remembered: z.literal(true).optional(),
      }),
    ),
    sheets: z.array(z.strictObject({ name: text, rows: count, hidden: z.boolean() })),
    warnings,
  })
  .meta({ id: 'Import' })

const summary = z
  .strictObject({
    isNew: z.boolean(),
    newPriorities: texts,
    newActions: texts,
    newRecommendations: texts,
    newPeople: z.array(z.strictObject({ name: text, email: text })),
    newAgencies: texts,
    newHorizons: texts,
    cells: z.array(
      z.strictObject({ ref: text, field: text, from: text, to: text, because: text.optional() }),
    ),
    unchanged: count,
    gone: texts,
    digest: text.meta({
      description:
        'Give it as `summaryDigest` with the event `import`: that is refused where it would make something else by then.',
    }),
  })
  .meta({ id: 'ImportSummary' })

export const importAnswers: Answers = {
  'GET /plans/:id/imports': { 200: listOf(listed) },
  'POST /plans/:id/imports': { 201: whole },
  'GET /imports': { 200: listOf(listed) },
  'POST /imports': { 201: whole },
  'GET /imports/:id': { 200: whole },
  'PATCH /imports/:id': { 200: whole },
  'GET /imports/:id/summary': { 200: summary },
  'GET /imports/:id/transitions': { 200: possibilitiesSchema },
  'POST /imports/:id/transitions': { 200: whole },
  'GET /imports/:id/history': { 200: historySchema },
}
