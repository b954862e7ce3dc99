import type { EditionHead } from '#db/read/editions.ts'
import type { ReportRead } from '#db/read/reports.ts'
import type { SectionRead } from '#db/read/sections.ts'
import type { CsvColumns } from '#server/http/csv.ts'
import type { ReportTemplate } from '#workflows/report/new-report.ts'
import type { SectionFinding } from './made/checked.ts'

export type ReportResource = ReturnType<typeof reportResource>

/** A report as the API gives it: whom it names as objects. */
export function reportResource({ report, approver, meeting }: ReportRead) {
  const { approverId: _, meetingId: __, ...fields } = report
  return { ...fields, approver, meeting }
}

/** The columns of reports as CSV. */
export const reportColumns: CsvColumns<ReportResource> = {
  id: ({ id }) => id,
  number: ({ number }) => number,
  title: ({ title }) => title,
  body: ({ body }) => body,
  forOn: ({ forOn }) => forOn,
  cutOffOn: ({ cutOffOn }) => cutOffOn,
  state: ({ state }) => state,
  edition: ({ edition }) => edition,
  template: ({ template }) => template,
  approver: ({ approver }) => approver?.name,
  approverPost: ({ approverPost }) => approverPost,
  meeting: ({ meeting }) => meeting?.title,
  isPublic: ({ isPublic }) => isPublic,
}

/** A section as the API gives it: whom and what it names as objects. */
export function sectionResource({ section, author, measures, priorities, report }: SectionRead) {
  const { authorId: _, measureIds: __, priorityIds: ___, ...fields } = section
  return { ...fields, author, measures, priorities, report }
}

/** The columns of sections as CSV: whose they are and how they stand, without their text. */
export const sectionColumns: CsvColumns<ReturnType<typeof sectionResource>> = {
  id: ({ id }) => id,
  number: ({ number }) => number,
  kind: ({ kind }) => kind,
  heading: ({ heading }) => heading,
  author: ({ author }) => author?.name,
  dueOn: ({ dueOn }) => dueOn,
  state: ({ state }) => state,
  exemptParagraph: ({ exemptParagraph }) => exemptParagraph,
  measures: ({ measures }) => measures.map(({ ref }) => ref),
  priorities: ({ priorities }) => priorities.map(({ ref }) => ref),
}

/** The columns of editions as CSV. */
export const editionColumns: CsvColumns<EditionHead> = {
  id: ({ id }) => id,
  number: ({ number }) => number,
  issuedAt: ({ issuedAt }) => issuedAt,
  issuedBy: ({ issuedBy }) => issuedBy.name,
  correction: ({ correction }) => correction,
  isPublic: ({ isPublic }) => isPublic,
  files: ({ files }) =>
    files.map(({ kind, isPublic, sha256 }) => `${kind}${isPublic ? ', public' : ''}: ${sha256}`),
}

/** A template as the API lists it. */
export function templateResource({ code, title, for: when, body, approver, sections }: ReportTemplate) {
  return {
    id: code,
    title,
    for: when,
    body,
    approver,
    sections: sections.map(({ kind, heading, guidance }) => ({ kind, heading, guidance })),
  }
}

/** The columns of templates as CSV. */
export const templateColumns: CsvColumns<ReturnType<typeof templateResource>> = {
  id: ({ id }) => id,
  title: ({ title }) => title,
  for: ({ for: when }) => when,
  body: ({ body }) => body,
  approver: ({ approver }) => approver,
  sections: ({ sections }) => sections.map(({ heading }) => heading),
}

/** The columns of findings as CSV; a sentence that may tell who a child is stands in none. */
export const findingColumns: CsvColumns<SectionFinding> = {
  id: ({ id }) => id,
  code: ({ code }) => code,
  sentence: ({ sentence, sensitive }) => (sensitive ? null : sentence),
  fact: ({ fact, sensitive }) => (sensitive ? null : fact),
  ask: ({ ask }) => ask,
  keptBecause: ({ keptBecause }) => keptBecause,
}
