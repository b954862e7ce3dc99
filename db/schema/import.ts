import { customType, index, integer, jsonb, pgTable, text, uuid } from '#db/connection/drizzle.ts'
import type { Answer } from '#workflows/exchange/reading/reading.ts'
import type { ColumnChosen } from '#workflows/exchange/table/columns.ts'
import { type ImportCounts, type ImportResult, importStates } from '#workflows/import/import-facts.ts'
import { id, instant, oneOf, prose, version } from './columns.ts'
import { people } from './person.ts'
import { plans } from './plan.ts'

const bytes = customType<{ data: Buffer }>({ dataType: () => 'bytea' })

/** Spreadsheets on their way into a plan. */
export const imports = pgTable(
  'imports',
  {
    id: id(),
    planId: uuid('plan_id').references(() => plans.id),
    title: prose('title'),
    fileName: text('file_name').notNull(),
    size: integer().notNull(),
    sha256: text().notNull(),
    sheet: text(),
    headerRow: integer('header_row'),
    columns: jsonb().$type<ColumnChosen[]>().notNull(),
    counts: jsonb().$type<ImportCounts>().notNull(),
    result: jsonb().$type<ImportResult>(),
    createdBy: uuid('created_by')
      .notNull()
      .references(() => people.id),
    state: text({ enum: importStates }).notNull(),
    version: version(),
    createdAt: instant('created_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  (table) => [
    index('imports_plan').on(table.planId, table.id),
    index('imports_created_by').on(table.createdBy, table.id),
    oneOf('imports_state', 'state', importStates),
  ],
)

/**
 * What an import was read from: the cells of the file and how they are read, both as compressed JSON, and the answers.
 * Once it is imported, the answers that hold for a whole file are left, for the next file of the plan; once it is
 * discarded, nothing is.
 */
export const importContents = pgTable('import_contents', {
  importId: uuid('import_id')
    .primaryKey()
    .references(() => imports.id),
  workbook: bytes(),
  reading: bytes(),
  answers: jsonb().$type<Answer[]>().notNull(),
})
