import { describe, expect, test } from 'vitest'
import {
  type ActionFacts,
  type ActionState,
  actionStates,
  type Blocker,
  type BlockerState,
  blockerStates,
  type ExtensionState,
  extensionStates,
  type Milestone,
  type MilestoneState,
  milestoneStates,
} from '#workflows/action-facts.ts'
import { type BlockerEvent, blockerWorkflow } from '#workflows/blocker.ts'
import { addDays } from '#workflows/calendar.ts'
import { extensionWorkflow } from '#workflows/extension.ts'
import type { ExtensionEvent } from '#workflows/extension-requirements.ts'
import { type MilestoneEvent, milestoneWorkflow } from '#workflows/milestone.ts'
import { possibilities, step, type Workflow } from '#workflows/step.ts'
import {
  anAction,
  NOW,
  type StandingName,
  standing,
  standingNames,
  surroundings,
  TODAY,
} from '../support/facts.ts'

const tomorrow = addDays(TODAY, 1)
const dueOn = anAction().dueOn as string

/** By state and by who acts: the events allowed. `null` is the state of what is not there yet. */
type Table<State extends string, Name extends string> = Record<
  State | 'none',
  Partial<Record<StandingName, Name[]>>
>

function ask<E extends { type: string }>(workflow: Workflow<E>, action: ActionFacts, by: StandingName) {
  const question = { action, around: surroundings(), standing: standing(by), today: TODAY, now: NOW }
  return {
    answerTo: (event: E) => step(workflow, { ...question, event }),
    possible: (idOf: object) =>
      possibilities<E>(workflow, question, (type) => ({ ...idOf, type }) as unknown as E),
  }
}

