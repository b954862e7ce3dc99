import { details } from '#server/ui/html/govuk.ts'
import { type Html, html, raw } from '#server/ui/html/html.ts'
import type {
  Block,
  ChartBlock,
  Inline,
  ReportDocument,
  TableBlock,
} from '#workflows/report/text/text-tree.ts'
import { headingOf, saidOf } from './prepare.ts'

/**
 * A prepared report as the content of a page: its title as the one heading of level 1, its sections below it, tables
 * that scroll by themselves, charts with their tables in a line that opens.
 */
export function documentHtml({ language, title, subtitle, cover, sections }: ReportDocument): Html {
  return html`<article class="wm-report" lang="${language}">
<h1 class="govuk-heading-l">${title}</h1>
${subtitle !== '' && html`<p class="govuk-body-l">${subtitle}</p>`}
${
  cover.length > 0 &&
  html`<dl class="govuk-summary-list">${cover.map(
    ({ label, value }) =>
      html`<div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">${label}</dt><dd class="govuk-summary-list__value">${value}</dd></div>`,
  )}</dl>`
}
${documentSections({ sections })}
</article>`
}

/** The sections of a prepared report, for a page that has its title already. */
export function documentSections({ sections }: Pick<ReportDocument, 'sections'>): Html {
  const context = { tables: 0 }
  return html`${sections.map(
    (section, at) => html`<section aria-labelledby="section-${at + 1}">
<h2 class="govuk-heading-m" id="section-${at + 1}">${headingOf(section)}</h2>
${section.blocks.map((block) => blockHtml(block, context))}
</section>`,
  )}`
}

/** What was written for one section. Its headings begin at the third level. */
export function textHtml(blocks: readonly Block[]): Html {
  const context = { tables: 0 }
  return html`${blocks.map((block) => blockHtml(block, context))}`
}

/** Counts tables, whose boxes need names of their own. */
type Context = { tables: number }

function blockHtml(block: Block, context: Context): Html {
  switch (block.kind) {
    case 'heading':
      return headings[block.level](wordsHtml(block.of))
    case 'paragraph':
      return html`<p class="govuk-body">${wordsHtml(block.of)}</p>`
    case 'list': {
      const items = block.items.map((item) => html`<li>${itemHtml(item, context)}</li>`)
      if (!block.ordered) return html`<ul class="govuk-list govuk-list--bullet">${items}</ul>`
      return html`<ol class="govuk-list govuk-list--number" start="${block.start}">${items}</ol>`
    }
    case 'quote':
      return html`<blockquote class="govuk-inset-text">${block.of.map((each) => blockHtml(each, context))}</blockquote>`
    case 'table':
      return tableHtml(block, context)
    case 'chart':
      return chartHtml(block, context)
  }
}

// The first words of an item stand beside its sign, and not below it as a paragraph of their own.
function itemHtml(item: readonly Block[], context: Context): Html[] {
  return item.map((block, at) =>
    at === 0 && block.kind === 'paragraph' ? html`${wordsHtml(block.of)}` : blockHtml(block, context),
  )
}

const headings: Record<1 | 2 | 3, (of: Html[]) => Html> = {
  1: (of) => html`<h3 class="govuk-heading-s">${of}</h3>`,
  2: (of) => html`<h4 class="govuk-heading-s">${of}</h4>`,
  3: (of) => html`<h5 class="govuk-heading-s">${of}</h5>`,
}

function wordsHtml(words: readonly Inline[]): Html[] {
  return words.map((word) => {
    switch (word.kind) {
      case 'text':
        return html`${word.text}`
      case 'strong':
        return html`<strong>${wordsHtml(word.of)}</strong>`
      case 'emphasis':
        return html`<em>${wordsHtml(word.of)}</em>`
      case 'link':
        return html`<a class="govuk-link" href="${word.href}">${wordsHtml(word.of)}</a>`
      case 'lineBreak':
        return html`<br>`
      case 'figure':
        return html`${word.reference}`
    }
  })
}

function tableHtml({ caption, headings, rows }: TableBlock, context: Context): Html {
  const name = `Table ${++context.tables}`
  const numeric = (at: number, part: 'header' | 'cell') =>
    headings[at]?.align === 'end' && ` govuk-table__${part}--numeric`
  const head = headings.map(
    ({ of }, at) =>
      html`<th scope="col" class="govuk-table__header${numeric(at, 'header')}">${wordsHtml(of)}</th>`,
  )
  const body = rows.map(
    (cells) =>
      html`<tr class="govuk-table__row">${cells.map((of, at) => html`<td class="govuk-table__cell${numeric(at, 'cell')}">${wordsHtml(of)}</td>`)}</tr>`,
  )
  // A box that scrolls must take the focus, or a keyboard cannot move it.
  return html`<div class="wm-table-scroll wm-report__table" role="region" aria-label="${caption ?? name}" tabindex="0"><table class="govuk-table">
${caption !== null && html`<caption class="govuk-table__caption govuk-table__caption--s">${caption}</caption>`}
<thead class="govuk-table__head"><tr class="govuk-table__row">${head}</tr></thead>
<tbody class="govuk-table__body">${body}</tbody>
</table></div>`
}

function chartHtml(chart: ChartBlock, context: Context): Html {
  return html`<figure class="wm-report__chart">
<figcaption class="govuk-heading-s">${chart.title}</figcaption>
<p class="govuk-body">${chart.reading}</p>
${chart.svg !== '' && html`<div class="wm-report__drawing" role="img" aria-label="${saidOf(chart)}">${raw(chart.svg)}</div>`}
${details({ summary: 'The figures as a table', body: tableHtml(chart.table, context) })}
</figure>`
}
