import type { ReportBrief } from '#db/read/reports.ts'
import { paths } from '#server/paths.ts'
import { atDay } from '#server/ui/at-day.ts'
import { count, day, emptyState, moment, panel, section, table } from '#server/ui/html/components.ts'
import { button, buttonGroup, summaryList, tag } from '#server/ui/html/govuk.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import { listLinks } from '#server/ui/html/list-links.ts'
import { decisionStateWords } from '#server/ui/words/decision-words.ts'
import type { Day } from '#workflows/calendar/calendar.ts'
import type { DecisionState } from '#workflows/decision/decision-facts.ts'
import type { Possibility } from '#workflows/engine/step.ts'
import type { MeetingFacts } from '#workflows/meeting/meeting.ts'
import { type MeetingOption, meetingOptions } from './options.ts'
import { decisionResource } from './resource.ts'
import { type AgendaShown, agendaSection, attendanceSection, minutesSection } from './view-agenda.ts'
import { whatBoardReads } from './view-readings.ts'
import { meetingNextMove, meetingStateWords } from './words.ts'

/**
 * The sittings of a board, newest first.
 * @param newHref where another one is added, for a person who may add one
 * @param seriesHref where those of a year are added, for the same person
 * @param calendarHref where they are given as a calendar file
 * @param csvHref where they are given as CSV
 * @param asAt the past day that is shown; null for now
 */
export function meetingList(
  meetings: readonly MeetingFacts[],
  {
    newHref,
    seriesHref,
    calendarHref,
    csvHref,
    asAt = null,
  }: {
    newHref?: string
    seriesHref?: string
    calendarHref?: string
    csvHref?: string
    asAt?: Day | null
  } = {},
): Html {
  if (meetings.length === 0) {
    return emptyState({
      title: 'No meeting is in the diary yet',
      text:
        newHref === undefined
          ? 'The plan administrator puts the meetings of the board in the diary.'
          : 'Put the next meeting of the board in the diary. Its pack is frozen from the plan as it stands then.',
      next:
        newHref === undefined
          ? undefined
          : html`${button({ text: 'Add a meeting', href: newHref })}${seriesLinks(seriesHref)}`,
    })
  }
  return html`${buttonGroup(
    ...(newHref === undefined
      ? []
      : [button({ text: 'Add a meeting', href: newHref, look: 'secondary' }), ...seriesLinks(seriesHref)]),
    ...(calendarHref === undefined
      ? []
      : [html`<a class="govuk-link" href="${calendarHref}">Calendar file (.ics)</a>`]),
    ...(csvHref === undefined ? [] : [listLinks(csvHref)]),
  )}${table({
    caption: 'Meetings of the board, newest first',
    captionHidden: true,
    rowHeadings: true,
    columns: [
      { heading: 'Meeting' },
      { heading: 'Date' },
      { heading: 'State' },
      { heading: 'Data cut-off' },
      { heading: 'Decisions', numeric: true },
    ],
    rows: meetings.toReversed().map((meeting) => [
      html`<a class="govuk-link wm-measure__link" href="${atDay(paths.meeting.at(meeting), asAt)}"><span
            class="wm-ref">${meeting.number}</span> ${meeting.title}</a>`,
      day(meeting.heldOn),
      tag(meetingStateWords[meeting.state]),
      meeting.cutOffAt === null ? null : moment(meeting.cutOffAt),
      meeting.decisions.length,
    ]),
  })}`
}

const seriesLinks = (href: string | undefined): Html[] =>
  href === undefined
    ? []
    : [html`<a class="govuk-link" href="${href}">Add a series, such as a year of meetings</a>`]

/**
 * A meeting: when it sits and when its data was cut off, what it discusses, who was there, what was said, what its
 * board reads, and what it decided.
 * @param names of those whom it names, and of the actions, reports and decisions that it is about
 * @param next what the person may do with it, and whether they keep it
 */
