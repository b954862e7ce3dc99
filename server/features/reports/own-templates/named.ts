import { readReportTemplate } from '#db/read/report-templates.ts'
import type { Deps } from '#server/deps.ts'
import type { Actor } from '#server/http/actor.ts'
import { fieldRefused } from '#server/http/refusals.ts'
import { idSchema } from '#server/http/schemas.ts'
import type { ReportTemplate } from '#workflows/report/new-report.ts'
import { templateOf } from '#workflows/report/new-template.ts'
import { reportTemplates } from '../templates.ts'

/** Said of a template that a plan cannot use. */
export const noTemplateOfPlan = 'Choose a template that ships, or one of this plan that is in use.'

/**
 * The template that a plan may use under a name: the code of one that ships, or the id of an own one that is in use.
 * @param field of the request that names it
 * @throws Problem 409 where there is none
 */
export async function templateNamed(
  { db }: Pick<Deps, 'db'>,
  actor: Actor,
  planId: string,
  { named, field }: { named: string; field: 'template' | 'from' },
): Promise<ReportTemplate> {
  const shipped = reportTemplates().find(({ code }) => code === named)
  if (shipped) return shipped
  const own = idSchema.safeParse(named).success ? await readReportTemplate(db, actor.id, named) : null
  if (own?.planId !== planId || own.state !== 'inUse')
    throw fieldRefused('reportTemplateUnknown', { field, detail: noTemplateOfPlan })
  return templateOf(own)
}
