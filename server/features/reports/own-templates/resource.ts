import type { CsvColumns } from '#server/http/csv.ts'
import type { ReportTemplate } from '#workflows/report/new-report.ts'
import { templateOf } from '#workflows/report/new-template.ts'
import type { ReportTemplateFacts } from '#workflows/report/template-facts.ts'
import { templateColumns, templateResource } from '../resource.ts'
import { reportTemplates } from '../templates.ts'

type Listed = ReturnType<typeof listed>

function listed(template: ReportTemplate, own: boolean) {
  return { ...templateResource(template), own }
}

/** What the reports of a plan are made from, as the API lists it: its own templates, then those that ship. */
export function templatesListed(own: readonly ReportTemplateFacts[]): Listed[] {
  return [
    ...own.map((each) => listed(templateOf(each), true)),
    ...reportTemplates().map((each) => listed(each, false)),
  ]
}

/** The columns of these as CSV. */
export const listedColumns: CsvColumns<Listed> = { ...templateColumns, own: ({ own }) => own }