export function meetingView(
  meeting: MeetingFacts,
  names: Readonly<Record<string, string>>,
  next: MeetingNext,
): Html {
  const { heldOn, place, state, cutOffAt, issuedOn, decisions } = meeting
  return html`${whatNext(meeting, next)}
<div class="wm-panel wm-meeting">${summaryList({
    rows: [
      { key: 'Date', value: html`${day(heldOn)}${timesInWords(meeting)}` },
      ...(place === '' ? [] : [{ key: 'Place', value: place }]),
      { key: 'State', value: meetingStateWords[state] },
      {
        key: 'Data cut-off',
        value: cutOffAt === null ? 'Not yet: the pack has not been frozen' : moment(cutOffAt),
      },
      ...(cutOffAt === null ? [] : [{ key: 'The plan as the board had it', value: planThen(meeting) }]),
      ...(issuedOn === null ? [] : [{ key: 'Pack issued', value: day(issuedOn) }]),
    ],
  })}</div>
${agendaSection(meeting, { ...next, names })}
${attendanceSection(meeting, { ...next, names })}
${minutesSection(meeting, { ...next, names })}
${whatBoardReads(meeting, next)}
${section({
  title: 'Decisions',
  id: 'decisions',
  number: decisions.length,
  body:
    decisions.length === 0
      ? html`<p>No decision has been recorded yet.</p>`
      : html`<ol class="wm-resolutions">${decisions.map((each) => {
          const { ref, text, actionId, recordedBy, recordedAt } = decisionResource(meeting, each)
          const inRegister = next.states.get(each.id)
          const registered = atDay(paths.decision.at(each), next.asAt)
          return html`<li><p class="wm-resolutions__text"><span class="wm-ref">${ref}</span> ${text}</p>
${
  inRegister &&
  html`<p>${tag(decisionStateWords[inRegister])} <a class="govuk-link" href="${registered}">Decision ${ref} in the register</a></p>`
}
<p class="wm-quiet">${names[recordedBy] ?? 'Somebody'} recorded it on ${moment(recordedAt)}${
            actionId !== null &&
            html`, about <a class="govuk-link" href="${atDay(paths.action.at({ id: actionId }), next.asAt)}">${names[actionId] ?? 'an action'}</a>`
          }</p></li>`
        })}</ol><p class="wm-quiet">${count(decisions.length, 'decision')}, numbered as the minutes quote them.</p>`,
})}`
}

/** ', 14:00 to 16:00'; nothing where no time is set. */
function timesInWords({ startsAt, endsAt }: MeetingFacts): string {
  if (startsAt === null) return ''
  return endsAt === null ? `, from ${startsAt}` : `, ${startsAt} to ${endsAt}`
}

/** What one person may do with a meeting: nothing on a past day, which is told; null for now. */
export type MeetingNext = Omit<AgendaShown, 'names'> & {
  events: readonly Possibility[]
  editable: boolean
  /** The reports that were put together for it. */
  reports: readonly ReportBrief[]
  /** The states in the register of what it decided, by id. */
  states: ReadonlyMap<string, DecisionState>
}

function whatNext(meeting: MeetingFacts, { events, editable, asAt }: MeetingNext): Html {
  const { id, state } = meeting
  const options = meetingOptions(meeting, events)
  const look = options.some(({ name }) => awaited.has(name)) ? 'primary' : 'secondary'
  const held = events.find(
    ({ event, allowed, code }) => event === 'close' && !allowed && code === 'decisionsMissing',
  )
  const records = editable && state === 'issued'
  const todo = [
    ...(records && held ? [button({ text: 'Record a decision', href: paths.decisionNew.at({ id }) })] : []),
    ...(options.length > 0
      ? [
          button({
            text: labelOf(options),
            href: paths.meetingDecide.at({ id }),
            look,
          }),
        ]
      : []),
    ...(records && !held
      ? [button({ text: 'Record a decision', href: paths.decisionNew.at({ id }), look: 'secondary' })]
      : []),
    ...(editable && (state === 'scheduled' || state === 'frozen')
      ? [html`<a class="govuk-link" href="${paths.meetingEdit.at({ id })}">Change the meeting</a>`]
      : []),
    ...(asAt === null && state !== 'closed'
      ? [html`<a class="govuk-link" href="${paths.meetingCalendar.at({ id })}">Calendar file (.ics)</a>`]
      : []),
  ]
  return panel(
    html`<p><strong>${meetingStateWords[state]}.</strong> ${meetingNextMove[state]}</p>
${held && editable && html`<div class="wm-held"><p><strong>It cannot be closed yet.</strong> ${held.because}</p></div>`}
${todo.length > 0 && buttonGroup(...todo)}`,
    'What happens next',
  )
}

/** The steps that others wait for: they stand out. */
const awaited = new Set(['freeze', 'issue', 'close'])

/** 'Issue the pack or cancel the meeting'. */
function labelOf(options: readonly MeetingOption[]): string {
  const [first = '', ...rest] = options.map(({ label }) => label)
  return [first, ...rest.map((label) => label.charAt(0).toLowerCase() + label.slice(1))].join(' or ')
}

/** The ways to the plan as it stood on the day of the cut-off. */
function planThen({ id, planId }: { id: string; planId: string }): Html {
  const pages = [
    ['On a page', paths.plan],
    ['board', paths.planBoard],
    ['timeline', paths.planTimeline],
    ['measures', paths.measures],
    ['changes', paths.planChanges],
  ] as const
  return html`${pages.map(
    ([text, page], at) =>
      html`${at > 0 && ', '}<a class="govuk-link" href="${page.at({ id: planId })}?asAt=${id}">${text}</a>`,
  )}`
}
