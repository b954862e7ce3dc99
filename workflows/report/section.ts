import { setup } from 'xstate'
import type { Day, Instant } from '#workflows/calendar/calendar.ts'
import { type Context, guardsOf } from '#workflows/engine/machine-parts.ts'
import type { Effects, Question, Requirement, Requirements } from '#workflows/engine/requirement.ts'
import { actorIs, dayGiven, textGiven } from '#workflows/engine/requirements-shared.ts'
import { type Accepted, edit, type Refused, type Workflow } from '#workflows/engine/step.ts'
import type { PlanState } from '#workflows/plan/plan-settings.ts'
import {
  isWritten,
  type KeptFinding,
  type ReportState,
  type SectionDescription,
  type SectionFacts,
  type SectionState,
} from './report-facts.ts'

/** What a decision about a section needs to know of things outside it. */
export type SectionSurroundings = {
  plan: { state: PlanState }
  report: { state: ReportState; approverId: string | null }
  /** Whether the actor stands in for its author today. */
  actorIsDeputy: boolean
  /** Whether the author that an event names works on the plan, and what an edit names is of the plan. */
  namedIsOfPlan: boolean
}

export type SectionSubject = { section: SectionFacts; around: SectionSurroundings }

export type SectionEvent =
  | { type: 'saveDraft'; text: string }
  | { type: 'write'; text: string }
  | { type: 'accept' }
  | { type: 'sendBack'; reason: string }
  | { type: 'reassign'; authorId: string; dueOn: Day }
  | { type: 'keep'; key: string; code: string; reason: string }

type Of = Requirement<SectionEvent, SectionSubject>

const actorWrites: Of = {
  code: 'notYourRole',
  met: ({ section, around, standing }) =>
    section.authorId === standing.personId || around.actorIsDeputy || standing.administrator,
  because: 'Only the author of the section, their deputy or the plan administrator can do this.',
  who: 'the author of the section, their deputy or the plan administrator',
}

const actorReads: Of = {
  code: 'notYourRole',
  met: ({ around, standing }) => standing.administrator || around.report.approverId === standing.personId,
  because: 'Only the plan administrator or the approver of the report can do this.',
  who: 'the plan administrator or the approver of the report',
}

const reportIsBeingWritten: Of = {
  code: 'wrongState',
  met: ({ around }) => around.report.state === 'commissioned',
  because: ({ around: { report } }) => whyNotWritten[report.state],
  rule: 'The report is being written.',
}

/** What is found while the report is with its approver can be kept without returning the whole. */
const reportIsChecked: Of = {
  ...reportIsBeingWritten,
  met: ({ around: { report } }) => report.state === 'commissioned' || report.state === 'inReview',
  rule: 'The report is being written, or is with its approver.',
}

const whyNotWritten: Record<ReportState, string> = {
  draft: 'The report is not commissioned yet. Its administrator commissions it first.',
  commissioned: '',
  inReview: 'The report is with its approver, who can return it.',
  approved: 'The report is approved. Its approver can return it.',
  issued: 'The report is issued. Its administrator can begin a correction.',
  withdrawn: 'The report is withdrawn. Its approver can reinstate it.',
}

const isWrittenByPeople: Of = {
  code: 'wrongState',
  met: ({ section }) => isWritten(section.kind),
  because:
    'Waymark makes this section, so that nobody is asked for it. Its introduction is changed with the section.',
}

/** What each event of a section needs, beyond the state it may happen in. */
export const sectionRequirements: Requirements<SectionEvent, SectionSubject> = {
  saveDraft: [actorWrites, reportIsBeingWritten, isWrittenByPeople],
  write: [
    actorWrites,
    reportIsBeingWritten,
    isWrittenByPeople,
    textGiven('text', 'Write the section first.'),
  ],
  accept: [actorReads, reportIsBeingWritten],
  sendBack: [
    actorReads,
    reportIsBeingWritten,
    isWrittenByPeople,
    textGiven('reason', 'Say what the author has to change.'),
  ],
  reassign: [
    actorIs('administrator'),
    isWrittenByPeople,
    {
      code: 'wrongState',
      met: ({ around: { report } }) => report.state === 'draft' || report.state === 'commissioned',
      because: ({ around: { report } }) => whyNotWritten[report.state],
      rule: 'The report is being prepared or written.',
    },
    {
      code: 'personNotFound',
      field: 'authorId',
      met: ({ event, around }) => event.authorId !== '' && around.namedIsOfPlan,
      because: 'Choose a person who works on this plan.',
      missing: () => [{ field: 'authorId', detail: 'Choose a person who works on this plan.' }],
    },
    dayGiven('dueOn', 'Give the day by which the author hands it in.'),
  ],
  keep: [
    actorWrites,
    reportIsChecked,
    textGiven('key', 'Name the finding that is kept.'),
    textGiven('reason', 'Say why the text is right as it stands.'),
  ],
}

