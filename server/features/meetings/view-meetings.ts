import { count, day, emptyState, moment, section, table } from '#server/html/components.ts'
import { button, summaryList, tag } from '#server/html/govuk.ts'
import { type Html, html } from '#server/html/html.ts'
import type { MeetingFacts, MeetingState } from '#workflows/meeting.ts'
import { decisionResource } from './resource.ts'

const stateWords: Record<MeetingState, string> = {
  scheduled: 'Scheduled',
  frozen: 'Pack frozen',
  issued: 'Pack issued',
  closed: 'Closed',
  cancelled: 'Cancelled',
}

/** The sittings of a board, newest first. */
export function meetingList(meetings: readonly MeetingFacts[]): Html {
  if (meetings.length === 0) {
    return emptyState({
      title: 'No meeting is in the diary yet',
      text: 'The plan administrator puts the meetings of the board in the diary.',
    })
  }
  return table({
    caption: 'Meetings of the board, newest first',
    captionHidden: true,
    rowHeadings: true,
    columns: [
      { heading: 'Meeting' },
      { heading: 'Held on' },
      { heading: 'State' },
      { heading: 'Data cut-off' },
      { heading: 'Decisions', numeric: true },
    ],
    rows: meetings
      .toReversed()
      .map((meeting) => [
        html`<a class="govuk-link wm-measure__link" href="/meetings/${meeting.id}"><span class="wm-ref">${meeting.number}</span> ${meeting.title}</a>`,
        day(meeting.heldOn),
        tag(stateWords[meeting.state]),
        meeting.cutOffAt === null ? null : moment(meeting.cutOffAt),
        meeting.decisions.length,
      ]),
  })
}

/**
 * A meeting: when its data was cut off, what its board reads, and what it decided.
 * @param names of those who recorded its decisions, and of the actions that these are about
 */
export function meetingView(meeting: MeetingFacts, names: Readonly<Record<string, string>>): Html {
  const { id, heldOn, place, state, cutOffAt, packId, issuedOn, decisions } = meeting
  return html`<div class="wm-panel wm-priority__verdicts">${summaryList({
    rows: [
      { key: 'Held on', value: day(heldOn) },
      ...(place === '' ? [] : [{ key: 'Place', value: place }]),
      { key: 'State', value: stateWords[state] },
      {
        key: 'Data cut-off',
        value: cutOffAt === null ? 'Not yet: the pack has not been frozen' : moment(cutOffAt),
      },
      ...(issuedOn === null ? [] : [{ key: 'Pack issued', value: day(issuedOn) }]),
    ],
  })}</div>
${
  packId !== null &&
  section({
    title: 'What the board reads',
    id: 'pack',
    body: html`<p>The plan as it stood at the cut-off. It was taken once and never changes.</p>
${button({ text: 'Download the pack as data (JSON)', href: `/meetings/${id}/pack`, look: 'secondary' })}`,
  })
}
${section({
  title: 'Decisions',
  id: 'decisions',
  number: decisions.length,
  body:
    decisions.length === 0
      ? html`<p>No decision has been recorded yet.</p>`
      : html`<ol class="wm-resolutions">${decisions.map((each) => {
          const { ref, text, actionId, recordedBy, recordedAt } = decisionResource(meeting, each)
          return html`<li><p class="wm-resolutions__text"><span class="wm-ref">${ref}</span> ${text}</p>
<p class="wm-quiet">${names[recordedBy] ?? 'Somebody'} recorded it on ${moment(recordedAt)}${actionId !== null && html`, about <a class="govuk-link" href="/actions/${actionId}">${names[actionId] ?? 'an action'}</a>`}</p></li>`
        })}</ol><p class="wm-quiet">${count(decisions.length, 'decision')}, numbered as the minutes quote them.</p>`,
})}`
}
