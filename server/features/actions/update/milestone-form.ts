import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { newId } from '#db/connection/ids.ts'
import { textSchema } from '#server/http/schemas.ts'
import { paths } from '#server/paths.ts'
import { dayField, fieldsOf } from '#server/ui/forms/fields.ts'
import { readForm } from '#server/ui/forms/forms.ts'
import { day, section } from '#server/ui/html/components.ts'
import { button } from '#server/ui/html/govuk.ts'
import { html } from '#server/ui/html/html.ts'
import { actionEditRequirements } from '#workflows/action/action-edits.ts'
import { limits } from '#workflows/limits.ts'
import type { ActionModel } from '../page/action-model.ts'
import { partIn } from '../page/part-pages.ts'
import { dateList } from '../page/view-parts.ts'
import type { ActionForm, Step } from './form.ts'

const title = textSchema('Enter what has been reached by then', limits.milestone.title)

/** `/actions/:id/milestones/new`: adds a dated checkpoint to an action. */
export function newMilestonePage({ read, may, today }: ActionModel): ActionForm {
  const { ref, dueOn } = read.facts
  const schema = z.object({
    title,
    dueOn: dayField('the date of the milestone', may.rule(actionEditRequirements, 'addMilestone', 'dueOn')),
  })
  return {
    title: `Add a milestone to ${ref}`,
    heading: 'Add a milestone',
    dates: ['dueOn'],
    labels: { title: 'Milestone', dueOn: 'Date' },
    read: (values) => {
      const typed = readForm(schema, values, ['dueOn'])
      if (!typed.ok) return typed
      const event = { type: 'addMilestone' as const, milestoneId: newId(), ...typed.data }
      return { ok: true, data: [asStep({ subject: 'action', event })] }
    },
    fields: (state) => {
      const { line, day: date } = fieldsOf(state)
      return html`${line('title', { label: 'What has been reached by then?', hint: 'Such as The first team is trained' })}
${date('dueOn', { label: 'By which day?', hint: dueOn === null ? 'For example, 27 3 2027' : `Not after ${day(dueOn)}, when the action is due` })}
${button({ text: 'Add the milestone' })}`
    },
    ...(!may.addMilestone.ok && { closed: may.addMilestone.because }),
    aside: section({ title: 'Dates of the action', id: 'dates', body: dateList(read, today) }),
    done: () => `The milestone is added to ${ref}.`,
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
    labels: { title: 'Milestone' },
    initial: { title: milestone.title },
    read: (values) => {
      const typed = readForm(z.object({ title }), values, [], { title: milestone.title })
      if (!typed.ok) return typed
      if (typed.data.title === milestone.title) return { ok: true, data: [] }
      const event = { type: 'editMilestone' as const, milestoneId: milestone.id, ...typed.data }
      return { ok: true, data: [asStep({ subject: 'action', event })] }
    },
    fields: (state) => html`${fieldsOf(state).line('title', { label: 'What has been reached by then?' })}
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
