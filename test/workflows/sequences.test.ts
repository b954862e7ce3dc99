// Plain assertions: a million of vitest's own would take longer than what they judge.
import { deepStrictEqual as deepEqual, strictEqual as equal, match, ok } from 'node:assert'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ActionChangeRequest } from '#db/transition.ts'
import { actionWorkflow } from '#workflows/action.ts'
import { type ActionEdit, editAction } from '#workflows/action-edits.ts'
import { type ActionEvent, actionEventNames } from '#workflows/action-events.ts'
import {
  type ActionFacts,
  actionStates,
  blockerStates,
  extensionStates,
  isFinished,
  milestoneStates,
} from '#workflows/action-facts.ts'
import { type BlockerEvent, blockerWorkflow } from '#workflows/blocker.ts'
import { addDays, type Day } from '#workflows/calendar.ts'
import { extensionWorkflow } from '#workflows/extension.ts'
import type { ExtensionEvent } from '#workflows/extension-requirements.ts'
import { type MilestoneEvent, milestoneWorkflow } from '#workflows/milestone.ts'
import { defaultSettings, type PlanSettings } from '#workflows/plan-settings.ts'
import { type Role, standingTowards } from '#workflows/policy.ts'
import { type Question, refusalCodes } from '#workflows/requirement.ts'
import {
  type Accepted,
  type Possibility,
  possibilities,
  type Refused,
  step,
  type Workflow,
} from '#workflows/step.ts'
import { anActionIn, surroundings, TODAY } from '../support/facts.ts'
import { anyAction, anyText, dayOrNot } from '../support/generate.ts'
import { anyWish, changeOf } from '../support/generate-changes.ts'
import type { Company, Wish } from '../support/wish-fields.ts'

const names = [
  'owner',
  'otherOwner',
  'contributor',
  'lead',
  'chair',
  'viceChair',
  'administrator',
  'member',
  'stranger',
] as const
const people = Object.fromEntries(names.map((name) => [name, name])) as Company['people']
const roleOf: Partial<Record<string, Role>> = {
  chair: 'chair',
  viceChair: 'viceChair',
  administrator: 'administrator',
  member: 'member',
}

type Told = {
  change: ActionChangeRequest
  actorId: string
  sound: boolean
  before: ActionFacts
  answer: Accepted | Refused
  possible: Possibility | null
}

/** Everything that came of a sequence of wishes, told one after the other as the days pass. */
function tell(first: ActionFacts, list: Wish[], settings: PlanSettings): Told[] {
  let action = deepFreeze(first)
  let today: Day = TODAY
  let made = 0
  const company = { people, successorId: 'successor', newId: () => `made ${++made}` }
  return list.map((wish) => {
    today = addDays(today, wish.daysLater)
    const { actorId, sound, change } = changeOf(wish, action, today, company)
    const before = action
    const asked = deepFreeze(questionOf(action, actorId, today, settings, change))
    const possible = possibleBefore(change, asked)
    const answer = decide(change, asked)
    if (answer.ok) action = deepFreeze(answer.after)
    return { change, actorId, sound, before, answer, possible }
  })
}

function questionOf(
  action: ActionFacts,
  actorId: string,
  today: Day,
  settings: PlanSettings,
  { event }: ActionChangeRequest,
): Omit<Question, 'event'> {
  const heir =
    event.type === 'transfer' ? { id: event.ownerId, name: 'The heir', post: 'Head', agencyId: null } : null
  return {
    action,
    around: surroundings({ plan: { id: 'plan', state: 'active', settings }, newOwner: heir }),
    standing: standingTowards({ id: actorId, role: roleOf[actorId] ?? null }, action, 'lead'),
    today,
    now: `${today}T10:00:00.000Z`,
  }
}

