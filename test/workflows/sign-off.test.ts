import { describe, expect, test } from 'vitest'
import type { ActionEvent } from '#workflows/action/action-events.ts'
import type { ActionFacts, ActionState } from '#workflows/action/action-facts.ts'
import { addDays } from '#workflows/calendar/calendar.ts'
import type { RefusalCode } from '#workflows/engine/requirement.ts'
import { type Actor, answerTo, endorse, inPlan, type Special, signOff } from '../support/action-answers.ts'
import { TODAY } from '../support/facts.ts'

type Refusal = [
  what: string,
  state: ActionState,
  by: Actor,
  event: ActionEvent,
  code: RefusalCode,
  missing: string[],
  special?: Special,
]
type Acceptance = [
  what: string,
  state: ActionState,
  by: Actor,
  event: ActionEvent,
  after: Partial<ActionFacts>,
  special?: Special,
]

const tomorrow = addDays(TODAY, 1)

const refusals: Refusal[] = [
  ['endorsement by a lead who owns it', 'submitted', ['lead', 'owner'], endorse, 'ownWork', []],
  [
    'endorsement by a lead who submitted it and has handed it on since',
    'submitted',
    'lead',
    endorse,
    'ownWork',
    [],
    { action: { submittedBy: 'lead' } },
  ],
  ['sign-off by a chair who owns it', 'endorsed', ['chair', 'owner'], signOff, 'ownWork', []],
  [
    'sign-off by a chair who endorsed it as lead',
    'endorsed',
    'chair',
    signOff,
    'ownWork',
    [],
    { action: { endorsedBy: 'chair' } },
  ],
  [
    'sign-off by a chair who submitted it and has handed it on since',
    'endorsed',
    'chair',
    signOff,
    'ownWork',
    [],
    { action: { submittedBy: 'chair' } },
  ],
  ['sign-off by an administrator', 'endorsed', 'administrator', signOff, 'notYourRole', []],
  ['sign-off by a vice-chair while the chair can', 'endorsed', 'viceChair', signOff, 'notYourRole', []],
  [
    'sign-off by a vice-chair while one of two chairs can',
    'endorsed',
    'viceChair',
    signOff,
    'notYourRole',
    [],
    { action: { ownerId: 'chair' }, around: { chairIds: ['chair', 'otherChair'] } },
  ],
  [
    'sign-off by a vice-chair who owns it',
    'endorsed',
    ['viceChair', 'owner'],
    signOff,
    'ownWork',
    [],
    { action: { endorsedBy: 'chair' } },
  ],
  [
    'sign-off of what is not endorsed, where the plan asks for two keys',
    'submitted',
    'chair',
    signOff,
    'wrongState',
    [],
  ],
  [
    'sign-off with an embedding check that is due today',
    'endorsed',
    'chair',
    { ...signOff, embedCheckOn: TODAY },
    'dateNotAllowed',
    ['embedCheckOn'],
  ],
  [
    'sign-off with an embedding check on no day',
    'endorsed',
    'chair',
    { ...signOff, embedCheckOn: 'next spring' },
    'dateNotAllowed',
    ['embedCheckOn'],
  ],
]

const acceptances: Acceptance[] = [
  [
    'by the chair, where the lead owns it and nobody could endorse it',
    'submitted',
    'chair',
    signOff,
    { state: 'signedOff', signedOffBy: 'chair', endorsedBy: null },
    { action: { ownerId: 'lead', submittedBy: 'lead' } },
  ],
  [
    'by the chair, where the lead submitted it before it changed hands',
    'submitted',
    'chair',
    signOff,
    { state: 'signedOff', signedOffBy: 'chair' },
    { action: { ownerId: 'owner', submittedBy: 'lead' } },
  ],
  [
    'by the chair with one key, where the lead owns it',
    'submitted',
    'chair',
    signOff,
    { state: 'signedOff', signedOffBy: 'chair', signedOffOn: TODAY },
    { action: { ownerId: 'lead', submittedBy: 'lead' }, around: inPlan({ closure: 'oneKey' }) },
  ],
  [
    'by the vice-chair where the chair owns it',
    'endorsed',
    'viceChair',
    signOff,
    { state: 'signedOff', signedOffBy: 'viceChair' },
    { action: { ownerId: 'chair' } },
  ],
  [
    'by the vice-chair where the chair endorsed it',
    'endorsed',
    'viceChair',
    signOff,
    { state: 'signedOff' },
    { action: { endorsedBy: 'chair' } },
  ],
  [
    'by the vice-chair where the chair submitted it',
    'endorsed',
    'viceChair',
    signOff,
    { state: 'signedOff' },
    { action: { submittedBy: 'chair' } },
  ],
  ['with its embedding check ninety days on', 'endorsed', 'chair', signOff, { embedCheckOn: '2027-02-21' }],
  [
    "with its embedding check after the plan's own number of days",
    'endorsed',
    'chair',
    signOff,
    { embedCheckOn: tomorrow },
    { around: inPlan({ embedAfterDays: 1 }) },
  ],
  [
    'with the embedding check that is asked for',
    'endorsed',
    'chair',
    { ...signOff, embedCheckOn: '2027-06-01' },
    { embedCheckOn: '2027-06-01' },
  ],
]

describe('nobody decides on their own work, so refused is', () => {
  test.each(refusals)('%s', (_what, state, by, event, code, missing, special) => {
    const answer = answerTo(state, by, event, special)
    expect(answer).toMatchObject({
      ok: false,
      code,
      because: expect.stringMatching(/^[A-Z].{12,}\.$/),
      missing: missing.map((field) => ({ field })),
    })
  })
})

describe('an action is signed off', () => {
  test.each(acceptances)('%s', (_what, state, by, event, after, special) => {
    expect(answerTo(state, by, event, special)).toMatchObject({ ok: true, after })
  })
})
