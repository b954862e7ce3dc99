import {
  panel,
  ratingReason,
  ratingTag,
  section,
  split,
  table,
  timeline,
  typedLink,
} from '#server/ui/html/components.ts'
import { button, summaryList, tag } from '#server/ui/html/govuk.ts'
import { html } from '#server/ui/html/html.ts'
import { page } from '#server/ui/html/layout.ts'
import { frame } from '#test/support/gallery-frame.ts'

/** One action with everything known about it. */
export function anAction(): string {
  return page({
    ...frame,
    title: 'Return interviews within three days',
    heading: 'Every child who goes missing is offered a return interview within three days',
    caption: 'Action 2.4',
    breadcrumbs: [
      { text: 'Northmere improvement plan', href: '/board' },
      { text: '2. Children who go missing', href: '/parts' },
      { text: 'Action 2.4' },
    ],
    body: split(html`${facts()}${criteria()}${history()}`, html`${verdict()}${moves()}`),
  })
}

function verdict() {
  return html`<div class="wm-section">${ratingReason({
    rating: 'red',
    because: 'Overdue by 16 days; it was due on 28 April 2018.',
    toTurnGreen: 'Submit it for sign-off, or ask for more time.',
  })}</div>`
}

function moves() {
  return panel(
    html`${button({ text: 'Update this action', href: '/update' })}
${button({ text: 'Ask for more time', href: '/update', look: 'secondary' })}
<p>It cannot be submitted yet: criterion 2 has no evidence.</p>`,
    'What you can do',
  )
}

function facts() {
  return summaryList({
    rows: [
      {
        key: 'Owner',
        value: 'Samina Rahman, head of service, missing and exploitation',
        links: [{ href: '/update', text: 'Hand over', hidden: 'this action' }],
      },
      { key: 'Agency', value: 'Northmere County Council' },
      { key: 'State', value: html`${tag('In progress')} ${ratingTag('red')}` },
      { key: 'Baseline due date', value: '31 January 2018' },
      {
        key: 'Current due date',
        value: '28 April 2018, moved twice',
        links: [{ href: '/update', text: 'Ask for more time' }],
      },
      { key: 'Forecast', value: '15 June 2018' },
      { key: 'Waiting for', value: 'The contract with the interview service, since 3 April 2018' },
    ],
  })
}

function criteria() {
  return section({
    title: 'Closure criteria',
    id: 'criteria',
    body: table({
      caption: 'Closure criteria and their evidence',
      captionHidden: true,
      columns: [{ heading: 'Criterion' }, { heading: 'Evidence' }, { heading: 'Pieces', numeric: true }],
      rowHeadings: true,
      rows: [
        [
          '90% of interviews are held within three days for three months',
          typedLink(
            'https://intranet.example/reports/missing-interviews-april-2018-final-version-2.pdf',
            'Monthly report, April 2018',
          ),
          3,
        ],
        ['Children say that the interview helped', 'None yet', 0],
      ],
    }),
  })
}

function history() {
  return section({
    title: 'History',
    id: 'history',
    body: timeline([
      {
        what: 'Returned: criterion 2 has no evidence',
        who: 'Margaret Ellison',
        at: '2018-05-10T15:41:00Z',
        weight: 'setback',
        body: 'The report shows numbers only.\nPlease add what children said about the interviews.',
      },
      { what: 'Submitted for sign-off', who: 'Samina Rahman', at: '2018-05-08T08:02:00Z' },
      {
        what: 'More time granted: due date moved from 31 March to 28 April 2018',
        who: 'Margaret Ellison',
        at: '2018-03-29T11:00:00Z',
        weight: 'decision',
        body: 'Reason: procurement.',
      },
      { what: 'Agreed', who: 'Margaret Ellison', at: '2017-11-06T12:00:00Z', weight: 'decision' },
    ]),
  })
}