/** A section's life: written by its author, and accepted by those who put the report together. */
export const sectionMachine = setup({
  types: {
    context: {} as Context<SectionSubject>,
    events: {} as SectionEvent,
    input: {} as Context<SectionSubject>,
  },
  guards: guardsOf(sectionRequirements),
}).createMachine({
  id: 'section',
  initial: 'waiting',
  context: ({ input }) => input,
  states: {
    waiting: {
      on: {
        saveDraft: { target: 'waiting', guard: 'maySaveDraft' },
        write: { target: 'written', guard: 'mayWrite' },
        reassign: { target: 'waiting', guard: 'mayReassign' },
      },
    },
    written: {
      on: {
        write: { target: 'written', guard: 'mayWrite' },
        accept: { target: 'accepted', guard: 'mayAccept' },
        sendBack: { target: 'waiting', guard: 'maySendBack' },
        reassign: { target: 'waiting', guard: 'mayReassign' },
        keep: { target: 'written', guard: 'mayKeep' },
      },
    },
    accepted: {
      on: {
        sendBack: { target: 'waiting', guard: 'maySendBack' },
        keep: { target: 'accepted', guard: 'mayKeep' },
      },
    },
  },
})

export const sectionWorkflow: Workflow<SectionEvent, SectionSubject> = {
  machine: sectionMachine,
  requirements: sectionRequirements,
  effects: {
    saveDraft: ({ section, event }) => ({ ...section, text: event.text }),
    write: ({ section, event }) => ({ ...section, text: event.text, sentBack: '' }),
    accept: ({ section }) => section,
    sendBack: ({ section, event }) => ({ ...section, sentBack: event.reason.trim() }),
    reassign: ({ section, event }) => ({ ...section, authorId: event.authorId, dueOn: event.dueOn }),
    keep: ({ section, event, standing, now }) => ({
      ...section,
      kept: withKept(section.kept, event, standing.personId, now),
    }),
  },
  notices: {
    sendBack: ({ section: { authorId } }) =>
      authorId === null ? [] : [{ kind: 'sectionAsked', personId: authorId }],
    // Before it is commissioned nobody is asked to write; commissioning tells each author then.
    reassign: ({ event: { authorId }, around: { report } }) =>
      report.state === 'commissioned' ? [{ kind: 'sectionAsked', personId: authorId }] : [],
  },
  stateOf: ({ section }) => section.state,
  withState: (section, state) => ({ ...section, state: state as SectionState }),
}

/** An answer takes the place of an earlier one to the same finding. */
function withKept(
  kept: readonly KeptFinding[],
  { key, code, reason }: { key: string; code: string; reason: string },
  keptBy: string,
  keptAt: Instant,
): KeptFinding[] {
  return [...kept.filter((each) => each.key !== key), { key, code, reason: reason.trim(), keptBy, keptAt }]
}

/** A change of what a section says of itself. */
export type SectionEdit = { type: 'edit'; change: Partial<SectionDescription> & { text?: string } }

const editRequirements: Requirements<SectionEdit, SectionSubject> = {
  edit: [
    actorIs('administrator'),
    {
      code: 'wrongState',
      met: ({ around: { report } }) => report.state === 'draft' || report.state === 'commissioned',
      because: ({ around: { report } }) => whyNotWritten[report.state],
    },
    {
      code: 'wrongState',
      met: ({ section, event }) => event.change.text === undefined || !isWritten(section.kind),
      because: 'Its author writes this section. Send it back to them, or write it in their place.',
    },
    {
      code: 'fieldMissing',
      field: 'exemptReason',
      met: ({ section, event: { change } }) =>
        (change.exemptParagraph ?? section.exemptParagraph) === null ||
        change.exemptParagraph === null ||
        (change.exemptReason ?? section.exemptReason).trim() !== '',
      because: 'Say why the public interest in keeping it outweighs that in telling it.',
      missing: () => [
        {
          field: 'exemptReason',
          detail: 'Say why the public interest in keeping it outweighs that in telling it.',
        },
      ],
    },
    {
      code: 'measureUnknown',
      met: ({ around }) => around.namedIsOfPlan,
      because: 'Choose measures and priorities of the same plan.',
    },
  ],
}

const editEffects: Effects<SectionEdit, SectionSubject> = {
  edit: ({ section, event }) => ({ ...section, ...event.change }),
}

/** Decides a change of a section: who may, in which state, and the section as it stands afterwards. */
export function editSection(
  question: Question<SectionEdit, SectionSubject>,
): Accepted<SectionFacts> | Refused {
  return edit(editRequirements, editEffects, question)
}
