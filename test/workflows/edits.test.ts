import { describe, expect, test } from 'vitest'
import { type ActionEdit, editAction } from '#workflows/action-edits.ts'
import { type ActionFacts, actionStates } from '#workflows/action-facts.ts'
import { addDays } from '#workflows/calendar.ts'
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
    expect(answer(asked, anActionIn('draft'), 'administrator')).toMatchObject({ ok: true, after: change })
    for (const state of actionStates.filter((each) => each !== 'draft')) {
      const missing = ['ownerId', 'dueOn', 'criteria', 'regulatorDate'].map((field) => ({ field }))
      expect(answer(asked, anActionIn(state), 'administrator')).toMatchObject({
        ok: false,
        code: 'wrongState',
        missing,
      })
    }
  })

  test('adds milestones to live actions, and trims their titles', () => {
    const states = actionStates.filter((state) => answer(addMilestone, anActionIn(state), 'owner').ok)
    expect(states).toEqual(['draft', 'agreed', 'inProgress', 'submitted', 'endorsed', 'returned'])
    expect(answer(addMilestone, anAction(), 'lead')).toMatchObject({
      after: { milestones: [{ id: 'new', title: 'A first look', state: 'planned', timesReplanned: 0 }] },
    })
  })
})
