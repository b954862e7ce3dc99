import type { HistoryEntry } from '#db/read/history.ts'
import type { SectionRead } from '#db/read/sections.ts'
import { paths } from '#server/paths.ts'
import { day, panel, section } from '#server/ui/html/components.ts'
import { button, buttonGroup, summaryList } from '#server/ui/html/govuk.ts'
import { type Html, html } from '#server/ui/html/html.ts'
import { sectionKindWords } from '#server/ui/words/section-words.ts'
import type { Day } from '#workflows/calendar/calendar.ts'
import type { Possibility } from '#workflows/engine/step.ts'
import { isWritten } from '#workflows/report/report-facts.ts'
import { writingHistory } from './history.ts'
import type { SectionFinding } from './made/checked.ts'
import { foundIn } from './view-findings.ts'
import { sectionStateWords } from './words.ts'

/** What a section's page shows beside the section. */
export type SectionShown = {
  events: readonly Possibility[]
  editable: boolean
  /** The past day that is shown; null for now. */
  asAt: Day | null
  text: Html
  findings: readonly SectionFinding[]
  /** What happened to it, newest first. */
  happened: readonly HistoryEntry[]
}

const ofNow = { next: 'What happens next', text: 'As it stands' }
const ofThen = { next: 'How it stood', text: 'As it stood' }

/** A section: what is asked for, by whom and when, how it stands, and what it says. */
export function sectionView(
  { section: own, author, measures, priorities }: SectionRead,
  { events, editable, asAt, text, findings, happened }: SectionShown,
): Html {
  const { id, kind, guidance, dueOn, state, sentBack, exemptParagraph, exemptReason } = own
  const titles = asAt === null ? ofNow : ofThen
  const may = (event: string) => events.some((each) => each.event === event && each.allowed)
  const decides = events.some(({ event, allowed }) => allowed && decisions.has(event))
  const named = (all: readonly { ref: string; title: string }[]) =>
    all.map(({ ref, title }) => `${ref} ${title}`).join(', ')
  return html`${panel(
    html`<p><strong>${isWritten(kind) ? sectionStateWords[state] : sectionKindWords[kind]}.</strong> ${guidance}</p>
${sentBack !== '' && html`<div class="wm-held"><p><strong>It was sent back.</strong> ${sentBack}</p></div>`}
${buttonGroup(
  ...(may('write') && isWritten(kind)
    ? [
        button({
          text: state === 'waiting' ? 'Write it' : 'Change its text',
          href: paths.sectionWrite.at({ id }),
        }),
      ]
    : []),
  ...(decides
    ? [button({ text: 'Decide on the section', href: paths.sectionDecide.at({ id }), look: 'secondary' })]
    : []),
  ...(editable
    ? [html`<a class="govuk-link" href="${paths.sectionEdit.at({ id })}">Change the section</a>`]
    : []),
)}`,
    titles.next,
  )}
<div class="wm-panel">${summaryList({
    rows: [
      { key: 'Holds', value: sectionKindWords[kind] },
      ...(isWritten(kind)
        ? [
            { key: 'Written by', value: author?.name ?? 'Nobody yet' },
            { key: 'Due', value: dueOn === null ? 'No day yet' : day(dueOn) },
          ]
        : []),
      ...(measures.length > 0 ? [{ key: 'Measures', value: named(measures) }] : []),
      ...(priorities.length > 0 ? [{ key: 'Priorities', value: named(priorities) }] : []),
      ...(exemptParagraph === null
        ? []
        : [
            {
              key: 'Exempt',
              value: `Paragraph ${exemptParagraph} of Schedule 12A: ${exemptReason}`,
            },
          ]),
    ],
  })}</div>
${section({ title: titles.text, id: 'text', body: text })}
${foundIn(id, findings, may('keep'))}
${writingHistory(happened, 'sections')}`
}

/** What is decided about a section, rather than written. */
export const decisions: ReadonlySet<string> = new Set(['accept', 'sendBack', 'reassign'])
