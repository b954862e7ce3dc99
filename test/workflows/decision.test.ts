import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, type Instant } from '#workflows/calendar/calendar.ts'
import { defaultCallIn } from '#workflows/decision/call-in.ts'
import { canBeCarriedOut, stateAt, whyNotCarriedOut } from '#workflows/decision/carried-out.ts'
import {
  type DecisionDescription,
  type DecisionFacts,
  type DecisionState,
  decisionStates,
} from '#workflows/decision/decision-facts.ts'
import { decisionFault } from '#workflows/decision/decision-rules.ts'
import { type DecisionEvent, decisionWorkflow } from '#workflows/decision/decision.ts'
import { editDecision } from '#workflows/decision/edit-decision.ts'
import { step } from '#workflows/engine/step.ts'
import { aDecision, aPublished } from '../support/decisions.ts'
import { NOW, type StandingName, standing, TODAY } from '../support/facts.ts'
import { holdsTableOf } from '../support/workflow-table.ts'

const around = { plan: { state: 'active' as const, callIn: defaultCallIn } }
const asked = { around, standing: standing('administrator'), today: TODAY, now: NOW }
const events: { [K in DecisionEvent['type']]: Extract<DecisionEvent, { type: K }> } = {
  publish: { type: 'publish', publishedOn: TODAY },
  takeEffect: { type: 'takeEffect' },
  callIn: { type: 'callIn', calledInBy: 'Five councillors', calledInOn: TODAY, reason: 'No consultation.' },
  confirm: { type: 'confirm', reason: 'Consultation has taken place since.' },
  change: { type: 'change', resolved: ['That reports come monthly.'], reason: 'Scrutiny asked for more.' },
}
const table: Record<DecisionState, Partial<Record<StandingName, DecisionEvent['type'][]>>> = {
  recorded: { administrator: ['publish'] },
  published: { administrator: ['callIn'] },
  effective: { administrator: ['callIn'] },
  calledIn: { administrator: ['confirm', 'change'] },
  confirmed: {},
  changed: {},
}

/** A decision that was taken through some events, the last of them today. */
function after(decision: DecisionFacts, ...done: DecisionEvent[]): DecisionFacts {
  return done.reduce((before, event) => {
    const answer = step(decisionWorkflow, { ...asked, decision: before, event })
    if (!answer.ok) throw new Error(answer.because)
    return answer.after
  }, decision)
}

const refusal = (
  decision: DecisionFacts,
  event: DecisionEvent,
  more: { now?: Instant; today?: string } = {},
) => {
  const answer = step(decisionWorkflow, { ...asked, ...more, decision, event })
  return answer.ok ? null : { code: answer.code, because: answer.because }
}

