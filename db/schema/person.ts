import { boolean, date, index, integer, pgTable, text, unique, uuid } from '#db/connection/drizzle.ts'
import { agencies } from './agency.ts'
import { comparedBy, id, instant, prose } from './columns.ts'
import { searched, wordsIn } from './search-words.ts'

/** A person who is mailed, owns, leads or decides. People leave; they are never deleted. */
export const people = pgTable(
  'people',
  {
    id: id(),
    name: text().notNull(),
    email: text().notNull(),
    mailbox: comparedBy('mailbox'),
    post: prose('post'),
    agencyId: uuid('agency_id').references(() => agencies.id),
    leftOn: date('left_on'),
    /** People who came with a plan have no history row for their first version. */
    version: integer().notNull().default(1),
    /** May start plans and invite people, whatever their part in a plan. */
    administrator: boolean().notNull().default(false),
    createdAt: instant('created_at').notNull(),
  },
  (table) => [
    unique('people_mailbox').on(table.mailbox),
    index('people_title_words').using('gin', wordsIn(searched.people.title)),
    index('people_text_words').using('gin', wordsIn(searched.people.text)),
  ],
)
