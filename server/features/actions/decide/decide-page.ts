import type { FastifyRequest } from 'fastify'
import { actionChoices } from '#db/read/action-choices.ts'
import { planPeople } from '#db/read/plan-people.ts'
import { roleIn } from '#db/read/plans.ts'
import type { Deps } from '#server/deps.ts'
import { paths } from '#server/paths.ts'
import { olderInApi } from '#server/sheets/history-section.ts'
import { peopleOptions } from '#server/ui/forms/people-options.ts'
import { moment, ratingReason, section } from '#server/ui/html/components.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import { personIn } from '#server/ui/return-path.ts'
import { nextMoveOf, stateWords } from '#server/ui/words/action-words.ts'
import { whyNobodySignsOff } from '#workflows/action/signers.ts'
import { mayEditPlan } from '#workflows/engine/policy.ts'
import { ratingOf } from '#workflows/rating/rating.ts'
import { missingPerson } from '../edit/view-action-form.ts'
import { historyOf, type ActionModel } from '../page/action-model.ts'
import { heldUp } from '../page/choices.ts'
import { effectSection } from '../page/view-effect.ts'
import { criteriaList, dateList, requestFacts } from '../page/view-parts.ts'
import type { ActionForm } from '../update/form.ts'
import { happenings } from '../update/view-form.ts'
import { decisionOption, minorDecisions, type Offers, onlyReturns, principalDecisions } from './decisions.ts'
import { evidenceAsking, withAsking } from './evidence-asking.ts'
import { optionsForm } from './options.ts'

/**
 * `/actions/:id/decide`: what is asked, the evidence and the history beside the buttons. `?on=` names a decision
 * that no person waits for, such as a hand-over.
 */
export function decidePage(deps: Deps) {
  return async (model: ActionModel, request: FastifyRequest): Promise<ActionForm> => {
    const { on } = request.query as { on?: unknown }
    const named = minorDecisions(model).find(({ name }) => name === on)
    const names = named ? [named.name] : principalDecisions(model)
    const offers = await offersFor(deps, model, names)
    const heir = offers.people.find(({ value }) => value === personIn(request))
    const options = names.map((name) => {
      const option = decisionOption(name, model, offers)
      return name === 'transfer' && heir
        ? { ...option, initial: { ...option.initial, ownerId: heir.value } }
        : option
    })
    const { ref } = model.read.facts
    const history = await historyOf(deps, model)
    const asking = named ? null : await evidenceAsking(deps, model)
    const form = optionsForm(options, {
      title: named ? `${named.link}: ${ref}` : `Decide on ${ref}`,
      heading: named ? named.link : headingOf(model, names),
      question: 'What do you decide?',
      above:
        named || asking
          ? named?.name === 'transfer' && (await missingHeir(deps, model))
          : html`${matter(model, history)}${unsignedAfter(model)}${unavailable(model)}`,
      closed: closed(model),
      aside: besideIt(model, history),
    })
    return asking
      ? withAsking(form, { ...asking, panel: html`${matter(model, history)}${asking.panel}` })
      : form
  }
}

/** How a new owner comes to be among those whom a hand-over offers, with the way back to it. */
async function missingHeir({ db }: Deps, { actor, read }: ActionModel): Promise<Html> {
  const role = await roleIn(db, actor.id, read.plan.id)
  return missingPerson(read.plan, mayEditPlan(role), `${paths.actionDecide.at(read.facts)}?on=transfer`)
}

const heldHere: readonly string[] = ['agree', 'endorse', 'signOff', 'embed', 'askEvidence']

function headingOf({ read }: ActionModel, names: readonly string[]): string {
  if (names.includes('grant') || names.includes('refuse')) return 'Decide on more time'
  if (onlyReturns(names)) return 'Return it to the owner'
  const { state } = read.facts
  const headings: Partial<Record<typeof state, string>> = {
    submitted: 'Decide on the submission',
    endorsed: 'Decide on the sign-off',
    signedOff: 'Has the change stuck?',
    draft: 'Agree this action',
  }
  return headings[state] ?? 'Decide'
}

type History = Awaited<ReturnType<typeof historyOf>>

