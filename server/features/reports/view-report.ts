import type { EditionHead } from '#db/read/editions.ts'
import type { HistoryEntry } from '#db/read/history.ts'
import type { ReportRead } from '#db/read/reports.ts'
import type { SectionRead } from '#db/read/sections.ts'
import { paths } from '#server/paths.ts'
import { atDay } from '#server/ui/at-day.ts'
import { onceFields } from '#server/ui/forms/once.ts'
import { count, day, moment, panel, section, table } from '#server/ui/html/components.ts'
import { button, buttonGroup, summaryList, tag } from '#server/ui/html/govuk.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import { sectionKindWords } from '#server/ui/words/section-words.ts'
import type { Day } from '#workflows/calendar/calendar.ts'
import type { Possibility } from '#workflows/engine/step.ts'
import { isWritten } from '#workflows/report/report-facts.ts'
import { cutOffAhead } from '#workflows/report/report.ts'
import type { SectionOpen } from './edition.ts'
import { lastReturn, writingHistory } from './history.ts'
import { foundSinceSubmission, foundSoFar } from './view-findings.ts'
import { reportNextMove, reportStateWords, sectionStateWords } from './words.ts'

/** What a report's page shows beside the report. */
export type ReportShown = {
  sections: readonly SectionRead[]
  editions: readonly EditionHead[]
  events: readonly Possibility[]
  editable: boolean
  today: Day
  /** The past day that is shown; null for now. */
  asAt: Day | null
  /** Of the session, for the form that is a button alone. */
  token: string
  /** What happened to it, newest first. */
  happened: readonly HistoryEntry[]
  /** What nobody answered yet of what the checks find, while it is written and while it is with its approver. */
  open: readonly SectionOpen[]
}

/** A report: whose move it is, its sections with who writes each, and what was issued. */
export function reportView({ report, approver, meeting }: ReportRead, shown: ReportShown): Html {
  const { sections, editions, asAt } = shown
  return html`${whatNext(report, shown)}
<div class="wm-panel">${summaryList({
    rows: [
      { key: 'For', value: report.body },
      { key: 'Day', value: day(report.forOn) },
      { key: 'Figures and changes up to', value: day(report.cutOffOn) },
      {
        key: 'Approved by',
        value: [approver?.name ?? 'Not chosen yet', report.approverPost].filter(Boolean).join(', '),
      },
      ...(meeting === null
        ? []
        : [
            {
              key: 'Meeting',
              value: html`<a class="govuk-link" href="${atDay(paths.meeting.at(meeting), asAt)}">${meeting.title}</a>`,
            },
          ]),
      ...(report.portfolio === '' ? [] : [{ key: 'Portfolio', value: report.portfolio }]),
      ...(report.contact === '' ? [] : [{ key: 'Contact officer', value: report.contact }]),
      { key: 'Open to the public', value: report.isPublic ? 'Yes, without its exempt parts' : 'No' },
      ...(report.correction === null
        ? []
        : [{ key: 'It corrects the edition before', value: report.correction }]),
    ],
  })}</div>
${report.state === 'inReview' ? foundSinceSubmission(shown.open, shown.editable) : foundSoFar(shown.open)}
${section({
  title: 'Sections',
  id: 'sections',
  number: sections.length,
  body: table({
    caption: 'Sections',
    captionHidden: true,
    rowHeadings: true,
    columns: [{ heading: 'Section' }, { heading: 'Written by' }, { heading: 'Due' }, { heading: 'State' }],
    rows: sections.map((each) => row(each, shown)),
  }),
})}
${section({
  title: 'Editions',
  id: 'editions',
  number: editions.length,
  body: editions.length === 0 ? html`<p>None has been issued yet.</p>` : editionList(report.id, shown),
})}
${writingHistory(shown.happened, 'reports')}`
}

