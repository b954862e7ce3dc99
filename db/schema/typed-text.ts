import { index, jsonb, pgTable, text, uuid } from '#db/connection/drizzle.ts'
import { id, instant } from './columns.ts'
import { people } from './person.ts'

/** What a person typed into a form while their session ran out: theirs alone to see and to send, for a day. */
export const typedTexts = pgTable(
  'typed_texts',
  {
    id: id(),
    personId: uuid('person_id')
      .notNull()
      .references(() => people.id),
    /** Where the form is sent to. */
    address: text().notNull(),
    values: jsonb().$type<Record<string, string>>().notNull(),
    keptAt: instant('kept_at').notNull(),
  },
  (table) => [index('typed_texts_person').on(table.personId)],
)
