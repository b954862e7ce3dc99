import type { ActionRead } from '#db/read/action-facts.ts'
import { paths } from '#server/paths.ts'
import { section, table } from '#server/ui/html/components.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import { extensionWords } from '#server/ui/words/action-words.ts'
import { overdueDays } from '#workflows/action/owner-work.ts'
import { type Board, isOpen } from './board.ts'

type Late = { read: ActionRead; days: number }

/** What is overdue, counted by how late it is, whose it is and why. */
export function overdue({ plan, actions, today }: Board): Html {
  const late = actions.flatMap((read) => {
    const days = overdueDays(read.facts, today)
    return days > 0 ? [{ read, days }] : []
  })
  if (late.length === 0)
    return section({ title: 'Overdue', id: 'overdue', number: 0, body: html`<p>Nothing is overdue.</p>` })
  return section({
    title: 'Overdue',
    id: 'overdue',
    number: late.length,
    intro: html`<a class="govuk-link" href="${paths.plan.at(plan)}?rating=overdue">See them on the plan</a>`,
    body: html`<div class="wm-board__counts">${byAge(late)}${lateBy('Reason', late, reasonOf)}${lateBy(
      'Owner',
      late,
      ({ owner }) => owner?.name ?? 'No owner',
    )}${lateBy('Agency', late, ({ agency }) => agency ?? 'No agency')}</div>`,
  })
}

const ages = [
  { name: '1 to 7 days', from: 1, to: 7 },
  { name: '8 to 28 days', from: 8, to: 28 },
  { name: '29 to 90 days', from: 29, to: 90 },
  { name: 'More than 90 days', from: 91, to: Number.POSITIVE_INFINITY },
]

function byAge(late: readonly Late[]): Html {
  return table({
    caption: 'By age',
    narrow: 'scroll',
    columns: [{ heading: 'Late by' }, { heading: 'Actions', numeric: true }],
    rowHeadings: true,
    rows: ages.flatMap(({ name, from, to }) => {
      const number = late.filter(({ days }) => days >= from && days <= to).length
      return number === 0 ? [] : [[name, number]]
    }),
  })
}

// What holds it up now comes before what was once given as the reason for more time.
function reasonOf({ facts: { blockers, extensions } }: ActionRead): string {
  if (blockers.some(isOpen)) return 'Blocked'
  const newest = extensions.toSorted((a, b) => a.requestedOn.localeCompare(b.requestedOn)).at(-1)
  return newest ? extensionWords[newest.reasonCode] : 'No reason given'
}

function lateBy(
  heading: 'Owner' | 'Agency' | 'Reason',
  late: readonly Late[],
  nameOf: (read: ActionRead) => string,
): Html {
  const groups = [...Map.groupBy(late, ({ read }) => nameOf(read))].toSorted(
    ([a, one], [b, other]) => other.length - one.length || a.localeCompare(b, 'en-GB'),
  )
  return table({
    caption: `By ${heading.toLowerCase()}`,
    narrow: 'scroll',
    columns: [
      { heading },
      { heading: 'Actions', numeric: true },
      { heading: 'Most days late', numeric: true },
    ],
    rowHeadings: true,
    rows: groups.map(([name, own]) => [name, own.length, Math.max(...own.map(({ days }) => days))]),
  })
}
