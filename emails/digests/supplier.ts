import type { Db } from '#db/connection/connect.ts'
import { type FiguresDue, figuresDueFrom } from '#db/read/figures-due.ts'
import { mailedPages } from '#emails/frame/addresses.ts'
import { inScope } from '#emails/ledger/mailed-plans.ts'
import { dayInWords } from '#workflows/calendar/calendar.ts'
import { periodInWords } from '#workflows/calendar/period.ts'
import { count } from '#workflows/words.ts'
import type { Ask } from './ask.ts'
import type { DigestLineText } from './line.ts'
import { type PartWords, plansOf } from './part.ts'
import { short, subjectOf } from './words.ts'

/** What a supplier is told: the figures that are late, and those that are due. Null where none is missing. */
export async function supplierDigest(
  db: Db,
  { personId, scope, day, publicUrl }: Ask,
): Promise<PartWords | null> {
  const due = await figuresDueFrom(db, personId, day, inScope(scope))
  return due.length === 0 ? null : supplierWords(due, publicUrl)
}

/** The missing figures, in words. */
export function supplierWords(due: readonly FiguresDue[], publicUrl: string): PartWords {
  const late = due
    .filter(({ owed }) => owed.lateDays > 0)
    .toSorted((a, b) => b.owed.lateDays - a.owed.lateDays)
  const inTime = due.filter(({ owed }) => owed.lateDays === 0)
  const plans = plansOf(due.map(({ plan }) => plan))
  const [only] = plans
  const oldest = due.map(({ owed }) => owed.periods[0] ?? '').toSorted()[0] ?? ''
  const line = (each: FiguresDue) => figureLine(each, publicUrl)
  return {
    part: 'supplierDigest',
    subject: subjectOf(
      [
        [late.length, 'figure late', 'figures late'],
        [inTime.length, 'figure due', 'figures due'],
      ],
      'Figures',
    ),
    waiting: due.length,
    overdue: late.length,
    plans,
    intro: [
      'These figures are yours to record. One page holds a month of them, typed or pasted from a spreadsheet.',
    ],
    sections: [
      { title: 'Figures late', lines: late.map(line) },
      { title: 'Figures due', lines: inTime.map(line) },
    ],
    all:
      plans.length === 1 && only
        ? {
            words: 'The month’s figures on one page',
            path: figuresAt(only, oldest),
            button: 'Record the figures',
          }
        : { words: 'All your work', path: mailedPages.myWork.at(), button: 'Open My work' },
    why: [
      'You supply the figures of these measures, or lead the priority that they belong to. Waymark writes only when one is due or late.',
      'If somebody else supplies them by now, the plan administrator can change that.',
    ],
  }
}

/** The page of the figures of a month. */
const figuresAt = (plan: { id: string }, month: string): string =>
  `${mailedPages.figures.at(plan)}?on=${month.slice(0, 7)}`

function figureLine({ id, ref, title, plan, owed }: FiguresDue, publicUrl: string): DigestLineText {
  const { periods, dueOn, lateDays } = owed
  const [first = ''] = periods
  const of = periodInWords({ from: first, to: first })
  const more =
    periods.length > 1
      ? ` ${count(periods.length - 1, 'later figure is', 'later figures are')} missing too.`
      : ''
  return {
    heading: `${short(ref, 40)} ${short(title, 200)}`,
    facts: `The figure for ${of} ${lateDays > 0 ? 'was' : 'is'} due by ${dayInWords(dueOn)}.${more}`,
    late: lateDays > 0 ? `${count(lateDays, 'day')} late.` : null,
    place: short(plan.title, 120),
    href: `${publicUrl}${figuresAt(plan, first)}`,
    about: id,
  }
}
