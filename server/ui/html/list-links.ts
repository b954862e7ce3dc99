import { xlsxBeside } from '#server/paths.ts'
import { type Html, html } from './html.ts'

/**
 * The links by which a page hands out its list, as CSV and as a spreadsheet.
 * @param href of the CSV; the spreadsheet is beside it, at `/xlsx`
 * @param what it is, where a page has several downloads, such as 'the actions shown'
 */
export function listLinks(href: string, what?: string): Html {
  const link = (to: string, as: string) =>
    html`<a class="govuk-link" href="${to}" download>${what ?? 'Download'} as ${as}</a>`
  return html`${link(href, 'CSV')}${what === undefined ? ' ' : ', '}${link(xlsxBeside(href), '.xlsx')}`
}