function decide({ subject, event }: ActionChangeRequest, asked: Omit<Question, 'event'>): Accepted | Refused {
  if (subject === 'milestone') return step(milestoneWorkflow, { ...asked, event })
  if (subject === 'blocker') return step(blockerWorkflow, { ...asked, event })
  if (subject === 'extension') return step(extensionWorkflow, { ...asked, event })
  return isEdit(event) ? editAction({ ...asked, event }) : step(actionWorkflow, { ...asked, event })
}

function possibleBefore(
  { subject, event }: ActionChangeRequest,
  asked: Omit<Question, 'event'>,
): Possibility | null {
  const offered = <E extends { type: string }>(workflow: Workflow<E>, id: object = {}) =>
    possibilities<E>(workflow, asked, (type) => ({ ...id, type }) as unknown as E).find(
      (each) => each.event === event.type,
    ) ?? null
  if (subject === 'milestone') return offered(milestoneWorkflow, { milestoneId: event.milestoneId })
  if (subject === 'blocker') return offered(blockerWorkflow, { blockerId: event.blockerId })
  if (subject === 'extension') return offered(extensionWorkflow, { extensionId: event.extensionId })
  return isEdit(event) ? null : offered(actionWorkflow)
}

function isEdit(event: ActionEvent | ActionEdit): event is ActionEdit {
  return event.type === 'edit' || event.type === 'addEvidence' || event.type === 'addMilestone'
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    for (const each of Object.values(value)) deepFreeze(each)
  }
  return value
}

const aBeginning: fc.Arbitrary<ActionFacts> = fc
  .record({
    state: fc.constantFrom('draft', 'draft', 'agreed', 'inProgress', 'submitted', 'signedOff', 'cancelled'),
    ownerId: fc.constantFrom('owner', 'owner', 'otherOwner', 'lead', 'chair', 'viceChair', null),
    regulatorDate: fc.boolean(),
    evidence: fc.constantFrom('some', 'none'),
    milestones: fc.array(
      fc.record({ id: fc.constantFrom('m1', 'm2'), state: fc.constantFrom(...milestoneStates) }),
      { maxLength: 1 },
    ),
  })
  .map(({ evidence, milestones, ...change }) => {
    const one = { title: 'Half', dueOn: TODAY, metOn: null, timesReplanned: 0 }
    const action = anActionIn(change.state, change)
    return {
      ...action,
      submittedBy: action.submittedBy && change.ownerId,
      ...(evidence === 'none' && { evidence: [] }),
      milestones: milestones.map((each) => ({ ...one, ...each })),
    }
  })

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
          const kind = `${told.change.subject} ${told.change.event.type}`
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
      ...['raise', 'markCritical', 'resolve'].map((name) => `blocker ${name}`),
      ...['request', 'grant', 'refuse', 'withdraw'].map((name) => `extension ${name}`),
    ]
    expect(
      kinds.filter((kind) => (counts.get(kind) ?? 0) < 20).map((kind) => [kind, counts.get(kind)]),
    ).toEqual([])
  })
})

