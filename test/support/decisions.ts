import { callInRuleOf, callInUntil, defaultCallIn } from '#workflows/decision/call-in.ts'
import { type DecisionFacts, initialDecision } from '#workflows/decision/decision-facts.ts'
import { NOW, TODAY } from './facts.ts'

/** A decision of an invented cabinet that has been recorded, with what every entry of the register has. */
export function aDecision(change: Partial<DecisionFacts> = {}): DecisionFacts {
  return {
    ...initialDecision,
    id: 'decision',
    planId: 'plan',
    ref: 'D1',
    title: 'Activity and performance of social care',
    resolved: ['That the pressures be noted.', 'That reports come every two months.'],
    decisionMaker: 'Cabinet',
    decidedOn: '2026-11-16',
    meetingId: null,
    state: 'recorded',
    version: 3,
    publishedOn: null,
    callIn: null,
    callInUntil: null,
    effectiveAt: null,
    calledInOn: null,
    calledInBy: '',
    calledInReason: '',
    settledOn: null,
    settledReason: '',
    resolvedBefore: [],
    createdAt: NOW,
    updatedAt: NOW,
    ...change,
  }
}

/** The same after publication, by the usual settings. */
export function aPublished(change: Partial<DecisionFacts> = {}, on = TODAY): DecisionFacts {
  const callIn = callInRuleOf(defaultCallIn)
  const until = callInUntil(on, callIn)
  const published = { publishedOn: on, callIn, callInUntil: until, effectiveAt: until }
  return aDecision({ state: 'published', ...published, ...change })
}
