import { paths } from '#server/paths.ts'
import { type Html, html } from '#server/ui/html/html.ts'

/** Where a chair or an administrator takes out of a plan what must not be there. */
export function takeOutLink(plan: { id: string }): Html {
  return html`<p class="wm-quiet">A child’s name, or anything else that must not stand here?
<a class="govuk-link" href="${paths.planTakeOut.at(plan)}">Take it out</a>, from the history too.</p>`
}
