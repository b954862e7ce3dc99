import type { FiguresDue } from '#db/read/figures-due.ts'
import type { ReportWork } from '#db/read/reports-waiting.ts'
import type { Work } from '#db/read/work.ts'
import { actionResource, milestoneResource, ofAction } from '#server/features/actions/resource.ts'
import type { Day } from '#workflows/calendar/calendar.ts'

/** What waits for a person, as the API gives it. */
export function workResource(
  work: Work,
  today: Day,
  { due, writing }: { due: readonly FiguresDue[]; writing: ReportWork },
) {
  const actions = (reads: Work['overdue']) => reads.map((read) => actionResource(read, today))
  return {
    overdue: actions(work.overdue),
    dueSoon: actions(work.dueSoon),
    returned: actions(work.returned),
    stale: actions(work.stale),
    toEndorse: actions(work.toEndorse),
    toSignOff: actions(work.toSignOff),
    extensionsToDecide: work.extensionsToDecide.map(({ action, extensionId }) => ({
      id: extensionId,
      action: actionResource(action, today),
    })),
    toEmbed: actions(work.toEmbed),
    evidenceOwed: work.evidenceOwed.map(({ action, lacks }) => ({
      lacks,
      action: actionResource(action, today),
    })),
    figuresDue: due.map(({ owed, supplier: _, ...measure }) => ({ ...measure, ...owed })),
    sectionsToWrite: [...writing.sections],
    reportsWaiting: [...writing.reports],
    overdueMilestones: work.milestones.flatMap(({ action, milestoneId }) =>
      action.facts.milestones
        .filter(({ id }) => id === milestoneId)
        .map((milestone) => ({
          ...milestoneResource(milestone, today),
          ...ofAction(action),
        })),
    ),
  }
}
