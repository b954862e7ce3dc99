import { paths } from '#server/paths.ts'
import { emptyState } from '#server/ui/html/components.ts'
import { details, summaryList } from '#server/ui/html/govuk.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import type { RowRead } from '#workflows/exchange/reading/reading.ts'
import { count } from '#workflows/words.ts'
import type { ImportWhole } from './service.ts'
import { nameOfField, readInWords, shortened } from './words.ts'

/** Which rows are shown. */
export const showings = ['all', 'asked', 'refused', 'noted'] as const
export type Showing = (typeof showings)[number]

const words: Readonly<Record<Showing, string>> = {
  all: 'All rows',
  asked: 'With a question',
  refused: 'Refused',
  noted: 'Read otherwise than they stand',
}

const isShown: Readonly<Record<Showing, (row: RowRead) => boolean>> = {
  all: () => true,
  asked: ({ asked }) => asked.length > 0,
  refused: ({ refused }) => refused.length > 0,
  noted: ({ noted }) => noted.length > 0,
}

type Wanted = { show: Showing; page: number; most: number }

/** The rows of an import on pages, each as it is read, with what is asked of it and its cells as they stand. */
export function rowsView({ facts, kept }: ImportWhole, { show, page, most }: Wanted): Html {
  const rows = kept?.reading.rows ?? []
  const shown = rows.filter(isShown[show])
  const from = (page - 1) * most
  const here = shown.slice(from, from + most)
  const home = paths.importRows.at(facts)
  const links = showings.map((each) => {
    const text = `${words[each]} (${rows.filter(isShown[each]).length})`
    return each === show
      ? html`<li><strong aria-current="page">${text}</strong></li>`
      : html`<li><a class="govuk-link" href="${home}?show=${each}">${text}</a></li>`
  })
  return html`<ul class="govuk-list">${links}</ul>
${here.length === 0 && emptyState({ title: 'There is no such row', text: 'Choose others above.' })}
${here.map((row) => rowView(row, paths.importRow.at({ id: facts.id, row: row.row })))}
${pages({ home, show, page, last: Math.ceil(shown.length / most) })}`
}

function rowView({ row, ref, read, noted, asked, refused, originals }: RowRead, href: string): Html {
  return html`<section class="wm-section" aria-labelledby="row-${row}">
<h2 class="wm-section__title" id="row-${row}"><span class="wm-typed">Row ${row}: ${ref} ${read.title ?? 'without a title'}</span></h2>
${refused.map(({ field, because }) => html`<p><strong>Refused. ${nameOfField(field)}:</strong> ${because}</p>`)}
${asked.map(({ field, original, question }) => html`<p><strong>Asked. ${nameOfField(field)}</strong>${quoted(shortened(original))}: ${question}</p>`)}
${noted.map(({ field, original, said }) => html`<p>${nameOfField(field)} <span class="wm-typed">‘${shortened(original)}’</span>: ${said}</p>`)}
${summaryList({ rows: readInWords(read).map(({ label, value }) => ({ key: label, value: typed(value) })) })}
${details({
  summary: html`As it stands in the sheet<span class="govuk-visually-hidden"> in row ${row}</span>`,
  body: summaryList({
    rows: Object.entries(originals).map(([heading, text]) => ({ key: heading, value: typed(text) })),
  }),
})}
<p><a class="govuk-link" href="${href}">Change or leave out<span class="govuk-visually-hidden"> row ${row}</span></a></p>
</section>`
}

const typed = (text: string): Html => html`<span class="wm-typed">${text}</span>`
const quoted = (text: string): Html => html`${text !== '' && html` ${typed(`‘${text}’`)}`}`

function pages({ home, show, page, last }: { home: string; show: Showing; page: number; last: number }) {
  if (last < 2) return ''
  const link = (to: number, text: string) =>
    html`<a class="govuk-link" href="${home}?show=${show}&amp;page=${to}">${text}</a>`
  return html`<p>Page ${page} of ${last}. ${page > 1 && link(page - 1, 'The page before')} ${page < last && link(page + 1, 'The next page')}</p>`
}

/** Rows of a sheet that are left aside, and why. */
export function skippedWords(skipped: readonly { row: number; because: string }[]): Html {
  return html`<ul class="govuk-list govuk-list--bullet">${skipped.map(({ row, because }) => html`<li>Row ${row}: ${because}</li>`)}</ul>
<p class="wm-quiet">${count(skipped.length, 'row')} in all.</p>`
}
