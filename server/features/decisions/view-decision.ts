import { paths } from '#server/paths.ts'
import { atDay } from '#server/ui/at-day.ts'
import { day, panel, section, table } from '#server/ui/html/components.ts'
import { button, buttonGroup, insetText, summaryList, tag } from '#server/ui/html/govuk.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import { stateWords } from '#server/ui/words/action-words.ts'
import { decisionNextMove, decisionStateWords, keyWords } from '#server/ui/words/decision-words.ts'
import { exemptSentence } from '#server/ui/words/exempt-words.ts'
import type { Day } from '#workflows/calendar/calendar.ts'
import type { Possibility } from '#workflows/engine/step.ts'
import { count } from '#workflows/words.ts'
import type { DecisionResource } from './resource.ts'
import { callInWords, carriedOutWords } from './words.ts'

/** What one person may do with a decision: nothing on a past day, which is told; null for now. */
export type DecisionNext = {
  events: readonly Possibility[]
  /** Whether they keep the register. */
  editable: boolean
  /** Whether they add actions to the plan as it stands. */
  addsActions: boolean
  asAt: Day | null
}

/** All that is known of a decision: what was resolved, the record of it, its call-in and what came of it. */
export function decisionView(decision: DecisionResource, next: DecisionNext): Html {
  return html`${whatNext(decision, next)}
${section({ title: 'Resolved', id: 'resolved', body: resolutions(decision.resolved) })}
${
  decision.resolvedBefore.length > 0 &&
  section({
    title: 'What was resolved before it was changed',
    id: 'before',
    body: resolutions(decision.resolvedBefore),
  })
}
${section({
  title: 'Record',
  id: 'record',
  body: html`<div class="wm-panel wm-priority__verdicts">${summaryList({ rows: recordRows(decision, next.asAt) })}</div>`,
})}
${section({
  title: 'Call-in',
  id: 'call-in',
  body: html`<div class="wm-panel wm-priority__verdicts">${summaryList({ rows: callInRows(decision) })}</div>`,
})}
${actions(decision, next)}`
}

function whatNext(decision: DecisionResource, { events, editable, addsActions }: DecisionNext): Html {
  const { id, state, whyNot, shortNotice } = decision
  const may = (event: string) => events.some((each) => each.event === event && each.allowed)
  const decide = paths.decisionDecide.at({ id })
  const todo = [
    ...(may('publish') ? [button({ text: 'Publish the decision', href: decide })] : []),
    ...(may('confirm') ? [button({ text: 'Confirm or change it', href: decide })] : []),
    ...(may('callIn') && state === 'published'
      ? [button({ text: 'Record a call-in', href: decide, look: 'secondary' })]
      : []),
    ...(addsActions
      ? [button({ text: 'Make an action of it', href: paths.decisionAction.at({ id }), look: 'secondary' })]
      : []),
    ...(editable && state === 'recorded'
      ? [html`<a class="govuk-link" href="${paths.decisionEdit.at({ id })}">Edit the decision</a>`]
      : []),
    ...(may('callIn') && state === 'effective'
      ? [html`<a class="govuk-link" href="${decide}">Record a call-in that was asked for in time</a>`]
      : []),
  ]
  return panel(
    html`<p><strong>${decisionStateWords[state]}.</strong> ${decisionNextMove[state]}</p>
${whyNot !== null && state === 'published' && html`<p>${callInWords(decision)}. It can be carried out from ${carriedOutWords(decision)}.</p>`}
${shortNotice !== null && insetText(html`${shortNotice}`)}
${todo.length > 0 && buttonGroup(...todo)}`,
    'What happens next',
  )
}

function resolutions(texts: readonly string[]): Html {
  return html`<ol class="govuk-list govuk-list--number">${texts.map((text) => html`<li>${text}</li>`)}</ol>`
}

type Row = { key: string; value: Html | string }

