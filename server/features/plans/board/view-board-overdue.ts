import type { ActionRead } from '#db/read/action-facts.ts'
import { paths } from '#server/paths.ts'
import { atDay } from '#server/ui/at-day.ts'
import { count, section, table } from '#server/ui/html/components.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import { extensionWords } from '#server/ui/words/action-words.ts'
import { agencyOf, type Late, lateBy, type LateOnBoard } from './board-overdue.ts'
import { type Board, isOpen } from './board.ts'

/**
 * What is past its date, counted by how late it is, whose it is and why. What waits for the chair or a lead is no
 * lateness of its owner: it has rows of its own.
 */
export function overdue({ plan, asAt }: Board, late: LateOnBoard): Html {
  const { owners, lead, chair } = late
  const actions = owners.filter(({ what }) => what === 'action')
  if (owners.length + lead.length + chair.length === 0)
    return section({ title: 'Overdue', id: 'overdue', number: 0, body: html`<p>Nothing is overdue.</p>` })
  return section({
    title: 'Overdue',
    id: 'overdue',
    number: owners.length,
    intro: html`${inShort(late)} <a class="govuk-link wm-elsewhere"
      href="${atDay(`${paths.plan.at(plan)}?rating=overdue`, asAt)}">See the actions on the plan</a>`,
    body: html`<div class="wm-board__counts">${actions.length > 0 && html`${byAge(actions)}${byReason(actions)}`}${by(
      'Owner',
      late,
      ({ owner }) => owner?.name ?? 'No owner',
    )}${by('Agency', late, agencyOf)}</div>`,
  })
}

/** What is past its date in a sentence: what waits for owners, then what waits for others. */
export function inShort({ owners, lead, chair }: LateOnBoard): string {
  const milestones = owners.filter(({ what }) => what === 'milestone').length
  const mine = `${count(owners.length - milestones, 'action')} and ${count(milestones, 'milestone')}`
  const others = [...waits('the chair', chair), ...waits('the lead', lead)].join(', and ')
  return `${mine} of owners are past their date.${others === '' ? '' : ` Not late of its owner: ${others}.`}`
}

function waits(whom: string, late: readonly Late[]): string[] {
  return late.length === 0
    ? []
    : [
        `${count(late.length, 'action')} past ${late.length === 1 ? 'its' : 'their'} date that ${late.length === 1 ? 'waits' : 'wait'} for ${whom}`,
      ]
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

function byReason(late: readonly Late[]): Html {
  return table({
    caption: 'By reason',
    narrow: 'scroll',
    columns: [
      { heading: 'Reason' },
      { heading: 'Actions', numeric: true },
      { heading: 'Most days late', numeric: true },
    ],
    rowHeadings: true,
    rows: lateBy(late, reasonOf).map(({ name, actions, most }) => [name, actions, most]),
  })
}

// What holds it up now comes before what was once given as the reason for more time.
function reasonOf({ facts: { blockers, extensions } }: ActionRead): string {
  if (blockers.some(isOpen)) return 'Blocked'
  const newest = extensions.toSorted((a, b) => a.requestedOn.localeCompare(b.requestedOn)).at(-1)
  return newest ? extensionWords[newest.reasonCode] : 'No reason given'
}

function by(
  heading: 'Owner' | 'Agency',
  { owners, lead, chair }: LateOnBoard,
  nameOf: (read: ActionRead) => string,
): Html {
  const others = [...lateBy(chair, () => 'Waits for the chair'), ...lateBy(lead, () => 'Waits for the lead')]
  return table({
    caption: `By ${heading.toLowerCase()}`,
    narrow: 'scroll',
    columns: [
      { heading },
      { heading: 'Actions', numeric: true },
      { heading: 'Milestones', numeric: true },
      { heading: 'Most days late', numeric: true },
    ],
    rowHeadings: true,
    rows: [...lateBy(owners, nameOf), ...others].map(({ name, actions, milestones, most }) => [
      name,
      actions,
      milestones,
      most,
    ]),
  })
}
