import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { z } from 'zod'
import type { ReportTemplate } from '#workflows/report/new-report.ts'
import { sectionKinds } from '#workflows/report/report-facts.ts'

const templateSchema = z.strictObject({
  title: z.string(),
  /** For whom, and when it is chosen. */
  for: z.string(),
  body: z.string(),
  /** The post of who approves it. */
  approver: z.string(),
  sections: z.array(
    z.strictObject({
      kind: z.enum(sectionKinds),
      heading: z.string(),
      guidance: z.string().default(''),
      /** Standing text. */
      text: z.string().default(''),
    }),
  ),
})

/** In the order in which they are offered. A code is part of the contract: programs make reports by it. */
export const templateCodes = [
  'assurance-to-board',
  'strategy-on-a-page',
  'executive-member-to-council',
  'progress-to-cabinet',
  'record-of-decisions',
] as const
export type TemplateCode = (typeof templateCodes)[number]

let read: readonly ReportTemplate[] | undefined

/** The templates that we ship, read once: the files of `server/templates/reports`. Throws where one is not well formed. */
export function reportTemplates(): readonly ReportTemplate[] {
  read ??= templateCodes.map((code) => {
    const file = new URL(`../../templates/reports/${code}.yaml`, import.meta.url)
    return { code, ...templateSchema.parse(parse(readFileSync(file, 'utf8'))) }
  })
  return read
}
