import type { PlanSummary } from '#db/read/summary.ts'
import { paths } from '#server/paths.ts'
import { ratingWords } from '#server/ui/html/components.ts'
import { button, checkboxes, details, select } from '#server/ui/html/govuk.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import { compareNames } from '#workflows/search/reading-order.ts'
import { narrows, type PlanFilter } from './filter.ts'

type Shown = { plan: { id: string }; filter: PlanFilter; summary: Pick<PlanSummary, 'byAgency'> }

/** Chooses which actions are shown. A plain form that asks the same address again. */
export function filterForm({ plan, filter, summary }: Shown): Html {
  const agencies = summary.byAgency.flatMap(({ key, name }) =>
    key !== null && name !== null ? [[key, name] as const] : [],
  )
  const byName = agencies.toSorted(([, a], [, b]) => compareNames(a, b))
  return html`<div class="wm-filter">${details({
    summary: 'Show only some actions',
    open: narrows(filter),
    body: html`<form class="wm-filter__form" method="get" action="${paths.plan.at(plan)}">
${select({
  name: 'rating',
  label: 'Rating',
  value: filter.rating ?? '',
  items: [
    { value: '', text: 'All' },
    { value: 'overdue', text: 'Overdue' },
    ...(['red', 'amber', 'green', 'blue', 'grey', 'none'] as const).map((value) => ({
      value,
      text: ratingWords[value],
    })),
  ],
})}
${select({
  name: 'agency',
  label: 'Agency',
  value: filter.agency ?? '',
  items: [{ value: '', text: 'All' }, ...byName.map(([value, text]) => ({ value, text }))],
})}
${checkboxes({ name: 'mine', label: 'Whose', items: [{ value: 'yes', text: 'Only mine' }], values: filter.mine === null ? [] : ['yes'] })}
${button({ text: 'Show', look: 'secondary' })}
</form>`,
  })}</div>`
}
