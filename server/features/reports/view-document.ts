import { documentSections, textHtml } from '#server/documents/document-html.ts'
import { summaryList } from '#server/ui/html/govuk.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import { readText } from '#workflows/report/text/report-text.ts'
import type { Block, ReportDocument } from '#workflows/report/text/text-tree.ts'

/** A report as the content of a page: what its cover says, and its sections below it. */
export function documentBody(document: ReportDocument): Html {
  return html`<div class="wm-panel">${summaryList({
    rows: document.cover.map(({ label, value }) => ({ key: label, value })),
  })}</div>
${documentSections(document)}`
}

/**
 * A section as it will be read, and which parts of its text are not printed as they may have been meant.
 * @param blocks what stands in it, with its figures put in
 */
export function sectionBody(blocks: readonly Block[], text: string): Html {
  const { problems } = readText(text)
  if (blocks.length === 0) return html`<p>Nothing is written yet.</p>`
  return html`${textHtml(blocks)}${
    problems.length > 0 &&
    html`<ul class="govuk-list govuk-list--bullet">${problems.map(
      ({ line, text: part, because }) => html`<li>Line ${line}: ‘${part}’ ${because}.</li>`,
    )}</ul>`
  }`
}