function keepsPromises({ change, actorId, before }: Told, { after, from, to, notices }: Accepted) {
  const event = `${change.subject} ${change.event.type}`
  equal(after.version, before.version + 1)
  known(actionStates, after.state)
  if (change.subject === 'action') deepEqual([before.state, after.state], [from, to])
  else equal(after.state, before.state)
  for (const { state } of after.milestones) known(milestoneStates, state)
  for (const { state } of after.blockers) known(blockerStates, state)
  for (const { state } of after.extensions) known(extensionStates, state)

  if (before.baselineDueOn !== null) equal(after.baselineDueOn, before.baselineDueOn)
  const granted = event === 'extension grant'
  equal(after.timesExtended, before.timesExtended + (granted ? 1 : 0))
  const redated = granted || ['action reopen', 'action reinstate'].includes(event) || before.state === 'draft'
  if (!redated) equal(after.dueOn, before.dueOn)

  if (isFinished(after.state) && !isFinished(before.state)) equal(event, 'action signOff')
  if (event === 'action endorse') ok(![before.ownerId, before.submittedBy].includes(actorId))
  if (event === 'action signOff')
    ok(![before.ownerId, before.submittedBy, before.endorsedBy].includes(actorId))
  if (event === 'extension grant' || event === 'extension refuse') {
    const decided = after.extensions.find(({ state }, at) => state !== before.extensions[at]?.state)
    equal(decided?.decidedBy, actorId)
    ok(decided.requestedBy !== actorId)
  }
  ok(after.extensions.filter(({ state }) => state === 'requested').length <= 1)
  ok(notices.every(({ personId }) => personId !== actorId))
  nothingIsLost(before, after)
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

describe('any event about any action', () => {
  const around = { planId: 'plan', priorityId: 'priority', horizonId: 'short', personIds: [...names] }
  const day = dayOrNot(TODAY)
  const id = (action: ActionFacts) =>
    fc.constantFrom(
      ...[...action.criteria, ...action.milestones, ...action.blockers, ...action.extensions].map(
        (each) => each.id,
      ),
      'none',
      '',
    )
  const event = (action: ActionFacts) =>
    fc.record(
      {
        type: fc.string(),
        ...{
          note: anyText,
          whatChanged: anyText,
          statement: anyText,
          reason: anyText,
          text: anyText,
          what: anyText,
        },
        ...{ waitingOn: anyText, how: anyText, minuteRef: anyText, regulatorAgreement: anyText },
        ...{
          forecastOn: fc.option(day),
          embedCheckOn: day,
          dueOn: day,
          fromOn: day,
          metOn: day,
          sinceOn: day,
        },
        ownRating: fc.constantFrom('amber', 'red', null),
        reasonCode: fc.constantFrom('capacity', 'other', 'mood'),
        ...{
          criterionId: id(action),
          milestoneId: id(action),
          blockerId: id(action),
          extensionId: id(action),
        },
        ...{ ownerId: fc.constantFrom(...names), successorId: fc.constantFrom('successor', 'action', '') },
      },
      { requiredKeys: ['type'] },
    )
  const standings = fc.record({
    personId: fc.constantFrom(...names),
    ...{ owner: fc.boolean(), contributor: fc.boolean(), lead: fc.boolean(), chair: fc.boolean() },
    ...{ viceChair: fc.boolean(), administrator: fc.boolean() },
  })
  const askings = anyAction(around, defaultSettings, TODAY).chain((action) =>
    fc.record({
      action: fc.constant(action),
      event: event(action),
      standing: standings,
      dates: fc.option(day),
    }),
  )

  test.each<[string, Workflow<{ type: string }>]>([
    ['an action', actionWorkflow as unknown as Workflow<ActionEvent> as never],
    ['a milestone', milestoneWorkflow as unknown as Workflow<MilestoneEvent> as never],
    ['a blocker', blockerWorkflow as unknown as Workflow<BlockerEvent> as never],
    ['an extension', extensionWorkflow as unknown as Workflow<ExtensionEvent> as never],
  ])('of %s is answered, never thrown over', (_, workflow) => {
    const types = Object.keys(workflow.requirements)
    fc.assert(
      fc.property(askings, fc.constantFrom(...types), ({ action, event, standing }, type) => {
        const asked = deepFreeze({
          action,
          around: surroundings(),
          standing,
          today: TODAY,
          now: `${TODAY}T10:00:00.000Z`,
        })
        const answer = step(workflow, { ...asked, event: { ...event, type } })
        if (answer.ok) expect(answer.after.version).toBe(action.version + 1)
        else expect(refusalCodes).toContain(answer.code)
        const { milestoneId, blockerId, extensionId } = event
        const blank = (name: string) => ({ milestoneId, blockerId, extensionId, type: name })
        const possible = possibilities(workflow, asked, blank).find((each) => each.event === type)
        if (possible && !possible.allowed) expect(answer).toMatchObject({ ok: false, code: possible.code })
        if (answer.ok) expect(possible).toMatchObject({ allowed: true })
      }),
      { numRuns: 1_000 },
    )
  })
})
