import { mayReadMail } from '#server/features/plans/section.ts'
import { paths } from '#server/paths.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import { isMissing, mailLine } from '../mail/view-mail-verdict.ts'
import type { Board } from './board.ts'

/** Whether everybody got their email this week, in one line, with the way to those that did not go. */
export function mailOfWeek({ plan, mail, role }: Board): Html {
  if (mail === null)
    return html`<section class="wm-week-mail" aria-labelledby="mail"><h2 class="wm-week-mail__title" id="mail">Did everybody get their email?</h2>
<p class="wm-mailed wm-mailed--untold">This cannot be told for a past day: what became of an email is kept, and not when.</p></section>`
  const { week, counts, first } = mail
  const missing = isMissing(counts) && first === null
  return html`<section class="wm-week-mail" aria-labelledby="mail"><h2 class="wm-week-mail__title" id="mail">Did everybody get their email?</h2>
<p class="wm-mailed${missing && ' wm-mailed--trouble'}">${mailLine(week, counts, first)}${
    mayReadMail(role) &&
    html` <a class="govuk-link wm-elsewhere" href="${paths.planMail.at(plan)}${missing && `?week=${week}`}">${
      missing ? 'See which did not go' : 'The mail log'
    }</a>`
  }</p></section>`
}
