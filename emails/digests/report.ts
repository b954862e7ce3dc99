import type { Db } from '#db/connection/connect.ts'
import {
  type ReportLacking,
  type ReportWaiting,
  reportsWaiting,
  type SectionToWrite,
  sectionsToWrite,
} from '#db/read/reports-waiting.ts'
import { mailedPages } from '#emails/frame/addresses.ts'
import { ended } from '#emails/frame/words.ts'
import { inScope } from '#emails/ledger/mailed-plans.ts'
import { type Day, dayInWords, daysBetween } from '#workflows/calendar/calendar.ts'
import type { ReportAsk, SectionCounts } from '#workflows/report/report-turn.ts'
import { count } from '#workflows/words.ts'
import type { Ask } from './ask.ts'
import type { DigestLineText } from './line.ts'
import { type PartWords, plansOf } from './part.ts'
import { short, subjectOf } from './words.ts'

/** What a person is told of the reports that they write for, approve or put together. Null where none waits for them. */
export async function reportDigest(
  db: Db,
  { personId, scope, day, publicUrl }: Ask,
): Promise<PartWords | null> {
  const [toWrite, reports] = await Promise.all([
    sectionsToWrite(db, personId, day, inScope(scope)),
    reportsWaiting(db, personId, inScope(scope)),
  ])
  return toWrite.length + reports.length === 0
    ? null
    : reportWords(toWrite, reports, { personId, day, publicUrl })
}

/** The sections and reports that wait, in words. */
export function reportWords(
  toWrite: readonly SectionToWrite[],
  reports: readonly ReportWaiting[],
  { personId, day, publicUrl }: { personId: string; day: Day; publicUrl: string },
): PartWords {
  const isLate = ({ dueOn }: SectionToWrite) => dueOn !== null && dueOn < day
  const late = toWrite.filter(isLate)
  const inTime = toWrite.filter((each) => !isLate(each))
  const line = (each: SectionToWrite) => sectionLine(each, { personId, day, publicUrl })
  return {
    part: 'reportDigest',
    subject: subjectOf(
      [
        [late.length, 'section late', 'sections late'],
        [inTime.length, 'section to write', 'sections to write'],
        [reports.length, 'report waits for you', 'reports wait for you'],
      ],
      'Reports',
    ),
    waiting: toWrite.length + reports.length,
    overdue: late.length,
    plans: plansOf([...toWrite, ...reports].map(({ plan }) => plan)),
    intro: ['What is written here is checked against the plan before anybody signs it.'],
    sections: [
      { title: 'Sections that are late', lines: late.map(line) },
      { title: 'Sections to write', lines: inTime.map(line) },
      { title: 'Reports that wait for you', lines: reports.map((each) => reportLine(each, publicUrl)) },
    ],
    all: { words: 'All your work', path: mailedPages.myWork.at(), button: 'Open My work' },
    why: [
      'You write a section of a report, stand in for its author, approve a report, or administer its plan. Waymark writes only when something waits for you.',
    ],
  }
}

function sectionLine(
  { id, number, heading, dueOn, sentBack, author, report, plan }: SectionToWrite,
  { personId, day, publicUrl }: { personId: string; day: Day; publicUrl: string },
): DigestLineText {
  const late = dueOn !== null && dueOn < day
  const due = dueOn === null ? [] : [`It ${late ? 'was' : 'is'} due by ${dayInWords(dueOn)}.`]
  return {
    heading: `Section ${number} ${short(heading, 200)}`,
    facts: [
      `For ‘${short(report.title, 120)}’, which is for ${short(report.body, 100)} on ${dayInWords(report.forOn)}.`,
      ...due,
      ...(sentBack === '' ? [] : [`Sent back: ${ended(short(sentBack, 400))}`]),
      ...(author.id === personId ? [] : [`You stand in for ${short(author.name, 80)}.`]),
    ].join(' '),
    late: late ? `${count(daysBetween(dueOn, day), 'day')} late.` : null,
    place: short(plan.title, 120),
    href: `${publicUrl}${mailedPages.sectionWrite.at({ id })}`,
    about: id,
  }
}

const reportLine = (report: ReportWaiting, publicUrl: string): DigestLineText =>
  aboutReport(report, [askWords[report.ask](report.sections)], publicUrl)

/** What a report waits for, as a sentence to the person who can do it. */
export const askWords: Record<ReportAsk, (sections: SectionCounts) => string> = {
  commission: () => 'Give each section an author and a day, and commission it.',
  accept: ({ written, waiting }) => {
    const others = waiting > 0 ? `; ${count(waiting, 'section is', 'sections are')} still being written` : ''
    return `${count(written, 'section is', 'sections are')} handed in, to accept or send back${others}.`
  },
  submit: () => 'Every section is accepted: submit it for approval.',
  approve: () => 'Read it, and approve or return it.',
  issue: () => 'It is approved: issue it.',
}

/** A report that a board will read and of which something is not handed in, for its chair. */
export function lackingLine(report: ReportLacking, publicUrl: string): DigestLineText {
  const { asked, waiting, late, lateAuthors } = report
  const authors = new Intl.ListFormat('en-GB').format(lateAuthors.map((name) => short(name, 80)))
  return aboutReport(
    report,
    [
      `${waiting} of ${count(asked, 'section')} ${waiting === 1 ? 'is' : 'are'} not handed in.`,
      ...(late === 0 ? [] : [`${count(late, 'section is', 'sections are')} late, from ${authors}.`]),
    ],
    publicUrl,
  )
}

/** A line about a report: for whom it is, and what there is to say of it. */
function aboutReport(
  { id, title, body, forOn, plan }: Pick<ReportWaiting, 'id' | 'title' | 'body' | 'forOn' | 'plan'>,
  said: readonly string[],
  publicUrl: string,
): DigestLineText {
  return {
    heading: short(title, 200),
    facts: [`It is for ${short(body, 100)} on ${dayInWords(forOn)}.`, ...said].join(' '),
    late: null,
    place: short(plan.title, 120),
    href: `${publicUrl}${mailedPages.report.at({ id })}`,
    about: id,
  }
}
