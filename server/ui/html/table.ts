import { type Content, type Html, html } from './html.ts'

/**
 * A column of a table. Numbers stand right-aligned. The cells of a `plain` one say by themselves what they are: on a
 * phone they stand without its heading, and the empty ones are left out.
 */
export type Column = { heading: Content; numeric?: boolean | undefined; plain?: boolean | undefined }

/** A table with a caption. */
export type Table = {
  caption: Content
  captionHidden?: boolean | undefined
  columns: readonly Column[]
  /** Cells in the order of the columns. */
  rows: readonly (readonly (Content | number | null)[])[]
  /** Makes the first cell of each row its heading. */
  rowHeadings?: boolean | undefined
  /** On a phone: `stack` turns each row into a card, `scroll` lets the table alone move sideways. */
  narrow?: 'stack' | 'scroll' | undefined
}

/**
 * A table that never makes the page itself scroll sideways. It stacks on a phone unless told to scroll; the
 * roles are written out because browsers drop them from a table that is laid out as blocks.
 */
export function table(options: Table): Html {
  const captionId = `table-${slug(options.caption)}`
  const body = html`<table class="govuk-table wm-table" role="table">
<caption class="govuk-table__caption ${
    options.captionHidden ? 'govuk-visually-hidden' : 'govuk-table__caption--m'
  }" id="${captionId}">${options.caption}</caption>
<thead role="rowgroup"><tr role="row">${options.columns.map(heading)}</tr></thead>
<tbody role="rowgroup">${options.rows.map((row) => tableRow(row, options))}</tbody>
</table>`
  if (options.narrow !== 'scroll') return html`<div class="wm-table-stack">${body}</div>`
  // A box that scrolls must take the focus, or a keyboard cannot move it.
  return html`<div class="wm-table-scroll" role="region" aria-labelledby="${captionId}" tabindex="0">${body}</div>`
}

function heading({ heading: text, numeric }: Column): Html {
  return html`<th scope="col" role="columnheader" class="govuk-table__header${numeric && ' govuk-table__header--numeric'}">${text}</th>`
}

function tableRow(row: Table['rows'][number], { columns, rowHeadings }: Table): Html {
  const cells = columns.map((column, i) => {
    const empty = row[i] === null || row[i] === undefined
    const numeric = column.numeric && ' govuk-table__cell--numeric'
    const plain = column.plain && (empty ? ' wm-table__plain wm-table__plain--empty' : ' wm-table__plain')
    const label = html`<span class="wm-table__label" aria-hidden="true">${column.heading}</span>`
    const value = html`${label}<span class="wm-table__value">${row[i] ?? nothing}</span>`
    return rowHeadings && i === 0
      ? html`<th scope="row" role="rowheader" class="govuk-table__header">${value}</th>`
      : html`<td role="cell" class="govuk-table__cell${numeric}${plain}">${value}</td>`
  })
  return html`<tr role="row" class="govuk-table__row">${cells}</tr>`
}

// A dash alone is read out as nothing, and an empty cell looks like a fault.
const nothing = html`<span aria-hidden="true">–</span><span class="govuk-visually-hidden">none</span>`

const slug = (caption: Content): string =>
  (typeof caption === 'string' ? caption : 'caption').toLowerCase().replace(/[^a-z0-9]+/g, '-')
