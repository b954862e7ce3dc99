import type { FastifyInstance } from 'fastify'
import { listPriorities, roleIn } from '#db/read/plans.ts'
import type { Deps } from '#server/deps.ts'
import { change } from '#server/features/actions/service.ts'
import { paths } from '#server/paths.ts'
import { formPage } from '#server/ui/forms/form-page.ts'
import { tickMeanings } from '#server/ui/forms/options.ts'
import { day, section } from '#server/ui/html/components.ts'
import { button, summaryList } from '#server/ui/html/govuk.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import type { Web } from '#server/ui/web.ts'
import type { ActionChange } from '#workflows/action/action-edits.ts'
import { mayEditPlan } from '#workflows/engine/policy.ts'
import { type ActionModel, readActionModel } from '../page/action-model.ts'
import {
  actionDates,
  actionLabels,
  actionList,
  actionTyped,
  changeTyped,
  readActionForm,
} from './action-form.ts'
import { type ActionOffers, actionMeanings, actionOffers, personAdded } from './action-offers.ts'
import { actionFormFields, missingPerson } from './view-action-form.ts'

/** `/actions/:id/edit`: changes what describes an action. What this person may not change stands there with the reason. */
export function editActionPage(app: FastifyInstance, deps: Deps, web: Web): void {
  formPage(app, web, paths.actionEdit.pattern, async (request) => {
    const actor = web.signedIn(request)
    const model = await readActionModel(deps, actor, (request.params as { id: string }).id)
    const { facts } = model.read
    const home = paths.action.at(facts)
    const role = await roleIn(deps.db, actor.id, facts.planId)
    const added = await personAdded(deps, request, role)
    const named = [model.read.owner, ...model.read.contributors, added].filter((each) => each !== null)
    const [offers, all] = await Promise.all([
      actionOffers(deps, facts.planId, {
        people: named,
        measures: model.read.measures,
        decision: model.read.decision,
      }),
      listPriorities(deps.db, actor.id, facts.planId),
    ])
    const priorities = all.map(({ id, ref, title }) => ({ value: id, text: `${ref} ${title}` }))
    const open = (field: keyof ActionChange) => model.may.edit(field).ok
    const words = model.may.edit('title')
    const fixed = fixedPart(model)
    const missing = missingPerson({ id: facts.planId }, mayEditPlan(role), paths.actionEdit.at(facts))
    return {
      page: {
        title: `Change action ${facts.ref}: ${facts.title}`,
        heading: 'Change the action',
        caption: html`<span class="wm-ref">${facts.ref}</span> ${facts.title}`,
        back: { href: home, text: 'Back to the action' },
      },
      initial: actionTyped(facts),
      ...(added && open('ownerId') && { chosen: { ownerId: added.id } }),
      dates: actionDates,
      version: facts.version,
      labels: labelsOf(model, offers, priorities.length > 1),
      choices: choicesIn(offers, priorities),
      lists: actionList,
      ...(!words.ok && {
        closed: {
          title: 'You cannot change this action',
          text: words.because,
          next: button({ text: 'Back to the action', href: home, look: 'secondary' }),
        },
      }),
      fields: (state) =>
        html`${fixed && html`<p class="govuk-body">${fixed.because} <a class="govuk-link" href="#fixed">How they stand</a></p>`}${actionFormFields(
          state,
          { offers, missing, priorities, open, criteria: facts.criteria, press: 'Save the action' },
        )}`,
      aside: fixed?.shown,
      send: async (values, version) => {
        const read = readActionForm(complete(values, model), facts)
        if (!read.ok) return read
        const edit = changeTyped(read.data, facts, open)
        if (Object.keys(edit).length === 0)
          return { ok: true, data: { to: home, success: 'Nothing was changed.' } }
        const event = { type: 'edit', change: edit } as const
        await change(deps, actor, facts.id, { subject: 'action', event }, version)
        return { ok: true, data: { to: home, success: `Action ${facts.ref} is saved.` } }
      },
    }
  })
}

/** What was typed; a field that is not open to this person counts as it stands. */
function complete(values: Record<string, string>, { read, may }: ActionModel): Record<string, string> {
  const stands = Object.entries(actionTyped(read.facts)).filter(
    ([name]) =>
      (!may.edit('dueOn').ok && name.startsWith('dueOn')) ||
      (!may.edit('criteria').ok && name.startsWith('criterion-')) ||
      (!may.edit('ownerId').ok && name === 'ownerId'),
  )
  return { ...values, ...Object.fromEntries(stands) }
}

/** The labels of the fields that are open, each tick box and each closure criterion among them. */
function labelsOf(
  { read, may }: ActionModel,
  { people, recommendations, measures, decisions }: ActionOffers,
  movable: boolean,
): Record<string, string> {
  const criteria = may.edit('criteria').ok ? read.facts.criteria : []
  const { ref: _, ...fields } = actionLabels
  const open = Object.entries(fields).filter(
    ([field]) =>
      may.edit(field as keyof ActionChange).ok &&
      (field !== 'priorityId' || movable) &&
      (field !== 'decisionId' || decisions.length > 0),
  )
  return Object.fromEntries([
    ...open,
    ...criteria.map(({ id }, at) => [`criterion-${id}`, `Closure criterion ${at + 1}`]),
    ...people.map(({ value, text }) => [`contributorIds-${value}`, `Contributor ${text}`]),
    ...recommendations.map(({ value, text }) => [`recommendationIds-${value}`, `Answers ${String(text)}`]),
    ...measures.map(({ value, text }) => [`measureIds-${value}`, `Is meant to move ${String(text)}`]),
  ]) as Record<string, string>
}

function choicesIn(
  offers: ActionOffers,
  priorities: readonly { value: string; text: string }[],
): Record<string, Record<string, string>> {
  return {
    ...actionMeanings(offers, priorities),
    ...tickMeanings('contributorIds', offers.people),
    ...tickMeanings('recommendationIds', offers.recommendations),
    ...tickMeanings('measureIds', offers.measures),
  }
}

/** What this person may not change, as it stands, with the reason and the way it does change. */
function fixedPart({ read, may }: ActionModel): { because: string; shown: Html } | undefined {
  const refused = may.edit('dueOn')
  if (refused.ok) return undefined
  const { facts, owner } = read
  const asks = may.extension('').request.allowed
  const hands = may.action.transfer.allowed
  const shown = section({
    title: 'What stays as it is',
    id: 'fixed',
    body: summaryList({
      rows: [
        {
          key: 'Owner',
          value: html`${owner?.name ?? 'Nobody'}${
            hands &&
            html`<br><a class="govuk-link" href="${paths.actionDecide.at(facts)}?on=transfer">Hand it over to another owner</a>`
          }`,
        },
        {
          key: 'Due date',
          value: html`${facts.dueOn === null ? 'None' : day(facts.dueOn)}${
            asks
              ? html`<br><a class="govuk-link" href="${paths.actionExtension.at(facts)}">Ask for more time</a>`
              : html`<br><span class="wm-quiet">The owner or a contributor asks for more time.</span>`
          }`,
        },
        {
          key: 'Closure criteria',
          value:
            facts.criteria.length === 0
              ? 'None'
              : html`<ul class="govuk-list govuk-list--bullet">${facts.criteria.map(({ text }) => html`<li>${text}</li>`)}</ul>`,
        },
        { key: 'Date fixed by a regulator', value: facts.regulatorDate ? 'Yes' : 'No' },
      ],
    }),
  })
  return { because: refused.because, shown }
}
