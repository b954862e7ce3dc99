import { z } from 'zod'
import { waitsForLead } from '#db/read/work.ts'
import { textSchema } from '#server/http/schemas.ts'
import { fieldsOf } from '#server/ui/forms/fields.ts'
import { type FormState, type Read, readForm, type Typed } from '#server/ui/forms/forms.ts'
import { section } from '#server/ui/html/components.ts'
import { button, fieldset, insetText } from '#server/ui/html/govuk.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import { whyNotNow } from '#server/ui/words/action-words.ts'
import { served } from '#server/ui/words/served.ts'
import { criteriaWithoutEvidence } from '#workflows/action/shown-evidence.ts'
import { limits } from '#workflows/limits.ts'
import { peopleServed } from '#workflows/words.ts'
import type { ActionModel } from '../page/action-model.ts'
import { effectSection } from '../page/view-effect.ts'
import { criteriaList, lastWord, returnReason } from '../page/view-parts.ts'
import {
  evidenceChoices,
  evidenceQuestions,
  evidenceInitial,
  evidenceLabels,
  evidenceTyped,
  readEvidence,
} from './evidence-form.ts'
import type { ActionForm, Step } from './form.ts'

/**
 * `/actions/:id/submit`: says that it is done. Where a criterion still lacks evidence, its fields stand here, so
 * that one press adds the evidence and submits.
 */
export function submitPage(model: ActionModel): ActionForm {
  const { read, may, today } = model
  const { facts } = read
  const { submit } = may.action
  const missing = criteriaWithoutEvidence(facts)
  return {
    title: `Submit ${facts.ref} for sign-off`,
    heading: 'Submit for sign-off',
    dates: missing.map(({ id }) => `${partFor(id)}-datedOn`),
    labels: {
      whatChanged: 'What changed',
      ...Object.assign({}, ...missing.map(({ id }) => evidenceLabels(partFor(id)))),
    },
    choices: Object.assign(
      {},
      ...missing.map(({ id }) => evidenceChoices(partFor(id), model)),
    ) as NonNullable<ActionForm['choices']>,
    initial: Object.assign({}, ...missing.map(({ id }) => evidenceInitial(partFor(id), today))) as Typed,
    read: (values) => readSubmission(values, model),
    fields: (state) => fields(state, model),
    aside: html`${effectSection(model)}
${section({ title: 'Closure criteria and evidence', id: 'criteria', body: criteriaList(read) })}
${section({ title: 'What was said last', id: 'last', body: lastWord(read) })}`,
    ...(!submit.allowed && submit.code !== 'evidenceMissing' && { closed: whyNotNow(read, submit) }),
    ...(facts.criteria.length === 0 && { closed: whyNotNow(read, submit) }),
    done: (after) =>
      `${after.facts.ref} is submitted. The ${waitsForLead(after) ? 'lead of the priority' : 'chair of the board'} has been told.`,
  }
}

function fields(state: FormState, model: ActionModel): Html {
  const { read } = model
  const { text } = fieldsOf(state)
  const missing = criteriaWithoutEvidence(read.facts)
  const all = read.facts.criteria.length
  return html`${returnReason(model)}${
    missing.length === 0
      ? insetText(
          all === 1
            ? 'The closure criterion has evidence.'
            : `${all === 2 ? 'Both' : `All ${all}`} closure criteria have evidence.`,
        )
      : insetText(
          `${missing.length} of ${all} closure criteria ${missing.length === 1 ? 'has' : 'have'} no evidence yet. Add it here: it is saved together with the submission.`,
        )
  }
${missing.map((criterion) =>
  fieldset({
    legend: html`<span class="wm-legend-note">Evidence missing</span> ${criterion.text}`,
    size: 's',
    body: html`<div class="wm-inset">${evidenceQuestions(state, partFor(criterion.id), model, criterion)}</div>`,
  }),
)}
${text('whatChanged', {
  label: `What has changed for ${served}?`,
  labelSize: 'm',
  hint: 'Those who decide read this first. Do not name children or describe a case.',
})}
${button({ text: 'Submit for sign-off' })}`
}

function readSubmission(values: Typed, model: ActionModel): Read<Step[]> {
  const { read } = model
  const said = readForm(
    z.object({
      whatChanged: textSchema(`Say what changed for ${peopleServed}`, limits.update.whatChanged),
    }),
    values,
  )
  const pieces = criteriaWithoutEvidence(read.facts).flatMap((criterion) =>
    evidenceTyped(values, partFor(criterion.id))
      ? [readEvidence(values, partFor(criterion.id), model, criterion)]
      : [],
  )
  const faults = Object.assign(
    {},
    ...[...pieces, said].map((each) => (each.ok ? {} : each.faults)),
  ) as Record<string, string>
  if (!said.ok || Object.keys(faults).length > 0) return { ok: false, faults }
  const submit: Step = {
    request: { subject: 'action', event: { type: 'submit', whatChanged: said.data.whatChanged } },
    saved: 'It is submitted.',
    uses: (field) => field === 'whatChanged',
    fieldFor: (field) => {
      const [, at] = /^criteria\/(\d+)\/evidence$/.exec(field) ?? []
      const criterion = at === undefined ? undefined : read.facts.criteria[Number(at)]
      if (criterion) return `${partFor(criterion.id)}-title`
      return field === 'whatChanged' ? field : undefined
    },
  }
  return { ok: true, data: [...pieces.flatMap((each) => (each.ok ? [each.data] : [])), submit] }
}

const partFor = (criterionId: string): string => `evidence-${criterionId}`
