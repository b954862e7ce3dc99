import { type PlanRow, settingsOf } from '#db/read/plans.ts'
import { paths } from '#server/paths.ts'
import { fieldsOf } from '#server/ui/forms/fields.ts'
import type { FormState } from '#server/ui/forms/forms.ts'
import { versionFields } from '#server/ui/forms/version.ts'
import { ratingTag, section } from '#server/ui/html/components.ts'
import { button, summaryList } from '#server/ui/html/govuk.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import { callInKindWords } from '#server/ui/words/decision-words.ts'
import { ratingMeanings } from '#server/ui/words/rating-words.ts'
import { type Region, regions } from '#workflows/calendar/bank-holidays.ts'
import { digestHours } from '#workflows/calendar/digest-slot.ts'
import { count, often } from '#workflows/words.ts'
import { type SettingName, settingNames } from './settings-form.ts'

/** The settings of a plan: as a form for its administrators, to read for others; then the key that they make. */
export function settingsView(
  plan: PlanRow,
  {
    state,
    version = plan.version,
    token,
    editable,
    linksAllowed,
  }: {
    state: FormState
    version?: number | undefined
    token: string
    editable: boolean
    /** Whether the site takes answers by the link in an email at all. */
    linksAllowed: boolean
  },
): Html {
  return html`${
    editable
      ? form(plan, state, { hidden: versionFields(token, version), linksAllowed })
      : html`<p class="wm-lead">The plan administrator changes these.</p>${summaryList({
          rows: settingNames.map((name) => ({ key: settingLabels[name], value: settingInWords(name, plan) })),
        })}`
  }
${section({
  title: 'What the colours mean',
  id: 'key',
  intro: 'This key is printed wherever colours of this plan are shown.',
  body: html`<dl class="wm-key__list wm-settings__key">${ratingMeanings(settingsOf(plan)).map(
    ({ rating, meaning }) => html`<div><dt>${ratingTag(rating)}</dt><dd>${meaning}</dd></div>`,
  )}</dl>`,
})}`
}

/** Each setting as a label. */
export const settingLabels: Record<SettingName, string> = {
  closure: 'How an action is closed',
  dueSoonDays: 'Due soon',
  staleDays: 'No update',
  farLateDays: 'Forecast far after the due date',
  embedAfterDays: 'Check that it has stuck',
  oftenExtended: 'Due date moved often',
  digestWeekday: 'Day of the weekly email',
  digestHour: 'Hour of the weekly email',
  bankHolidays: 'Bank holidays',
  escalateLeadDays: 'Overdue, to the lead',
  escalateChairDays: 'Overdue, to the chair',
  escalateAgendaDays: 'Overdue, on the next agenda',
  answersByLink: 'Answers without signing in',
  callInDays: 'Time for a call-in',
  callInKind: 'Days that count for a call-in',
  callInHour: 'Hour at which a call-in ends',
  callInWho: 'Who may call in',
}

/** A setting of a plan in words. */
function settingInWords(name: SettingName, plan: PlanRow): string {
  switch (name) {
    case 'closure':
      return closures[plan.closure]
    case 'oftenExtended':
      return `${often(plan.oftenExtended)} or more`
    case 'digestWeekday':
      return weekdays[plan.digestWeekday - 1] ?? ''
    case 'digestHour':
      return hourText(plan.digestHour)
    case 'answersByLink':
      return linkAnswers[`${plan.answersByLink}`]
    case 'callInDays':
      return `${count(plan.callInDays, 'day')} after publication`
    case 'callInKind':
      return callInKindWords[plan.callInKind]
    case 'callInHour':
      return callInHourText(plan.callInHour)
    case 'callInWho':
      return plan.callInWho
    case 'bankHolidays':
      return regionWords[plan.bankHolidays]
    case 'escalateLeadDays':
    case 'escalateChairDays':
    case 'escalateAgendaDays':
      return `after ${count(plan[name], 'working day')}`
    case 'embedAfterDays':
      return `${count(plan.embedAfterDays, 'day')} after sign-off`
    case 'dueSoonDays':
      return `within ${count(plan.dueSoonDays, 'day')}`
    case 'staleDays':
      return `for ${count(plan.staleDays, 'day')} or more`
    case 'farLateDays':
      return `by more than ${count(plan.farLateDays, 'day')}`
  }
}

