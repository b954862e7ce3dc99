import { describe, expect, test } from 'vitest'
import { type Milestone, type MilestoneState, milestoneStates } from '#workflows/action/action-facts.ts'
import { addDays } from '#workflows/calendar/calendar.ts'
import { type MilestoneEvent, milestoneWorkflow } from '#workflows/parts/milestone.ts'
import { anAction, type StandingName, TODAY } from '../support/facts.ts'
import { ask, holdsTable, type Table } from '../support/workflow-table.ts'

const tomorrow = addDays(TODAY, 1)
const dueOn = anAction().dueOn as string

describe('a milestone', () => {
  const planned: Milestone = {
    id: 'milestone',
    title: 'Half the families',
    state: 'planned',
    dueOn: '2026-12-18',
    metOn: null,
    timesReplanned: 0,
  }
  const events: { [K in MilestoneEvent['type']]: Extract<MilestoneEvent, { type: K }> } = {
    meet: { type: 'meet', milestoneId: 'milestone', metOn: TODAY },
    replan: { type: 'replan', milestoneId: 'milestone', dueOn, reason: 'The data come later.' },
    drop: { type: 'drop', milestoneId: 'milestone', reason: 'Done elsewhere.' },
    reopen: { type: 'reopen', milestoneId: 'milestone', reason: 'Two families were counted twice.' },
  }
  const table: Table<MilestoneState, MilestoneEvent['type']> = {
    none: {},
    planned: { owner: ['meet', 'replan'], contributor: ['meet'], lead: ['drop'] },
    met: { owner: ['reopen'], lead: ['reopen'] },
    dropped: { owner: ['reopen'], lead: ['reopen'] },
  }
  const inState = (state: string) =>
    anAction({
      milestones: state === 'none' ? [] : [{ ...planned, state: state as MilestoneState }],
    })
  const decided = (event: MilestoneEvent, by: StandingName, milestone: Partial<Milestone> = {}) =>
    ask(milestoneWorkflow, anAction({ milestones: [{ ...planned, ...milestone }] }), by).answerTo(event)

  test('has a row in the table for every state', () => {
    expect(Object.keys(table).toSorted()).toEqual(['none', ...milestoneStates].toSorted())
  })

  test('goes only where the table says, and says why not', () => {
    holdsTable(milestoneWorkflow, table, events, inState, { milestoneId: 'milestone' })
  })

  test('keeps its date when it is met late, so that it stays late', () => {
    const answer = decided(events.meet, 'owner', { dueOn: '2026-11-01' })
    expect(answer).toMatchObject({
      to: 'met',
      after: { milestones: [{ state: 'met', dueOn: '2026-11-01', metOn: TODAY }] },
    })
  })

  test('counts each new date, and is not met any more once opened again', () => {
    expect(decided(events.replan, 'owner', { timesReplanned: 2 })).toMatchObject({
      to: 'planned',
      after: { version: 8, milestones: [{ dueOn, timesReplanned: 3 }] },
    })
    expect(decided(events.reopen, 'lead', { state: 'met', metOn: TODAY })).toMatchObject({
      to: 'planned',
      after: { milestones: [{ state: 'planned', metOn: null }] },
    })
  })

  test.each<[string, MilestoneEvent, StandingName, Partial<Milestone>, string]>([
    ['a day to come', { ...events.meet, metOn: tomorrow }, 'owner', {}, 'dateNotAllowed'],
    ['no day', { ...events.meet, metOn: '2026-02-30' }, 'contributor', {}, 'dateNotAllowed'],
    [
      "a date past the action's",
      { ...events.replan, dueOn: addDays(dueOn, 1) },
      'owner',
      {},
      'dateNotAllowed',
    ],
    ['a new date without a reason', { ...events.replan, reason: ' ' }, 'owner', {}, 'fieldMissing'],
    ['to be dropped without a reason', { ...events.drop, reason: '' }, 'lead', {}, 'fieldMissing'],
    [
      'to be opened again without a reason',
      { ...events.reopen, reason: '' },
      'lead',
      { state: 'met' },
      'fieldMissing',
    ],
  ])('is refused %s', (_, event, by, milestone, code) => {
    expect(decided(event, by, milestone)).toMatchObject({ ok: false, code, missing: [{}] })
  })
})
