import { type Html, html } from './html.ts'

/**
 * A tick box that unfolds the lines of a page that are cut to one on a laptop. It works by style alone, and is not
 * there where nothing is cut: on a phone and on paper.
 * @param label what it shows
 */
export function wholeLines(label: string): Html {
  return html`<div class="govuk-checkboxes govuk-checkboxes--small wm-whole"><div class="govuk-checkboxes__item">
<input class="govuk-checkboxes__input" id="whole" type="checkbox"><label class="govuk-label govuk-checkboxes__label" for="whole">${label}</label>
</div></div>`
}
