import { describe, expect, test } from 'vitest'
import { type ActionEvent, type ActionEventName, actionEventNames } from '#workflows/action/action-events.ts'
import { type ActionFacts, type ActionState, actionStates } from '#workflows/action/action-facts.ts'
import { actionWorkflow } from '#workflows/action/action.ts'
import type { RefusalCode } from '#workflows/engine/requirement.ts'
import { possibilities, step } from '#workflows/engine/step.ts'
import {
  anActionIn,
  NOW,
  type StandingName,
  standing,
  standingNames,
  surroundings,
  TODAY,
} from '../support/facts.ts'

/** Who may do what in which state, where the plan asks for two keys and nobody stands in two places. */
const allowed: Record<ActionState, Partial<Record<StandingName, ActionEventName[]>>> = {
  draft: {
    lead: ['agree', 'transfer'],
    chair: ['agree', 'cancel', 'supersede'],
    administrator: ['transfer'],
  },
  agreed: {
    owner: ['start', 'report'],
    contributor: ['start', 'report'],
    lead: ['transfer'],
    chair: ['cancel', 'supersede'],
    administrator: ['transfer'],
  },
  inProgress: {
    owner: ['report', 'submit'],
    contributor: ['report'],
    lead: ['transfer'],
    chair: ['cancel', 'supersede'],
    administrator: ['transfer'],
  },
  submitted: {
    owner: ['withdraw'],
    lead: ['endorse', 'return', 'transfer'],
    chair: ['return', 'cancel', 'supersede'],
    administrator: ['transfer'],
  },
  endorsed: {
    lead: ['return', 'transfer'],
    chair: ['return', 'signOff', 'cancel', 'supersede'],
    administrator: ['transfer'],
  },
  returned: {
    owner: ['report', 'submit'],
    contributor: ['report'],
    lead: ['transfer'],
    chair: ['cancel', 'supersede'],
    administrator: ['transfer'],
  },
  signedOff: { chair: ['embed', 'reopen'] },
  embedded: { chair: ['reopen'] },
  cancelled: { chair: ['reinstate'] },
  superseded: { chair: ['reinstate'] },
}

/** Where an accepted event leads; `stays` where the state is kept. */
const leadsTo: Record<ActionEventName, (from: ActionState) => ActionState> = {
  agree: () => 'agreed',
  start: () => 'inProgress',
  report: (from) => (from === 'agreed' ? 'inProgress' : from),
  submit: () => 'submitted',
  withdraw: () => 'inProgress',
  endorse: () => 'endorsed',
  return: () => 'returned',
  signOff: () => 'signedOff',
  embed: () => 'embedded',
  reopen: () => 'inProgress',
  cancel: () => 'cancelled',
  supersede: () => 'superseded',
  reinstate: () => 'agreed',
  transfer: (from) => from,
  askEvidence: (from) => from,
}

/** Who may do it in some state. Anybody else is refused for who they are, in every state. */
const who: Record<ActionEventName, StandingName[]> = {
  agree: ['lead', 'chair'],
  start: ['owner', 'contributor'],
  report: ['owner', 'contributor'],
  submit: ['owner'],
  withdraw: ['owner'],
  endorse: ['lead'],
  return: ['lead', 'chair'],
  signOff: ['chair'],
  embed: ['chair'],
  reopen: ['chair'],
  cancel: ['chair'],
  supersede: ['chair'],
  reinstate: ['chair'],
  transfer: ['lead', 'administrator'],
  askEvidence: ['chair'],
}

const needs: Record<ActionEventName, string[]> = {
  agree: [],
  start: [],
  report: ['note'],
  submit: ['whatChanged'],
  withdraw: [],
  endorse: ['statement'],
  return: ['criterionId', 'reason'],
  signOff: [],
  embed: [],
  reopen: ['reason', 'dueOn'],
  cancel: ['reason'],
  supersede: ['successorId'],
  reinstate: ['reason', 'dueOn'],
  transfer: ['ownerId', 'fromOn', 'reason'],
  askEvidence: [],
}

/** Every event with the fields it needs, filled in well. */
const complete: { [Name in ActionEventName]: Extract<ActionEvent, { type: Name }> } = {
  agree: { type: 'agree' },
  start: { type: 'start' },
  report: { type: 'report', updateId: 'update', note: 'The first families were seen.' },
  submit: { type: 'submit', whatChanged: 'Families wait nine days.' },
  withdraw: { type: 'withdraw' },
  endorse: { type: 'endorse', statement: 'I opened both documents.' },
  return: { type: 'return', reason: 'The audit covers one team.', criterionId: 'second' },
  signOff: { type: 'signOff' },
  embed: { type: 'embed' },
  reopen: { type: 'reopen', reason: 'Waits have grown again.', dueOn: '2027-03-31' },
  cancel: { type: 'cancel', reason: 'The service has closed.' },
  supersede: { type: 'supersede', successorId: 'successor' },
  reinstate: { type: 'reinstate', reason: 'It is needed after all.', dueOn: '2027-03-31' },
  transfer: { type: 'transfer', ownerId: 'heir', fromOn: TODAY, reason: 'A new head of service.' },
  askEvidence: { type: 'askEvidence' },
}

