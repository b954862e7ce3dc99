import { describe, expect, test } from 'vitest'
import { type ActionEdit, editAction } from '#workflows/action/action-edits.ts'
import { type ActionFacts, actionStates } from '#workflows/action/action-facts.ts'
import { addDays } from '#workflows/calendar/calendar.ts'
import { anAction, anActionIn, NOW, standing, standingNames, surroundings, TODAY } from '../support/facts.ts'

const addEvidence: ActionEdit = {
  type: 'addEvidence',
  evidenceId: 'new',
  criterionId: 'second',
  kind: 'audit',
  title: 'Audit of 30 files',
  url: 'https://documents.example/audit',
  datedOn: TODAY,
  independent: true,
}
const addMilestone: ActionEdit = {
  type: 'addMilestone',
  milestoneId: 'new',
  title: ' A first look ',
  dueOn: '2027-02-26',
}
const retitle: ActionEdit = { type: 'edit', change: { title: 'Families are seen in ten days' } }

function answer(event: ActionEdit, action: ActionFacts, by: (typeof standingNames)[number]) {
  return editAction({ action, event, around: surroundings(), standing: standing(by), today: TODAY, now: NOW })
}

describe('an edit', () => {
  test.each([
    ['addEvidence', addEvidence, ['owner', 'contributor', 'lead', 'chair', 'administrator']],
    ['addMilestone', addMilestone, ['owner', 'lead', 'administrator']],
    ['edit', retitle, ['lead', 'administrator']],
  ] as const)('%s is open to those named, and to nobody else', (_, event, people) => {
    expect(standingNames.filter((name) => answer(event, anAction(), name).ok)).toEqual(people)
    expect(answer(event, anAction(), 'nobody')).toMatchObject({ code: 'notYourRole' })
  })

  test('adds evidence while the action is in the plan, finished or not', () => {
    const states = actionStates.filter((state) => answer(addEvidence, anActionIn(state), 'owner').ok)
    expect(states).toEqual(actionStates.filter((state) => state !== 'cancelled' && state !== 'superseded'))
  })

  test('gives a draft to nobody who has left, and leaves it with one who has', () => {
    const change = { ownerId: 'leaver' }
    const asked = (action: ActionFacts) =>
      editAction({
        action,
        event: { type: 'edit', change },
        around: surroundings({ newOwner: null }),
        standing: standing('lead'),
        today: TODAY,
        now: NOW,
      })
    expect(asked(anActionIn('draft'))).toMatchObject({ ok: false, code: 'personNotFound' })
    expect(asked(anActionIn('draft', { ownerId: 'leaver' })).ok).toBe(true)
  })

  test('of a draft’s owner takes the post of the one before away with them', () => {
    const draft = anActionIn('draft', { ownerPost: 'Head of service' })
    const postAfter = (change: Extract<ActionEdit, { type: 'edit' }>['change']) => {
      const accepted = answer({ type: 'edit', change }, draft, 'administrator')
      return accepted.ok && accepted.after.ownerPost
    }
    expect([postAfter({ ownerId: 'heir' }), postAfter({ ownerId: null })]).toEqual([null, null])
    expect([postAfter({ ownerId: 'owner' }), postAfter({ title: 'Another' })]).toEqual([
      'Head of service',
      'Head of service',
    ])
    expect(postAfter({ ownerId: 'heir', ownerPost: 'Director' })).toBe('Director')
  })

  test('leaves the state, and makes one version', () => {
    const accepted = answer(addEvidence, anActionIn('submitted'), 'contributor')
    expect(accepted).toMatchObject({ ok: true, from: 'submitted', to: 'submitted', notices: [] })
    expect(accepted.ok && accepted.after).toMatchObject({ state: 'submitted', version: 8, updatedAt: NOW })
    expect(accepted.ok && accepted.after.evidence.at(-1)).toEqual({
      id: 'new',
      criterionId: 'second',
      kind: 'audit',
      title: 'Audit of 30 files',
      url: 'https://documents.example/audit',
      datedOn: TODAY,
      independent: true,
      addedBy: 'contributor',
      addedAt: NOW,
    })
  })

  test.each<[string, ActionEdit, string]>([
    ['evidence for an unknown criterion', { ...addEvidence, criterionId: 'third' }, 'criterionUnknown'],
    ['evidence from a day to come', { ...addEvidence, datedOn: addDays(TODAY, 1) }, 'dateNotAllowed'],
    ['evidence without a title', { ...addEvidence, title: ' ' }, 'fieldMissing'],
    ["a milestone past the action's date", { ...addMilestone, dueOn: '2027-02-27' }, 'dateNotAllowed'],
    ['a milestone without a title', { ...addMilestone, title: '' }, 'fieldMissing'],
  ])('is refused for %s', (_, event, code) => {
    expect(answer(event, anAction(), 'owner')).toMatchObject({ ok: false, code, missing: [{}] })
  })

  test('changes owner, due date and criteria in a draft alone, and names them otherwise', () => {
    const change = { ownerId: 'heir', dueOn: '2027-06-30', criteria: [], regulatorDate: true }
    const asked: ActionEdit = { type: 'edit', change }
    expect(answer(asked, anActionIn('draft', { evidence: [] }), 'administrator')).toMatchObject({
      ok: true,
      after: change,
    })
    for (const state of actionStates.filter((each) => each !== 'draft')) {
      const missing = ['ownerId', 'dueOn', 'criteria', 'regulatorDate'].map((field) => ({ field }))
      expect(answer(asked, anActionIn(state), 'administrator')).toMatchObject({
        ok: false,
        code: 'wrongState',
        missing,
      })
    }
  })

  test('completes what was taken out of the plan before it was agreed, so that it can come back', () => {
    const asked: ActionEdit = { type: 'edit', change: { ownerId: 'heir', criteria: [] } }
    const never = { agreedOn: null, evidence: [] }
    for (const state of ['cancelled', 'superseded'] as const) {
      expect(answer(asked, anActionIn(state, never), 'administrator')).toMatchObject({ ok: true })
    }
    expect(answer(asked, anActionIn('agreed', never), 'administrator')).toMatchObject({ code: 'wrongState' })
  })

  test('keeps the criteria that evidence was put against, and names them', () => {
    const [first, second] = anAction().criteria
    const asked: ActionEdit = { type: 'edit', change: { criteria: second ? [second] : [] } }
    expect(answer(asked, anActionIn('draft'), 'administrator')).toMatchObject({
      ok: false,
      code: 'criterionHasEvidence',
      missing: [{ field: 'criteria', detail: expect.stringContaining(first?.text ?? '') }],
    })
    const reworded: ActionEdit = {
      type: 'edit',
      change: { criteria: anAction().criteria.map((each) => ({ ...each, text: 'Otherwise' })) },
    }
    expect(answer(reworded, anActionIn('draft'), 'administrator')).toMatchObject({ ok: true })
    const twice: ActionEdit = {
      type: 'edit',
      change: { criteria: first && second ? [first, second, first] : [] },
    }
    expect(answer(twice, anActionIn('draft'), 'administrator')).toMatchObject({ code: 'criterionUnknown' })
  })

  test.each<[string, Partial<ActionFacts>, Parameters<typeof surroundings>[0], string | null]>([
    ['one of the plan', {}, { namedPriority: { id: 'p2', planId: 'plan', state: 'active' } }, null],
    [
      'one of another plan',
      {},
      { namedPriority: { id: 'p2', planId: 'other', state: 'active' } },
      'priorityUnknown',
    ],
    ['one there is not', {}, { namedPriority: null }, 'priorityUnknown'],
    [
      'one delivered',
      {},
      { namedPriority: { id: 'p2', planId: 'plan', state: 'delivered' } },
      'priorityClosed',
    ],
    [
      'one delivered, out of the plan itself',
      { state: 'cancelled' },
      { namedPriority: { id: 'p2', planId: 'plan', state: 'delivered' } },
      null,
    ],
  ])('moves an action to a priority: %s', (_what, action, around, code) => {
    const event: ActionEdit = { type: 'edit', change: { priorityId: 'p2' } }
    const question = { action: anAction(action), event, around: surroundings(around) }
    const decided = editAction({ ...question, standing: standing('lead'), today: TODAY, now: NOW })
    expect(decided.ok ? null : decided.code).toBe(code)
  })

  test('takes no recommendation from its only action once the plan is submitted', () => {
    const event: ActionEdit = { type: 'edit', change: { recommendationIds: [] } }
    const soleCoverOf = [{ id: 'recommendation', ref: 'R1' }]
    const decided = (state: 'draft' | 'active', action: Partial<ActionFacts> = {}) =>
      editAction({
        action: anAction(action),
        event,
        around: surroundings({ soleCoverOf, plan: { ...surroundings().plan, state } }),
        standing: standing('administrator'),
        today: TODAY,
        now: NOW,
      })
    expect(decided('active')).toMatchObject({
      code: 'recommendationUncovered',
      missing: [{ field: 'recommendationIds', detail: expect.stringContaining('R1') }],
    })
    expect(decided('draft').ok).toBe(true)
    expect(decided('active', { state: 'cancelled' }).ok).toBe(true)
  })

  test('answers recommendations of its own plan alone', () => {
    const event: ActionEdit = { type: 'edit', change: { recommendationIds: ['recommendation', 'strange'] } }
    const around = surroundings({ namedRecommendationIds: ['recommendation'] })
    expect(
      editAction({ action: anAction(), event, around, standing: standing('lead'), today: TODAY, now: NOW }),
    ).toMatchObject({ code: 'recommendationUnknown' })
  })

  test('adds milestones to live actions, and trims their titles', () => {
    const states = actionStates.filter((state) => answer(addMilestone, anActionIn(state), 'owner').ok)
    expect(states).toEqual(['draft', 'agreed', 'inProgress', 'submitted', 'endorsed', 'returned'])
    expect(answer(addMilestone, anAction(), 'lead')).toMatchObject({
      after: { milestones: [{ id: 'new', title: 'A first look', state: 'planned', timesReplanned: 0 }] },
    })
  })
})
