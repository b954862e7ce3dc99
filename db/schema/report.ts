import {
  boolean,
  customType,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  smallint,
  text,
  unique,
  uuid,
} from '#db/connection/drizzle.ts'
import {
  type ExemptParagraph,
  type KeptFinding,
  reportStates,
  sectionKinds,
  sectionStates,
} from '#workflows/report/report-facts.ts'
import { id, instant, oneOf, prose, tally, version } from './columns.ts'
import { meetings } from './meeting.ts'
import { people } from './person.ts'
import { plans } from './plan.ts'

/** A document of a plan, for a body and a day. */
export const reports = pgTable(
  'reports',
  {
    id: id(),
    planId: uuid('plan_id')
      .notNull()
      .references(() => plans.id),
    number: integer().notNull(),
    template: text().notNull(),
    title: text().notNull(),
    body: text().notNull(),
    forOn: date('for_on').notNull(),
    cutOffOn: date('cut_off_on').notNull(),
    portfolio: prose('portfolio'),
    contact: prose('contact'),
    approverId: uuid('approver_id').references(() => people.id),
    approverPost: prose('approver_post'),
    isPublic: boolean('is_public').notNull().default(false),
    meetingId: uuid('meeting_id').references(() => meetings.id),
    /** The number of its newest edition. */
    edition: integer().notNull().default(0),
    correction: text(),
    state: text({ enum: reportStates }).notNull(),
    version: version(),
    /** Changes of its sections: what decides about all of them must not miss one. */
    tally: tally(),
    createdAt: instant('created_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  (table) => [
    unique('reports_number').on(table.planId, table.number),
    index('reports_meeting').on(table.meetingId),
    index('reports_approver').on(table.approverId),
    oneOf('reports_state', 'state', reportStates),
  ],
)

/** The numbered parts of a report, each written by its author at their own pace. */
export const sections = pgTable(
  'sections',
  {
    id: id(),
    reportId: uuid('report_id')
      .notNull()
      .references(() => reports.id),
    planId: uuid('plan_id')
      .notNull()
      .references(() => plans.id),
    number: integer().notNull(),
    kind: text({ enum: sectionKinds }).notNull(),
    heading: text().notNull(),
    guidance: prose('guidance'),
    measureIds: uuid('measure_ids').array().notNull().default([]),
    priorityIds: uuid('priority_ids').array().notNull().default([]),
    exemptParagraph: smallint('exempt_paragraph').$type<ExemptParagraph>(),
    exemptReason: prose('exempt_reason'),
    authorId: uuid('author_id').references(() => people.id),
    dueOn: date('due_on'),
    text: prose('text'),
    /** Findings of its checks that stand with a reason. */
    kept: jsonb().$type<KeptFinding[]>().notNull().default([]),
    sentBack: prose('sent_back'),
    state: text({ enum: sectionStates }).notNull(),
    version: version(),
    createdAt: instant('created_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  (table) => [
    unique('sections_number').on(table.reportId, table.number),
    index('sections_author').on(table.authorId),
    oneOf('sections_kind', 'kind', sectionKinds),
    oneOf('sections_state', 'state', sectionStates),
  ],
)

/** What was issued of a report, as data: written once, and never changed but by a redaction. */
export const editions = pgTable(
  'editions',
  {
    id: id(),
    reportId: uuid('report_id')
      .notNull()
      .references(() => reports.id),
    number: integer().notNull(),
    issuedAt: instant('issued_at').notNull(),
    issuedBy: uuid('issued_by')
      .notNull()
      .references(() => people.id),
    /** Why it corrects the one before; null for the first. */
    correction: text(),
    contents: jsonb().notNull(),
    /** The same without its exempt parts, made without reading them; null where the report is not public. */
    publicContents: jsonb('public_contents'),
  },
  (table) => [unique('editions_number').on(table.reportId, table.number)],
)

/** The files in which an edition is given out. */
export const editionFileKinds = ['word', 'pdf'] as const

const bytes = customType<{ data: Buffer }>({ dataType: () => 'bytea' })

/** An edition as a file: made once from what it holds, never changed, and gone when something is taken out of that. */
export const editionFiles = pgTable(
  'edition_files',
  {
    id: id(),
    editionId: uuid('edition_id')
      .notNull()
      .references(() => editions.id),
    kind: text({ enum: editionFileKinds }).notNull(),
    /** Whether it is made of what the public may read. */
    isPublic: boolean('is_public').notNull(),
    size: integer().notNull(),
    sha256: text().notNull(),
    content: bytes().notNull(),
    madeAt: instant('made_at').notNull(),
  },
  (table) => [
    unique('edition_files_form').on(table.editionId, table.kind, table.isPublic),
    oneOf('edition_files_kind', 'kind', editionFileKinds),
  ],
)

/** The styles of a plan's own Word template: of what was uploaded nothing else is kept. */
export const wordTemplates = pgTable('word_templates', {
  id: id(),
  planId: uuid('plan_id')
    .notNull()
    .unique('word_templates_plan')
    .references(() => plans.id),
  styles: text().notNull(),
  theme: text(),
  size: integer().notNull(),
  sha256: text().notNull(),
  setBy: uuid('set_by')
    .notNull()
    .references(() => people.id),
  setAt: instant('set_at').notNull(),
})
