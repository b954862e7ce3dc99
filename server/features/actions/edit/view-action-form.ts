import { paths } from '#server/paths.ts'
import { drawnFields } from '#server/sheets/noun-form.ts'
import type { NounFields } from '#server/sheets/noun.ts'
import { fieldsOf } from '#server/ui/forms/fields.ts'
import { dateValues, type FormState } from '#server/ui/forms/forms.ts'
import { button, details, fieldset, type Option } from '#server/ui/html/govuk.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import { withReturn } from '#server/ui/return-path.ts'
import type { ActionChange } from '#workflows/action/action-edits.ts'
import type { Criterion } from '#workflows/action/action-facts.ts'
import { watchedFields, whatFields, whenFields } from '../action-fields-sheet.ts'
import { type ActionOffers, horizonChoices } from './action-offers.ts'

export type ActionFieldsShown = {
  offers: ActionOffers
  /** Where somebody is added who is missing among the people of the plan. */
  missing: Html
  press: string
  /** Fields that this person may fill in. What they may not is left out, and shown elsewhere with the reason. */
  open: (field: keyof ActionChange) => boolean
  /** Its closure criteria as they stand, each a field of its own. */
  criteria?: readonly Criterion[]
  /** The priorities it may be moved to. */
  priorities?: readonly Option[]
  /** The next references that are free, where it has none yet. */
  freeRef?: string
}

/** The fields that describe an action. */
export function actionFormFields(state: FormState, shown: ActionFieldsShown): Html {
  return html`${what(state, shown)}
${toAchieve(state, shown)}
${who(state, shown)}
${when(state, shown)}
${done(state, shown)}
${recommendations(state, shown)}
${fieldset({ legend: 'How it is watched', size: 'm', body: openFields(state, watchedFields, shown.open) })}
${button({ text: shown.press })}`
}

function what(state: FormState, { offers, priorities = [], freeRef }: ActionFieldsShown): Html {
  const draw = fieldsOf(state)
  return fieldset({
    legend: 'What is done',
    size: 'm',
    body: html`${drawnFields(draw, { title: whatFields.title, description: whatFields.description })}
${priorities.length > 1 && draw.pick('priorityId', { label: 'Priority', items: priorities })}
${
  offers.decisions.length > 0 &&
  draw.pick('decisionId', {
    label: 'Decision that it came from (optional)',
    hint: 'It is neither started nor completed until that decision can be carried out',
    items: [{ value: '', text: 'None' }, ...offers.decisions],
  })
}
${draw.oneOf('horizonId', { label: 'Horizon', items: horizonChoices(offers.horizons) })}
${
  freeRef !== undefined &&
  draw.line('ref', {
    label: 'Reference (optional)',
    hint: `Leave it empty for the next one that is free, such as ${freeRef}`,
    classes: 'govuk-input--width-10',
  })
}`,
  })
}

function toAchieve(state: FormState, { offers, open }: ActionFieldsShown): Html | false {
  const draw = fieldsOf(state)
  const chosen = offers.measures.filter(({ value }) => state.values[`measureIds-${value}`] !== undefined)
  return fieldset({
    legend: 'What it is to achieve',
    size: 'm',
    body: html`${openFields(state, { intendedEffect: whatFields.intendedEffect }, open)}
${
  offers.measures.length > 0 &&
  details({
    summary:
      chosen.length === 0
        ? 'Measures that it is meant to move (optional)'
        : `Measures that it is meant to move: ${chosen.length}`,
    open: state.faults.measureIds !== undefined,
    body: draw.ticks('measureIds', {
      label: 'Which measures is it meant to move?',
      hint: 'The chair who signs it off sees them with their newest figures',
      items: offers.measures,
      small: true,
    }),
  })
}`,
  })
}

/**
 * How somebody comes to be among those whom the form offers.
 * @param editable whether this person adds people to the plan
 * @param back the address of the form, to which adding leads back
 */
