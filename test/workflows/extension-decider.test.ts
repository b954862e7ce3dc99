import { describe, expect, test } from 'vitest'
import { type ActionFacts, extensionStates } from '#workflows/action/action-facts.ts'
import { addDays } from '#workflows/calendar/calendar.ts'
import { step } from '#workflows/engine/step.ts'
import { type ExtensionEvent, extensionDecider } from '#workflows/parts/extension-requirements.ts'
import { extensionWorkflow } from '#workflows/parts/extension.ts'
import { openRequest } from '../support/action-answers.ts'
import { anAction, NOW, standing, surroundings, TODAY } from '../support/facts.ts'

const chairs = ['chair', 'secondChair']
type Asked = { by?: string; owner?: string | null; days?: number; times?: number; lead?: string | null }

/** Who decides where two chair the board; without anything told, on a first request of 28 days by the owner. */
function deciderOf({ by = 'owner', owner = 'owner', days = 28, times = 0, lead = 'lead' }: Asked) {
  const previousDueOn = '2027-02-26'
  return extensionDecider(
    { ownerId: owner, timesExtended: times },
    { leadId: lead, chairIds: chairs },
    { previousDueOn, dueOn: addDays(previousDueOn, days), requestedBy: by },
  )
}

describe('the decision on a request for more time', () => {
  test.each<[ReturnType<typeof extensionDecider>, string, Asked]>([
    ['lead', 'a first one of 28 days', {}],
    ['chair', 'a first one of 29 days', { days: 29 }],
    ['chair', 'a second one of a day', { days: 1, times: 1 }],
    ['chair', 'a priority without a lead', { lead: null }],
    ['chair', 'the lead asked', { by: 'lead' }],
    ['chair', 'the lead owns the action', { owner: 'lead' }],
    ['chair', 'one of two chairs asked', { by: 'chair', days: 29 }],
    ['chair', 'the other of two chairs owns the action', { owner: 'secondChair', days: 29 }],
    ['viceChair', 'one chair asked and the other owns it', { by: 'chair', owner: 'secondChair', days: 29 }],
    ['lead', 'a first one of 28 days that a chair asked for', { by: 'chair', owner: 'secondChair' }],
  ])('is the %s’s: %s', (decider, _, asked) => {
    expect(deciderOf(asked)).toBe(decider)
  })
})

/** What becomes of an action with this request and another, granted one. */
function after(event: ExtensionEvent, action: Partial<ActionFacts> = {}) {
  const earlier = { ...openRequest, id: 'earlier', state: 'granted' as const }
  const answer = step(extensionWorkflow, {
    action: anAction({ extensions: [earlier, openRequest], ...action }),
    around: surroundings(),
    standing: standing(event.type === 'request' ? 'contributor' : 'lead'),
    today: TODAY,
    now: NOW,
    event,
  })
  if (!answer.ok) throw new Error(answer.because)
  return answer.after
}

