import { paths } from '#server/paths.ts'
import { atDay } from '#server/ui/at-day.ts'
import { onceFields } from '#server/ui/forms/once.ts'
import { count, section, table } from '#server/ui/html/components.ts'
import { button, buttonGroup, summaryList, tag } from '#server/ui/html/govuk.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import type { Day } from '#workflows/calendar/calendar.ts'
import type { AgendaItem } from '#workflows/meeting/agenda.ts'
import { attendances } from '#workflows/meeting/attendance.ts'
import type { MeetingFacts } from '#workflows/meeting/meeting.ts'
import { agendaKindWords } from './agenda-fields-sheet.ts'
import { attendanceWords } from './words.ts'

/** What the page of a meeting says beside its agenda, its attendance and its minutes. */
export type AgendaShown = {
  /** Of the people, actions, reports and decisions that it names. */
  names: Readonly<Record<string, string>>
  /** What the person who looks may change now: nothing on a past day. */
  may: { agenda: boolean; minutes: boolean; attendance: boolean }
  /** Of the session, for the form that is a button alone. */
  token: string
  asAt: Day | null
}

/** What a meeting discusses, in its order. */
export function agendaSection(meeting: MeetingFacts, shown: AgendaShown): Html {
  const { agenda } = meeting
  const minutes = agenda.reduce((sum, { minutesAllotted }) => sum + (minutesAllotted ?? 0), 0)
  return section({
    title: 'Agenda',
    id: 'agenda',
    number: agenda.length,
    body: html`${
      agenda.length === 0
        ? html`<p>Nothing is on the agenda yet.</p>`
        : html`${table({
            caption: 'Agenda',
            captionHidden: true,
            rowHeadings: true,
            columns: [
              { heading: 'Item', plain: true },
              { heading: 'Presented by', plain: true },
              { heading: 'Time', plain: true },
            ],
            rows: agenda.map((item, place) => [
              html`<span class="wm-ref">${place + 1}</span> ${item.title}${about(item, shown)}`,
              presenterOf(item, shown),
              item.minutesAllotted === null ? null : count(item.minutesAllotted, 'minute'),
            ]),
          })}${minutes > 0 && html`<p class="wm-quiet">${count(minutes, 'minute')} are allotted in all.</p>`}`
    }${shown.may.agenda && agendaButtons(meeting, shown)}`,
  })
}

function agendaButtons({ id, agenda }: MeetingFacts, { token }: AgendaShown): Html {
  const isEmpty = agenda.length === 0
  return html`<form method="post" action="${paths.agendaMake.at({ id })}">${onceFields(token)}${buttonGroup(
    button({ text: 'Make the agenda', look: 'secondary' }),
    isEmpty
      ? html`<a class="govuk-link" href="${paths.agendaItemNew.at({ id })}">Add an item</a>`
      : html`<a class="govuk-link" href="${paths.meetingAgenda.at({ id })}">Change the agenda</a>`,
  )}<p class="wm-quiet wm-elsewhere">${
    isEmpty ? 'It puts' : 'Pressed again, it adds'
  } what waits for the board at the end: decisions, overdue actions, reports and what was carried over.</p></form>`
}

function about(item: AgendaItem, { names, asAt }: AgendaShown): Html {
  const link = (href: string, id: string, otherwise: string) =>
    html`<a class="govuk-link" href="${atDay(href, asAt)}">${names[id] ?? otherwise}</a>`
  const { actionId, reportId, decisionId, kind } = item
  const links = [
    ...(actionId === null ? [] : [link(paths.action.at({ id: actionId }), actionId, 'The action')]),
    ...(reportId === null ? [] : [link(paths.report.at({ id: reportId }), reportId, 'The report')]),
    ...(decisionId === null ? [] : [link(paths.decision.at({ id: decisionId }), decisionId, 'The decision')]),
  ]
  return html`${kind !== 'other' && html` ${tag(agendaKindWords[kind])}`}${links.map((each) => html`<br>${each}`)}`
}

function presenterOf({ presenterId, presenter }: AgendaItem, { names }: AgendaShown): string | null {
  const name = presenterId === null ? '' : (names[presenterId] ?? 'Somebody who has left')
  return [name, presenter].filter(Boolean).join(', ') || null
}

/** Who was there, who sent apologies, and who else sat with them. */
export function attendanceSection(meeting: MeetingFacts, { names, may }: AgendaShown): Html {
  const { id, attendance, others } = meeting
  const rows = attendances.flatMap((kind) => {
    const those = attendance.filter(({ attended }) => attended === kind)
    const words = those.map(({ personId }) => names[personId] ?? 'Somebody who has left')
    return those.length === 0 ? [] : [{ key: attendanceWords[kind], value: words.join(', ') }]
  })
  const present = attendance.filter(({ attended }) => attended === 'present').length
  const all = [...rows, ...(others.length === 0 ? [] : [{ key: 'In attendance', value: others.join(', ') }])]
  return section({
    title: 'Attendance',
    id: 'attendance',
    ...(all.length > 0 && { number: present + others.length }),
    body: html`${
      all.length === 0
        ? html`<p>Nobody’s attendance is recorded yet.</p>`
        : html`<div class="wm-panel wm-meeting">${summaryList({ rows: all })}</div>`
    }${may.attendance && buttonGroup(button({ text: 'Record attendance', href: paths.meetingAttendance.at({ id }), look: 'secondary' }))}`,
  })
}

/** What was said on each item, with what was decided on it. Nothing until a meeting is held. */
export function minutesSection(meeting: MeetingFacts, { may }: AgendaShown): Html | false {
  const { id, agenda, decisions, state } = meeting
  const minuted = agenda.filter(({ minutes }) => minutes !== '').length
  if (agenda.length === 0 || (minuted === 0 && state !== 'issued' && state !== 'closed')) return false
  return section({
    title: 'Minutes',
    id: 'minutes',
    ...(minuted < agenda.length && { intro: `Recorded on ${minuted} of ${count(agenda.length, 'item')}.` }),
    body: html`<ol class="wm-resolutions">${agenda.map((item, place) => {
      const made = decisions.filter(({ agendaItemId }) => agendaItemId === item.id)
      const href = paths.agendaItemMinutes.at({ id, partId: item.id })
      const ofItem = html`<span class="govuk-visually-hidden"> of item ${place + 1}</span>`
      const words = item.minutes === '' ? 'Record the minutes' : 'Change the minutes'
      return html`<li><h3 class="wm-board__part"><span class="wm-ref">${place + 1}</span> ${item.title}${
        item.carryOver && html` ${tag('Carried over to the next meeting')}`
      }</h3>
${
  item.minutes === ''
    ? html`<p class="wm-quiet">Nothing is recorded yet.</p>`
    : item.minutes.split(/\n+/).map((line) => html`<p class="wm-resolutions__text">${line}</p>`)
}${made.map(
        ({ number, text }) =>
          html`<p class="wm-resolutions__text"><strong>Decision <span class="wm-ref">${meeting.number}.${number}</span></strong> ${text}</p>`,
      )}${may.minutes && html`<p class="wm-elsewhere"><a class="govuk-link" href="${href}">${words}${ofItem}</a></p>`}</li>`
    })}</ol>`,
  })
}
