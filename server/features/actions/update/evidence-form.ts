import { z } from 'zod'
import { newId } from '#db/connection/ids.ts'
import type { ActionRead } from '#db/read/action-facts.ts'
import { linkSchema, textSchema } from '#server/http/schemas.ts'
import { dayField, fieldsOf } from '#server/ui/forms/fields.ts'
import { asFault } from '#server/ui/forms/forms.ts'
import {
  dayParts,
  type FormState,
  inPart,
  partOf,
  type Read,
  readForm,
  type Typed,
} from '#server/ui/forms/forms.ts'
import type { Html } from '#server/ui/html/html.ts'
import { html } from '#server/ui/html/html.ts'
import { evidenceHints, evidenceWords } from '#server/ui/words/action-words.ts'
import { actionEditRequirements } from '#workflows/action/action-edits.ts'
import { type Criterion, evidenceKinds } from '#workflows/action/action-facts.ts'
import type { Day } from '#workflows/calendar/calendar.ts'
import { limits } from '#workflows/limits.ts'
import type { ActionModel } from '../page/action-model.ts'
import type { Step } from './form.ts'

/** The fields of one piece of evidence. Without `criterion` one chooses which it shows. */
export function evidenceFields(
  state: FormState,
  part: string,
  { facts }: ActionRead,
  criterion?: Criterion,
): Html {
  const fields = fieldsOf(state, part)
  return html`${
    criterion === undefined &&
    fields.oneOf('criterionId', {
      label: 'Which criterion does it show?',
      items: facts.criteria.map(({ id, text }) => ({ value: id, text })),
    })
  }
${fields.line('title', { label: 'What is it?', hint: 'For example, Audit of 20 case files, March 2027' })}
${fields.line('url', { label: 'Link to it', hint: 'Begins with https://. Whoever decides must be able to open it.', type: 'url' })}
${fields.pick('kind', {
  label: 'What kind of evidence is it?',
  items: evidenceKinds.map((kind) => ({
    value: kind,
    text: `${evidenceWords[kind]}: ${evidenceHints[kind]}`,
  })),
})}
${fields.day('datedOn', { label: 'Date of the evidence', hint: 'Today or earlier, for example 27 3 2027' })}
${fields.tick('independent', { label: 'Where it comes from', items: [{ value: 'yes', text: 'Somebody independent of the owner made it' }] })}`
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
  const typed = { ...partOf(values, part), ...(criterion && { criterionId: criterion.id }) }
  const read = readForm(schemaOf(model), typed, ['datedOn'])
  if (!read.ok) return { ok: false, faults: inPart(read.faults, part) }
  const { independent, ...evidence } = read.data
  return {
    ok: true,
    data: {
      request: {
        subject: 'action',
        event: { type: 'addEvidence', evidenceId: newId(), ...evidence, independent: independent === 'yes' },
      },
      saved: `The evidence '${evidence.title}' is saved.`,
      uses: (field) => field.startsWith(`${part}-`),
      fieldFor: (field) => (field in read.data ? `${part}-${field}` : undefined),
    },
  }
}

/** What the values of the choices mean, for showing what was typed. */
export const evidenceChoices = (part: string, { facts }: ActionRead) => ({
  [`${part}-kind`]: evidenceWords,
  [`${part}-criterionId`]: Object.fromEntries(facts.criteria.map(({ id, text }) => [id, text])),
  [`${part}-independent`]: { yes: 'Yes' },
})

/** Labels of the fields, for showing what was typed. */
export const evidenceLabels = (part: string): Record<string, string> =>
  inPart(
    {
      title: 'Evidence',
      url: 'Link',
      kind: 'Kind of evidence',
      datedOn: 'Date of the evidence',
      independent: 'Independent of the owner',
      criterionId: 'Criterion',
    },
    part,
  )

function schemaOf({ read, may }: ActionModel) {
  const rule = (field: string) => may.rule(actionEditRequirements, 'addEvidence', field)
  return z.object({
    criterionId: z.enum(
      read.facts.criteria.map(({ id }) => id),
      { error: asFault(rule('criterionId').because('')) },
    ),
    title: textSchema('Say what the evidence is', limits.evidence.title),
    url: z.string({ error: 'Enter the link to the evidence' }).pipe(linkSchema),
    kind: z.enum(evidenceKinds, { error: 'Choose what kind of evidence it is' }),
    datedOn: dayField('the date of the evidence', rule('datedOn')),
    independent: z.literal('yes').optional(),
  })
}
