import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { newId } from '#db/connection/ids.ts'
import type { ActionRead } from '#db/read/action-facts.ts'
import { actionEdits } from '#server/features/actions/action-edits-sheet.ts'
import { milestoneEdit, milestoneFields } from '#server/features/actions/milestone-sheet.ts'
import { paths } from '#server/paths.ts'
import { labelsOf } from '#server/sheets/noun.ts'
import { drawn, offered } from '#server/sheets/option.ts'
import { fieldsOf } from '#server/ui/forms/fields.ts'
import { readForm } from '#server/ui/forms/forms.ts'
import { day, section } from '#server/ui/html/components.ts'
import { button } from '#server/ui/html/govuk.ts'
import { html } from '#server/ui/html/html.ts'
import { type ActionEdit, actionEditRequirements } from '#workflows/action/action-edits.ts'
import type { ActionModel } from '../page/action-model.ts'
import { partIn } from '../page/part-pages.ts'
import { dateList } from '../page/view-parts.ts'
import type { ActionForm, Step } from './form.ts'

const { title } = milestoneEdit.fields

/** `/actions/:id/milestones/new`: adds a dated checkpoint to an action. */
export function newMilestonePage({ read, may, today }: ActionModel): ActionForm {
  const { ref, dueOn } = read.facts
  const { addMilestone } = actionEdits
  const asked = dueOn !== null && { hint: `Not after ${day(dueOn)}, when the action is due` }
  const fields = { ...milestoneFields, dueOn: { ...milestoneFields.dueOn, ...asked } }
  const form = offered<ActionRead>(
    { ...addMilestone, label: 'Add a milestone', fields },
    { before: read, rule: (field) => may.rule(actionEditRequirements, 'addMilestone', field) },
  )
  return {
    title: `Add a milestone to ${ref}`,
    heading: 'Add a milestone',
    dates: form.dates,
    labels: form.labels,
    read: (values) => {
      const typed = form.read(values)
      if (!typed.ok) return typed
      const event = { type: 'addMilestone', milestoneId: newId(), ...typed.data } as ActionEdit
      return { ok: true, data: [asStep({ subject: 'action', event })] }
    },
    fields: (state) => html`${form.fields(fieldsOf(state))}
${button({ text: addMilestone.press })}`,
    ...(!may.addMilestone.ok && { closed: may.addMilestone.because }),
    aside: section({ title: 'Dates of the action', id: 'dates', body: dateList(read, today) }),
    done: addMilestone.done,
  }
}

/** `/actions/:id/milestones/:partId/edit`: changes the words of a milestone. Its date moves on its own page. */
export function rewordMilestonePage(model: ActionModel, request: FastifyRequest): ActionForm {
  const milestone = partIn(model.read.facts.milestones, request)
  const { ref, id } = model.read.facts
  const may = model.may.rewordMilestone(milestone.id)
  const moves = model.may.milestone(milestone.id).replan.allowed
  return {
    title: `Change a milestone of ${ref}: ${milestone.title}`,
    heading: 'Change the milestone',
    dates: [],
    labels: labelsOf({ title }),
    initial: { title: milestone.title },
    read: (values) => {
      const typed = readForm(z.object({ title: title.body }), values, [], { title: milestone.title })
      if (!typed.ok) return typed
      if (typed.data.title === milestone.title) return { ok: true, data: [] }
      const event = { type: 'editMilestone' as const, milestoneId: milestone.id, ...typed.data }
      return { ok: true, data: [asStep({ subject: 'action', event })] }
    },
    fields: (state) => html`${drawn(fieldsOf(state), 'title', title)}
<p class="govuk-body">It is for ${day(milestone.dueOn)}. ${
      moves
        ? html`<a class="govuk-link" href="${paths.milestone.at({ id, partId: milestone.id })}">Move it to another date</a>`
        : 'The owner can move it to another date, with a reason.'
    }</p>
${button({ text: 'Save the milestone' })}`,
    ...(!may.ok && { closed: may.because }),
    done: () => `The milestone of ${ref} is saved.`,
  }
}

function asStep(request: Step['request']): Step {
  return {
    request,
    saved: 'The milestone is saved.',
    uses: () => true,
    fieldFor: (field) => (field === 'title' || field === 'dueOn' ? field : undefined),
  }
}
