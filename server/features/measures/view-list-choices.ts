import { paths } from '#server/paths.ts'
import { atDay } from '#server/ui/at-day.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import type { Day } from '#workflows/calendar/calendar.ts'

/** How the measures of a plan are shown. What is not asked for narrows nothing. */
export type ListQuery = {
  view: 'moves' | 'table'
  /** The reference of the only priority that is shown. */
  priority: string | null
}

/** What there is to choose between. */
export type ListChoices = {
  planId: string
  query: ListQuery
  /** All priorities that have measures, in the order of the plan. */
  priorities: readonly { ref: string; title: string }[]
  /** The past day that is shown; null for now. */
  asAt: Day | null
}

/** What a query asks for; what it asks for in vain is left out. */
export function listQueryOf(query: unknown, refs: readonly string[]): ListQuery {
  const { view, priority } = (query ?? {}) as Record<string, unknown>
  return {
    view: view === 'table' ? 'table' : 'moves',
    priority: refs.find((ref) => ref === priority) ?? null,
  }
}

/** Leads from one look at the measures to the other, and from all of them to those of one priority. */
export function listChoices({ planId, query, priorities, asAt }: ListChoices): Html {
  const at = (changed: Partial<ListQuery>) => {
    const { view, priority } = { ...query, ...changed }
    const asked = new URLSearchParams({
      ...(view === 'table' && { view }),
      ...(priority !== null && { priority }),
    }).toString()
    return atDay(`${paths.measures.at({ id: planId })}${asked === '' ? '' : `?${asked}`}`, asAt)
  }
  const choice = (changed: Partial<ListQuery>, words: string, chosen: boolean, title?: string) =>
    html`<li>${
      chosen
        ? html`<strong aria-current="true">${words}</strong>`
        : html`<a class="govuk-link" href="${at(changed)}">${words}${title !== undefined && html`<span class="govuk-visually-hidden"> ${title}</span>`}</a>`
    }</li>`
  return html`<nav class="wm-choices" aria-label="Which measures, and how"><ul>
${choice({ view: 'moves' }, 'What moved', query.view === 'moves')}
${choice({ view: 'table' }, 'As a table', query.view === 'table')}</ul>${
    priorities.length > 1 &&
    html`<ul>${choice({ priority: null }, 'All priorities', query.priority === null)}
${priorities.map(({ ref, title }) => choice({ priority: ref }, ref, query.priority === ref, title))}</ul>`
  }</nav>`
}
