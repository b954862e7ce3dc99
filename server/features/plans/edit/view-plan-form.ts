import { type HorizonName, horizonNames } from '#db/schema/plan.ts'
import { termFields, whatFields } from '#server/features/plans/plan-fields-sheet.ts'
import { drawnFields } from '#server/sheets/noun-form.ts'
import { fieldsOf } from '#server/ui/forms/fields.ts'
import type { FormState } from '#server/ui/forms/forms.ts'
import { button, fieldset } from '#server/ui/html/govuk.ts'
import { type Html, html } from '#server/ui/html/html.ts'

/** The fields that describe a plan, with its horizons. */
export function planFormFields(state: FormState, { press }: { press: string }): Html {
  const draw = fieldsOf(state)
  return html`${fieldset({
    legend: 'What it is',
    size: 'm',
    body: html`${drawnFields(draw, whatFields)}
${draw.text('challenges', { label: 'What the plan is up against (optional)', hint: 'One challenge a line', rows: 4 })}`,
  })}
${fieldset({
  legend: 'How long it runs',
  size: 'm',
  body: html`<div class="wm-days">${drawnFields(draw, termFields)}</div>`,
})}
${horizonNames.map((name) => horizonFields(state, name))}
${button({ text: press })}`
}

const legends: Record<HorizonName, string> = {
  short: 'Short horizon',
  medium: 'Medium horizon',
  long: 'Long horizon',
}

function horizonFields(state: FormState, name: HorizonName): Html {
  const { line, day } = fieldsOf(state, name)
  return fieldset({
    legend: legends[name],
    size: 'm',
    body: html`<p class="govuk-hint">${
      name === 'short'
        ? 'Every action lies in one of the horizons. Leave the days empty for one that you do not need.'
        : 'Leave the days empty if the plan has none.'
    }</p>
${line('label', { label: html`Name<span class="govuk-visually-hidden"> of the ${name} horizon</span>`, classes: 'govuk-input--width-20' })}
<div class="wm-days">${day('firstOn', { label: html`First day<span class="govuk-visually-hidden"> of the ${name} horizon</span>` })}
${day('lastOn', { label: html`Last day<span class="govuk-visually-hidden"> of the ${name} horizon</span>` })}</div>`,
  })
}
