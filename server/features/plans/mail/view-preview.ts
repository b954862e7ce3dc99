import { WEEKLY_DIGEST } from '#db/schema/delivery.ts'
import type { Preview } from '#emails/ledger/preview.ts'
import { paths } from '#server/paths.ts'
import { addressLine, count, emptyState, moment, table } from '#server/ui/html/components.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import { mailWords } from '#server/ui/words/mail-words.ts'
import type { Instant } from '#workflows/calendar/calendar.ts'

/** The emails that go next to the people of a plan, by the names of their receivers, each with a way to read it. */
export function previewView({
  planId,
  active,
  previews,
  dueAt,
}: {
  planId: string
  active: boolean
  previews: readonly Preview[]
  dueAt: Instant
}): Html {
  if (!active) {
    return emptyState({
      title: 'Nothing goes yet',
      text: 'Weekly emails go for active plans only. They begin once the board has approved the plan.',
    })
  }
  if (previews.length === 0) {
    return emptyState({
      title: 'Nobody would get an email',
      text: html`If nothing changes, nobody has anything due on ${moment(dueAt)}. The mail log will say so for each person.`,
    })
  }
  return html`<div class="wm-prose">
<p class="wm-lead">${count(previews.length, 'email goes', 'emails go')} on ${moment(dueAt)} if nothing changes until then.</p>
<p>Nothing is sent from here. A person who has work in other plans is told of it in the same email; here you see what it says of this plan.</p></div>
${table({
  caption: 'Weekly emails that go next',
  captionHidden: true,
  rowHeadings: true,
  columns: [{ heading: 'Who' }, { heading: 'What it says', plain: true }],
  rows: previews.map(({ person, subject, parts }) => [
    html`${person.name}${addressLine(person.address)}`,
    html`<a class="govuk-link" href="${paths.mailPreviewEmail.at({ id: planId, kind: WEEKLY_DIGEST, person: person.id })}">${subject}<span
      class="govuk-visually-hidden">, to ${person.name}</span></a><span class="wm-board__why">${mailWords({ kind: WEEKLY_DIGEST, parts })}</span>`,
  ]),
})}`
}
