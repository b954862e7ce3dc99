import { csrfField, pressList, ratingReason, ratingTag } from '#server/ui/html/components.ts'
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
  textarea,
  warningText,
} from '#server/ui/html/govuk.ts'
import { html } from '#server/ui/html/html.ts'
import { page } from '#server/ui/html/layout.ts'
import { frame, plan } from '#test/support/gallery-frame.ts'

/** A form that came back with faults. */
export function updateWithErrors(): string {
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

/** The list of people to be in the demonstration. */
export function signIn(): string {
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

/** Everything that the other pages do not use. */
export function theRest(): string {
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
