import {
  type ActionLine,
  actionLines,
  csrfField,
  emptyState,
  panel,
  pressList,
  ratingKey,
  ratingReason,
  ratingTag,
  section,
  split,
  stats,
  table,
  timeline,
  typedLink,
} from '#server/html/components.ts'
import {
  breadcrumbs,
  button,
  buttonGroup,
  checkboxes,
  dateInput,
  details,
  fieldset,
  fileUpload,
  input,
  insetText,
  notificationBanner,
  radios,
  select,
  summaryList,
  tag,
  textarea,
  warningText,
} from '#server/html/govuk.ts'
import { html } from '#server/html/html.ts'
import { type Page, page } from '#server/html/layout.ts'

/** Pages by path that show every component in the states it has in use. */
export const galleryPages: Record<string, () => string> = {
  '/': myWork,
  '/empty': nothingToDo,
  '/action': anAction,
  '/update': updateWithErrors,
  '/board': aBoard,
  '/sign-in': signIn,
  '/parts': theRest,
}

const frame: Pick<Page, 'user' | 'nav' | 'demo'> = {
  user: { name: 'Samina Rahman', signOutToken: 'a-token' },
  nav: [
    { href: '/', text: 'My work', current: true },
    { href: '/board', text: 'Plans' },
    { href: '/parts', text: 'Meetings' },
    { href: '/empty', text: 'Outbox' },
  ],
  demo: { now: '2018-05-14' },
}

const plan = {
  name: 'Northmere improvement plan',
  href: '/board',
  nav: [
    { href: '/board', text: 'Plan on a page' },
    { href: '/board?board', text: 'Board', current: true },
    { href: '/board?timeline', text: 'Timeline' },
    { href: '/board?measures', text: 'Measures' },
    { href: '/board?changes', text: 'Changes' },
    { href: '/board?meetings', text: 'Meetings' },
    { href: '/board?people', text: 'People' },
  ],
}

const overdue: ActionLine[] = [
  {
    ref: '2.4',
    title: 'Every child who goes missing is offered a return interview within three days',
    href: '/action',
    rating: 'red',
    meta: 'Northmere improvement plan, priority 2: Children who go missing',
    due: '2018-04-28',
    daysLate: 16,
    timesMoved: 2,
    press: { text: 'Update', href: '/update' },
  },
  {
    ref: '3.1',
    title: 'Agree the neglect strategy with schools',
    href: '/action',
    rating: 'red',
    meta: 'Northmere improvement plan, priority 3: Neglect',
    due: '2018-05-13',
    daysLate: 1,
    press: { text: 'Update', href: '/update' },
  },
]

const soon: ActionLine[] = [
  {
    ref: '1.2',
    title: 'Supervision of social workers is recorded every month',
    href: '/action',
    rating: 'amber',
    meta: 'Northmere improvement plan, priority 1: Practice',
    because: 'Due on 25 May 2018, within 14 days, and there is no evidence yet.',
    due: '2018-05-25',
    daysLate: -11,
    timesMoved: 1,
    press: { text: 'Update', href: '/update' },
  },
  {
    ref: '1.5',
    title: 'Audit twelve case files a month',
    href: '/action',
    rating: 'green',
    meta: 'Northmere improvement plan, priority 1: Practice',
    due: '2018-05-15',
    daysLate: -1,
    press: { text: 'Update', href: '/update' },
  },
]

const meanings = [
  {
    rating: 'red',
    meaning:
      'Past its due date, or expected more than 28 days after it, or blocked in a way that is critical.',
  },
  {
    rating: 'amber',
    meaning:
      'Expected up to 28 days late, blocked, due within 14 days without evidence, or silent for 35 days.',
  },
  { rating: 'green', meaning: 'On track, or complete and embedding.' },
  { rating: 'blue', meaning: 'Complete, and a later check showed that it stuck.' },
  { rating: 'grey', meaning: 'Its start date lies ahead.' },
  { rating: 'none', meaning: 'A draft, cancelled or superseded: it is not counted.' },
] as const

