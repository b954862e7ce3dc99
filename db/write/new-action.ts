import { newId } from '#db/connection/ids.ts'
import { type ActionFacts, initialDescription } from '#workflows/action/action-facts.ts'
import type { Instant } from '#workflows/calendar/calendar.ts'
import { mailboxKey } from '#workflows/people/mailbox.ts'
import { sameName } from '#workflows/sameness.ts'
import type { ActionDraft } from './plan-draft.ts'
import type { PlanIds } from './plan-ids.ts'

type InitialValues = Omit<ActionFacts, 'id' | 'planId' | 'priorityId' | 'horizonId' | 'ref' | 'title'>

/** A draft action before anything is known of it but the moment it was made. */
export function newActionFacts(now: Instant): InitialValues {
  return {
    ...initialDescription,
    state: 'draft',
    version: 1,
    ownerId: null,
    ownerPost: null,
    agencyId: null,
    baselineDueOn: null,
    forecastOn: null,
    ownRating: null,
    timesExtended: 0,
    agreedOn: null,
    lastUpdateOn: null,
    submittedOn: null,
    submittedBy: null,
    endorsedOn: null,
    endorsedBy: null,
    signedOffOn: null,
    signedOffBy: null,
    embedCheckOn: null,
    successorId: null,
    decisionId: null,
    createdAt: now,
    updatedAt: now,
    contributorIds: [],
    recommendationIds: [],
    measureIds: [],
    criteria: [],
    evidence: [],
    milestones: [],
    blockers: [],
    extensions: [],
    lastUpdate: null,
  }
}

/** A drafted action with the ids of what it names. Names are known to resolve: the draft was checked. */
export function factsOfDraft(
  draft: ActionDraft,
  priorityRef: string,
  ids: PlanIds,
  now: Instant,
): ActionFacts {
  const {
    horizon,
    ownerEmail,
    contributorEmails,
    agency,
    recommendations,
    measures,
    refIsMade: _,
    ...described
  } = draft
  const person = (email: string) => ids.person.get(mailboxKey(email)) ?? ''
  return {
    ...newActionFacts(now),
    ...described,
    id: ids.action.get(draft.ref) ?? '',
    planId: ids.plan,
    priorityId: ids.priority.get(priorityRef) ?? '',
    horizonId: ids.horizon.get(horizon) ?? '',
    ownerId: ownerEmail === null ? null : person(ownerEmail),
    agencyId: ids.agency.get(sameName(agency ?? '')) ?? null,
    contributorIds: contributorEmails.map(person).toSorted(),
    recommendationIds: recommendations.map((ref) => ids.recommendation.get(ref) ?? '').toSorted(),
    measureIds: measures.map((ref) => ids.measure.get(ref) ?? '').toSorted(),
    criteria: draft.criteria.map((text, position) => ({ id: newId(), position, text })),
    milestones: draft.milestones.map(({ title, dueOn }) => ({
      id: newId(),
      title,
      dueOn,
      state: 'planned',
      metOn: null,
      timesReplanned: 0,
    })),
  }
}