const closures: Record<PlanRow['closure'], string> = {
  twoKeys: 'The lead endorses it, then the chair signs it off',
  oneKey: 'The chair signs it off, without an endorsement',
}
const linkAnswers = {
  true: 'By the link in the weekly email, for its week',
  false: 'Only after signing in',
}
const whatLinksDo =
  'By the link they can report, say that nothing changed, and meet milestones: no more, and only what their email names. A forwarded email takes its link along.'
const noLinks =
  'This site takes no answers by a link: the IT team allows it with ANSWERS_BY_LINK, unless strong sign-in is required.'
const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday']
const regionWords: Record<Region, string> = {
  englandAndWales: 'England and Wales',
  scotland: 'Scotland',
  northernIreland: 'Northern Ireland',
}
const callInHourText = (hour: number): string => (hour === 24 ? 'The end of the last day' : hourText(hour))
const hourText = (hour: number): string => `${String(hour).padStart(2, '0')}:00`

/** What the values of the choices among them mean. */
export const settingChoices = {
  closure: closures,
  digestWeekday: Object.fromEntries(weekdays.map((text, at) => [String(at + 1), text])),
  digestHour: Object.fromEntries(digestHours.map((hour) => [String(hour), hourText(hour)])),
  bankHolidays: regionWords,
  answersByLink: linkAnswers,
  callInKind: callInKindWords,
}

function form(
  plan: PlanRow,
  state: FormState,
  { hidden, linksAllowed }: { hidden: Html; linksAllowed: boolean },
): Html {
  const field = fieldsOf(state)
  const number = (name: SettingName, label: string, hint: string) =>
    field.line(name, { label, hint, classes: 'govuk-input--width-4' })
  return html`<form class="wm-form" method="post" action="${paths.planSettings.at(plan)}" novalidate>
${hidden}
${section({
  title: 'Colours',
  id: 'colours',
  body: html`${number('dueSoonDays', 'Due soon: days before the due date', 'Without evidence by then, an action is amber, and its owner is reminded.')}
${number('staleDays', 'No update: days without one', 'An action is amber from then on.')}
${number('farLateDays', 'Forecast far after the due date: days after it', 'Up to so many days late an action is amber, and beyond them red.')}
${number('oftenExtended', 'Due date moved often: how many times', 'An action that was given more time so often stays amber.')}`,
})}
${section({
  title: 'Closing an action',
  id: 'closing',
  body: html`${field.oneOf('closure', {
    label: settingLabels.closure,
    hint: 'What the lead owns goes to the chair at once: nobody else may endorse it.',
    items: Object.entries(closures).map(([value, text]) => ({ value, text })),
  })}
${number('embedAfterDays', 'Days from sign-off to the check that it has stuck', 'The chair may choose another day for one action.')}`,
})}
${section({
  title: 'Weekly emails',
  id: 'emails',
  intro: 'A new day, hour or region holds from next week on.',
  body: html`${field.pick('digestWeekday', { label: settingLabels.digestWeekday, items: weekdays.map((text, at) => ({ value: String(at + 1), text })) })}
${field.pick('digestHour', { label: settingLabels.digestHour, items: digestHours.map((hour) => ({ value: String(hour), text: hourText(hour) })) })}
${field.pick('bankHolidays', {
  label: 'Whose bank holidays move it to the next working day',
  items: regions.map((value) => ({ value, text: regionWords[value] })),
})}
${number('escalateLeadDays', 'Working days overdue until it is in the email of the lead', 'Not more than for the chair.')}
${number('escalateChairDays', 'Working days overdue until it is in the email of the chair', 'Not more than for the agenda.')}
${number('escalateAgendaDays', 'Working days overdue until it is on the next agenda', 'An update, or more time granted, starts the count again.')}
${field.oneOf('answersByLink', {
  label: 'How owners answer their weekly email',
  hint: linksAllowed ? whatLinksDo : noLinks,
  items: Object.entries(linkAnswers)
    .toReversed()
    .map(([value, text]) => ({ value, text })),
})}`,
})}
${section({
  title: 'Call-in of decisions',
  id: 'call-in',
  intro: 'What is published already keeps the time that it was published with.',
  body: html`${number('callInDays', 'Days after publication on which a decision can be called in', 'The day of publication does not count.')}
${field.oneOf('callInKind', {
  label: 'Which days count?',
  items: Object.entries(callInKindWords).map(([value, text]) => ({ value, text })),
})}
${number('callInHour', 'Hour of the last day at which it ends', '24 for the end of the day, 12 for midday.')}
${field.line('callInWho', { label: 'Who may ask for it?', hint: 'As the constitution of the council has it, such as Any five councillors' })}`,
})}
${button({ text: 'Save the settings' })}
</form>`
}