function row({ section: each, author }: SectionRead, { today, asAt }: ReportShown) {
  const { heading, number, kind, dueOn, state, exemptParagraph } = each
  const late = state === 'waiting' && isWritten(kind) && dueOn !== null && dueOn < today
  const name = `${heading}${exemptParagraph === null ? '' : ' (exempt)'}`
  return [
    html`<a class="govuk-link wm-measure__link" href="${atDay(paths.section.at(each), asAt)}"><span class="wm-ref">${number}</span> ${name}</a>`,
    author?.name ?? (isWritten(kind) ? 'Nobody yet' : sectionKindWords[kind]),
    dueOn === null || !isWritten(kind) ? null : html`${day(dueOn)}${late && ', late'}`,
    isWritten(kind) ? tag(sectionStateWords[state]) : null,
  ]
}

function editionList(reportId: string, { editions, asAt }: ReportShown): Html {
  const [newest] = editions
  return html`<ul class="govuk-list">${editions.map(
    ({ number, issuedAt, issuedBy, correction }) =>
      html`<li><a class="govuk-link" href="${atDay(
        paths.edition.at({ id: reportId, number: String(number) }),
        asAt,
      )}">Edition ${number}</a>, issued on ${moment(issuedAt)} by ${issuedBy.name}${
        correction !== null && html`. It corrects the one before: ${correction}`
      }${newest && number < newest.number && '. A later edition takes its place'}</li>`,
  )}</ul>`
}

function whatNext(report: ReportRead['report'], shown: ReportShown): Html {
  const { events, editable, sections, happened, asAt, today } = shown
  const { state } = report
  const held = events.filter(
    ({ event, allowed: may, code }) =>
      !may &&
      code === 'incomplete' &&
      ((event === 'commission' && state === 'draft') || (event === 'submit' && state === 'commissioned')),
  )
  const waiting = sections.filter(
    ({ section: { kind, state: own } }) => isWritten(kind) && own !== 'accepted',
  )
  const back = state === 'commissioned' ? lastReturn(happened) : null
  const isWriting = asAt === null && (state === 'commissioned' || state === 'inReview')
  const ahead = isWriting ? cutOffAhead(report, today) : null
  return panel(
    html`<p><strong>${reportStateWords[state]}.</strong> ${reportNextMove[state]}</p>
${back && html`<div class="wm-held"><p><strong>${back.by} returned it.</strong> ${back.reason}</p></div>`}
${
  state === 'commissioned' &&
  waiting.length > 0 &&
  html`<p>${count(waiting.length, 'section')} of ${sections.length} still to be handed in or accepted.</p>`
}
${editable && held.map(({ because }) => html`<div class="wm-held"><p>${because}</p></div>`)}
${ahead !== null && html`<div class="wm-held"><p>${ahead}</p></div>`}
${acceptsAll(report, waiting, shown)}${nextButtons(report, shown)}`,
    asAt === null ? 'What happens next' : 'What came next',
  )
}

function acceptsAll(
  { id, state }: ReportRead['report'],
  waiting: readonly SectionRead[],
  { editable, token }: ReportShown,
): Html | false {
  const handedIn = waiting.some(({ section: own }) => own.state === 'written')
  if (!editable || state !== 'commissioned' || !handedIn) return false
  const press = button({ text: 'Accept all that is handed in', look: 'secondary' })
  return html`<form method="post" action="${paths.reportAccept.at({ id })}">${onceFields(token)}${press}</form>`
}

function nextButtons({ id, state }: ReportRead['report'], { events, editable, asAt }: ReportShown): Html {
  const isOpen = editable && (state === 'draft' || state === 'commissioned')
  const link = (href: string, words: string) => html`<a class="govuk-link" href="${href}">${words}</a>`
  return buttonGroup(
    ...(events.some((each) => each.allowed)
      ? [button({ text: 'Decide what happens next', href: paths.reportDecide.at({ id }) })]
      : []),
    ...(asAt === null
      ? [button({ text: 'Read it as it stands', href: paths.reportDraft.at({ id }), look: 'secondary' })]
      : []),
    ...(isOpen
      ? [
          link(paths.reportAuthors.at({ id }), 'Who writes it, and by when'),
          link(paths.reportEdit.at({ id }), 'Change the report'),
        ]
      : []),
  )
}
