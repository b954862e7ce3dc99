import type { FastifyRequest } from 'fastify'
import { blockerEvents } from '#server/features/actions/blocker-sheet.ts'
import { milestoneEvents } from '#server/features/actions/milestone-sheet.ts'
import { Problem } from '#server/http/problem.ts'
import { paths } from '#server/paths.ts'
import { offered } from '#server/sheets/option.ts'
import { day, section } from '#server/ui/html/components.ts'
import { html } from '#server/ui/html/html.ts'
import type { Blocker, Milestone } from '#workflows/action/action-facts.ts'
import { type BlockerEvent, blockerWorkflow } from '#workflows/parts/blocker.ts'
import { type MilestoneEvent, milestoneWorkflow } from '#workflows/parts/milestone.ts'
import { optionsForm, requesting } from '../decide/options.ts'
import type { ActionForm } from '../update/form.ts'
import type { ActionModel } from './action-model.ts'
import { blockerList, dateList, milestoneState } from './view-parts.ts'

/** `/actions/:id/milestones/:partId`: says that a milestone is met, moves it, drops it or opens it again. */
export function milestonePage(model: ActionModel, request: FastifyRequest): ActionForm {
  const milestone = partIn(model.read.facts.milestones, request)
  const may = model.may.milestone(milestone.id)
  const options = milestoneOptions(model, milestone).filter(({ name }) => may[name].allowed)
  return optionsForm(options, {
    title: `Milestone of ${model.read.facts.ref}: ${milestone.title}`,
    heading: milestone.title,
    question: 'How does it stand?',
    above: html`<p class="govuk-body">Milestone for ${day(milestone.dueOn)}. ${milestoneState(milestone, model.today)}.${
      model.may.rewordMilestone(milestone.id).ok &&
      html` <a class="govuk-link" href="${paths.milestoneEdit.at({ id: model.read.facts.id, partId: milestone.id })}">Change its wording</a>`
    }</p>`,
    closed: 'Milestones are answered by the owner and the lead of the priority.',
    aside: section({ title: 'Dates of the action', id: 'dates', body: dateList(model.read, model.today) }),
  })
}

/** `/actions/:id/blockers/:partId`: says how a blocker was resolved, or calls it critical. */
export function blockerPage(model: ActionModel, request: FastifyRequest): ActionForm {
  const blocker = partIn(model.read.facts.blockers, request)
  const may = model.may.blocker(blocker.id)
  const options = blockerOptions(model, blocker).filter(
    ({ name }) => may[name].allowed && !(name === 'markCritical' && blocker.critical),
  )
  return optionsForm(options, {
    title: `Blocker of ${model.read.facts.ref}: ${blocker.what}`,
    heading: blocker.what,
    question: 'How does it stand?',
    above: blockerList([blocker], model.today, () => null),
    closed: 'Blockers are answered by the owner and the lead of the priority.',
  })
}

/** The part of an action that a page's address names. Throws 404 for one that is not of this action. */
export function partIn<T extends { id: string }>(parts: readonly T[], request: FastifyRequest): T {
  const { partId } = request.params as { partId: string }
  const part = parts.find(({ id }) => id === partId)
  if (part) return part
  throw new Problem('notFound', 'It is not part of this action.')
}

function milestoneOptions({ read, may, today }: ActionModel, { id: milestoneId }: Milestone) {
  const names = Object.keys(milestoneEvents) as MilestoneEvent['type'][]
  return names.map((name) => {
    const rule = (field: string) => may.rule(milestoneWorkflow.requirements, name, field)
    const offer = { before: read, days: { metOn: today }, rule }
    return requesting(name, offered(milestoneEvents[name], offer), (fields) => ({
      subject: 'milestone',
      event: { ...fields, type: name, milestoneId } as MilestoneEvent,
    }))
  })
}

function blockerOptions({ read, may }: ActionModel, { id: blockerId }: Blocker) {
  return (['resolve', 'markCritical', 'reopen'] as const).map((name) => {
    const rule = (field: string) => may.rule(blockerWorkflow.requirements, name, field)
    return requesting(name, offered(blockerEvents[name], { before: read, rule }), (fields) => ({
      subject: 'blocker',
      event: { ...fields, type: name, blockerId } as BlockerEvent,
    }))
  })
}
