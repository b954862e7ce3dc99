import { paths } from '#server/paths.ts'
import { atDay } from '#server/ui/at-day.ts'
import { count, day, emptyState, panel, section, table } from '#server/ui/html/components.ts'
import { button, buttonGroup, tag } from '#server/ui/html/govuk.ts'
import { type Content, type Html, html } from '#server/ui/html/html.ts'
import { listLinks } from '#server/ui/html/list-links.ts'
import { stateWords } from '#server/ui/words/action-words.ts'
import { decisionStateWords } from '#server/ui/words/decision-words.ts'
import type { Day } from '#workflows/calendar/calendar.ts'
import type { DecisionResource } from './resource.ts'
import { callInWords, carriedOutWords, registerSummary } from './words.ts'

export type RegisterShown = {
  planId: string
  /** Decisions, newest first. */
  decisions: readonly DecisionResource[]
  /** Whether there are older ones that are not among them. */
  isCut: boolean
  /** Whether the person adds to it. */
  editable: boolean
  /** The past day that is shown; null for now. */
  asAt: Day | null
}

/** The register of a plan: what was decided, what became of it, and from when on it can be carried out. */
export function registerView({ planId, decisions, isCut, editable, asAt }: RegisterShown): Html {
  const plan = { id: planId }
  const add = button({ text: 'Record a decision', href: paths.decisionRecord.at(plan) })
  if (decisions.length === 0) return nothingYet(editable, add)
  const held = decisions.filter(({ state }) => state === 'published' || state === 'calledIn')
  return html`<p class="wm-lead">${count(decisions.length, 'decision')}: ${registerSummary(decisions)}.</p>
${
  held.length > 0 &&
  panel(
    html`<ul class="govuk-list govuk-list--bullet">${held.map(
      (each) => html`<li>${linkTo(each, asAt)}: ${callInWords(each)}</li>`,
    )}</ul>`,
    'May not be carried out yet',
  )
}
${buttonGroup(...(editable ? [add] : []), listLinks(atDay(paths.decisionsCsv.at(plan), asAt)))}
${lifeOf(
  decisions.filter((each) => !isMinute(each)),
  asAt,
)}
${minutes(decisions.filter(isMinute), asAt)}
${isCut && html`<p class="wm-quiet">Only the newest ${decisions.length} decisions are shown here. The file holds all of them.</p>`}`
}

/** Of a decision that the board minuted, most go no further than the minutes. */
const isMinute = ({ meeting, state }: DecisionResource) => meeting !== null && state === 'recorded'

function lifeOf(decisions: readonly DecisionResource[], asAt: Day | null): Html | false {
  if (decisions.length === 0) return false
  return section({
    title: 'Register',
    id: 'register',
    number: decisions.length,
    body: html`<div class="wm-measure-tables">${table({
      caption: 'Decisions, newest first',
      captionHidden: true,
      rowHeadings: true,
      columns: [
        { heading: 'Decision' },
        { heading: 'Decided' },
        { heading: 'State' },
        { heading: 'Can be carried out from' },
        { heading: 'Came of it' },
      ],
      rows: decisions.map((each) => [
        html`${linkTo(each, asAt)}${each.keyKind !== 'notKey' && html` ${tag('Key')}`}`,
        html`${day(each.decidedOn)}${note(each.decisionMaker)}`,
        html`${tag(decisionStateWords[each.state])}${note(callInWords(each))}`,
        carriedOutWords(each),
        cameOfIt(each, asAt),
      ]),
    })}</div>`,
  })
}

function minutes(decisions: readonly DecisionResource[], asAt: Day | null): Html | false {
  if (decisions.length === 0) return false
  return section({
    title: 'Minuted by the board',
    id: 'minuted',
    number: decisions.length,
    body: html`<p>Decisions in the minutes of meetings that were not published as decisions of the council.</p>
<div class="wm-measure-tables">${table({
      caption: 'Decisions that were minuted, newest first',
      captionHidden: true,
      rowHeadings: true,
      columns: [{ heading: 'Decision' }, { heading: 'Decided' }, { heading: 'Came of it' }],
      rows: decisions.map((each) => [linkTo(each, asAt), day(each.decidedOn), cameOfIt(each, asAt)]),
    })}</div>`,
  })
}

function nothingYet(editable: boolean, add: Html): Html {
  return emptyState({
    title: 'No decision is in the register yet',
    text: editable
      ? 'Record what the cabinet, the board or a director decided. What a meeting of the board decides stands here by itself.'
      : 'The plan administrator records what is decided.',
    ...(editable && { next: add }),
  })
}

/** The actions that came of a decision, each with its state. */
export function cameOfIt({ actions }: DecisionResource, asAt: Day | null): Html | null {
  if (actions.length === 0) return null
  return html`${actions.map(
    ({ id, ref, state }) =>
      html`<span class="wm-line"><a class="govuk-link" href="${atDay(paths.action.at({ id }), asAt)}">${ref}</a> ${stateWords[state].toLowerCase()}</span>`,
  )}`
}

function linkTo(each: Pick<DecisionResource, 'id' | 'ref' | 'title'>, asAt: Day | null): Html {
  return html`<a class="govuk-link wm-measure__link" href="${atDay(paths.decision.at(each), asAt)}"><span
    class="wm-ref">${each.ref}</span> ${each.title}</a>`
}

function note(text: Content): Html | false {
  return text !== '' && html`<span class="wm-board__why">${text}</span>`
}
