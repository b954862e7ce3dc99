import { describe, expect, test } from 'vitest'
import type { ActionEdit } from '#workflows/action/action-edits.ts'
import { editAction } from '#workflows/action/action-edits.ts'
import { actorIs } from '#workflows/engine/requirements-shared.ts'
import { step } from '#workflows/engine/step.ts'
import { extensionWorkflow } from '#workflows/parts/extension.ts'
import { type MilestoneEvent, milestoneWorkflow } from '#workflows/parts/milestone.ts'
import { openRequest } from '../support/action-answers.ts'
import { anAction, NOW, standing, surroundings, TODAY } from '../support/facts.ts'

const milestone = {
  id: 'm',
  title: 'Half',
  state: 'planned',
  dueOn: '2026-12-18',
  metOn: null,
  timesReplanned: 0,
} as const
const blocker = {
  id: 'b',
  state: 'open',
  what: 'Data',
  waitingOn: 'The police',
  sinceOn: '2026-11-02',
  critical: false,
  raisedBy: 'owner',
  how: null,
  resolvedOn: null,
} as const
const asked = {
  action: anAction({ milestones: [milestone], blockers: [blocker], extensions: [openRequest] }),
  around: surroundings(),
  today: TODAY,
  now: NOW,
}

describe('who may do it', () => {
  test.each([
    ['the owner', ['owner']],
    ['the owner or the lead of the priority', ['owner', 'lead']],
    ['the owner, a contributor or the chair of the board', ['owner', 'contributor', 'chair']],
    [
      'the owner, a contributor, the lead of the priority or the plan administrator',
      ['owner', 'contributor', 'lead', 'administrator'],
    ],
  ] as const)('is told in words: %s', (who, names) => {
    expect(actorIs(...names)).toMatchObject({ who, because: `Only ${who} can do this.` })
  })
})

describe('what is not possible', () => {
  const met = { type: 'meet', metOn: TODAY } as const
  const because = (milestoneId: string, state: 'planned' | 'met') => {
    const action = { ...asked.action, milestones: [{ ...milestone, state }] }
    const event = { ...met, milestoneId }
    const answer = step(milestoneWorkflow, { ...asked, action, standing: standing('owner'), event })
    return answer.ok ? null : [answer.code, answer.state, answer.because]
  }

  test('is said of a part that is not there, and of one that is in another state', () => {
    expect(because('m', 'planned')).toBeNull()
    expect(because('m', 'met')).toEqual(['wrongState', 'met', "'meet' is not possible in the state 'met'."])
    expect(because('other', 'planned')).toEqual([
      'wrongState',
      null,
      expect.stringContaining('not part of this action'),
    ])
  })
})

test.each<[field: string, ActionEdit]>([
  ['title', { type: 'editMilestone', milestoneId: 'm', title: ' ' }],
  ['what', { type: 'editBlocker', blockerId: 'b', what: '' }],
  ['waitingOn', { type: 'editBlocker', blockerId: 'b', waitingOn: ' ' }],
  ['text', { type: 'editExtension', extensionId: 'extension', text: ' ' }],
])('the %s of a part is not reworded to nothing', (field, event) => {
  expect(editAction({ ...asked, standing: standing('owner'), event })).toMatchObject({
    ok: false,
    code: 'fieldMissing',
    missing: [{ field }],
  })
})

test('a machine that disagrees with the requirements beside it is a fault of the program, and no answer', () => {
  const lenient = { ...milestoneWorkflow, requirements: { ...milestoneWorkflow.requirements, drop: [] } }
  const event: MilestoneEvent = { type: 'drop', milestoneId: 'm', reason: 'Done elsewhere.' }
  expect(() => step<MilestoneEvent>(lenient, { ...asked, standing: standing('owner'), event })).toThrow(
    'disagree',
  )
  expect(step<MilestoneEvent>(lenient, { ...asked, standing: standing('lead'), event }).ok).toBe(true)
})

test('a request for more time is not refused without a reason', () => {
  const event = { type: 'refuse', extensionId: 'extension', reason: ' ' } as const
  expect(step(extensionWorkflow, { ...asked, standing: standing('lead'), event })).toMatchObject({
    ok: false,
    code: 'fieldMissing',
    missing: [{ field: 'reason' }],
  })
})
