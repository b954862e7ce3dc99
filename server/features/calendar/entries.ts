import type { CalendarDays } from '#db/read/calendar-days.ts'
import { meetingEntry } from '#server/features/meetings/calendar.ts'
import type { CalendarEntry } from '#server/http/calendar.ts'
import { paths } from '#server/paths.ts'
import { addDays, type Day } from '#workflows/calendar/calendar.ts'
import { figuresOwed } from '#workflows/measure/figures-due.ts'

/** So far ahead the first figure that is missing always lies: no period is longer than a year. */
const AHEAD_DAYS = 800

/**
 * The entries of a person's calendar, by day. Each is called the same for as long as it is the same thing, and the same
 * days give the same entries, whenever they are asked for.
 * @param today the London day from which figures are looked for ahead
 */
export function entriesOf(
  days: CalendarDays,
  { today, publicUrl }: { today: Day; publicUrl: string },
): CalendarEntry[] {
  type Told = { uid: string; on: Day; summary: string; plan: string; path: string }
  const entry = (
    { uid, on, summary, plan, path }: Told,
    { sequence, changedAt }: Pick<CalendarEntry, 'sequence' | 'changedAt'>,
  ): CalendarEntry => ({
    uid: `${uid}@waymark`,
    sequence,
    changedAt,
    on,
    from: null,
    until: null,
    summary,
    place: '',
    description: `${plan}: ${publicUrl}${path}`,
    url: `${publicUrl}${path}`,
    cancelled: false,
  })
  const entries = [
    ...days.actions.flatMap((action) => {
      const { id, ref, title, dueOn: on, plan } = action
      const path = paths.action.at({ id })
      const due =
        on === null ? [] : [entry({ uid: id, on, summary: `Due: ${ref} ${title}`, plan, path }, action)]
      const milestones = action.milestones.map((milestone) =>
        entry(
          { uid: milestone.id, on: milestone.dueOn, summary: `${ref}: ${milestone.title}`, plan, path },
          action,
        ),
      )
      return [...due, ...milestones]
    }),
    ...days.checks.map((check) => {
      const { id, ref, title, on, plan } = check
      const summary = `Has it stuck? ${ref} ${title}`
      return entry({ uid: `${id}-check`, on, summary, plan, path: paths.action.at({ id }) }, check)
    }),
    ...days.sections.map((section) => {
      const { id, heading, dueOn: on, report } = section
      const summary = `To write: ${heading}`
      return entry(
        { uid: id, on, summary, plan: `${report}, ${section.plan}`, path: paths.sectionEdit.at({ id }) },
        section,
      )
    }),
    ...days.supplies.flatMap((supply) => {
      const { id, ref, title, plan } = supply
      const owed = figuresOwed(supply, supply.newestOn, addDays(today, AHEAD_DAYS))
      if (owed === null) return []
      const uid = `${id}-${owed.periods[0]}`
      const summary = `Figures due: ${ref} ${title}`
      return [entry({ uid, on: owed.dueOn, summary, plan, path: paths.measure.at({ id }) }, supply)]
    }),
    ...days.meetings.map((meeting) => meetingEntry(meeting, publicUrl)),
  ]
  return entries.toSorted(
    (a, b) => compared(a.on, b.on) || compared(a.summary, b.summary) || compared(a.uid, b.uid),
  )
}

const compared = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
