import type { PlanDecision } from '#db/read/plan-decision.ts'
import { paths } from '#server/paths.ts'
import { anchor, moment, panel } from '#server/ui/html/components.ts'
import { button, buttonGroup } from '#server/ui/html/govuk.ts'
import { type Content, type Html, html } from '#server/ui/html/html.ts'
import { planStateWords } from '#server/ui/words/plan-words.ts'
import type { Instant } from '#workflows/calendar/calendar.ts'
import type { Possibility } from '#workflows/engine/step.ts'
import { type PlanState, whyPlanIsShut } from '#workflows/plan/plan-settings.ts'
import { planMachine } from '#workflows/plan/plan.ts'

/** A plan in the making or at its end, as one person sees it. */
export type PlanNext = {
  decision: PlanDecision
  events: readonly Possibility[]
  /** Ids of the plan's actions by their reference. */
  actions: Readonly<Record<string, string>>
  /** Whether it has anybody who may approve it. */
  chaired: boolean
  /** Why its chair returned it, as long as it is not submitted again. */
  returned: Returned | null
  /** What it was made from, as far as this person may see it; null where it was not, or is no draft any more. */
  madeFrom: Content | null
  /** Whether this person keeps what is in it. */
  editable: boolean
}

/** What a chair said on returning a plan. */
export type Returned = { by: string; at: Instant; reason: string }

/** Whose move is next with a plan, what this person may do, and where what is missing is put right. */
export function planNext(next: PlanNext): Html {
  const { plan } = next.decision
  const todo = [...decideButton(next), ...writing(next)]
  return panel(
    html`<p><strong>${planStateWords[plan.state]}.</strong> ${nextMove[plan.state]}${isEmpty(next) && !next.editable && ' There is no action in it yet.'}</p>
${whyPlanIsShut(plan.state) === null && !next.chaired && noChair(next)}
${next.returned && whyReturned(next.returned)}
${next.madeFrom !== null && html`<p>Made from ${next.madeFrom}.${next.editable && ' Its vision, description and challenges are yours to write.'}</p>`}
${heldUp(next)}
${todo.length > 0 && buttonGroup(...todo)}`,
    'What happens next',
  )
}

const isEmpty = ({ decision, actions }: PlanNext): boolean =>
  decision.plan.state === 'draft' && Object.keys(actions).length === 0

function whyReturned({ by, at, reason }: Returned): Html {
  return html`<div class="wm-held"><p><strong>${by} returned it on ${moment(at)}:</strong> <span class="wm-typed">${reason}</span></p></div>`
}

function noChair({ decision: { plan }, editable }: PlanNext): Html {
  const cannot = plan.state === 'active' ? 'sign anything off in it' : 'approve it'
  return html`<div class="wm-held"><p><strong>It has no chair yet,</strong> so nobody can ${cannot}. ${
    editable
      ? html`Give one of <a class="govuk-link" href="${paths.people.at(plan)}">its people</a> the role of chair.`
      : 'Its administrator gives one of its people the role of chair.'
  }</p></div>`
}

function decideButton(next: PlanNext): Html[] {
  const { plan } = next.decision
  // That it can be withdrawn stands beside, where it is changed: no person waits for that.
  const decides = next.events.filter(({ event, allowed }) => allowed && event !== 'withdraw')
  if (decides.length === 0) return []
  // What no person waits for is there, and does not stand out.
  const look = plan.state === 'active' ? 'secondary' : 'primary'
  return [button({ text: decideLabel(decides), href: paths.planDecide.at(plan), look })]
}

function writing({ decision: { plan }, editable, events }: PlanNext): Html[] {
  const again = editable ? [likeThisOne(plan)] : []
  if (!editable || whyPlanIsShut(plan.state) !== null) return again
  const mayWithdraw = events.some(({ event, allowed }) => event === 'withdraw' && allowed)
  return [
    button({ text: 'Add a priority', href: paths.priorityNew.at(plan), look: 'secondary' }),
    html`<a class="govuk-link" href="${paths.planEdit.at(plan)}">Change the plan</a>`,
    html`<a class="govuk-link" href="${paths.importNew.at()}?plan=${plan.id}">Bring in a spreadsheet</a>`,
    ...(mayWithdraw
      ? [html`<a class="govuk-link" href="${paths.planDecide.at(plan)}?on=withdraw">Withdraw the plan</a>`]
      : []),
    ...again,
  ]
}

function likeThisOne({ id }: { id: string }): Html {
  return html`<a class="govuk-link" href="${paths.planFrom.at()}?plan=${id}">Start a new plan like this one</a>`
}

/** Whose move is next with a plan, in a sentence. */
export const nextMove: Record<PlanState, string> = {
  draft: 'Its administrator writes it and submits it. Then the chair approves it.',
  submitted: 'Its chair approves it, or returns it with a reason.',
  active: 'Owners report on their actions and the board meets. At the end its chair closes it.',
  closed: 'It is kept to be read. Its chair can open it again.',
  withdrawn: 'It is kept to be read, and stands in no list. Its administrator can reinstate it.',
}

function decideLabel(decides: readonly Possibility[]): string {
  const [only] = decides
  const labels: Record<string, string> = {
    submit: 'Submit for approval',
    close: 'Close the plan',
    reopen: 'Open it again',
    reinstate: 'Reinstate it',
  }
  return (decides.length === 1 && only && labels[only.event]) || 'Approve or return it'
}

/** What this person would do next and cannot yet, with a link to where each thing that is missing is put right. */
export function heldUp(next: PlanNext): Html | false {
  const held = whyNotYet(next)
  return (
    held.length > 0 &&
    html`<div class="wm-held">${held.map(
      ({
        event,
        because,
        missing,
      }) => html`<p><strong>${notYet[event] ?? 'Not possible yet'}.</strong> ${because}</p>
${
  missing.length > 0 &&
  html`<ul class="govuk-list govuk-list--bullet">${missing.map(({ field, detail }) => {
    const href = whereToFix(next, field)
    return html`<li>${href === undefined ? detail : html`<a class="govuk-link" href="${href}">${detail}</a>`}</li>`
  })}</ul>`
}`,
    )}</div>`
  )
}

const notYet: Record<string, string> = {
  submit: 'It cannot be submitted yet',
  approve: 'It cannot be approved yet',
  close: 'It cannot be closed yet',
}

/** Refusals that can be mended: not those that are another's to make, or do not fit the state. */
function whyNotYet({ decision, events }: PlanNext): Possibility[] {
  const possibleHere = planMachine.states[decision.plan.state]?.config.on ?? {}
  return events.filter(
    ({ event, allowed, code }) =>
      !allowed && code !== 'notYourRole' && code !== 'wrongState' && event in possibleHere,
  )
}

/** The page on which something that a refusal names is put right. */
export function whereToFix(
  { decision: { plan }, actions, editable }: Pick<PlanNext, 'decision' | 'actions' | 'editable'>,
  field: string,
): string | undefined {
  const [kind, ref = ''] = field.split(/\/(.*)/s)
  const id = actions[ref]
  if (kind === 'actions' && id !== undefined)
    return editable ? paths.actionEdit.at({ id }) : paths.action.at({ id })
  if (kind === 'priorities') return editable ? paths.priorityNew.at(plan) : undefined
  return kind === 'recommendations' ? `${paths.recommendations.at(plan)}#${anchor(ref)}` : undefined
}
