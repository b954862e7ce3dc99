import { type Html, html } from './html.ts'

/**
 * The link by which a page hands out its list as CSV.
 * @param text what it says, where a page has several downloads
 */
export const csvLink = (href: string, text = 'Download as CSV'): Html =>
  html`<a class="govuk-link" href="${href}" download>${text}</a>`
