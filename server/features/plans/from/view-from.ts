import { type HorizonName, horizonNames } from '#db/schema/plan.ts'
import type { PlanDraft } from '#db/write/plan-draft.ts'
import { fieldsOf } from '#server/ui/forms/fields.ts'
import type { FormState } from '#server/ui/forms/forms.ts'
import { day, table } from '#server/ui/html/components.ts'
import { button, details, type Option, summaryList } from '#server/ui/html/govuk.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import type { Day } from '#workflows/calendar/calendar.ts'
import { byRef } from '#workflows/plan/reference-order.ts'
import { count } from '#workflows/words.ts'
import { countsOf } from './resource.ts'

/** So many unusual days are shown at once. */
const SHOWN = 5

/** A plan as it would be made, beside what it would be made from. */
export type Preview = { source: PlanDraft; copy: PlanDraft; mark: string; unusual: readonly string[] }

/** The fields by which a plan is made from another, and before them what would be made, once that is known. */
export function fromFields(state: FormState, sources: readonly Option[], preview: Preview | null): Html {
  const draw = fieldsOf(state)
  return html`${preview && previewOf(preview)}
${draw.pick('source', {
  label: 'What is it made from?',
  labelSize: 'm',
  hint: 'A plan that you may see, or one of the templates that come with Waymark',
  items: [{ value: '', text: 'Choose one' }, ...sources],
})}
${draw.line('title', { label: 'Title of the new plan', labelSize: 'm' })}
${draw.day('startOn', {
  label: 'First day of the new plan',
  labelSize: 'm',
  hint: 'All other days move with it. For example, 1 4 2027',
})}
${draw.ticks('copy', {
  label: 'What is copied beside its priorities, horizons and settings?',
  labelSize: 'm',
  items: [
    { value: 'measures', text: 'Measures', hint: 'What is counted and how, without any figure' },
    { value: 'actions', text: 'Actions, as drafts', hint: 'With closure criteria and milestones' },
    { value: 'recommendations', text: 'Recommendations', hint: 'What others found, where it holds here too' },
    {
      value: 'people',
      text: 'People and their roles',
      hint: 'Members, leads, owners and contributors who have not left',
    },
  ],
})}
${button({ text: preview ? 'Show it again' : 'See what is copied', look: preview ? 'secondary' : 'primary' })}`
}

function previewOf({ source, copy, mark, unusual }: Preview): Html {
  const { priorities, measures, actions, recommendations } = countsOf(copy)
  const strands = copy.priorities.filter(({ parentRef }) => parentRef).length
  const people = copy.people.length
  return html`<div class="wm-preview" role="group" aria-labelledby="preview" tabindex="-1" autofocus>
<h2 class="govuk-heading-m" id="preview">What the new plan will hold</h2>
<p class="govuk-body">Nothing is made yet. No history, figure, update, evidence or blocker is copied.</p>
${unusual.slice(0, SHOWN).map((said) => html`<p class="govuk-body"><strong>${said}</strong></p>`)}
${unusual.length > SHOWN && furtherDays(unusual.slice(SHOWN))}
${summaryList({
  rows: [
    { key: 'Priorities', value: `${priorities}${strands > 0 ? `, ${strands} of them strands` : ''}` },
    { key: 'Measures', value: String(measures) },
    { key: 'Actions', value: actions === 0 ? '0' : `${actions}, all of them drafts` },
    { key: 'Recommendations', value: String(recommendations) },
    {
      key: 'People',
      value:
        people === 0
          ? 'You alone, as its administrator'
          : `${count(people, 'person', 'people')}, and you as its administrator`,
    },
  ],
})}
${table({
  caption: 'Its days',
  columns: [{ heading: 'What' }, { heading: 'There' }, { heading: 'In the new plan' }],
  rowHeadings: true,
  rows: [
    ['The plan', span(source), span(copy)],
    ...inOrder(copy.horizons, ({ name }) => name).map((window) => [
      window.label,
      span(source.horizons.find(({ name }) => name === window.name) ?? window),
      span(window),
    ]),
  ],
})}
${actions > 0 && details({ summary: `Due dates of ${count(actions, 'action')}`, body: dueDates(source, copy) })}
${button({ text: 'Start this plan', name: 'seen', value: mark })}
</div>`
}

function furtherDays(unusual: readonly string[]): Html {
  return details({
    summary: count(unusual.length, 'further unusual day'),
    body: html`<ul class="govuk-list govuk-list--bullet">${unusual.map((said) => html`<li>${said}</li>`)}</ul>`,
  })
}

function dueDates(source: PlanDraft, copy: PlanDraft): Html {
  const before = new Map(
    source.priorities.flatMap(({ actions }) => actions.map((each) => [each.ref, each.dueOn] as const)),
  )
  return html`<p class="govuk-body">A date on which offices are closed becomes the working day before, or the next in its horizon.</p>${table(
    {
      caption: 'Due dates',
      captionHidden: true,
      columns: [{ heading: 'Action' }, { heading: 'First agreed there' }, { heading: 'In the new plan' }],
      rowHeadings: true,
      rows: copy.priorities.flatMap(({ actions }) =>
        inOrder(actions.toSorted(byRef), ({ horizon }) => horizon).map(({ ref, title, dueOn }) => [
          `${ref} ${title}`,
          dayOrNone(before.get(ref) ?? null),
          dayOrNone(dueOn),
        ]),
      ),
    },
  )}`
}

/** Short before medium before long, and otherwise as they stand. */
function inOrder<T>(items: readonly T[], horizonOf: (item: T) => HorizonName): T[] {
  return horizonNames.flatMap((name) => items.filter((item) => horizonOf(item) === name))
}

const dayOrNone = (each: Day | null) => (each === null ? 'None' : day(each))

function span({ firstOn, lastOn }: { firstOn: Day | null; lastOn: Day | null }): Html | string {
  return firstOn === null && lastOn === null ? 'No days' : html`${dayOrNone(firstOn)} to ${dayOrNone(lastOn)}`
}
