import { customType, index, integer, pgTable, text, uuid } from '#db/connection/drizzle.ts'
import { actions } from './action.ts'
import { id, instant } from './columns.ts'
import { people } from './person.ts'

const bytes = customType<{ data: Buffer }>({ dataType: () => 'bytea' })

/** A file that serves as evidence. It is only ever given out as a download, under the type that its content shows. */
export const files = pgTable(
  'files',
  {
    id: id(),
    actionId: uuid('action_id')
      .notNull()
      .references(() => actions.id),
    name: text().notNull(),
    type: text().notNull(),
    size: integer().notNull(),
    content: bytes().notNull(),
    addedBy: uuid('added_by')
      .notNull()
      .references(() => people.id),
    addedAt: instant('added_at').notNull(),
    /** When its content was taken out, because it must not be there. */
    takenOutAt: instant('taken_out_at'),
  },
  (table) => [index('files_action').on(table.actionId)],
)
