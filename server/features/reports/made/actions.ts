import type { BriefAction } from '#db/read/matrix.ts'
import { ratingWords } from '#server/ui/words/rating-words.ts'
import { isLive } from '#workflows/action/action-facts.ts'
import { overdueDays } from '#workflows/action/owner-work.ts'
import { addDays, dayInWords, londonDay } from '#workflows/calendar/calendar.ts'
import { ratingOf } from '#workflows/rating/rating.ts'
import type { Block } from '#workflows/report/text/text-tree.ts'
import { count } from '#workflows/words.ts'
import { paragraph, tableOf } from './cells.ts'
import type { ReportKnown } from './facts.ts'

/** What is due within so many days of the cut-off stands under 'due next'. */
const NEXT = 42

/** The four tables that boards ask for: done since the last report, dates moved, overdue with whose move, due next. */
export function actions(known: ReportKnown, priorityIds: readonly string[]): Block[] {
  const { changes, day } = known
  const isOwn = ({ priority }: { priority: { id: string } }) =>
    priorityIds.length === 0 || priorityIds.includes(priority.id)
  const live = known.actions.filter((action) => isOwn(action) && isLive(action.facts.state))
  const overdue = live.filter(({ facts }) => !isHandedInInTime(facts) && overdueDays(facts, day) > 0)
  const next = live.filter(
    ({ facts: { dueOn } }) => dueOn !== null && dueOn >= day && dueOn <= addDays(day, NEXT),
  )
  const name = ({ ref, title }: { ref: string; title: string }) => `${ref} ${title}`
  const done = (changes?.closed ?? []).filter(({ action }) => isOwn(action))
  const moved = (changes?.moved ?? []).filter(({ action }) => isOwn(action))
  return [
    ...listed(
      'Done since the last report',
      'No action was finished.',
      ['Action', 'Owner', 'Finished'],
      done.map(({ action, at }) => [name(action), action.owner?.name ?? '', dayInWords(londonDay(at))]),
    ),
    ...listed(
      'Given more time',
      'No date was moved.',
      ['Action', 'Owner', 'From', 'To', 'Why'],
      moved.map(({ action, from, to, ...more }) => [
        name(action),
        action.owner?.name ?? '',
        dayInWords(from),
        dayInWords(to),
        'reason' in more && typeof more.reason === 'string' ? more.reason : '',
      ]),
    ),
    ...listed(
      'Overdue',
      'No action is overdue.',
      ['Action', 'Owner', 'Due', '>Late', 'Rating'],
      overdue.map((action) => [
        name(action.facts),
        ownerOf(action),
        action.facts.dueOn === null ? '' : dayInWords(action.facts.dueOn),
        count(overdueDays(action.facts, day), 'day'),
        ratingWords[ratingOf(action.facts, action.settings, day).rating],
      ]),
    ),
    ...listed(
      'Due next',
      `No action is due in the next ${count(NEXT / 7, 'week')}.`,
      ['Action', 'Owner', 'Due', 'Rating'],
      next.map((action) => [
        name(action.facts),
        ownerOf(action),
        dayInWords(action.facts.dueOn ?? day),
        ratingWords[ratingOf(action.facts, action.settings, day).rating],
      ]),
    ),
  ]
}

/** What waits for its lead or the board is not late by its owner's doing, as its rating says. */
function isHandedInInTime({ state, dueOn, submittedOn }: BriefAction['facts']): boolean {
  const isHandedIn = state === 'submitted' || state === 'endorsed'
  return isHandedIn && dueOn !== null && submittedOn !== null && submittedOn <= dueOn
}

const ownerOf = ({ owner }: BriefAction) => owner?.name ?? 'Nobody yet'

function listed(
  title: string,
  none: string,
  headings: readonly string[],
  rows: readonly string[][],
): Block[] {
  return [
    { kind: 'heading', level: 1, of: [{ kind: 'text', text: title }] },
    rows.length === 0
      ? paragraph(none)
      : tableOf(`${title}: ${count(rows.length, 'action')}`, headings, rows),
  ]
}
