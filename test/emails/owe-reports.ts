import type { Db } from '#db/connection/connect.ts'
import { newId } from '#db/connection/ids.ts'
import { nextReportNumber } from '#db/read/reports.ts'
import { changeReport, createReport } from '#db/write/change-report.ts'
import { changeSection } from '#db/write/change-section.ts'
import { making } from '#server/demonstration.ts'
import type { CastName, TestPlan } from '#test/support/plans.ts'
import { addDays, type Instant, londonDay } from '#workflows/calendar/calendar.ts'
import { newReport } from '#workflows/report/new-report.ts'
import { isWritten } from '#workflows/report/report-facts.ts'
import type { ReportEvent } from '#workflows/report/report.ts'

/** How far each report goes: one waits for its author, one for its approver, and one was returned and issued. */
const stories = (reason: string): readonly (readonly ReportEvent[])[] => [
  [],
  [{ type: 'submit' }],
  [
    { type: 'submit' },
    { type: 'return', reason },
    { type: 'submit' },
    { type: 'approve' },
    { type: 'issue' },
  ],
]

/**
 * Makes every kind of notice about a report owed, each by the real changes of three reports.
 * @param text their titles, and why one is returned
 */
export async function oweReports(
  db: Db,
  plan: TestPlan,
  now: Instant,
  text = 'Report to the board',
): Promise<void> {
  const template = making.templates.find(({ code }) => code === 'strategy-on-a-page')
  if (!template) throw new Error('no such template')
  const today = londonDay(now)
  for (const story of stories(text)) {
    const fields = { title: text, forOn: addDays(today, 20), cutOffOn: today, approverId: plan.people.chair }
    const { report, sections } = newReport(template, fields, { planId: plan.planId, now, newId })
    const numbered = { ...report, number: await nextReportNumber(db, plan.planId) }
    await createReport(db, numbered, sections, plan.people.administrator)
    const put = async (by: CastName, event: ReportEvent) => {
      const context = { reportId: report.id, actorId: plan.people[by], now }
      const { outcome } = await changeReport(db, context, event, making)
      if (outcome !== 'done') throw new Error(`${by} may not ${event.type}: ${outcome}`)
    }
    const written = sections.filter(({ kind }) => isWritten(kind))
    const tell = async (by: CastName, event: Parameters<typeof changeSection>[2]) => {
      for (const { id } of written)
        await changeSection(db, { sectionId: id, actorId: plan.people[by], now }, event)
    }
    await tell('administrator', { type: 'reassign', authorId: plan.people.owner, dueOn: addDays(today, 7) })
    await put('administrator', { type: 'commission' })
    if (story.length === 0) continue
    await tell('owner', { type: 'write', text: 'Families are seen sooner.' })
    await tell('administrator', { type: 'accept' })
    for (const event of story)
      await put(event.type === 'return' || event.type === 'approve' ? 'chair' : 'administrator', event)
  }
}