describe('a decision', () => {
  test('has a row in the table for every state', () => {
    expect(Object.keys(table).toSorted()).toEqual([...decisionStates].toSorted())
  })

  test('goes only where the table says, and says why not', () => {
    holdsTableOf(decisionWorkflow, table, events, (state) => ({
      decision: state === 'recorded' ? aDecision() : aPublished({ state: state as DecisionState }),
      around,
    }))
  })

  test('keeps the call-in settings as they were on publication, and its days by them', () => {
    const published = after(aDecision(), events.publish)
    expect(published).toMatchObject({
      state: 'published',
      publishedOn: TODAY,
      callIn: { days: 5, kind: 'working', hour: 24, who: defaultCallIn.callInWho },
      callInUntil: '2026-12-01T00:00:00.000Z',
      effectiveAt: '2026-12-01T00:00:00.000Z',
    })
    const otherwise = { plan: { state: 'active' as const, callIn: { ...defaultCallIn, callInDays: 9 } } }
    const called = step(decisionWorkflow, {
      ...asked,
      around: otherwise,
      decision: published,
      event: events.callIn,
    })
    expect(called.ok && called.after).toMatchObject({
      callIn: published.callIn,
      callInUntil: published.callInUntil,
      effectiveAt: null,
    })
  })

  test.each(['2026-11-15', '2026-11-24', '2026-02-30', ''])('is not published on %s', (publishedOn) => {
    expect(refusal(aDecision(), { type: 'publish', publishedOn })?.code).toBe('dateNotAllowed')
  })

  test('takes effect by the clock at the end of its time, and at no moment before', () => {
    const published = after(aDecision(), events.publish)
    const [before, then] = ['2026-11-30T23:59:59.999Z', '2026-12-01T00:00:00.000Z']
    expect([stateAt(published, before), stateAt(published, then)]).toEqual(['published', 'effective'])
    expect(refusal(published, events.takeEffect)?.code).toBe('decisionNotEffective')
    const taken = step(decisionWorkflow, {
      ...asked,
      now: then,
      today: '2026-12-01',
      decision: published,
      event: events.takeEffect,
    })
    expect(taken.ok && taken.after).toEqual({ ...published, state: 'effective', version: 5, updatedAt: then })
  })

  test('can be carried out just while it is effective, confirmed or changed', () => {
    const moments = fc.integer({ min: -40, max: 40 }).map((days) => `${addDays(TODAY, days)}T12:00:00.000Z`)
    const lives: DecisionEvent[][] = [
      [],
      [events.publish],
      [events.publish, events.callIn],
      [events.publish, events.callIn, events.confirm],
      [events.publish, events.callIn, events.change],
    ]
    fc.assert(
      fc.property(moments, fc.constantFrom(...lives), fc.boolean(), (now, done, callInExempt) => {
        const exempt = { callInExempt, exemptionReason: 'It cannot wait.', exemptionAgreedBy: 'The mayor' }
        const decision = after(aDecision(exempt), ...(callInExempt ? done.slice(0, 1) : done))
        const state = stateAt(decision, now)
        if (state === 'effective') expect(canBeCarriedOut(decision, now)).toBe(true)
        if (['recorded', 'published', 'calledIn'].includes(state))
          expect(canBeCarriedOut(decision, now)).toBe(false)
        expect(whyNotCarriedOut(decision, now) === null).toBe(canBeCarriedOut(decision, now))
      }),
    )
  })

  test.each([
    ['recorded', aDecision(), 'Decision D1 is not published yet. Ask the plan administrator to publish it.'],
    [
      'published',
      aPublished(),
      'Decision D1 can be called in until the end of Monday 30 November 2026. Wait until then.',
    ],
    [
      'called in',
      after(aPublished(), events.callIn),
      'Decision D1 is called in. Wait until it is confirmed or changed.',
    ],
    ['confirmed', after(aPublished(), events.callIn, events.confirm), null],
  ])('that is %s says whether it can be carried out, and what to wait for', (_, decision, said) => {
    expect(whyNotCarriedOut(decision, NOW)).toBe(said)
  })

  test('is called in within its time, be it recorded later, and by a day that is over', () => {
    const published = aPublished({}, '2026-11-16')
    const on = (calledInOn: string): DecisionEvent => ({ ...events.callIn, calledInOn })
    const late = { now: '2026-11-25T09:00:00.000Z', today: '2026-11-25' }
    expect(refusal(published, on('2026-11-23'), late)).toBe(null)
    expect(refusal(published, on('2026-11-24'), late)).toEqual({
      code: 'dateNotAllowed',
      because:
        'It could be called in until the end of Monday 23 November 2026. A call-in has to be asked for by then.',
    })
    expect(refusal(published, on('2026-11-15'), late)?.because).toMatch('not published yet')
    expect(refusal(published, on('2026-11-26'), late)?.because).toMatch('lies ahead')
  })

  test('that may be called in until midday is not called in on that afternoon', () => {
    const callIn = { days: 5, kind: 'working' as const, hour: 12, who: 'Councillors' }
    const decision = aPublished(
      { callIn, callInUntil: '2026-11-23T12:00:00.000Z', effectiveAt: '2026-11-23T12:00:00.000Z' },
      '2026-11-16',
    )
    expect(refusal(decision, events.callIn, { now: '2026-11-23T11:59:00.000Z' })).toBe(null)
    expect(refusal(decision, events.callIn, { now: '2026-11-23T12:00:00.000Z' })?.because).toMatch(
      '12:00 on Monday 23 November 2026',
    )
  })

  test('is called in once only', () => {
    for (const last of [events.confirm, events.change])
      expect(refusal(after(aPublished(), events.callIn, last), events.callIn)?.code).toBe('wrongState')
  })

  test('that is exempt from call-in can be carried out from its publication, and cannot be called in', () => {
    const exempt = after(
      aDecision({
        callInExempt: true,
        exemptionReason: 'It cannot wait.',
        exemptionAgreedBy: 'The chair of scrutiny',
      }),
      events.publish,
    )
    expect(exempt).toMatchObject({ state: 'published', callIn: null, callInUntil: null })
    expect(stateAt(exempt, NOW)).toBe('effective')
    expect(refusal(exempt, events.callIn)?.code).toBe('exemptFromCallIn')
  })

  test('that is changed keeps what was resolved before, and holds from then on', () => {
    const changed = after(aPublished(), events.callIn, events.change)
    expect(changed).toMatchObject({
      state: 'changed',
      resolved: ['That reports come monthly.'],
      resolvedBefore: aDecision().resolved,
      settledOn: TODAY,
      settledReason: 'Scrutiny asked for more.',
      effectiveAt: NOW,
    })
    expect(refusal(after(aPublished(), events.callIn), { ...events.change, resolved: [' '] })?.code).toBe(
      'fieldMissing',
    )
  })

  test('of a plan that was withdrawn stays as it is', () => {
    const withdrawn = { plan: { ...around.plan, state: 'withdrawn' as const } }
    const question = { ...asked, around: withdrawn, decision: aDecision() }
    expect(step(decisionWorkflow, { ...question, event: events.publish })).toMatchObject({
      code: 'planClosed',
    })
    expect(editDecision({ ...question, event: { type: 'edit', change: { title: 'x' } } })).toMatchObject({
      code: 'planClosed',
    })
  })
})

