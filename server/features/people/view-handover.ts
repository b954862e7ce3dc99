import type { WorkItem } from '#db/read/people-list.ts'
import { paths } from '#server/paths.ts'
import { fieldsOf } from '#server/ui/forms/fields.ts'
import type { FormState } from '#server/ui/forms/forms.ts'
import { peopleOptions } from '#server/ui/forms/people-options.ts'
import { section } from '#server/ui/html/components.ts'
import { button, insetText, select } from '#server/ui/html/govuk.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import { withReturn } from '#server/ui/return-path.ts'
import { fieldOf, type HandoverModel, STAYS } from './handover-form.ts'
import type { PersonAt } from './person-at.ts'

/** The fields of a hand-over: why and when, who takes it all on, and for each piece whether another person does. */
export function handoverFields({ plan, place }: PersonAt, model: HandoverModel, state: FormState): Html {
  const { day, text, pick } = fieldsOf(state)
  const { work, leaving } = model
  const why = html`${
    leaving &&
    day('leftOn', {
      label: 'What was their last day?',
      labelSize: 's',
      hint: 'Today or earlier. From the moment you save this they cannot sign in',
    })
  }
${text('reason', {
  label: leaving ? 'Why do they leave?' : 'Why does the work change hands?',
  labelSize: 's',
  rows: 3,
  hint: 'Such as a new post. It is kept in the history, so write nothing about health',
})}`
  if (work.length === 0) {
    return html`${insetText('They have no work that is still to do, so there is nothing to hand over.')}${why}${button({ text: 'Mark them as having left' })}`
  }
  const back = (leaving ? paths.leaving : paths.handover).at(place)
  const add = withReturn(paths.personNew.at(plan), back)
  return html`${why}
${section({
  title: 'Who takes it on',
  id: 'who',
  body: html`${pick('all', {
    label: 'New owner for all of it',
    hint: html`Is the new owner missing here? <a class="govuk-link" href="${add}">Add them to the plan</a> first`,
    items: [{ value: '', text: 'Choose a person' }, ...peopleOptions(model.heirs)],
  })}
${day('fromOn', { label: 'From which day do they answer for it?', hint: 'Today or earlier' })}`,
})}
${section({
  title: 'Piece by piece',
  id: 'pieces',
  number: work.length,
  intro: 'Leave a piece as it is to give it to the new owner of all, or choose another person for it.',
  body: html`<div class="wm-handover">${work.map((item) => piece(item, plan.id, model, state))}</div>`,
})}
${button({ text: leaving ? 'Hand over, and mark them as having left' : 'Hand over' })}`
}

function piece(item: WorkItem, planId: string, model: HandoverModel, { values, faults }: FormState): Html {
  const name = fieldOf(item)
  const other = item.planId === planId ? '' : `, in ${model.planTitles.get(item.planId) ?? 'another plan'}`
  return select({
    name,
    label: html`<span class="wm-ref">${item.ref}</span> ${item.title}`,
    hint: `${kindWords[item.kind]}${other}`,
    items: [
      { value: '', text: 'To the new owner of all' },
      ...peopleOptions(model.heirs),
      { value: STAYS, text: 'To nobody: it stays as it is' },
    ],
    value: values[name],
    error: faults[name],
  })
}

const kindWords: Record<WorkItem['kind'], string> = {
  action: 'Owns this action',
  priority: 'Leads this priority',
  measure: 'Supplies the figures of this measure',
  section: 'Writes this section of a report',
  contribution: 'Contributes to this action',
}