const text = (key: string, value: string): Row[] => (value === '' ? [] : [{ key, value }])

function recordRows(decision: DecisionResource, asAt: Day | null): Row[] {
  const { decisionMaker, decidedOn, publishedOn, meeting, agendaItem } = decision
  return [
    { key: 'Decided by', value: decisionMaker },
    { key: 'Decided on', value: day(decidedOn) },
    { key: 'Published on', value: publishedOn === null ? 'Not published yet' : day(publishedOn) },
    {
      key: 'Meeting',
      value:
        meeting === null
          ? 'No meeting of the board'
          : html`<a class="govuk-link" href="${atDay(paths.meeting.at(meeting), asAt)}">Meeting ${meeting.number}, ${meeting.title}</a>`,
    },
    ...text('Agenda item', agendaItem),
    { key: 'Reasons', value: decision.reasons || 'None recorded' },
    { key: 'Alternatives considered and rejected', value: decision.alternatives || 'None recorded' },
    { key: 'Interests declared', value: decision.interests || 'None recorded' },
    { key: 'Dispensations', value: decision.dispensations || 'None recorded' },
    { key: 'Key decision', value: keyInWords(decision) },
    ...text('Why no 28 clear days’ notice', decision.noticeReason),
    ...text('Urgency agreed by', decision.urgencyAgreedBy),
    ...(decision.exemptParagraph === null
      ? []
      : [
          {
            key: 'Exempt from publication',
            value: exemptSentence(decision.exemptParagraph, decision.exemptReason),
          },
        ]),
  ]
}

function keyInWords({ keyKind, noticeOn, notice, shortNotice }: DecisionResource): Html | string {
  if (noticeOn === null || notice === null) return keyWords[keyKind]
  const said =
    shortNotice ??
    `Published on ${day(noticeOn)}: ${count(notice.days, 'clear day')}, of the ${notice.due} that are due.`
  return html`${keyWords[keyKind]}<span class="wm-board__why">${said}</span>`
}

function callInRows(decision: DecisionResource): Row[] {
  const { callIn, callInExempt } = decision
  return [
    { key: 'Call-in', value: callInWords(decision) || 'Counted from its publication on' },
    ...(callInExempt
      ? [
          ...text('Why it is exempt', decision.exemptionReason),
          ...text('Exemption agreed by', decision.exemptionAgreedBy),
        ]
      : []),
    ...(callIn === null ? [] : text('Who may ask', callIn.who)),
    ...text('Called in by', decision.calledInBy),
    ...text('Why it was called in', decision.calledInReason),
    ...(decision.settledOn === null
      ? []
      : [
          {
            key: decision.state === 'changed' ? 'Changed on' : 'Confirmed on',
            value: day(decision.settledOn),
          },
        ]),
    ...text(
      decision.state === 'changed' ? 'Why it was changed' : 'Why it was confirmed',
      decision.settledReason,
    ),
    { key: 'Can be carried out from', value: carriedOutWords(decision) },
  ]
}

function actions({ actions: all }: DecisionResource, { asAt }: DecisionNext): Html {
  return section({
    title: 'Actions that came of it',
    id: 'actions',
    number: all.length,
    body:
      all.length === 0
        ? html`<p>No action of the plan is said to have come of it.</p>`
        : table({
            caption: 'Actions that came of it',
            captionHidden: true,
            rowHeadings: true,
            columns: [{ heading: 'Action' }, { heading: 'Owner' }, { heading: 'Due' }, { heading: 'State' }],
            rows: all.map(({ id, ref, title, state, dueOn, owner }) => [
              html`<a class="govuk-link" href="${atDay(paths.action.at({ id }), asAt)}"><span class="wm-ref">${ref}</span> ${title}</a>`,
              owner ?? 'Nobody yet',
              dueOn === null ? 'No date yet' : day(dueOn),
              tag(stateWords[state]),
            ]),
          }),
  })
}
