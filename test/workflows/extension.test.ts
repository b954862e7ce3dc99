import { describe, expect, test } from 'vitest'
import {
  type ActionFacts,
  type ActionState,
  actionStates,
  type ExtensionState,
  extensionStates,
} from '#workflows/action/action-facts.ts'
import { addDays } from '#workflows/calendar/calendar.ts'
import { step } from '#workflows/engine/step.ts'
import type { ExtensionEvent } from '#workflows/parts/extension-requirements.ts'
import { extensionWorkflow } from '#workflows/parts/extension.ts'
import {
  anAction,
  NOW,
  type StandingName,
  standing,
  standingNames,
  surroundings,
  TODAY,
} from '../support/facts.ts'
import { ask, holdsTable, type Table } from '../support/workflow-table.ts'

const dueOn = anAction().dueOn as string

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
    [
      'a first for an action the lead owns: the chair',
      { requestedBy: 'contributor' },
      { ownerId: 'lead' },
      'chair',
    ],
    [
      'a long one that the chair asked for: the vice-chair',
      { requestedBy: 'chair', dueOn: addDays(dueOn, 60) },
      {},
      'viceChair',
    ],
    [
      'a long one for an action the chair owns: the vice-chair',
      { requestedBy: 'contributor', dueOn: addDays(dueOn, 60) },
      { ownerId: 'chair' },
      'viceChair',
    ],
  ])('is decided by one person alone: %s', (_who, request, action, decider) => {
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

  test('is not decided by the owner, whoever asked for it', () => {
    const asked = withRequest({ requestedBy: 'contributor' }, { ownerId: 'lead' })
    const both = { action: asked, around: surroundings(), standing: standing('lead', 'owner') }
    const answer = step(extensionWorkflow, { ...both, today: TODAY, now: NOW, event: events.grant })
    expect(answer).toMatchObject({ ok: false, code: 'ownWork' })
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
    const needs = ({ possible }: typeof fixed) =>
      possible({ extensionId: 'extension' }).find(({ event }) => event === 'grant')?.needs
    expect(needs(fixed)).toEqual(['regulatorAgreement'])
    expect(needs(ask(extensionWorkflow, withRequest(), 'lead'))).toEqual([])
  })

  test.each<[string, ExtensionEvent, Partial<ActionFacts>, string]>([
    ['to the same date', { ...events.request, dueOn }, {}, 'dateNotAllowed'],
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

  test('is asked for by one of the listed reasons, which are told', () => {
    const event = { ...events.request, reasonCode: 'mood' as 'other' }
    expect(ask(extensionWorkflow, anAction(), 'owner').answerTo(event)).toMatchObject({
      missing: [{ field: 'reasonCode', detail: expect.stringMatching(/capacity, .*, other\.$/) }],
    })
  })

  test('is asked for to a day gone by, of which the owner is warned', () => {
    const event = { ...events.request, dueOn: TODAY }
    const action = anAction({ dueOn: '2026-11-01' })
    expect(ask(extensionWorkflow, action, 'owner').answerTo(event)).toMatchObject({ ok: true })
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
