import type { ToApprove } from '#db/read/plan-approval.ts'
import type { PlanDecision } from '#db/read/plan-decision.ts'
import { paths } from '#server/paths.ts'
import { day, section, table } from '#server/ui/html/components.ts'
import { summaryList } from '#server/ui/html/govuk.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import type { Day } from '#workflows/calendar/calendar.ts'

/** What is approved with a plan: its priorities and counts, what is missing, and where all of it stands. */
export function approvalView(
  { plan, around }: PlanDecision,
  { priorities, recommendations }: ToApprove,
): Html {
  const owners = new Set(priorities.flatMap(({ ownerIds }) => ownerIds))
  const from = priorities.flatMap(({ fromOn }) => fromOn ?? []).toSorted()
  const to = priorities.flatMap(({ toOn }) => toOn ?? []).toSorted()
  const missing = missingIn(around, priorities)
  const body = html`${summaryList({
    rows: [
      { key: 'Priorities', value: String(priorities.length) },
      { key: 'Actions', value: String(around.actions) },
      { key: 'Owners', value: String(owners.size) },
      { key: 'Dates', value: days(from[0] ?? null, to.at(-1) ?? null) },
      {
        key: 'Recommendations answered',
        value:
          recommendations === 0
            ? 'It has none'
            : `${recommendations - around.uncovered.length} of ${recommendations}`,
      },
      {
        key: 'What is missing',
        value:
          missing.length === 0
            ? 'Nothing'
            : html`<ul class="govuk-list govuk-list--bullet">${missing.map((each) => html`<li>${each}</li>`)}</ul>`,
      },
    ],
  })}
${
  priorities.length > 0 &&
  table({
    caption: 'Its priorities',
    rowHeadings: true,
    columns: [
      { heading: 'Priority' },
      { heading: 'Lead' },
      { heading: 'Actions', numeric: true },
      { heading: 'Owners', numeric: true },
      { heading: 'Dates' },
    ],
    rows: priorities.map(({ ref, title, lead, actions, ownerIds, fromOn, toOn }) => [
      html`<a class="govuk-link" href="${paths.priority.at({ id: plan.id, ref })}"><span class="wm-ref">${ref}</span> ${title}</a>`,
      lead,
      actions,
      ownerIds.length,
      days(fromOn, toOn),
    ]),
  })
}
<p><a class="govuk-link" href="${paths.plan.at(plan)}">Read the plan on a page</a></p>`
  return section({ title: 'What is approved', id: 'approved', body })
}

function missingIn(
  { incomplete, uncovered, actions }: PlanDecision['around'],
  priorities: ToApprove['priorities'],
): string[] {
  const leaderless = priorities.filter(({ lead }) => lead === null)
  const empty = priorities.filter((priority) => priority.actions === 0)
  return [
    ...(actions === 0 ? ['Any action'] : []),
    ...(incomplete.length > 0
      ? [`An owner, a due date or closure criteria of ${inList(incomplete.map(({ ref }) => ref))}`]
      : []),
    ...(uncovered.length > 0 ? [`An action that answers ${inList(uncovered.map(({ ref }) => ref))}`] : []),
    ...(leaderless.length > 0 ? [`A lead of ${inList(leaderless.map(({ ref }) => ref))}`] : []),
    ...(actions > 0 && empty.length > 0 ? [`An action in ${inList(empty.map(({ ref }) => ref))}`] : []),
  ]
}

function days(from: Day | null, to: Day | null): string {
  if (from === null || to === null) return 'None yet'
  return from === to ? day(from) : `${day(from)} to ${day(to)}`
}

const inList = (refs: readonly string[]): string => new Intl.ListFormat('en-GB').format(refs)
