import { insetText } from '#server/ui/html/govuk.ts'
import { type Html, html } from '#server/ui/html/html.ts'

/** Whom people write to about this site, or, marked as what is missing, that nobody has said so yet. */
export function contactLine(email: string | null, about: string): Html {
  if (email !== null) {
    return html`<p>Email <a class="govuk-link wm-typed" href="mailto:${email}">${email}</a> ${about}.</p>`
  }
  return insetText(html`<p><strong>Missing from this page: whom to tell.</strong> The organisation that runs this site has not given a contact
address yet. It gives one with the setting CONTACT_EMAIL. Until then, tell the administrator of your plan.</p>`)
}
