import { type Attributes, words } from './govuk-fields.ts'
import { type Content, type Html, html, render } from './html.ts'
import { content, macro, named } from './macro.ts'

/** A button, or with `href` a link that looks like one. */
export type Button = {
  text: Content
  href?: string | undefined
  look?: 'primary' | 'secondary' | 'warning' | undefined
  type?: 'submit' | 'button' | 'reset' | undefined
  name?: string | undefined
  value?: string | undefined
  id?: string | undefined
  disabled?: boolean | undefined
  classes?: string | undefined
  attributes?: Attributes | undefined
}

/** A button. `primary` unless told; use one primary button a form, `warning` for what is hard to take back. */
export function button({ text, look, classes, ...rest }: Button): Html {
  const variant = look && look !== 'primary' && `govuk-button--${look}`
  return govukButton({ ...content(text), ...rest, classes: words(variant, classes) || undefined })
}

/** Buttons and links side by side; below each other on a phone. */
export function buttonGroup(...buttons: readonly Html[]): Html {
  return html`<div class="govuk-button-group">${buttons}</div>`
}

/** One fault of a form. `href` points at the field, as in `#due-day`. */
export type FormError = { text: Content; href?: string | undefined }

/** The list of faults at the top of a page. `page` prints it by itself from its `errors`. */
export function errorSummary(errors: readonly FormError[]): Html {
  return govukErrorSummary({
    titleText: 'There is a problem',
    errorList: errors.map(({ text, href }) => ({ ...content(text), href })),
    // Without a script this is what moves the reader to the faults when the page opens.
    attributes: { tabindex: '-1', autofocus: '' },
  })
}

/** A banner. `success` says that something was done; otherwise it tells something important. */
export function notificationBanner({
  text,
  title,
  success,
}: {
  text: Content
  title?: Content | undefined
  success?: boolean | undefined
}): Html {
  return govukNotificationBanner({
    ...content(text),
    ...named('title', title),
    type: success ? 'success' : undefined,
  })
}

/** A small label for a status that is not a rating. */
export function tag(text: Content, classes?: string): Html {
  return govukTag({ ...content(text), classes })
}

/** Where the page sits; the last one is the page itself when it has no `href`. */
export function breadcrumbs(items: readonly { text: Content; href?: string | undefined }[]): Html {
  return govukBreadcrumbs({
    collapseOnMobile: true,
    items: items.map(({ text, href }) => ({ ...content(text), href })),
  })
}

/** A line that opens to show more. */
export function details({
  summary,
  body,
  open,
  id,
}: {
  summary: Content
  body: Content
  open?: boolean | undefined
  id?: string | undefined
}): Html {
  return govukDetails({ ...named('summary', summary), ...content(body), open, id })
}

/** A group of fields with a legend. */
export function fieldset({
  legend,
  body,
  size,
  legendIsHeading,
}: {
  legend: Content
  body: Html
  size?: 's' | 'm' | 'l' | 'xl' | undefined
  legendIsHeading?: boolean | undefined
}): Html {
  const classes = size && `govuk-fieldset__legend--${size}`
  return govukFieldset({
    legend: { ...content(legend), classes, isPageHeading: legendIsHeading },
    html: render(body),
  })
}

/** A link at the end of a row; `hidden` completes it for a screen reader, as in 'Change' + 'owner'. */
export type RowLink = { href: string; text: Content; hidden?: string | undefined }

/** A row of a summary list. */
export type Row = {
  key: Content
  value: Content
  links?: readonly RowLink[] | undefined
  classes?: string | undefined
}

/** Names and values, each with its links. With `card` it stands in a card of that title. */
export function summaryList({
  rows,
  card,
  classes,
}: {
  rows: readonly Row[]
  card?: { title: Content; headingLevel?: 2 | 3 | 4; links?: readonly RowLink[] } | undefined
  classes?: string | undefined
}): Html {
  return govukSummaryList({
    classes,
    rows: rows.map((row) => ({
      classes: row.classes,
      key: content(row.key),
      value: content(row.value),
      actions: row.links && { items: row.links.map(rowLink) },
    })),
    card: card && {
      title: { ...content(card.title), headingLevel: card.headingLevel },
      actions: card.links && { items: card.links.map(rowLink) },
    },
  })
}

/** The first link of a page. */
export function skipLink(text: Content, href: string): Html {
  return govukSkipLink({ ...content(text), href })
}

/** A line that must not be overlooked. */
export function warningText(text: Content): Html {
  return govukWarningText({ ...content(text), iconFallbackText: 'Warning' })
}

/** A quotation or an aside, set in from the text. */
export function insetText(text: Content): Html {
  return govukInsetText(content(text))
}

const rowLink = ({ href, text, hidden }: RowLink): object => ({
  href,
  ...content(text),
  visuallyHiddenText: hidden,
})

const govukButton = macro('button', 'govukButton')
const govukErrorSummary = macro('error-summary', 'govukErrorSummary')
const govukNotificationBanner = macro('notification-banner', 'govukNotificationBanner')
const govukTag = macro('tag', 'govukTag')
const govukBreadcrumbs = macro('breadcrumbs', 'govukBreadcrumbs')
const govukDetails = macro('details', 'govukDetails')
const govukFieldset = macro('fieldset', 'govukFieldset')
const govukSummaryList = macro('summary-list', 'govukSummaryList')
const govukSkipLink = macro('skip-link', 'govukSkipLink')
const govukWarningText = macro('warning-text', 'govukWarningText')
const govukInsetText = macro('inset-text', 'govukInsetText')
