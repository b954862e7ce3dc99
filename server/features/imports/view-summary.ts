import type { CellChange } from '#db/write/import-changes.ts'
import { stats, table } from '#server/ui/html/components.ts'
import { details } from '#server/ui/html/govuk.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import { count } from '#workflows/words.ts'
import type { ImportSummary } from './carry-out.ts'
import { cellInWords, changedFieldWords } from './words.ts'

/** Cells that a page shows one by one. */
const MOST = 300

/** What an import would make of its plan: how much is new, each cell that changes, and what stays. */
export function summaryView(summary: ImportSummary, title: string): Html {
  const { isNew, newPriorities, newActions, cells, unchanged, gone } = summary
  const changed = cells.filter(({ because }) => because === undefined)
  const kept = cells.filter(({ because }) => because !== undefined)
  const isSame = newPriorities.length + newActions.length + changed.length === 0
  const what = isNew ? newWords(title) : isSame ? sameWords : intoWords
  return html`<p>${what}</p>
${stats([
  { value: newPriorities.length, name: 'New priorities' },
  { value: newActions.length, name: 'New actions' },
  ...(isNew
    ? []
    : [
        { value: changed.length, name: 'Cells that change' },
        { value: unchanged, name: 'Actions that stay as they are' },
      ]),
])}
${newActions.length > 0 && details({ summary: `New: ${count(newActions.length, 'action')}`, body: newActions.join(', ') })}
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
