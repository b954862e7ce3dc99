import { setup } from 'xstate'
import { type Day, dayInWords } from '#workflows/calendar/calendar.ts'
import { type Context, guardsOf } from '#workflows/engine/machine-parts.ts'
import type { Notice, ReportNoticeKind, Requirement, Requirements } from '#workflows/engine/requirement.ts'
import { actorIs, textGiven } from '#workflows/engine/requirements-shared.ts'
import type { Workflow } from '#workflows/engine/step.ts'
import type { PlanState } from '#workflows/plan/plan-settings.ts'
import { count } from '#workflows/words.ts'
import { isWritten, type ReportFacts, type ReportState, type SectionFacts } from './report-facts.ts'

/** What a decision about a report needs to know of one of its sections. */
export type SectionStanding = Pick<
  SectionFacts,
  'number' | 'heading' | 'kind' | 'authorId' | 'dueOn' | 'state'
> & {
  /** Findings of its checks that nobody has answered. */
  open: number
}

export type ReportSurroundings = {
  plan: { state: PlanState }
  sections: SectionStanding[]
  /** Whether the approver whom a change names works on the plan, and the meeting is of it. */
  approverIsOfPlan: boolean
  meetingIsOfPlan: boolean
  administratorIds: string[]
  /** The board of its plan and those who serve it. */
  boardIds: string[]
}

export type ReportSubject = { report: ReportFacts; around: ReportSurroundings }

export type ReportEvent =
  | { type: 'commission' }
  | { type: 'submit' }
  | { type: 'return'; reason: string }
  | { type: 'approve' }
  | { type: 'issue' }
  | { type: 'correct'; reason: string }
  | { type: 'withdraw'; reason: string }
  | { type: 'reinstate'; reason: string }

type Of<E extends { type: string } = ReportEvent> = Requirement<E, ReportSubject>

const actorApproves: Of = {
  code: 'notYourRole',
  met: ({ report, standing }) => report.approverId === standing.personId,
  because: ({ report }) =>
    `Only the approver, the ${report.approverPost || 'chair of the board'}, can do this.`,
  rule: 'Only the approver of the report can do this.',
  who: 'the approver of the report',
}

const notAllOwnWork: Of = {
  code: 'ownWork',
  met: ({ around, standing }) => {
    const written = around.sections.filter(({ kind }) => isWritten(kind))
    return written.length === 0 || written.some(({ authorId }) => authorId !== standing.personId)
  },
  because: 'You wrote all of it, so somebody else has to approve it.',
}

/** Why a report whose cut-off lies ahead is neither approved nor issued, with the day; null from that day on. */
export function cutOffAhead({ cutOffOn }: Pick<ReportFacts, 'cutOffOn'>, today: Day): string | null {
  if (cutOffOn <= today) return null
  return `Its cut-off, ${dayInWords(cutOffOn)}, lies ahead: it would tell figures and changes that nobody knows yet. ${untilThen}`
}

const untilThen =
  'It is approved and issued from that day on, or with an earlier cut-off, which the administrator sets while the report is commissioned.'

const cutOffReached: Of = {
  code: 'dateNotAllowed',
  met: ({ report, today }) => cutOffAhead(report, today) === null,
  because: ({ report, today }) => cutOffAhead(report, today) ?? '',
  rule: 'Its cut-off lies ahead: it would tell figures and changes that nobody knows yet.',
}

/** A requirement of every section, which names those that do not meet it. */
function everySection(
  holds: (section: SectionStanding) => boolean,
  detail: (section: SectionStanding) => string,
): Of {
  const lacking = ({ around }: { around: ReportSurroundings }) =>
    around.sections.filter((section) => !holds(section))
  return {
    code: 'incomplete',
    met: (question) => lacking(question).length === 0,
    because: (question) => {
      const [first, ...rest] = lacking(question)
      const more =
        rest.length === 0
          ? ''
          : ` ${count(rest.length, 'other section')} ${rest.length === 1 ? 'is' : 'are'} not ready either.`
      return first ? `${detail(first)}${more}` : ''
    },
    rule: 'What is missing of a section is told by section.',
    missing: (question) =>
      lacking(question).map((section) => ({
        field: `sections/${section.number}`,
        detail: detail(section),
      })),
  }
}

const named = ({ number, heading }: SectionStanding) => `Section ${number}, ${heading},`

