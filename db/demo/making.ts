import type { Db } from '#db/connection/connect.ts'
import type { TakePack } from '#db/write/change-meeting.ts'
import type { OpenFindings, ReportAsked, TakeEdition } from '#db/write/change-report.ts'
import type { FindingCode } from '#workflows/report/checks/finding.ts'
import type { NewReport, ReportTemplate } from '#workflows/report/new-report.ts'

/**
 * What is made for readers while the story is replayed, by the parts of the application that make it for people: the
 * loader is handed them, as writes are, and knows none.
 */
export type Making = {
  takePack: TakePack
  takeEdition: TakeEdition
  openFindings: OpenFindings
  /** What the checks find in one section, each with the id by which it is answered. */
  findingsOf: (
    db: Db,
    asked: ReportAsked,
    section: NewReport['sections'][number],
  ) => Promise<{ id: string; code: FindingCode; sentence: string }[]>
  templates: readonly ReportTemplate[]
}
