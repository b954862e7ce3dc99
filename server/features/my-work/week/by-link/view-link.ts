import { type DigestLineText, lineText } from '#emails/digests/line.ts'
import { itemsOf } from '#emails/digests/still-due.ts'
import { paths } from '#server/paths.ts'
import { fieldsOf } from '#server/ui/forms/fields.ts'
import type { FormState, Typed } from '#server/ui/forms/forms.ts'
import { emptyState } from '#server/ui/html/components.ts'
import { button } from '#server/ui/html/govuk.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import type { Day } from '#workflows/calendar/calendar.ts'
import type { WeekItem } from '../items.ts'
import { milestoneFields, reportFields, restField } from '../view-week.ts'
import { NAME } from './person-typed.ts'

/**
 * The fields of the weekly form as the link in an email opens it. It shows what that email says, and no more: no
 * note, no colour, no expected date, no way to another page.
 */
export function linkFields(items: readonly WeekItem[], state: FormState, today: Day): Html {
  return html`${items.map((item) => card(item, state, today))}
<div class="wm-week__end">
${items.some(({ group }) => group !== null) && restField(state)}
${fieldsOf(state).line(NAME, {
  label: 'Your name',
  hint: 'Needed where you only tick: programs that check emails tick and press, but type nothing.',
})}
${button({ text: 'Send my answers' })}
</div>`
}

function card(item: WeekItem, state: FormState, today: Day): Html {
  const { action, group, milestones } = item
  const { facts } = action
  const own = group === null ? null : lineOf(item, null, today)
  return html`<article class="wm-week" aria-labelledby="week-${facts.id}">
<h2 class="govuk-heading-s wm-week__title" id="week-${facts.id}">${own?.heading ?? `${facts.ref} ${facts.title}`}</h2>
${own && html`<p class="wm-week__verdict">${own.late && html`<strong>${own.late}</strong> `}${own.facts}</p><p class="wm-quiet">${own.place}</p>`}
<input type="hidden" name="version-${facts.id}" value="${state.values[`version-${facts.id}`] ?? facts.version}">
${milestones.map((milestone) => milestoneFields(milestone, state, today))}
${
  group !== null &&
  reportFields(item, state, 'Leave it empty where that has not changed. This does not move the due date.')
}
</article>`
}

/** What the email says of an action, as it is today. */
function lineOf(
  { action, returned }: WeekItem,
  milestoneId: string | null,
  today: Day,
): DigestLineText | null {
  const returns = new Map(returned ? [[action.facts.id, returned]] : [])
  const item = itemsOf(action, today, returns).find((each) => each.milestoneId === milestoneId)
  return item ? lineText(item, today, '') : null
}

/** What was saved, with the way back to what is left. */
export function answersSaved(said: string, back: string): Html {
  return html`<p class="wm-lead">${said}</p>
<p class="govuk-body">The history of each action says that your answer came by the link in your email.</p>
<p class="govuk-body">What is overdue or due soon stays on the form until it is done. You need not answer it again this week.</p>
<p class="govuk-body"><a class="govuk-link" href="${back}">Back to the form</a></p>`
}

/** Said where the link opens nothing any more, with what was typed meanwhile. */
export function linkOver(values: Typed): Html {
  return html`${emptyState({
    title: 'This link has ended',
    text: 'The link in a weekly email is good until the next one. Sign in to answer what waits for you now.',
    next: button({ text: 'Sign in and open your week', href: paths.week.at() }),
  })}
${notSaved(values)}`
}

/** Said to a person who is signed in and opens the link of another, with what was typed meanwhile. */
export function ofAnother(signedIn: string, name: string, values: Typed): Html {
  return html`${emptyState({
    title: `You are signed in as ${signedIn}`,
    text: `What is answered by this link is kept as the word of ${name}. If you are ${name}, sign out first, then open the link again.`,
    next: button({ text: 'Open My work', href: paths.myWork.at(), look: 'secondary' }),
  })}
${notSaved(values)}`
}

function notSaved(values: Typed): Html {
  const notes = Object.entries(values).filter(
    ([name, text]) => /^update-.+-note$/.test(name) && text.trim() !== '',
  )
  return html`${
    notes.length > 0 &&
    html`<h2 class="govuk-heading-m">What you typed, which is not saved</h2>
${notes.map(([, text]) => html`<p class="govuk-body wm-typed">${text}</p>`)}`
  }`
}

/** Said where all that the email names is answered or waits no more. */
export function nothingLeft(): Html {
  return emptyState({
    title: 'Nothing of this email waits for you any more',
    text: 'All that it names was answered, finished or handed over since it was sent.',
    next: button({ text: 'Sign in to see all your work', href: paths.myWork.at(), look: 'secondary' }),
  })
}