/** What each event of a report needs, beyond the state it may happen in. */
export const reportRequirements: Requirements<ReportEvent, ReportSubject> = {
  commission: [
    actorIs('administrator'),
    everySection(
      ({ kind, authorId, dueOn }) => !isWritten(kind) || (authorId !== null && dueOn !== null),
      (section) => `${named(section)} needs an author and a day by which it is due.`,
    ),
  ],
  submit: [
    actorIs('administrator'),
    {
      code: 'personNotFound',
      met: ({ report }) => report.approverId !== null,
      because: 'Nobody is named who approves it. Choose the approver first.',
    },
    everySection(
      ({ state }) => state === 'accepted',
      (section) =>
        `${named(section)} ${section.state === 'waiting' ? 'is not written yet' : 'has to be accepted first'}.`,
    ),
    everySection(
      ({ open }) => open === 0,
      (section) =>
        `${named(section)} has ${count(section.open, 'finding')} that nobody answered: correct the text, or keep it with a reason.`,
    ),
  ],
  return: [actorApproves, textGiven('reason', 'Say what has to be put right.')],
  approve: [
    actorApproves,
    notAllOwnWork,
    // Nobody can answer for figures and changes that are not known yet.
    cutOffReached,
    // What was right on submission may be found later: a figure was corrected, a due date moved.
    everySection(
      ({ open }) => open === 0,
      (section) =>
        `${named(section)} has ${count(section.open, 'finding')} that nobody answered since it was submitted: ask its author or the administrator to keep the text with a reason, or return the report.`,
    ),
  ],
  issue: [actorIs('administrator'), cutOffReached],
  correct: [actorIs('administrator'), textGiven('reason', 'Say what of the edition is wrong.')],
  withdraw: [actorApproves, textGiven('reason', 'Say why the report is withdrawn.')],
  reinstate: [actorApproves, textGiven('reason', 'Say why the report goes on after all.')],
}

/** A report's life: commissioned of its authors, checked, approved by one who did not write all of it, and issued. */
export const reportMachine = setup({
  types: {
    context: {} as Context<ReportSubject>,
    events: {} as ReportEvent,
    input: {} as Context<ReportSubject>,
  },
  guards: guardsOf(reportRequirements),
}).createMachine({
  id: 'report',
  initial: 'draft',
  context: ({ input }) => input,
  states: {
    draft: {
      on: {
        commission: { target: 'commissioned', guard: 'mayCommission' },
        withdraw: { target: 'withdrawn', guard: 'mayWithdraw' },
      },
    },
    commissioned: {
      on: {
        submit: { target: 'inReview', guard: 'maySubmit' },
        withdraw: { target: 'withdrawn', guard: 'mayWithdraw' },
      },
    },
    inReview: {
      on: {
        return: { target: 'commissioned', guard: 'mayReturn' },
        approve: { target: 'approved', guard: 'mayApprove' },
        withdraw: { target: 'withdrawn', guard: 'mayWithdraw' },
      },
    },
    approved: {
      on: {
        return: { target: 'commissioned', guard: 'mayReturn' },
        issue: { target: 'issued', guard: 'mayIssue' },
        withdraw: { target: 'withdrawn', guard: 'mayWithdraw' },
      },
    },
    issued: {
      on: {
        correct: { target: 'commissioned', guard: 'mayCorrect' },
        withdraw: { target: 'withdrawn', guard: 'mayWithdraw' },
      },
    },
    withdrawn: { on: { reinstate: { target: 'draft', guard: 'mayReinstate' } } },
  },
})

export const reportWorkflow: Workflow<ReportEvent, ReportSubject> = {
  machine: reportMachine,
  requirements: reportRequirements,
  effects: {
    commission: ({ report }) => report,
    submit: ({ report }) => report,
    return: ({ report }) => report,
    approve: ({ report }) => report,
    issue: ({ report }) => ({ ...report, edition: report.edition + 1, correction: null }),
    correct: ({ report, event }) => ({ ...report, correction: event.reason.trim() }),
    withdraw: ({ report }) => report,
    reinstate: ({ report }) => report,
  },
  notices: {
    commission: ({ around }) => told('sectionAsked', authorsOf(around)),
    submit: ({ report }) => told('reportSubmitted', [report.approverId]),
    return: ({ around }) => told('reportReturned', around.administratorIds),
    approve: ({ around }) => told('reportApproved', around.administratorIds),
    issue: ({ report, around }) =>
      told('reportIssued', [
        ...around.boardIds,
        report.approverId,
        ...around.sections.map(({ authorId }) => authorId),
      ]),
  },
  stateOf: ({ report }) => report.state,
  withState: (report, state) => ({ ...report, state: state as ReportState }),
}

/** Each of them is told once, however often they are named. */
function told(kind: ReportNoticeKind, personIds: readonly (string | null)[]): Notice[] {
  return [...new Set(personIds)].flatMap((personId) => (personId === null ? [] : [{ kind, personId }]))
}

/** Those who have to write something for it, by the order of its sections. */
function authorsOf({ sections }: ReportSurroundings): (string | null)[] {
  return sections.flatMap(({ kind, state, authorId }) =>
    isWritten(kind) && state === 'waiting' ? [authorId] : [],
  )
}