describe('what is written of a request', () => {
  const request = {
    type: 'request',
    extensionId: 'new',
    dueOn: '2027-04-01',
    reasonCode: 'scope',
    text: ' More families came. ',
  } as const
  const plain = {
    id: 'new',
    state: 'requested',
    reasonCode: 'scope',
    text: 'More families came.',
    effect: null,
    mitigation: null,
    previousDueOn: '2027-02-26',
    dueOn: '2027-04-01',
    requestedBy: 'contributor',
    requestedOn: TODAY,
    decidedBy: null,
    decidedOn: null,
    decisionReason: null,
    regulatorAgreement: null,
  }

  test.each([
    ['without effect and mitigation', {}, {}],
    ['with white space for them', { effect: ' ', mitigation: ' ' }, {}],
    [
      'with both, trimmed',
      { effect: ' Later. ', mitigation: ' A visit. ' },
      { effect: 'Later.', mitigation: 'A visit.' },
    ],
  ])('is what was asked for, by whom and when: %s', (_, said, kept) => {
    expect(after({ ...request, ...said }, { extensions: [] }).extensions).toEqual([{ ...plain, ...kept }])
  })

  test('keeps the date asked for as the previous one where there was none', () => {
    const [asked] = after(request, { extensions: [], dueOn: null }).extensions
    expect(asked).toEqual({ ...plain, previousDueOn: '2027-04-01' })
  })

  test.each([
    ['nothing more', {}, {}],
    ['white space', { reason: ' ', regulatorAgreement: ' ' }, {}],
    [
      'words, trimmed',
      { reason: ' Fair. ', regulatorAgreement: ' By letter. ' },
      { decisionReason: 'Fair.', regulatorAgreement: 'By letter.' },
    ],
  ])('is who granted it and when, with %s', (_, said, kept) => {
    const { extensions, ...action } = after({ type: 'grant', extensionId: 'extension', ...said })
    expect(extensions).toEqual([
      { ...openRequest, id: 'earlier', state: 'granted' },
      { ...openRequest, state: 'granted', decidedBy: 'lead', decidedOn: TODAY, ...kept },
    ])
    expect(action).toMatchObject({ dueOn: openRequest.dueOn, timesExtended: 1, forecastOn: null })
  })

  test('is who refused it, when and why', () => {
    const { extensions } = after({ type: 'refuse', extensionId: 'extension', reason: ' Too late. ' })
    expect(extensions[1]).toEqual({
      ...openRequest,
      state: 'refused',
      decidedBy: 'lead',
      decidedOn: TODAY,
      decisionReason: 'Too late.',
    })
  })
})

describe('a request for more time', () => {
  const about = (event: ExtensionEvent, action: ActionFacts, ...names: Parameters<typeof standing>) => {
    const answer = step(extensionWorkflow, {
      action,
      around: surroundings(),
      standing: standing(...names),
      today: TODAY,
      now: NOW,
      event,
    })
    return answer.ok ? null : answer.code
  }
  const again = {
    type: 'request',
    extensionId: 'new',
    dueOn: '2027-04-01',
    reasonCode: 'scope',
    text: 'More families.',
  } as const

  test.each(extensionStates)('can follow one that is %s, unless that is still open', (state) => {
    const action = anAction({ extensions: [{ ...openRequest, state }] })
    expect(about(again, action, 'owner')).toBe(state === 'requested' ? 'extensionOpen' : null)
  })

  test.each([
    ['2027-02-26', '2027-02-26', 'dateNotAllowed'],
    ['2027-02-26', '2027-02-27', null],
    [null, '2026-11-24', null],
    [null, TODAY, null],
    ['2026-11-20', '2026-11-24', null],
    // That the new day is past already is a warning, and no refusal.
    ['2026-11-20', '2026-11-21', null],
  ])('asks for a day after the due date: %s, then %s', (dueOn, to, code) => {
    expect(about({ ...again, dueOn: to }, anAction({ dueOn }), 'owner')).toBe(code)
  })

  test.each(['grant', 'refuse'] as const)('is nothing to %s for the owner or for who asked', (type) => {
    const event = { type, extensionId: 'extension', reason: 'Too late.' }
    const action = (requestedBy: string) => anAction({ extensions: [{ ...openRequest, requestedBy }] })
    expect(about(event, action('contributor'), 'lead', 'owner')).toBe('ownWork')
    expect(about(event, action('lead'), 'lead')).toBe('ownWork')
    expect(about(event, action('contributor'), 'lead')).toBeNull()
  })

  test('is granted without the regulator only where none fixed the date', () => {
    const event = { type: 'grant', extensionId: 'extension' } as const
    const action = (regulatorDate: boolean) => anAction({ regulatorDate, extensions: [openRequest] })
    expect(about(event, action(false), 'lead')).toBeNull()
    expect(about(event, action(true), 'lead')).toBe('regulatorAgreementMissing')
    expect(about({ ...event, regulatorAgreement: 'By letter.' }, action(true), 'lead')).toBeNull()
  })
})
