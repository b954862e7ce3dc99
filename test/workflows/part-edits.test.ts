import { describe, expect, test } from 'vitest'
import { type ActionEdit, editAction } from '#workflows/action/action-edits.ts'
import type { ActionFacts } from '#workflows/action/action-facts.ts'
import type { Standing } from '#workflows/engine/policy.ts'
import { openRequest } from '../support/action-answers.ts'
import { anAction, NOW, standing, standingNames, surroundings, TODAY } from '../support/facts.ts'

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
  raisedBy: 'contributor',
  how: null,
  resolvedOn: null,
} as const
const action = (change: Partial<ActionFacts> = {}) =>
  anAction({ milestones: [milestone], blockers: [blocker], extensions: [openRequest], ...change })

const edits: [string, ActionEdit, string[], Partial<ActionFacts>][] = [
  [
    'a milestone, while it is planned',
    { type: 'editMilestone', milestoneId: 'm', title: ' Half of them ' },
    ['owner', 'lead', 'administrator'],
    { milestones: [{ ...milestone, state: 'met', metOn: TODAY }] },
  ],
  [
    'a blocker, while it is open',
    { type: 'editBlocker', blockerId: 'b', waitingOn: 'The police, Ms Hale' },
    ['contributor'],
    { blockers: [{ ...blocker, state: 'resolved' }] },
  ],
  [
    'a request for more time, until it is decided',
    { type: 'editExtension', extensionId: 'extension', text: 'Three posts are empty.', effect: null },
    ['owner'],
    { extensions: [{ ...openRequest, state: 'refused' }] },
  ],
]

const answer = (event: ActionEdit, facts: ActionFacts, by: Standing) =>
  editAction({ action: facts, event, around: surroundings(), standing: by, today: TODAY, now: NOW })

describe('a part is reworded', () => {
  test.each(edits)('by those who may: %s', (_what, event, people, over) => {
    expect(standingNames.filter((name) => answer(event, action(), standing(name)).ok)).toEqual(people)
    const [name] = people as [(typeof standingNames)[number]]
    expect(answer(event, action(over), standing(name))).toMatchObject({ ok: false, code: 'wrongState' })
  })

  test('in its words and nothing else', () => {
    const [, reworded] = edits[1] as (typeof edits)[number]
    const accepted = answer(reworded, action(), standing('contributor'))
    expect(accepted.ok && accepted.after).toEqual({
      ...action(),
      version: 8,
      updatedAt: NOW,
      blockers: [{ ...blocker, waitingOn: 'The police, Ms Hale' }],
    })
    const [, titled] = edits[0] as (typeof edits)[number]
    expect(answer(titled, action(), standing('owner'))).toMatchObject({
      after: { milestones: [{ ...milestone, title: 'Half of them' }] },
    })
    const [, asked] = edits[2] as (typeof edits)[number]
    expect(answer(asked, action(), standing('owner'))).toMatchObject({
      after: { extensions: [{ ...openRequest, text: 'Three posts are empty.', effect: null }] },
    })
    const effect = { type: 'editExtension', extensionId: 'extension', effect: ' Later. ' } as const
    expect(answer(effect, action(), standing('owner'))).toMatchObject({
      after: { extensions: [{ ...openRequest, effect: 'Later.' }] },
    })
  })

  test.each(edits)('and no other of several: %s', (_what, event, [by]) => {
    const others = (id: string) =>
      [
        { ...milestone, id, state: 'dropped' },
        { ...blocker, id, state: 'resolved', raisedBy: 'lead' },
        { ...openRequest, id, state: 'granted', requestedBy: 'lead' },
      ] as const
    const [m1, b1, x1] = others('one')
    const [m2, b2, x2] = others('two')
    const facts = action({
      milestones: [m1, milestone, m2],
      blockers: [b1, blocker, b2],
      extensions: [x1, openRequest, x2],
    })
    const answered = answer(event, facts, standing(by as (typeof standingNames)[number]))
    const after = answered.ok ? answered.after : facts
    const alone = answer(event, action(), standing(by as (typeof standingNames)[number]))
    const changed = alone.ok ? alone.after : facts
    expect(after.milestones).toEqual([m1, ...changed.milestones, m2])
    expect(after.blockers).toEqual([b1, ...changed.blockers, b2])
    expect(after.extensions).toEqual([x1, ...changed.extensions, x2])
  })

  test('never to nothing, and never where there is no such part', () => {
    const blank: ActionEdit = { type: 'editBlocker', blockerId: 'b', what: ' ' }
    expect(answer(blank, action(), standing('contributor'))).toMatchObject({ code: 'fieldMissing' })
    const strange: ActionEdit = { type: 'editMilestone', milestoneId: 'other', title: 'Mine' }
    expect(answer(strange, action(), standing('owner'))).toMatchObject({ ok: false, code: 'wrongState' })
  })
})
