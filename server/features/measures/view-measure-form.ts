import { drawnFields } from '#server/sheets/noun-form.ts'
import type { NounFields } from '#server/sheets/noun.ts'
import { fieldsOf } from '#server/ui/forms/fields.ts'
import type { FormState } from '#server/ui/forms/forms.ts'
import { button, details, fieldset, type Option } from '#server/ui/html/govuk.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import {
  aboutFields,
  aimFields,
  countedFields,
  judgedFields,
  supplyFields,
  workedOutFields,
} from './measure-fields-sheet.ts'

/** What its priority and its supplier may be chosen from. */
export type MeasureOffers = { priorityId: readonly Option[]; supplierId: readonly Option[] }

/** The fields of a measure, in the order in which one thinks of them. */
export function measureFormFields(
  state: FormState,
  { offers, missing, press, isNew }: { offers: MeasureOffers; missing: Html; press: string; isNew: boolean },
): Html {
  const draw = fieldsOf(state)
  const group = (legend: string, fields: NounFields) =>
    fieldset({ legend, size: 'm', body: drawnFields(draw, fields, offers) })
  const { active, ...about } = aboutFields
  const small = state.faults['acknowledge'] !== undefined || state.values['acknowledge'] !== undefined
  return html`${group('What is counted', countedFields)}
${group('Where it began, and where it is to be', aimFields)}
${
  small &&
  draw.tick('acknowledge', {
    label: 'Counts of one to five',
    items: [{ value: 'yes', text: 'It may be published all the same' }],
  })
}
${fieldset({
  legend: 'Who supplies its figures',
  size: 'm',
  body: html`${missing}${drawnFields(draw, supplyFields, offers)}`,
})}
${details({
  summary: 'How a figure is worked out (optional)',
  open: isFilled(state, workedOutFields),
  body: drawnFields(draw, workedOutFields),
})}
${details({
  summary: 'Note and other names (optional)',
  open: isFilled(state, about),
  body: drawnFields(draw, about),
})}
${
  !isNew &&
  details({
    summary: 'How its figures over time are judged (optional)',
    open: Object.keys(judgedFields).some((name) => state.faults[name] !== undefined),
    body: html`<p>The rules are those of Making Data Count. Change them where there is a known reason.</p>
${drawnFields(draw, judgedFields)}`,
  })
}
${!isNew && drawnFields(draw, { active })}
${button({ text: press })}`
}

/** Whether a part of the form has something to show: what stands there, or what is wrong with it. */
function isFilled({ values, faults }: FormState, fields: NounFields): boolean {
  return Object.keys(fields).some((name) => faults[name] !== undefined || (values[name] ?? '') !== '')
}
