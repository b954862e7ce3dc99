import { short } from '#emails/digests/words.ts'
import { mailedPages } from '#emails/frame/addresses.ts'
import type { Email } from '#emails/frame/email.ts'
import { ended } from '#emails/frame/words.ts'
import { type Day, dayInWords } from '#workflows/calendar/calendar.ts'
import type { ReportNoticeKind } from '#workflows/engine/requirement.ts'
import { count } from '#workflows/words.ts'
import { aboutOne } from './about-one.ts'
import type { ReportNoticeFacts } from './report-facts.ts'

type Words = { happened: string; said: readonly string[]; path: string; label: string; why: string }

/** The email of a notice about a report: what happened, what is asked of its receiver, and the page to go to. */
export function reportNotice(
  kind: ReportNoticeKind,
  name: string,
  facts: ReportNoticeFacts,
  publicUrl: string,
): Email {
  const { happened, said, path, label, why } = words[kind](facts)
  const title = short(facts.report.title, 120)
  return aboutOne(
    name,
    {
      subject: `${happened}: ${title}`,
      about: title,
      plan: short(facts.plan, 120),
      said,
      href: `${publicUrl}${path}`,
      label,
      why,
    },
    publicUrl,
  )
}

/** Why a notice is not sent any more, or null: what it asks for has been done, or is another person's by now. */
export function whyReportNoticeIsOver(
  kind: ReportNoticeKind,
  { report, sections }: ReportNoticeFacts,
): string | null {
  if (kind === 'sectionAsked' && sections.length === 0) return 'None of it waits for them any more.'
  if (kind === 'reportSubmitted' && (report.state !== 'inReview' || !report.isApprovers))
    return 'It does not wait for them any more.'
  return null
}

const words: Record<ReportNoticeKind, (facts: ReportNoticeFacts) => Words> = {
  sectionAsked: ({ actor, report, sections }) => {
    const [first, ...more] = sections
    const only = first !== undefined && more.length === 0 ? first : null
    return {
      happened: count(sections.length, 'section waits for you', 'sections wait for you'),
      said: [
        `${short(actor, 100)} asks you to write for this report, which ${forWhom(report)}.`,
        ...sections.map(asked),
      ],
      path: only ? mailedPages.sectionWrite.at(only) : mailedPages.myWork.at(),
      label: only ? 'Write the section' : 'Open My work',
      why: 'You are the author of a section of this report. What is due is in your weekly email as well.',
    }
  },
  reportSubmitted: ({ actor, report }) => ({
    happened: 'A report waits for your approval',
    said: [
      `${short(actor, 100)} has submitted this report, which ${forWhom(report)}. Its text stays as it is until you approve or return it.`,
    ],
    path: mailedPages.report.at(report),
    label: 'Read the report',
    why: 'You approve this report.',
  }),
  reportReturned: ({ actor, report, reason }) => ({
    happened: 'A report came back',
    said: [
      `${short(actor, 100)} has returned this report, which ${forWhom(report)}. The reason given: ${ended(short(reason, 400))}`,
      'Send the sections concerned back to their authors, or write them yourself, and submit it again.',
    ],
    path: mailedPages.report.at(report),
    label: 'Open the report',
    why: 'You administer this plan.',
  }),
  reportApproved: ({ actor, report }) => ({
    happened: 'A report is approved',
    said: [
      `${short(actor, 100)} has approved this report, which ${forWhom(report)}. You can issue it now: its readers are told then.`,
    ],
    path: mailedPages.report.at(report),
    label: 'Open the report',
    why: 'You administer this plan.',
  }),
  reportIssued: ({ actor, report, edition }) => ({
    happened: edition > 1 ? `Edition ${edition} of a report is issued` : 'A report is issued',
    said:
      edition > 1
        ? [
            `${short(actor, 100)} has issued a corrected edition of this report, which ${forWhom(report)}.`,
            'The edition before stays to be read, and says that it was corrected.',
          ]
        : [`${short(actor, 100)} has issued this report, which ${forWhom(report)}. It never changes.`],
    path: mailedPages.edition.at({ id: report.id, number: edition }),
    label: 'Read the report',
    why: 'You sit on the board of this plan or serve it, or you wrote for this report or approved it.',
  }),
}

/** 'is for Improvement board on 10 December 2026'. */
const forWhom = ({ body, forOn }: { body: string; forOn: Day }): string =>
  `is for ${short(body, 100)} on ${dayInWords(forOn)}`

function asked({ number, heading, dueOn, sentBack }: ReportNoticeFacts['sections'][number]): string {
  const due = dueOn === null ? '' : ` It is due by ${dayInWords(dueOn)}.`
  const back = sentBack === '' ? '' : ` It was sent back: ${ended(short(sentBack, 400))}`
  return `Section ${number}, ${short(heading, 150)}.${due}${back}`
}
