import { newId } from '#db/connection/ids.ts'
import type { ActionRead } from '#db/read/action-facts.ts'
import { actionEdits } from '#server/features/actions/action-edits-sheet.ts'
import { describedEvidence, evidenceFields } from '#server/features/actions/evidence-fields-sheet.ts'
import type { Fields } from '#server/sheets/field.ts'
import { labelsOf } from '#server/sheets/noun.ts'
import { offered } from '#server/sheets/option.ts'
import { fieldsOf } from '#server/ui/forms/fields.ts'
import { dayParts, type FormState, inPart, partOf, type Read, type Typed } from '#server/ui/forms/forms.ts'
import type { Html } from '#server/ui/html/html.ts'
import { type ActionEdit, actionEditRequirements } from '#workflows/action/action-edits.ts'
import type { Criterion } from '#workflows/action/action-facts.ts'
import type { Day } from '#workflows/calendar/calendar.ts'
import type { ActionModel } from '../page/action-model.ts'
import type { Step } from './form.ts'

function form({ read, may }: ActionModel, fields: Fields = evidenceFields) {
  const { criteria } = read.facts
  return offered<ActionRead>(
    { ...actionEdits.addEvidence, label: 'Add evidence', fields },
    {
      before: read,
      picks: { criterionId: criteria.map(({ id, text }) => ({ value: id, text })) },
      rule: (field) => may.rule(actionEditRequirements, 'addEvidence', field),
    },
  )
}

/** The fields of one piece of evidence. Without `criterion` one chooses which it shows. */
export function evidenceQuestions(
  state: FormState,
  part: string,
  model: ActionModel,
  criterion?: Criterion,
): Html {
  return form(model, criterion ? describedEvidence : evidenceFields).fields(fieldsOf(state, part))
}

/** What the fields hold before anybody types. */
export function evidenceInitial(part: string, today: Day, criterionId?: string): Typed {
  return inPart(
    { kind: 'document', ...dayParts('datedOn', today), ...(criterionId !== undefined && { criterionId }) },
    part,
  )
}

/** Whether anything was typed that only a piece of evidence can be meant by. */
export function evidenceTyped(values: Typed, part: string): boolean {
  return [`${part}-title`, `${part}-url`].some((name) => (values[name] ?? '').trim() !== '')
}

/** A piece of evidence as the change that adds it. */
export function readEvidence(
  values: Typed,
  part: string,
  model: ActionModel,
  criterion?: Criterion,
): Read<Step> {
  const read = form(model).read({ ...partOf(values, part), ...(criterion && { criterionId: criterion.id }) })
  if (!read.ok) return { ok: false, faults: inPart(read.faults, part) }
  const event = { ...read.data, type: 'addEvidence', evidenceId: newId() } as Extract<
    ActionEdit,
    { type: 'addEvidence' }
  >
  return {
    ok: true,
    data: {
      request: { subject: 'action', event },
      saved: `The evidence '${event.title}' is saved.`,
      uses: (field) => field.startsWith(`${part}-`),
      fieldFor: (field) => (field in read.data ? `${part}-${field}` : undefined),
    },
  }
}

/** What the values of the choices mean, for showing what was typed. */
export function evidenceChoices(part: string, model: ActionModel): Record<string, Typed> {
  return Object.fromEntries(
    Object.entries(form(model).choices).map(([name, meanings]) => [`${part}-${name}`, meanings]),
  )
}

/** Labels of the fields, for showing what was typed. */
export const evidenceLabels = (part: string): Typed => inPart(labelsOf(evidenceFields), part)
