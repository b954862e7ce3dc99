import { z } from 'zod'
import { editionFileKinds } from '#db/schema/index.ts'
import { reportFields } from '#server/features/reports/report-fields-sheet.ts'
import { sectionFields } from '#server/features/reports/section-fields-sheet.ts'
import {
  type Answers,
  count,
  day,
  dayOrNull,
  id,
  listOf,
  moment,
  named,
  namedOrNull,
  nothing,
  pdfFile,
  version,
  warnings,
  wordFile,
} from '#server/http/answers.ts'
import { answersOf } from '#server/sheets/noun.ts'
import { findingCodes } from '#workflows/report/checks/finding.ts'
import {
  exemptParagraphs,
  reportStates,
  sectionKinds,
  sectionStates,
} from '#workflows/report/report-facts.ts'
import { historySchema, possibilitiesSchema } from './actions.ts'

const { approverId: _, meetingId: __, ...own } = reportFields
const words = z.string().nullable()
const titled = z.strictObject({ id, ref: z.string(), title: z.string() })

const report = z
  .strictObject({
    id,
    planId: id,
    number: count,
    template: z.string(),
    ...answersOf(own),
    forOn: day,
    cutOffOn: day,
    approver: namedOrNull,
    meeting: z.strictObject({ id, title: z.string() }).nullable(),
    edition: count.meta({ description: 'The number of its newest edition; 0 before the first.' }),
    correction: words,
    state: z.enum(reportStates),
    version,
    createdAt: moment,
    updatedAt: moment,
    warnings,
  })
  .meta({ id: 'Report' })

const section = z
  .strictObject({
    id,
    reportId: id,
    planId: id,
    number: count,
    kind: z.enum(sectionKinds),
    ...answersOf(sectionFields),
    exemptParagraph: z.union(exemptParagraphs.map((paragraph) => z.literal(paragraph))).nullable(),
    author: namedOrNull,
    dueOn: dayOrNull,
    text: z.string(),
    kept: z.array(
      z.strictObject({ key: z.string(), code: z.string(), reason: z.string(), keptBy: id, keptAt: moment }),
    ),
    sentBack: z.string(),
    measures: z.array(titled),
    priorities: z.array(titled),
    report: z.strictObject({ id, number: count, title: z.string(), state: z.enum(reportStates) }),
    state: z.enum(sectionStates),
    version,
    createdAt: moment,
    updatedAt: moment,
    warnings,
  })
  .meta({ id: 'Section' })

const finding = z
  .strictObject({
    id: id.meta({
      description: 'The same for as long as sentence and fact are; the event `keep` names it as `key`.',
    }),
    code: z.enum(findingCodes),
    sentence: z.string(),
    at: z.strictObject({ path: z.array(count), from: count, to: count }),
    fact: z.string(),
    ask: z.string(),
    sensitive: z.boolean().meta({ description: 'Whether the sentence may tell who a child is.' }),
    keptBecause: words,
  })
  .meta({ id: 'Finding' })

const files = z
  .array(
    z.strictObject({
      kind: z.enum(editionFileKinds),
      isPublic: z.boolean(),
      size: count.meta({ description: 'In bytes.' }),
      sha256: z.string(),
      madeAt: moment,
    }),
  )
  .meta({
    description: 'The files that are made and kept. Each goes when something is taken out of the edition.',
  })

const edition = z
  .strictObject({
    id,
    reportId: id,
    number: count,
    issuedAt: moment,
    issuedBy: z.strictObject({ id, name: z.string() }),
    correction: words,
    isPublic: z.boolean(),
    files,
  })
  .meta({ id: 'Edition' })

const document = z
  .strictObject({
    language: z.enum(['en-GB', 'cy-GB']),
    title: z.string(),
    subtitle: z.string(),
    cover: z.array(z.strictObject({ label: z.string(), value: z.string() })),
    sections: z.array(
      z.strictObject({
        number: z.string(),
        heading: z.string(),
        blocks: z
          .array(z.looseObject({ kind: z.string() }))
          .meta({ description: 'Headings, paragraphs, lists, quotes, tables and charts.' }),
      }),
    ),
  })
  .meta({ id: 'ReportDocument' })

const issued = document.extend({ files }).meta({ id: 'EditionDocument' })

/** What a report is made from. */
export const template = z
  .strictObject({
    id: z.string().meta({ description: 'What a new report names as its `template`.' }),
    title: z.string(),
    for: z.string(),
    body: z.string(),
    approver: z.string(),
    sections: z.array(
      z.strictObject({ kind: z.enum(sectionKinds), heading: z.string(), guidance: z.string() }),
    ),
  })
  .meta({ id: 'ReportTemplate' })

const wordTemplate = z
  .strictObject({
    size: count.meta({ description: 'Of the file that the styles were taken out of, in bytes.' }),
    sha256: z.string(),
    setBy: named,
    setAt: moment,
  })
  .meta({ id: 'WordTemplate' })

export const reportAnswers: Answers = {
  'GET /report-templates': { 200: listOf(template) },
  'GET /plans/:id/reports': { 200: listOf(report) },
  'POST /plans/:id/reports': { 201: report },
  'GET /plans/:id/word-template': { 200: wordTemplate },
  'PUT /plans/:id/word-template': { 200: wordTemplate },
  'DELETE /plans/:id/word-template': { 204: nothing },
  'GET /reports/:id': { 200: report },
  'PATCH /reports/:id': { 200: report },
  'GET /reports/:id/transitions': { 200: possibilitiesSchema },
  'POST /reports/:id/transitions': { 200: report },
  'GET /reports/:id/history': { 200: historySchema },
  'GET /reports/:id/sections': { 200: listOf(section) },
  'GET /reports/:id/draft': { 200: document },
  'GET /reports/:id/editions': { 200: listOf(edition) },
  'GET /reports/:id/editions/:number': { 200: issued },
  'GET /reports/:id/editions/:number/word': { 200: wordFile },
  'GET /reports/:id/editions/:number/pdf': { 200: pdfFile },
  'GET /sections/:id': { 200: section },
  'PATCH /sections/:id': { 200: section },
  'GET /sections/:id/transitions': { 200: possibilitiesSchema },
  'POST /sections/:id/transitions': { 200: section },
  'GET /sections/:id/history': { 200: historySchema },
  'GET /sections/:id/findings': { 200: listOf(finding) },
}