function myWork(): string {
  return page({
    ...frame,
    title: 'My work',
    banner: 'You updated action 1.4. Its forecast date is 30 June 2018.',
    body: html`
${section({ title: 'Overdue', id: 'overdue', number: 2, body: actionLines(overdue) })}
${section({ title: 'Due in the next 14 days', id: 'soon', number: 2, body: actionLines(soon) })}
${section({
  title: 'Waiting for your decision',
  id: 'decide',
  number: 1,
  intro: 'Daniel Achebe asked for more time.',
  body: actionLines([
    {
      ref: '4.2',
      title: 'Publish the early help offer',
      href: '/action',
      rating: 'none',
      meta: 'New date asked for: 29 June 2018',
      due: null,
      press: { text: 'Decide', href: '/update' },
    },
  ]),
})}
${ratingKey(meanings)}`,
  })
}

function nothingToDo(): string {
  return page({
    ...frame,
    title: 'My work',
    body: emptyState({
      title: 'Nothing is waiting for you',
      text: 'No action of yours is overdue or due in the next 14 days. The next email goes out on Monday 21 May 2018.',
      next: button({ text: 'See the plan on a page', href: '/board', look: 'secondary' }),
    }),
  })
}

function anAction(): string {
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
    because: 'Overdue: it was due on 28 April 2018, 16 days ago.',
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

function updateWithErrors(): string {
  return page({
    ...frame,
    title: 'Update action 2.4',
    caption: 'Action 2.4: Return interviews within three days',
    back: { href: '/action', text: 'Back to the action' },
    errors: [
      { text: 'Say what has happened since the last update', href: '#note' },
      { text: 'The forecast date must be a real date', href: '#forecast-month' },
    ],
    body: html`<form method="post" action="/update" novalidate>
${csrfField('a-token')}
${radios({
  name: 'going',
  label: 'How is it going?',
  labelSize: 'm',
  hint: 'The rule rates it red. You may rate it worse than the rule, never better.',
  value: 'blocked',
  items: [
    { value: 'onTrack', text: 'As the rule says' },
    {
      value: 'blocked',
      text: 'Something blocks it',
      hint: 'Name whom or what it waits for',
      conditional: input({
        name: 'blocker',
        label: 'What does it wait for?',
        value: 'The contract with the interview service',
      }),
    },
    {
      value: 'worse',
      text: 'Worse than it looks',
      conditional: textarea({ name: 'why', label: 'Why?', rows: 3 }),
    },
  ],
})}
${textarea({ name: 'note', label: 'What happened since the last update?', labelSize: 'm', hint: 'Do not name children or describe a case.', error: 'Say what has happened since the last update' })}
${dateInput({ name: 'forecast', label: 'When do you expect to finish?', labelSize: 'm', hint: 'For example, 15 6 2018', values: { day: '31', month: '13', year: '2018' }, error: 'The forecast date must be a real date', wrong: ['month'] })}
${select({
  name: 'kind',
  label: 'Kind of evidence',
  items: [
    { value: 'document', text: 'Document' },
    { value: 'feedback', text: 'Feedback from children or residents' },
  ],
  value: 'feedback',
})}
${input({ name: 'link', label: 'Link to the evidence', type: 'url', hint: 'Leave it empty if you add a file', value: 'https://intranet.example/missing' })}
${fileUpload({ name: 'file', label: 'Or a file', accept: '.pdf,.docx' })}
${checkboxes({ name: 'independent', label: 'About this evidence', items: [{ value: 'yes', text: 'It was gathered by somebody other than me' }], values: ['yes'] })}
${buttonGroup(button({ text: 'Save the update' }), button({ text: 'Submit for sign-off', look: 'secondary', name: 'submit', value: 'yes' }), html`<a class="govuk-link" href="/action">Cancel</a>`)}
</form>`,
  })
}

function aBoard(): string {
  return page({
    ...frame,
    title: 'Board',
    wide: true,
    caption: 'Data cut-off: 11 May 2018',
    section: plan,
    body: html`
${stats([
  { value: 7, name: 'Red', rating: 'red', href: '/', note: '2 more than last board' },
  { value: 12, name: 'Amber', rating: 'amber', href: '/' },
  { value: 31, name: 'Green', rating: 'green', href: '/' },
  { value: 4, name: 'Blue', rating: 'blue', href: '/' },
  { value: 9, name: 'Not due', rating: 'grey', href: '/' },
  { value: 5, name: 'Moved with approval', note: 'since 12 March 2018' },
])}
${table({
  caption: 'Overdue by agency',
  columns: [
    { heading: 'Agency' },
    { heading: 'Oldest' },
    { heading: 'Overdue', numeric: true },
    { heading: 'Days late, most', numeric: true },
  ],
  rowHeadings: true,
  rows: [
    ['Northmere County Council', 'Return interviews within three days', 5, 16],
    ['Northmere Constabulary', 'Protection notices reach social care within a day', 2, 9],
    ['Northmere Hospitals NHS Trust', 'None', 0, null],
  ],
})}
${table({
  caption: 'Delivery against outcome',
  narrow: 'scroll',
  columns: [
    { heading: 'Priority' },
    { heading: 'Lead' },
    { heading: 'Delivery' },
    { heading: 'Outcome confidence' },
    { heading: 'Actions', numeric: true },
    { heading: 'Finished', numeric: true },
  ],
  rows: [
    ['1. Practice', 'Owen Price', ratingTag('green'), 'Low: re-referrals have not moved', 14, 6],
    ['2. Children who go missing', 'Ruth Adeyemi', ratingTag('red'), 'Medium', 9, 2],
    ['3. Neglect', 'Helen Marsh', ratingTag('blue'), 'High', 6, 6],
  ],
})}
${ratingKey(meanings)}`,
  })
}

function signIn(): string {
  return page({
    nav: [],
    demo: { now: '2018-05-14' },
    title: 'Sign in',
    heading: 'Who would you like to be?',
    body: html`<p class="govuk-body">Each person sees the plan from where they stand. You can change at any time.</p>
<form method="post" action="/sign-in">${csrfField('a-token')}
${pressList('person', [
  {
    value: '1',
    title: 'Samina Rahman',
    text: 'Head of service, missing and exploitation',
    note: 'Owns 6 actions, 2 of them overdue',
  },
  {
    value: '2',
    title: 'Ruth Adeyemi',
    text: 'Leads priority 2: Children who go missing',
    note: '1 request waits for her',
  },
  {
    value: '3',
    title: 'Margaret Ellison',
    text: 'Independent chair of the improvement board',
    note: '3 decisions wait for her',
  },
  { value: '4', title: 'Tom Whitfield', text: 'Plan administrator' },
])}</form>`,
  })
}

function theRest(): string {
  return page({
    ...frame,
    title: 'Ask for more time',
    heading: null,
    section: { ...plan, nav: plan.nav.slice(0, 3) },
    body: html`<form method="post" action="/parts">
${fieldset({
  legend: 'How much more time do you need?',
  size: 'l',
  legendIsHeading: true,
  body: html`${input({ name: 'days', label: 'Days', inputmode: 'numeric', classes: 'govuk-input--width-4', suffix: 'days' })}`,
})}
${warningText('The first 28 days are for the lead to grant. More than that goes to the chair.')}
${insetText('The baseline date, 31 January 2018, stays printed beside the new one.')}
${radios({
  name: 'regulator',
  label: 'Has the regulator agreed?',
  inline: true,
  items: [
    { value: 'yes', text: 'Yes' },
    { value: 'no', text: 'No' },
  ],
})}
${checkboxes({
  name: 'told',
  label: 'Who knows already?',
  small: true,
  error: 'Choose at least one',
  items: [
    { value: 'lead', text: 'The lead' },
    { value: 'chair', text: 'The chair', hint: 'Needed after two moves' },
    { divider: 'or' },
    { value: 'none', text: 'Nobody', disabled: true },
  ],
})}
${details({ summary: 'What counts as a reason?', body: html`<p class="govuk-body">Capacity, dependency, scope, partner, procurement or evidence.</p>`, open: true })}
${button({ text: 'Withdraw the action', look: 'warning' })} ${button({ text: 'Not now', disabled: true })}
</form>
${notificationBanner({ text: 'The pack for 22 May is frozen.' })}
${summaryList({
  card: { title: 'Request 3', links: [{ href: '/parts', text: 'Withdraw' }] },
  rows: [
    { key: 'New date', value: '29 June 2018' },
    { key: 'Reason', value: 'Procurement' },
  ],
})}
${breadcrumbs([
  { text: 'Plans', href: '/' },
  { text: 'Northmere', href: '/board' },
])}
${['red', 'amber', 'green', 'blue', 'grey', 'none'].map((rating) => html`${ratingTag(rating as 'red')} `)}
${(['amber', 'green', 'blue'] as const).map((rating) => html`<div class="wm-section">${ratingReason({ rating, because: 'Complete, embedding.', toTurnGreen: rating === 'amber' ? 'Give an update.' : null })}</div>`)}`,
  })
}
