import { paths } from '#server/paths.ts'
import { count, day } from '#server/ui/html/components.ts'
import { warningText } from '#server/ui/html/govuk.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import type { MailTrouble } from './trouble.ts'

/** Warnings about weekly emails that failed, are late or were skipped, each with the way to what can be done. */
export function mailWarnings(troubles: readonly MailTrouble[]): Html {
  return html`${troubles.map(({ plan, week, kind, emails }) =>
    warningText(
      html`${plan.title}: ${said[kind](emails, day(week))} <a class="govuk-link"
        href="${`${paths.planMail.at(plan)}?week=${week}${states[kind]}`}">See the mail log<span
        class="govuk-visually-hidden"> of the week of ${day(week)}: ${kind}</span></a>`,
    ),
  )}`
}

const said: Record<MailTrouble['kind'], (emails: number, week: string) => string> = {
  failed: (emails, week) => `${count(emails, 'email')} of the week of ${week} failed. Check the address.`,
  superseded: (emails, week) =>
    `${count(emails, 'email')} of the week of ${week} never went: nothing ran until the next was due.`,
  waiting: (emails, week) =>
    `${count(emails, 'email')} of the week of ${week} still ${emails === 1 ? 'waits' : 'wait'}, an hour or more after it was due.`,
  unplanned: (_, week) =>
    `The emails of the week of ${week} have not gone, an hour or more after they were due.`,
  late: (emails, week) => `${count(emails, 'email')} of the week of ${week} went late.`,
}

const states: Record<MailTrouble['kind'], string> = {
  failed: '&state=failed',
  superseded: '&state=superseded',
  waiting: '&state=queued',
  unplanned: '',
  late: '',
}
