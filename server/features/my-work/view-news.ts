import { deputyLine } from '#emails/digests/deputy.ts'
import type { DigestLineText } from '#emails/digests/line.ts'
import { lackingLine } from '#emails/digests/report.ts'
import { overdueLine, redLine, staleLine } from '#emails/digests/waiting.ts'
import { section } from '#server/ui/html/components.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import type { Day } from '#workflows/calendar/calendar.ts'
import type { WorkNews } from './news.ts'

/** What a person is told of the work of others, in the words of their weekly email. */
export function newsShown({ deputy, led, chaired }: WorkNews, today: Day): Html[] {
  const names = new Intl.ListFormat('en-GB').format(deputy.owners.map(({ name }) => name))
  const parts = [
    {
      id: 'deputy',
      title: 'What waits for those you stand in for',
      intro: `You stand in for ${names}, and they are told of this too.`,
      lines: deputy.items.map((item) => deputyLine(item, today, '')),
    },
    {
      id: 'led-overdue',
      title: 'Long overdue in what you lead',
      lines: led.overdue.map((each) => overdueLine(each, today, '')),
    },
    {
      id: 'led-stale',
      title: 'No update for some time in what you lead',
      lines: led.stale.map((read) => staleLine(read, '')),
    },
    {
      id: 'reports-lacking',
      title: 'Reports to your boards that still lack something',
      lines: chaired.lacking.map((each) => lackingLine(each, '')),
    },
    {
      id: 'chaired-overdue',
      title: 'Long overdue in the plans you chair',
      lines: chaired.overdue.map((each) => overdueLine(each, today, '')),
    },
    {
      id: 'newly-red',
      title: 'Newly red in the plans you chair',
      lines: chaired.newlyRed.map((each) => redLine(each, '')),
    },
  ]
  return parts
    .filter(({ lines }) => lines.length > 0)
    .map(({ id, title, intro, lines }) =>
      section({
        title,
        id,
        number: lines.length,
        ...(intro && { intro }),
        body: html`<ul class="wm-lines">${lines.map(told)}</ul>`,
      }),
    )
}

function told({ heading, facts, late, place, href }: DigestLineText): Html {
  return html`<li class="wm-item"><a class="govuk-link wm-item__title" href="${href}">${heading}</a>
<span class="wm-item__facts">${late && html`<strong class="wm-late">${late}</strong> `}${facts} <span class="wm-quiet">${place}</span></span></li>`
}
