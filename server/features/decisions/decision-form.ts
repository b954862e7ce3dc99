import { idTyped } from '#server/http/schemas.ts'
import { drawnFields, nounForm } from '#server/sheets/noun-form.ts'
import { fieldsOf } from '#server/ui/forms/fields.ts'
import type { FormState, Read, Typed } from '#server/ui/forms/forms.ts'
import { button, fieldset, type Option } from '#server/ui/html/govuk.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import {
  decisionFields,
  exemptFields,
  exemptionFields,
  keyFields,
  makerFields,
  recordFields,
  resolvedFields,
} from './decision-fields-sheet.ts'

/** The form of all that describes a decision. */
export const decisionForm = nounForm(decisionFields)

/** The meeting that was chosen, or none. */
export function meetingTyped(values: Typed): Read<string | null> {
  const typed = values['meetingId'] ?? ''
  if (typed === '') return { ok: true, data: null }
  const read = idTyped('').safeParse(typed)
  return read.success
    ? { ok: true, data: read.data }
    : { ok: false, faults: { meetingId: 'Choose a meeting from the list' } }
}

/**
 * The fields of the form.
 * @param meetings those whose minutes it may stand in, for a new one
 */
export function decisionFormFields(
  state: FormState,
  { press, meetings = [] }: { press: string; meetings?: readonly Option[] },
): Html {
  const draw = fieldsOf(state)
  return html`${fieldset({ legend: 'What was resolved', size: 'm', body: drawnFields(draw, resolvedFields) })}
${fieldset({
  legend: 'Who decided, and when',
  size: 'm',
  body: html`${drawnFields(draw, makerFields)}${
    meetings.length > 0 &&
    draw.pick('meetingId', {
      label: 'Meeting (optional)',
      hint: 'It then stands in the minutes as well, under their next number. A meeting is offered once its pack is issued.',
      items: [{ value: '', text: 'No meeting of the board' }, ...meetings],
    })
  }`,
})}
${fieldset({ legend: 'The record of it', size: 'm', body: drawnFields(draw, recordFields) })}
${fieldset({ legend: 'Key decision', size: 'm', body: drawnFields(draw, keyFields) })}
${fieldset({ legend: 'Call-in', size: 'm', body: drawnFields(draw, exemptionFields) })}
${fieldset({ legend: 'Publication', size: 'm', body: drawnFields(draw, exemptFields) })}
${button({ text: press })}`
}