function ask(action: ActionFacts, by: StandingName, event: ActionEvent) {
  const question = { action, standing: standing(by), today: TODAY, now: NOW }
  const unnamed = surroundings({ successor: null, newOwner: null })
  return {
    answer: step(actionWorkflow, { ...question, around: surroundings(), event }),
    possible: possibilities(actionWorkflow, { ...question, around: unnamed }),
  }
}

function refusalExpected(state: ActionState, name: StandingName, event: ActionEventName): RefusalCode {
  if (name === 'owner' && (event === 'endorse' || event === 'signOff')) return 'ownWork'
  if (name === 'lead' && event === 'signOff' && state === 'endorsed') return 'ownWork'
  return who[event].includes(name) ? 'wrongState' : 'notYourRole'
}

const cases = actionStates.flatMap((state) => standingNames.map((name) => ({ state, name })))

describe('the workflow of an action', () => {
  test.each(cases)(
    'lets $name do in the state $state what the table says, and no more',
    ({ state, name }) => {
      const action = anActionIn(state)
      const listed = allowed[state][name] ?? []
      const accepted = actionEventNames.filter((event) => ask(action, name, complete[event]).answer.ok)
      const { possible } = ask(action, name, complete.agree)
      expect(accepted.toSorted()).toEqual(listed.toSorted())
      expect(
        possible
          .filter((each) => each.allowed)
          .map(({ event }) => event)
          .toSorted(),
      ).toEqual(listed.toSorted())
      expect(possible.map(({ event }) => event)).toEqual([...actionEventNames])
    },
  )

  test.each(cases)('says to $name in the state $state why each other event is refused', ({ state, name }) => {
    const action = anActionIn(state)
    const { possible } = ask(action, name, complete.agree)
    for (const event of actionEventNames) {
      if (allowed[state][name]?.includes(event)) continue
      const code = refusalExpected(state, name, event)
      const { answer } = ask(action, name, complete[event])
      const stated = possible.find((each) => each.event === event)
      expect({ event, ...answer }).toMatchObject({ event, ok: false, code, state })
      expect(stated).toMatchObject({ allowed: false, code, because: answer.ok ? '' : answer.because })
      expect(answer.ok ? '' : answer.because).toMatch(/^['A-Z].{12,}\.$/)
    }
  })

  test.each(cases)('leads from the state $state, by $name, where the table says', ({ state, name }) => {
    const action = anActionIn(state)
    for (const event of allowed[state][name] ?? []) {
      const { answer } = ask(action, name, complete[event])
      const to = leadsTo[event](state)
      expect({ event, ...answer }).toMatchObject({ event, ok: true, from: state, to })
      expect(answer.ok && answer.after).toMatchObject({ state: to, version: 8, updatedAt: NOW })
    }
  })

  test('asks for the fields that each event cannot do without, in every state and of everybody', () => {
    for (const { state, name } of cases) {
      const { possible } = ask(anActionIn(state), name, complete.agree)
      expect(Object.fromEntries(possible.map((each) => [each.event, each.needs]))).toEqual(needs)
    }
  })

  test('refuses each needed field by its name when it is left out or blank', () => {
    const actors = Object.entries(allowed).flatMap(([state, byName]) =>
      Object.entries(byName).map(([name, events]) => ({ state, name, events })),
    )
    for (const event of actionEventNames) {
      const one = actors.find(({ events }) => events.includes(event))
      for (const field of needs[event]) {
        for (const blank of [undefined, '', '  \n']) {
          const lacking = { ...complete[event], [field]: blank }
          const action = anActionIn(one?.state as ActionState)
          const around = surroundings(
            field === 'successorId' ? { successor: null } : field === 'ownerId' ? { newOwner: null } : {},
          )
          const answer = step(actionWorkflow, {
            action,
            around,
            standing: standing(one?.name as StandingName),
            today: TODAY,
            now: NOW,
            event: lacking,
          })
          expect({ event, field, ...answer }).toMatchObject({ event, field, ok: false, missing: [{ field }] })
        }
      }
    }
  })
})
