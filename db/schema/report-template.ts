import { index, jsonb, pgTable, text, uuid } from '#db/connection/drizzle.ts'
import { reportTemplateStates, type TemplateSection } from '#workflows/report/template-facts.ts'
import { id, instant, oneOf, prose, version } from './columns.ts'
import { plans } from './plan.ts'

/** A plan's own templates of reports. Their sections stand in their order. */
export const reportTemplates = pgTable(
  'report_templates',
  {
    id: id(),
    planId: uuid('plan_id')
      .notNull()
      .references(() => plans.id),
    title: text().notNull(),
    for: prose('for'),
    body: text().notNull(),
    approver: prose('approver'),
    sections: jsonb().$type<TemplateSection[]>().notNull(),
    state: text({ enum: reportTemplateStates }).notNull(),
    version: version(),
    createdAt: instant('created_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  (table) => [
    index('report_templates_plan').on(table.planId, table.id),
    oneOf('report_templates_state', 'state', reportTemplateStates),
  ],
)
