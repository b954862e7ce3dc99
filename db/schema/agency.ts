import { pgTable, text, unique } from '#db/connection/drizzle.ts'
import { comparedBy, id } from './columns.ts'

/** An organisation that people work for and that answers for actions. */
export const agencies = pgTable(
  'agencies',
  { id: id(), name: text().notNull(), sameName: comparedBy('same_name') },
  (table) => [unique('agencies_name').on(table.name), unique('agencies_same_name').on(table.sameName)],
)
