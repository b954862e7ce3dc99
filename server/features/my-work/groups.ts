import type { ActionRead } from '#db/read/action-facts.ts'
import type { Work } from '#db/read/work.ts'
import type { ActionLine } from '#server/ui/html/components.ts'
import type { PlanSettings } from '#workflows/plan/plan-settings.ts'
import { count } from '#workflows/words.ts'
import {
  type Around,
  decideLine,
  embedLine,
  evidenceIntro,
  evidenceLine,
  extensionLine,
  milestoneLine,
  ownerLine,
} from './lines.ts'

export type Group = { id: string; title: string; intro?: string; lines: ActionLine[] }

/** What waits, in groups, most pressing first. */
export function groupsOf(work: Work, around: Around, { dueSoonDays, staleDays }: PlanSettings): Group[] {
  const owned = (reads: readonly ActionRead[]) => reads.map((read) => ownerLine(read, around))
  return [
    { id: 'overdue', title: 'Overdue', lines: owned(work.overdue) },
    {
      id: 'returned',
      title: 'Returned to you',
      intro: 'Answer the reason, then submit again.',
      lines: owned(work.returned),
    },
    {
      id: 'due-soon',
      title: dueSoonDays === 1 ? 'Due today or tomorrow' : `Due in the next ${dueSoonDays} days`,
      lines: owned(work.dueSoon),
    },
    {
      id: 'stale',
      title: 'No update for some time',
      intro: `These have had no update for ${count(staleDays, 'day')} or more. A sentence is enough.`,
      lines: owned(work.stale),
    },
    {
      id: 'milestones',
      title: 'Milestones past their date',
      lines: work.milestones.map((milestone) => milestoneLine(milestone, around)),
    },
    {
      id: 'evidence',
      title: 'Evidence a check still needs',
      intro: evidenceIntro,
      lines: work.evidenceOwed.map((owed) => evidenceLine(owed, around)),
    },
    {
      id: 'to-endorse',
      title: 'To endorse',
      intro: 'Their owners say they are done. Open the evidence, then endorse or return.',
      lines: work.toEndorse.map((read) => decideLine(read, around)),
    },
    {
      id: 'to-sign-off',
      title: 'To sign off',
      lines: work.toSignOff.map((read) => decideLine(read, around)),
    },
    {
      id: 'extensions',
      title: 'More time asked for',
      intro: 'A due date moves only if you agree.',
      lines: work.extensionsToDecide.map((asked) => extensionLine(asked, around)),
    },
    {
      id: 'to-embed',
      title: 'Has it stuck?',
      intro: 'Signed off a while ago. New evidence has to show that the change lasts.',
      lines: work.toEmbed.map((read) => embedLine(read, work.asked.get(read.facts.id), around)),
    },
  ]
}
