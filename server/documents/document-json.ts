import type { ReportDocument } from '#workflows/report/text/text-tree.ts'

/** The name of the form in which a report is given as data, and its version: keys are only ever added to it. */
export const REPORT_FORMAT = 'waymark-report/1'

/** A prepared report as data: the tree itself, under the name of its format. Charts are drawings that stand alone. */
export function documentJson(document: ReportDocument): string {
  return JSON.stringify({ format: REPORT_FORMAT, ...document })
}