describe('the record of a decision', () => {
  const edited = (decision: DecisionFacts, change: Partial<DecisionDescription>) =>
    editDecision({ ...asked, decision, event: { type: 'edit', change } })

  test('is edited until it is published', () => {
    expect(edited(aDecision(), { reasons: 'Pressure' })).toMatchObject({
      ok: true,
      after: { reasons: 'Pressure', version: 4 },
    })
    expect(edited(aPublished(), { reasons: 'Pressure' })).toMatchObject({ ok: false, code: 'wrongState' })
    expect(
      editDecision({
        ...asked,
        standing: standing('chair'),
        decision: aDecision(),
        event: { type: 'edit', change: {} },
      }),
    ).toMatchObject({ code: 'notYourRole' })
  })

  test.each<[Partial<DecisionDescription>, string | null]>([
    [{}, null],
    [{ decidedOn: '2026-11-24' }, 'decidedOn'],
    [{ resolved: [] }, 'resolved'],
    [{ keyKind: 'noticeGiven' }, 'noticeOn'],
    [{ keyKind: 'noticeGiven', noticeOn: '2026-11-16' }, 'noticeOn'],
    [{ keyKind: 'noticeGiven', noticeOn: '2026-11-15' }, null],
    [{ keyKind: 'generalException', noticeOn: '2026-11-02' }, 'noticeReason'],
    [{ keyKind: 'generalException', noticeReason: 'Late grant' }, 'noticeOn'],
    [{ keyKind: 'generalException', noticeOn: '2026-11-02', noticeReason: 'Late grant' }, null],
    [{ keyKind: 'specialUrgency', noticeReason: 'Flood' }, 'urgencyAgreedBy'],
    [{ keyKind: 'specialUrgency', urgencyAgreedBy: 'The chair of scrutiny' }, 'noticeReason'],
    [{ keyKind: 'specialUrgency', noticeReason: 'Flood', urgencyAgreedBy: 'The chair of scrutiny' }, null],
    [{ callInExempt: true }, 'exemptionReason'],
    [{ callInExempt: true, exemptionReason: 'It cannot wait' }, 'exemptionAgreedBy'],
    [{ callInExempt: true, exemptionReason: 'It cannot wait', exemptionAgreedBy: 'The mayor' }, null],
  ])('with %o lacks %s', (change, field) => {
    const { id: _, ...decision } = aDecision()
    expect(decisionFault({ ...decision, ...change }, null, TODAY)?.field ?? null).toBe(field)
    expect(edited(aDecision(), change)).toMatchObject(
      field === null ? { ok: true } : { ok: false, missing: [{ field }] },
    )
  })

  test('that lacked something before does not have to be mended at once', () => {
    expect(edited(aDecision({ keyKind: 'noticeGiven' }), { title: 'Another' })).toMatchObject({ ok: true })
  })
})
