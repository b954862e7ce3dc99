import type { CellChange } from '#db/write/import-changes.ts'
import { stats, table } from '#server/ui/html/components.ts'
import { details } from '#server/ui/html/govuk.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import { count } from '#workflows/words.ts'
import type { ImportSummary } from './summary.ts'
import { cellInWords, changedFieldWords } from './words.ts'

/** Cells that a page shows one by one. */
const MOST = 300

/** What an import would make of its plan: how much is new, each cell that changes, and what stays. */
export function summaryView(summary: ImportSummary, title: string): Html {
  const { isNew, newPriorities, newActions, newRecommendations, newPeople, newAgencies, newHorizons } =
    summary
  const { cells, unchanged, gone } = summary
  const changed = cells.filter(({ because }) => because === undefined)
  const kept = cells.filter(({ because }) => because !== undefined)
  const fresh = [newPriorities, newActions, newRecommendations, newPeople, newAgencies, newHorizons, changed]
  const isSame = fresh.every(({ length }) => length === 0)
  const what = isNew ? newWords(title) : isSame ? sameWords : intoWords
  return html`<p>${what}</p>
${stats([
  { value: newPriorities.length, name: 'New priorities' },
  { value: newActions.length, name: 'New actions' },
  ...(newRecommendations.length > 0
    ? [{ value: newRecommendations.length, name: 'New recommendations' }]
    : []),
  ...(isNew
    ? []
    : [
        { value: changed.length, name: 'Cells that change' },
        { value: unchanged, name: 'Actions that stay as they are' },
      ]),
])}
${listed('action', newActions)}
${listed('recommendation', newRecommendations)}
${newPeople.length > 0 && html`<p>New in the list of people: ${newPeople.map(({ name, email }) => `${name} (${email})`).join(', ')}. Nobody is written to.</p>`}
${newAgencies.length > 0 && html`<p>New agencies: ${newAgencies.join(', ')}.</p>`}
${newHorizons.length > 0 && html`<p>New horizons: ${newHorizons.join(', ')}.</p>`}
${changed.length > 0 && cellTable('What changes', changed)}
${kept.length > 0 && cellTable('What does not change, and why', kept)}
${
  gone.length > 0 &&
  details({
    summary: `In the plan, and not in the spreadsheet: ${count(gone.length, 'action')}. They stay.`,
    body: gone.join(', '),
  })
}`
}

const listed = (noun: string, refs: readonly string[]) =>
  refs.length > 0 && details({ summary: `New: ${count(refs.length, noun)}`, body: refs.join(', ') })

const newWords = (title: string): string =>
  `‘${title}’ is made as a draft, and you are its administrator. Its actions are drafts: what the spreadsheet says of progress, status and colour stands in their descriptions.`
const sameWords = 'Nothing changes: the plan has all of it already.'
const intoWords = 'All of it is written at once. Nothing of the plan is deleted.'

function cellTable(caption: string, cells: readonly CellChange[]): Html {
  const hasReasons = cells.some(({ because }) => because !== undefined)
  const shown = cells.slice(0, MOST)
  return html`${table({
    caption,
    rowHeadings: true,
    columns: [
      { heading: 'Action' },
      { heading: 'Field' },
      { heading: 'In the plan' },
      { heading: 'In the spreadsheet' },
      ...(hasReasons ? [{ heading: 'Why not' }] : []),
    ],
    rows: shown.map(({ ref, field, from, to, because }) => [
      ref,
      changedFieldWords(field),
      typed(from),
      typed(to),
      ...(hasReasons ? [because ?? ''] : []),
    ]),
  })}${cells.length > MOST && html`<p>The API has all ${cells.length}, under <code>/imports/{id}/summary</code>.</p>`}`
}

const typed = (text: string) =>
  text === '' ? null : html`<span class="wm-typed">${cellInWords(text)}</span>`
