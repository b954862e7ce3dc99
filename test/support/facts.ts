import {
  type ActionFacts,
  type ActionState,
  type ActionSurroundings,
  type Evidence,
  initialDescription,
} from '#workflows/action/action-facts.ts'
import type { Day, Instant } from '#workflows/calendar/calendar.ts'
import type { Standing } from '#workflows/engine/policy.ts'
import { defaultSettings } from '#workflows/plan/plan-settings.ts'

/** A Monday outside summer time, far from holidays. */
export const TODAY: Day = '2026-11-23'
export const NOW: Instant = '2026-11-23T10:00:00.000Z'

export const standingNames = [
  'owner',
  'contributor',
  'lead',
  'chair',
  'viceChair',
  'administrator',
  'nobody',
] as const
export type StandingName = (typeof standingNames)[number]

/** Somebody who stands towards the action in the named ways and in no other; their id is the first name. */
export function standing(...names: [StandingName, ...StandingName[]]): Standing {
  return {
    personId: names[0],
    owner: names.includes('owner'),
    contributor: names.includes('contributor'),
    lead: names.includes('lead'),
    chair: names.includes('chair'),
    viceChair: names.includes('viceChair'),
    administrator: names.includes('administrator'),
  }
}

/** An action in progress with all that it needs for its next step, and nothing that would colour it. */
export function anAction(change: Partial<ActionFacts> = {}): ActionFacts {
  return {
    ...initialDescription,
    id: 'action',
    planId: 'plan',
    priorityId: 'priority',
    horizonId: 'short',
    ref: 'P1.S1',
    title: 'Families are seen sooner',
    state: 'inProgress',
    version: 7,
    ownerId: 'owner',
    ownerPost: null,
    agencyId: 'agency',
    startOn: '2026-09-01',
    baselineDueOn: '2027-02-26',
    dueOn: '2027-02-26',
    forecastOn: null,
    ownRating: null,
    timesExtended: 0,
    regulatorDate: false,
    critical: false,
    agreedOn: '2026-09-01',
    lastUpdateOn: '2026-11-20',
    submittedOn: null,
    submittedBy: null,
    endorsedOn: null,
    endorsedBy: null,
    signedOffOn: null,
    signedOffBy: null,
    embedCheckOn: null,
    successorId: null,
    decisionId: null,
    createdAt: '2026-06-01T09:00:00.000Z',
    updatedAt: '2026-11-20T09:00:00.000Z',
    contributorIds: ['contributor'],
    recommendationIds: ['recommendation'],
    measureIds: ['measure'],
    criteria: [
      { id: 'first', position: 0, text: 'The wait is under ten days' },
      { id: 'second', position: 1, text: 'An audit confirms it' },
    ],
    evidence: [
      someEvidence({ id: 'e1', criterionId: 'first' }),
      someEvidence({ id: 'e2', criterionId: 'second' }),
    ],
    milestones: [],
    blockers: [],
    extensions: [],
    lastUpdate: null,
    ...change,
  }
}

/** The action as it stands in a state it has come to by the usual way. */
export function anActionIn(state: ActionState, change: Partial<ActionFacts> = {}): ActionFacts {
  const submitted = { submittedOn: '2026-11-16', submittedBy: 'owner' }
  const endorsed = { ...submitted, endorsedOn: '2026-11-18', endorsedBy: 'lead' }
  const signedOff = {
    ...endorsed,
    signedOffOn: '2026-11-19',
    signedOffBy: 'chair',
    embedCheckOn: '2027-02-17',
    evidence: [
      ...anAction().evidence,
      someEvidence({ id: 'e3', kind: 'audit', datedOn: '2026-11-20', independent: true }),
      someEvidence({ id: 'e4', kind: 'feedback', datedOn: '2026-11-21' }),
    ],
  }
  const ways: Partial<Record<ActionState, Partial<ActionFacts>>> = {
    draft: { baselineDueOn: null, agreedOn: null, lastUpdateOn: null, startOn: '2027-01-04' },
    submitted,
    endorsed,
    signedOff,
    embedded: signedOff,
    superseded: { successorId: 'successor' },
  }
  return anAction({ state, ...ways[state], ...change })
}

export function someEvidence(change: Partial<Evidence> = {}): Evidence {
  return {
    id: 'evidence',
    criterionId: 'first',
    kind: 'document',
    title: 'Minutes',
    url: 'https://documents.example/minutes',
    datedOn: '2026-10-01',
    independent: false,
    addedBy: 'owner',
    addedAt: '2026-10-02T09:00:00.000Z',
    ...change,
  }
}

/** An active plan with one chair, in which nothing around the action stands in the way of an event. */
export function surroundings(change: Partial<ActionSurroundings> = {}): ActionSurroundings {
  return {
    plan: { id: 'plan', state: 'active', settings: defaultSettings },
    priorityState: 'active',
    leadId: 'lead',
    ownerHasLeft: false,
    chairIds: ['chair'],
    viceChairIds: ['viceChair'],
    soleCoverOf: [],
    successor: { id: 'successor', planId: 'plan', state: 'agreed', recommendationIds: [] },
    newOwner: { id: 'heir', name: 'The heir', post: 'Head of service', agencyId: null },
    namedPriority: null,
    namedRecommendationIds: [],
    decisionIsOfPlan: true,
    namedMeasureIds: [],
    decision: null,
    ...change,
  }
}
