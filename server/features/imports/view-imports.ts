import type { ImportRead } from '#db/read/imports.ts'
import { paths } from '#server/paths.ts'
import { moment, table } from '#server/ui/html/components.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import { count } from '#workflows/words.ts'
import { importStateWords, openInWords } from './words.ts'

/** Spreadsheets that were sent, the newest first: what each is, and what it waits for. */
export function importTable(imports: readonly ImportRead[]): Html {
  return table({
    caption: 'Spreadsheets that were sent',
    captionHidden: true,
    rowHeadings: true,
    columns: [{ heading: 'Spreadsheet' }, { heading: 'Sent' }, { heading: 'How it stands' }],
    rows: imports.map(({ facts, by }) => [
      html`<a class="govuk-link" href="${paths.import.at(facts)}">${facts.fileName}</a>${facts.planId === null && html` for ‘${facts.title}’`}`,
      html`${moment(facts.createdAt)} by ${by.name}`,
      facts.state === 'open'
        ? `${importStateWords.open}. ${count(facts.counts.rows, 'row')}. ${openInWords(facts.counts)}`
        : importStateWords[facts.state],
    ]),
  })
}
