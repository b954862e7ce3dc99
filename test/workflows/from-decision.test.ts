import { describe, expect, test } from 'vitest'
import type { ActionEvent } from '#workflows/action/action-events.ts'
import { actionWorkflow } from '#workflows/action/action.ts'
import type { DecisionFacts } from '#workflows/decision/decision-facts.ts'
import { step } from '#workflows/engine/step.ts'
import { aDecision, aPublished } from '../support/decisions.ts'
import { anAction, NOW, standing, surroundings, TODAY } from '../support/facts.ts'

const before = '2026-11-20T00:00:00.000Z'
const decisions: [string, DecisionFacts | null, boolean][] = [
  ['no decision', null, true],
  ['one that is recorded', aDecision(), false],
  ['one that is published and can be called in', aPublished(), false],
  ['one whose time for a call-in is over', aPublished({}, '2026-11-09'), true],
  ['one that is called in', aPublished({ state: 'calledIn', effectiveAt: null }), false],
  ['one that was confirmed', aPublished({ state: 'confirmed', effectiveAt: before }), true],
  ['one that was changed', aPublished({ state: 'changed', effectiveAt: before }), true],
]

/** What an action in a state is asked, by whom; `waits` where it may not be done before the decision can be carried out. */
const asked: [ActionEvent, Parameters<typeof anAction>[0], Parameters<typeof standing>[0], boolean][] = [
  [{ type: 'start' }, { state: 'agreed' }, 'owner', true],
  [{ type: 'report', updateId: 'update', note: 'Begun' }, { state: 'agreed' }, 'owner', true],
  [{ type: 'report', updateId: 'update', note: 'It waits' }, { state: 'inProgress' }, 'owner', false],
  [{ type: 'submit', whatChanged: 'Reports come' }, { state: 'inProgress' }, 'owner', true],
  [{ type: 'signOff' }, { state: 'endorsed', submittedBy: 'owner', endorsedBy: 'lead' }, 'chair', true],
  [{ type: 'cancel', reason: 'It was changed' }, { state: 'agreed' }, 'chair', false],
]

describe.each(decisions)('an action that came from %s', (_, decision, free) => {
  test.each(asked)('is asked %o in %o by the %s', (event, change, who, waits) => {
    const answer = step(actionWorkflow, {
      action: anAction({ ...change, decisionId: decision && decision.id }),
      around: surroundings({ decision }),
      standing: standing(who),
      today: TODAY,
      now: NOW,
      event,
    })
    const code = answer.ok ? null : answer.code
    if (waits && !free) expect(code).toBe('decisionNotEffective')
    else expect(code).not.toBe('decisionNotEffective')
  })
})
