import type { ActionFacts, ActionSurroundings } from '#workflows/action/action-facts.ts'
import type { Day, Instant } from '#workflows/calendar/calendar.ts'
import { type PlanState, whyPlanIsOutOfUse } from '#workflows/plan/plan-settings.ts'
import type { Standing } from './policy.ts'

/** Why an event is refused. The list is closed and documented; callers may rely on the codes. */
export const refusalCodes = [
  'notYourRole',
  'ownWork',
  'wrongState',
  'planNotActive',
  'planClosed',
  'priorityClosed',
  'incomplete',
  'fieldMissing',
  'evidenceMissing',
  'extensionOpen',
  'dateNotAllowed',
  'ownRatingBetter',
  'recommendationUncovered',
  'successorNotSuitable',
  'personNotFound',
  'criterionUnknown',
  'actionUnknown',
  'criterionHasEvidence',
  'priorityUnknown',
  'recommendationUnknown',
  'measureUnknown',
  'regulatorAgreementMissing',
  'actionsLive',
  'notEmbedded',
  'prioritiesOpen',
  'decisionsMissing',
  'decisionNotEffective',
  'exemptFromCallIn',
  'reportUnknown',
  'reportTemplateUnknown',
  'decisionUnknown',
  'agendaItemUnknown',
  'agendaItemInUse',
  'agendaFull',
  'templatesFull',
  'lastOfRole',
  'workLeft',
  'wordsNotFound',
  'reasonRepeatsWords',
] as const
export type RefusalCode = (typeof refusalCodes)[number]

/** One thing that is lacking: a field of the event, or a part of the action with a sentence about it. */
export type Missing = { field: string; detail: string }

/** What a question about an action, or about a part of one, is asked with. */
export type ActionSubject = { action: ActionFacts; around: ActionSurroundings }

/** What every aggregate has: the row whose version counts its changes. */
type Aggregate = { state: string; version: number; updatedAt: Instant }

/** The aggregate of a subject: what it holds beside its surroundings, under the name of its noun. */
export type AggregateOf<S> = S[Exclude<keyof S, 'around'>] & Aggregate

/** What a workflow is asked: may this person do this, on this day, to this subject as it stands? */
export type Question<E extends { type: string } = { type: string }, S = ActionSubject> = S & {
  standing: Standing
  today: Day
  now: Instant
  event: E
}

/** One condition of an event, with the sentence said when it does not hold. */
export type Requirement<E extends { type: string }, S = ActionSubject> = {
  code: RefusalCode
  /** The field this is about: it is then asked of the caller, and says nothing of whether the event is allowed. */
  field?: string
  met: (question: Question<E, S>) => boolean
  because: string | ((question: Question<E, S>) => string)
  /** The condition as a rule, for the documentation, where the sentence depends on the question. */
  rule?: string
  missing?: (question: Question<E, S>) => Missing[]
  /** Who may do it, in words; on the condition that says so. */
  who?: string
}

/** Conditions of every event of a workflow, by the event's name, in the order in which they are explained. */
export type Requirements<E extends { type: string }, S = ActionSubject> = {
  [K in E['type']]: readonly Requirement<Extract<E, { type: K }>, S>[]
}

/** An email that a change owes to a person, sent later and outside the change. */
export type Notice = { kind: NoticeKind; personId: string }
export const actionNoticeKinds = [
  'assigned',
  'submitted',
  'returned',
  'endorsed',
  'signedOff',
  'extensionRequested',
  'extensionGranted',
  'extensionRefused',
] as const
export type ActionNoticeKind = (typeof actionNoticeKinds)[number]
/** Of a report: to its authors, its approver, the administrators of its plan and its readers. */
export const reportNoticeKinds = [
  'sectionAsked',
  'reportSubmitted',
  'reportReturned',
  'reportApproved',
  'reportIssued',
] as const
export type ReportNoticeKind = (typeof reportNoticeKinds)[number]
export const noticeKinds = [...actionNoticeKinds, 'packIssued', ...reportNoticeKinds] as const
export type NoticeKind = (typeof noticeKinds)[number]

/** What an accepted event makes of the subject: pure, from the question to the aggregate as it stands afterwards. */
export type Effects<E extends { type: string }, S = ActionSubject> = {
  [K in E['type']]: (question: Question<Extract<E, { type: K }>, S>) => S[Exclude<keyof S, 'around'>]
}

/** Whom an accepted event concerns; the actor is left out later. */
export type Notices<E extends { type: string }, S = ActionSubject> = Partial<{
  [K in E['type']]: (question: Question<Extract<E, { type: K }>, S>) => Notice[]
}>

/**
 * A plan that was withdrawn takes nothing, whatever in it is asked about, until it is reinstated. Work changes hands
 * even there, because people leave, and a spreadsheet that waits for it can be discarded.
 */
const planIsInUse: Requirement<{ type: string; change?: object }, object> = {
  code: 'planClosed',
  met: ({ event, ...question }) => {
    const { plan } = (question as { around?: { plan?: { state: PlanState } } }).around ?? {}
    const { type, change } = event
    const isHandover =
      type === 'transfer' ||
      (change !== undefined && Object.keys(change).every((field) => field === 'contributorIds'))
    // What waits beside the plan can be thrown away: nothing of it is in the plan.
    const isThrownAway = type === 'discard' && 'sheetImport' in question
    return plan === undefined || whyPlanIsOutOfUse(plan.state) === null || isHandover || isThrownAway
  },
  because: whyPlanIsOutOfUse('withdrawn') ?? '',
}

/** The conditions that do not hold, in order. */
export function unmet<E extends { type: string }, S = ActionSubject>(
  requirements: Requirements<E, S>,
  question: Question<E, S>,
): Requirement<E, S>[] {
  const list = requirements[question.event.type as E['type']] as unknown as readonly Requirement<E, S>[]
  const all = [planIsInUse as unknown as Requirement<E, S>, ...list]
  return all.filter((requirement) => !requirement.met(question))
}

/** The sentence of a condition for this question. */
export function sentence<E extends { type: string }, S = ActionSubject>(
  requirement: Requirement<E, S>,
  question: Question<E, S>,
): string {
  return typeof requirement.because === 'function' ? requirement.because(question) : requirement.because
}