function holdsTable<E extends { type: string }>(
  workflow: Workflow<E>,
  table: Table<string, E['type']>,
  events: { [K in E['type']]: Extract<E, { type: K }> },
  actionWith: (state: string) => ActionFacts,
  idOf: object,
) {
  for (const [state, byName] of Object.entries(table)) {
    for (const name of standingNames) {
      const asked = ask(workflow, actionWith(state), name)
      const answers = Object.entries<E>(events).map(([type, event]) => ({ type, ...asked.answerTo(event) }))
      const listed = (byName[name] ?? []).toSorted()
      expect({
        state,
        name,
        allowed: answers
          .filter(({ ok }) => ok)
          .map(({ type }) => type)
          .toSorted(),
      }).toEqual({ state, name, allowed: listed })
      const possible = asked.possible(idOf)
      expect({
        state,
        name,
        allowed: possible
          .filter(({ allowed }) => allowed)
          .map(({ event }) => event)
          .toSorted(),
      }).toEqual({ state, name, allowed: listed })
      for (const answer of answers) {
        if (answer.ok) continue
        expect(answer.because).toMatch(/^['A-Z].{12,}\.$/)
        expect(possible.find(({ event }) => event === answer.type)).toMatchObject({ code: answer.code })
      }
    }
  }
}

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

describe('a blocker', () => {
  const open: Blocker = {
    id: 'blocker',
    state: 'open',
    what: 'No data-sharing agreement',
    waitingOn: 'The police',
    sinceOn: '2026-11-02',
    critical: false,
    raisedBy: 'owner',
    how: null,
    resolvedOn: null,
  }
  const events: { [K in BlockerEvent['type']]: Extract<BlockerEvent, { type: K }> } = {
    raise: { type: 'raise', blockerId: 'blocker', what: 'No data', waitingOn: 'The police', sinceOn: TODAY },
    markCritical: { type: 'markCritical', blockerId: 'blocker' },
    resolve: { type: 'resolve', blockerId: 'blocker', how: 'They signed.' },
  }
  const table: Table<BlockerState, BlockerEvent['type']> = {
    none: { owner: ['raise'], contributor: ['raise'] },
    open: { owner: ['resolve'], lead: ['markCritical', 'resolve'] },
    resolved: {},
  }
  const inState = (state: string) =>
    anAction({ blockers: state === 'none' ? [] : [{ ...open, state: state as BlockerState }] })

  test('has a row in the table for every state', () => {
    expect(Object.keys(table).toSorted()).toEqual(['none', ...blockerStates].toSorted())
  })

  test('goes only where the table says, and says why not', () => {
    holdsTable(blockerWorkflow, table, events, inState, { blockerId: 'blocker' })
  })

  test('begins open, by whoever raised it, and ends with how and when', () => {
    expect(ask(blockerWorkflow, anAction(), 'contributor').answerTo(events.raise)).toMatchObject({
      from: null,
      to: 'open',
      after: {
        blockers: [
          {
            id: 'blocker',
            state: 'open',
            raisedBy: 'contributor',
            critical: false,
          },
        ],
      },
    })
    expect(ask(blockerWorkflow, inState('open'), 'lead').answerTo(events.resolve)).toMatchObject({
      after: { blockers: [{ state: 'resolved', how: 'They signed.', resolvedOn: TODAY }] },
    })
  })

  test('is marked critical and stays open', () => {
    expect(ask(blockerWorkflow, inState('open'), 'lead').answerTo(events.markCritical)).toMatchObject({
      from: 'open',
      to: 'open',
      after: {
        blockers: [
          {
            state: 'open',
            critical: true,
          },
        ],
      },
    })
  })

  test('can be raised while the action is live, and not later', () => {
    const raisable = actionStates.filter(
      (state) => ask(blockerWorkflow, anAction({ state }), 'owner').answerTo(events.raise).ok,
    )
    expect(raisable).toEqual(['draft', 'agreed', 'inProgress', 'submitted', 'endorsed', 'returned'])
  })

  test.each<[string, BlockerEvent]>([
    ['without what it waits for', { ...events.raise, what: ' ' }],
    ['without whom it waits for', { ...events.raise, waitingOn: '' }],
    ['since a day to come', { ...events.raise, sinceOn: tomorrow }],
  ])('is not raised %s', (_, event) => {
    expect(ask(blockerWorkflow, anAction(), 'owner').answerTo(event)).toMatchObject({
      ok: false,
      missing: [{}],
    })
  })

  test('is not resolved without saying how', () => {
    expect(
      ask(blockerWorkflow, inState('open'), 'owner').answerTo({ ...events.resolve, how: '' }),
    ).toMatchObject({ ok: false, code: 'fieldMissing', missing: [{ field: 'how' }] })
  })
})

describe('an extension', () => {
  const requested = {
    id: 'extension',
    state: 'requested' as ExtensionState,
    reasonCode: 'capacity',
    text: 'Two posts are empty.',
    effect: null,
    mitigation: null,
    previousDueOn: dueOn,
    dueOn: addDays(dueOn, 28),
    requestedBy: 'owner',
    requestedOn: '2026-11-20',
    decidedBy: null,
    decidedOn: null,
    decisionReason: null,
    regulatorAgreement: null,
  } as const
  const events: { [K in ExtensionEvent['type']]: Extract<ExtensionEvent, { type: K }> } = {
    request: {
      type: 'request',
      extensionId: 'extension',
      dueOn: addDays(dueOn, 1),
      reasonCode: 'partner',
      text: 'They moved their date.',
    },
    grant: { type: 'grant', extensionId: 'extension' },
    refuse: { type: 'refuse', extensionId: 'extension', reason: 'The board needs it by then.' },
    withdraw: { type: 'withdraw', extensionId: 'extension' },
  }
  const table: Table<ExtensionState, ExtensionEvent['type']> = {
    none: { owner: ['request'], contributor: ['request'] },
    requested: { owner: ['withdraw'], contributor: ['withdraw'], lead: ['grant', 'refuse'] },
    granted: {},
    refused: {},
    withdrawn: {},
  }
  type Request = Partial<ActionFacts['extensions'][number]>
  const withRequest = (request: Request = {}, action: Partial<ActionFacts> = {}) =>
    anAction({ extensions: [{ ...requested, ...request }], ...action })
  const inState = (state: string) =>
    state === 'none' ? anAction() : withRequest({ state: state as ExtensionState })

  test('has a row in the table for every state', () => {
    expect(Object.keys(table).toSorted()).toEqual(['none', ...extensionStates].toSorted())
  })

  test('goes only where the table says, and says why not', () => {
    // The table's empty row has no request open, so asking for one is not hindered by another.
    const { none, requested: open, ...decided } = table
    holdsTable(extensionWorkflow, { none }, events, inState, { extensionId: 'extension' })
    holdsTable(extensionWorkflow, { open }, events, () => inState('requested'), { extensionId: 'extension' })
    holdsTable(extensionWorkflow, decided, events, inState, { extensionId: 'extension' })
  })

  test('is asked for on an action that is agreed, in progress or returned', () => {
    const accepted = actionStates.filter(
      (state: ActionState) =>
        ask(extensionWorkflow, anAction({ state }), 'owner').answerTo(events.request).ok,
    )
    expect(accepted).toEqual(['agreed', 'inProgress', 'returned'])
  })

  test.each<[string, Request, Partial<ActionFacts>, StandingName]>([
    ['a first of 28 days: the lead', {}, {}, 'lead'],
    ['a first of 29 days: the chair', { dueOn: addDays(dueOn, 29) }, {}, 'chair'],
    ['a second of one day: the chair', { dueOn: addDays(dueOn, 1) }, { timesExtended: 1 }, 'chair'],
    ['a first that the lead asked for: the chair', { requestedBy: 'lead' }, { ownerId: 'lead' }, 'chair'],
  ])('is decided by one person alone: %s', (_, request, action, decider) => {
    for (const event of [events.grant, events.refuse]) {
      const able = standingNames.filter(
        (name) => ask(extensionWorkflow, withRequest(request, action), name).answerTo(event).ok,
      )
      expect(able).toEqual([decider])
    }
  })

  test('is not decided by whoever asked for it', () => {
    const own = withRequest({ requestedBy: 'chair', dueOn: addDays(dueOn, 60) })
    expect(ask(extensionWorkflow, own, 'chair').answerTo(events.grant)).toMatchObject({ code: 'ownWork' })
    expect(ask(extensionWorkflow, own, 'chair').answerTo(events.refuse)).toMatchObject({ code: 'ownWork' })
  })

  test('moves the due date when it is granted, never the baseline, and answers the forecast', () => {
    const action = withRequest({}, { forecastOn: '2027-03-20', timesExtended: 0 })
    expect(
      ask(extensionWorkflow, action, 'lead').answerTo({ ...events.grant, reason: ' Agreed. ' }),
    ).toMatchObject({
      from: 'requested',
      to: 'granted',
      after: {
        dueOn: addDays(dueOn, 28),
        baselineDueOn: dueOn,
        timesExtended: 1,
        forecastOn: null,
        extensions: [
          {
            decidedBy: 'lead',
            decidedOn: TODAY,
            decisionReason: 'Agreed.',
          },
        ],
      },
    })
  })

  test('leaves the due date when it is refused or withdrawn', () => {
    for (const [name, event] of [
      ['lead', events.refuse],
      ['owner', events.withdraw],
    ] as const) {
      expect(ask(extensionWorkflow, withRequest(), name).answerTo(event)).toMatchObject({
        ok: true,
        after: { dueOn, timesExtended: 0 },
      })
    }
  })

  test("needs the regulator's agreement where the regulator fixed the date, and says so beforehand", () => {
    const fixed = ask(extensionWorkflow, withRequest({}, { regulatorDate: true }), 'lead')
    const agreed = { ...events.grant, regulatorAgreement: 'The inspector, by letter.' }
    expect(fixed.answerTo(events.grant)).toMatchObject({ code: 'regulatorAgreementMissing' })
    expect(fixed.answerTo({ ...agreed, regulatorAgreement: ' ' })).toMatchObject({ ok: false })
    expect(fixed.answerTo(agreed)).toMatchObject({ ok: true })
    const needs = ({ answerTo: _, possible }: typeof fixed) =>
      possible({ extensionId: 'extension' }).find(({ event }) => event === 'grant')?.needs
    expect(needs(fixed)).toEqual(['regulatorAgreement'])
    expect(needs(ask(extensionWorkflow, withRequest(), 'lead'))).toEqual([])
  })

  test.each<[string, ExtensionEvent, Partial<ActionFacts>, string]>([
    ['to the same date', { ...events.request, dueOn }, {}, 'dateNotAllowed'],
    ['to a day gone by', { ...events.request, dueOn: TODAY }, { dueOn: '2026-11-01' }, 'dateNotAllowed'],
    ['for no listed reason', { ...events.request, reasonCode: 'mood' as 'other' }, {}, 'fieldMissing'],
    ['without a word', { ...events.request, text: '' }, {}, 'fieldMissing'],
    [
      'while another is open',
      { ...events.request, extensionId: 'new' },
      { extensions: [requested] },
      'extensionOpen',
    ],
  ])('is not asked for %s', (_, event, action, code) => {
    expect(ask(extensionWorkflow, anAction(action), 'owner').answerTo(event)).toMatchObject({
      ok: false,
      code,
    })
  })

  test.each<[string, ExtensionEvent, ActionFacts, StandingName, string[]]>([
    ['the lead, of a short first request', events.request, anAction(), 'contributor', ['lead']],
    [
      'the chair, of a long one',
      { ...events.request, dueOn: addDays(dueOn, 29) },
      anAction(),
      'owner',
      ['chair'],
    ],
    ['the chair, of one the lead asks for as owner', events.request, anAction(), 'lead', ['chair']],
    [
      'owner and requester, of the decision',
      events.refuse,
      withRequest({ requestedBy: 'contributor' }),
      'lead',
      ['owner', 'contributor'],
    ],
  ])('is told to %s', (_, event, action, by, people) => {
    const asOwner = {
      ...standing(by),
      owner: by === 'lead' && event.type === 'request' ? true : by === 'owner',
    }
    const question = { action, around: surroundings(), standing: asOwner, today: TODAY, now: NOW }
    const answer = step(extensionWorkflow, { ...question, event })
    expect(answer.ok && answer.notices.map(({ personId }) => personId)).toEqual(people)
  })
})