/** What one might look for among the choices and does not find, with the reason. */
function unavailable({ may, read }: ActionModel): Html | false {
  const reasons = heldUp(may, read.facts.state).filter(({ event }) => heldHere.includes(event))
  return (
    reasons.length > 0 &&
    html`<div class="wm-held">${reasons.map(
      ({ because, missing }) =>
        html`<p>${because}</p><ul class="govuk-list govuk-list--bullet">${missing.map(({ detail }) => html`<li>${detail}</li>`)}</ul>`,
    )}</div>`
  )
}

/** What a person should know before they endorse: that by it nobody could sign it off. */
function unsignedAfter({ may, read, actor, decision }: ActionModel): Html | false {
  const endorsed = { ...read.facts, state: 'endorsed' as const, endorsedBy: actor.id }
  const why = may.action.endorse.allowed ? whyNobodySignsOff(endorsed, decision.around) : null
  return why !== null && html`<div class="wm-held"><p><strong>Once you endorse it:</strong> ${why}</p></div>`
}

function closed(model: ActionModel): string {
  const held = heldUp(model.may, model.read.facts.state)
  const why =
    held.find(({ code }) => code === 'ownWork') ?? held.find(({ event }) => heldHere.includes(event))
  const { state } = model.read.facts
  const unsigned = whyNobodySignsOff(model.read.facts, model.decision.around)
  if (unsigned !== null) return [...(why?.because ? [why.because] : []), unsigned].join(' ')
  return `${why?.because ?? 'No decision is yours to make here at the moment.'} ${stateWords[state]}. ${nextMoveOf(model.read)}`
}

/** What one decides on: the request, or what the owner says and the evidence for it. */
function matter(model: ActionModel, { entries }: History): Html {
  const { read } = model
  const open = read.facts.extensions.find(({ state }) => state === 'requested')
  if (open) return requestFacts(open, read.names)
  const { submittedOn, endorsedOn } = read.facts
  return html`${effectSection(model, true)}
${submittedOn !== null && quoteOf(entries, { event: 'submit', field: 'whatChanged', title: 'What changed, says the owner' })}
${endorsedOn !== null && quoteOf(entries, { event: 'endorse', field: 'statement', title: 'What the evidence shows, says the lead' })}
${section({ title: 'Closure criteria and evidence', id: 'criteria', body: criteriaList(read) })}`
}

/** What the actor said when they did the latest of such events, in their own words. */
function quoteOf(
  entries: History['entries'],
  { event, field, title }: { event: string; field: string; title: string },
): Html | null {
  const last = entries.find((entry) => entry.event === event)
  const said = last?.payload[field]
  if (last === undefined || typeof said !== 'string') return null
  const body = html`<figure class="wm-quote"><blockquote class="wm-quote__text">${said}</blockquote>
<figcaption class="wm-quiet">${last.actor?.name ?? 'Somebody'}, ${moment(last.at)}</figcaption></figure>`
  return section({ title, id: `said-${event}`, body })
}

function besideIt({ read, today }: ActionModel, { entries, isWhole, names }: History): Html {
  const happened = happenings(entries, { facts: read.facts, names })
  const open = read.facts.extensions.some(({ state }) => state === 'requested')
  return html`<div class="wm-section">${ratingReason(ratingOf(read.facts, read.plan.settings, today))}</div>
${section({ title: 'Dates', id: 'dates', body: dateList(read, today) })}
${open && section({ title: 'Closure criteria and evidence', id: 'criteria', body: criteriaList(read) })}
${section({ title: 'History', id: 'history', number: entries.length, body: html`${happened}${!isWhole && olderInApi('actions')}` })}`
}

async function offersFor({ db }: Deps, { read }: ActionModel, names: readonly string[]): Promise<Offers> {
  const { planId, id, ownerId } = read.facts
  const successors = names.includes('supersede') ? await actionChoices(db, planId) : []
  const people = names.includes('transfer') ? await planPeople(db, planId, 'everybody') : []
  return {
    successors: successors.flatMap((each) =>
      each.id === id || each.state === 'cancelled' || each.state === 'superseded'
        ? []
        : [{ value: each.id, text: `${each.ref} ${each.title}` }],
    ),
    people: peopleOptions(people.filter((person) => person.id !== ownerId)),
  }
}
