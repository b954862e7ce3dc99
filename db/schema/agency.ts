import { pgTable, text, unique } from '#db/connection/drizzle.ts'
import { id } from './columns.ts'

/** An organisation that people work for and that answers for actions. */
export const agencies = pgTable('agencies', { id: id(), name: text().notNull() }, (table) => [
  unique('agencies_name').on(table.name),
])