export function missingPerson(plan: { id: string }, editable: boolean, back: string): Html {
  const link = (href: string, text: string) => html`<a class="govuk-link" href="${href}">${text}</a>`
  return html`<p class="govuk-hint">The people of this plan are offered first. Is somebody missing? ${
    editable
      ? html`${link(withReturn(paths.personNew.at(plan), back), 'Add them on People')} first, with no role if they need no more: that leads back here.`
      : html`The plan administrator adds them on ${link(paths.people.at(plan), 'People')}.`
  }</p>`
}

function who(state: FormState, { offers, open, missing }: ActionFieldsShown): Html {
  const { pick, ticks } = fieldsOf(state)
  const contributors = offers.people.map(({ value, text }) => ({ value, text }))
  const chosen = offers.people.filter(({ value }) => state.values[`contributorIds-${value}`] !== undefined)
  return fieldset({
    legend: 'Who does it',
    size: 'm',
    body: html`${missing}
${
  open('ownerId') &&
  pick('ownerId', {
    label: 'Owner',
    hint: 'The one person who answers for it',
    items: [{ value: '', text: 'Nobody yet' }, ...offers.people],
  })
}
${pick('agencyId', { label: 'Agency (optional)', hint: 'The body that has to deliver it', items: [{ value: '', text: 'None' }, ...offers.agencies] })}
${
  contributors.length > 0 &&
  details({
    summary: contributorsSummary(chosen.map(({ name }) => name)),
    open: state.faults.contributorIds !== undefined,
    body: ticks('contributorIds', {
      label: 'Who else works on it?',
      hint: 'They can give updates and ask for more time',
      items: contributors,
      small: true,
    }),
  })
}`,
  })
}

// Who is chosen can be read without opening a list of everybody.
function contributorsSummary(names: readonly string[]): string {
  if (names.length === 0) return 'Contributors (optional)'
  return `Contributors: ${new Intl.ListFormat('en-GB').format(names)}`
}

// A new action needs the day by which it is done; when it starts is asked of one that does not start at once.
function when(state: FormState, { open, freeRef }: ActionFieldsShown): Html {
  const body =
    freeRef === undefined
      ? html`<div class="wm-days">${openFields(state, whenFields, open)}</div>`
      : html`${openFields(state, { dueOn: whenFields.dueOn }, open)}
${details({
  summary: 'It starts on a later day (optional)',
  open:
    'startOn' in state.faults ||
    Object.values(dateValues(state.values, 'startOn')).some((part) => part !== ''),
  body: openFields(state, { startOn: whenFields.startOn }, open),
})}`
  return fieldset({ legend: 'When', size: 'm', body })
}

function done(state: FormState, { open, criteria = [] }: ActionFieldsShown): Html | false {
  if (!open('criteria')) return false
  const { text } = fieldsOf(state)
  return fieldset({
    legend: 'How everybody will know that it is done',
    size: 'm',
    body: html`${criteria.map(({ id }, at) =>
      text(`criterion-${id}`, {
        label: `Closure criterion ${at + 1}`,
        rows: 2,
        ...(at === 0 && { hint: 'Reword it here. Emptied, it is taken out.' }),
      }),
    )}
${text('criteria', {
  label: criteria.length === 0 ? 'Closure criteria' : 'Further closure criteria (optional)',
  hint: 'One a line. Each has to be shown with evidence before the action can be closed.',
  rows: criteria.length === 0 ? 5 : 3,
})}`,
  })
}

function recommendations(state: FormState, { offers }: ActionFieldsShown): Html | false {
  const { ticks } = fieldsOf(state)
  return (
    offers.recommendations.length > 0 &&
    ticks('recommendationIds', {
      label: 'Which recommendations does it answer?',
      labelSize: 'm',
      hint: 'Every recommendation needs an action that answers it',
      items: offers.recommendations,
      small: true,
    })
  )
}

type Open = ActionFieldsShown['open']

function openFields(state: FormState, fields: NounFields, open: Open): Html {
  const shown = Object.entries(fields).filter(([name]) => open(name as keyof ActionChange))
  return drawnFields(fieldsOf(state), Object.fromEntries(shown))
}
