// Plain assertions: a million of vitest's own would take longer than what they judge.
import { deepStrictEqual as deepEqual, strictEqual as equal, match, ok } from 'node:assert'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { actionEventNames } from '#workflows/action/action-events.ts'
import {
  type ActionFacts,
  actionStates,
  blockerStates,
  extensionStates,
  isFinished,
  milestoneStates,
} from '#workflows/action/action-facts.ts'
import { refusalCodes } from '#workflows/engine/requirement.ts'
import type { Accepted, Refused } from '#workflows/engine/step.ts'
import { defaultSettings, type PlanSettings } from '#workflows/plan/plan-settings.ts'
import { anyWish } from '../support/generate-changes.ts'
import { aBeginning, type Told, tell } from '../support/tell.ts'

const settingsOf = (closure: PlanSettings['closure']) => ({ ...defaultSettings, closure })
const RUNS = 2_000

describe('any sequence of changes by several people', () => {
  const counts = new Map<string, number>()

  test('keeps every promise at every step', () => {
    const closures = fc.constantFrom('twoKeys', 'oneKey')
    const sequences = fc.property(
      aBeginning,
      fc.array(anyWish, { minLength: 10, maxLength: 40 }),
      closures,
      (first, list, closure) => {
        for (const told of tell(first, list, settingsOf(closure))) {
          const kind = eventOf(told.change)
          if (told.answer.ok) {
            counts.set(kind, (counts.get(kind) ?? 0) + 1)
            keepsPromises(told, told.answer)
          } else explainsItself(told, told.answer)
          agreesWithPossibility(told)
        }
      },
    )
    fc.assert(sequences, { numRuns: RUNS })
  })

  test('was told of every change often enough for that to mean something', () => {
    const kinds = [
      ...actionEventNames.map((name) => `action ${name}`),
      ...['addEvidence', 'addMilestone', 'edit'].map((name) => `action ${name}`),
      ...['meet', 'replan', 'drop', 'reopen'].map((name) => `milestone ${name}`),
      ...['raise', 'markCritical', 'resolve', 'reopen'].map((name) => `blocker ${name}`),
      ...['request', 'grant', 'refuse', 'withdraw'].map((name) => `extension ${name}`),
    ]
    expect(
      kinds.filter((kind) => (counts.get(kind) ?? 0) < 20).map((kind) => [kind, counts.get(kind)]),
    ).toEqual([])
  })
})

function keepsPromises(told: Told, accepted: Accepted) {
  const { change, actorId, before } = told
  const { after, from, to, notices } = accepted
  equal(after.version, before.version + 1)
  if (change.subject === 'action') deepEqual([before.state, after.state], [from, to])
  else equal(after.state, before.state)
  ok(notices.every(({ personId }) => personId !== actorId))
  statesAreKnown(after)
  datesAreKept(told, after)
  nobodyDecidesOnOwnWork(told, after)
  nothingIsLost(before, after)
}

function statesAreKnown({ state, milestones, blockers, extensions }: ActionFacts) {
  known(actionStates, state)
  for (const milestone of milestones) known(milestoneStates, milestone.state)
  for (const blocker of blockers) known(blockerStates, blocker.state)
  for (const extension of extensions) known(extensionStates, extension.state)
  ok(extensions.filter((extension) => extension.state === 'requested').length <= 1)
}

/** The baseline stays for ever, and the due date moves by a decision alone once the action is agreed. */
function datesAreKept({ change, before }: Told, after: ActionFacts) {
  const event = eventOf(change)
  if (before.baselineDueOn !== null) equal(after.baselineDueOn, before.baselineDueOn)
  equal(after.timesExtended, before.timesExtended + (event === 'extension grant' ? 1 : 0))
  const decided = ['extension grant', 'action reopen', 'action reinstate'].includes(event)
  if (!decided && before.state !== 'draft') equal(after.dueOn, before.dueOn)
}

function nobodyDecidesOnOwnWork({ change, actorId, before }: Told, after: ActionFacts) {
  const event = eventOf(change)
  if (isFinished(after.state) && !isFinished(before.state)) equal(event, 'action signOff')
  const involved: Record<string, (string | null)[]> = {
    'action endorse': [before.ownerId, before.submittedBy],
    'action signOff': [before.ownerId, before.submittedBy, before.endorsedBy],
  }
  ok(!involved[event]?.includes(actorId))
  if (event !== 'extension grant' && event !== 'extension refuse') return
  const decided = after.extensions.find(({ state }, at) => state !== before.extensions[at]?.state)
  equal(decided?.decidedBy, actorId)
  ok(decided.requestedBy !== actorId)
}

function eventOf({ subject, event }: Told['change']): string {
  return `${subject} ${event.type}`
}

/** What was once recorded stays: parts are added and change their state, but none goes, and none comes twice. */
function nothingIsLost(before: ActionFacts, after: ActionFacts) {
  for (const part of ['evidence', 'milestones', 'blockers', 'extensions'] as const) {
    const ids = after[part].map(({ id }) => id)
    const then = before[part].map(({ id }) => id)
    deepEqual(ids.slice(0, then.length), then)
    equal(new Set(ids).size, ids.length)
  }
}

function explainsItself({ before, change, possible }: Told, { code, because, missing, state }: Refused) {
  known(refusalCodes, code)
  match(because, /^['A-Z].{10,}\.$/)
  for (const { field, detail } of missing) ok(field && detail)
  if (change.subject === 'action') equal(state, before.state)
  if (possible && !possible.allowed) deepEqual([code, because], [possible.code, possible.because])
}

/** What is offered is accepted when its fields are as they should be, and what is not offered never is. */
function agreesWithPossibility({ possible, answer, sound, change }: Told) {
  if (!possible) return
  if (!possible.allowed || sound) deepEqual([change, answer.ok], [change, possible.allowed])
  else if (!answer.ok) {
    known([...possible.needs, 'forecastOn', 'ownRating', 'embedCheckOn'], answer.missing[0]?.field)
  }
}

function known<T>(list: readonly T[], one: T) {
  ok(list.includes(one), `${String(one)} is none of ${list.join(', ')}`)
}
