import { setup } from 'xstate'
import { type Day, isDay, londonHour } from '#workflows/calendar/calendar.ts'
import { type Context, guardsOf } from '#workflows/engine/machine-parts.ts'
import type { Question, Requirement, Requirements } from '#workflows/engine/requirement.ts'
import { actorIs, textGiven } from '#workflows/engine/requirements-shared.ts'
import type { Workflow } from '#workflows/engine/step.ts'
import type { PlanState } from '#workflows/plan/plan-settings.ts'
import { type CallInSettings, callInRuleOf, callInUntil, lastDayUntil, untilInWords } from './call-in.ts'
import { canBeCarriedOut } from './carried-out.ts'
import type { DecisionFacts, DecisionState } from './decision-facts.ts'

/** What a change of a decision needs to know of its plan. */
export type DecisionSurroundings = { plan: { state: PlanState; callIn: CallInSettings } }

export type DecisionSubject = { decision: DecisionFacts; around: DecisionSurroundings }

export type DecisionEvent =
  | { type: 'publish'; publishedOn: Day }
  | { type: 'takeEffect' }
  | { type: 'callIn'; calledInBy: string; calledInOn: Day; reason: string }
  | { type: 'confirm'; reason: string }
  | { type: 'change'; resolved: string[]; reason: string }

type CallIn = Question<Extract<DecisionEvent, { type: 'callIn' }>, DecisionSubject>

/** Why a call-in of that day comes too early or too late; null where it comes in time. */
function outOfTime({ decision, event: { calledInOn }, today, now }: CallIn): string | null {
  const { publishedOn, callIn, callInUntil: until } = decision
  if (typeof calledInOn !== 'string' || !isDay(calledInOn))
    return 'Give the day on which the call-in was asked for.'
  if (calledInOn > today) return 'The call-in lies ahead. Record it once it has been asked for.'
  if (publishedOn === null || callIn === null || until === null) return null
  if (calledInOn < publishedOn)
    return 'It was not published yet on that day. Give the day on which the call-in was asked for.'
  const isOver =
    calledInOn > lastDayUntil(until, callIn) || (calledInOn === today && Date.parse(now) >= Date.parse(until))
  return isOver
    ? `It could be called in until ${untilInWords(until, callIn)}. A call-in has to be asked for by then.`
    : null
}

const inTime: Requirement<Extract<DecisionEvent, { type: 'callIn' }>, DecisionSubject> = {
  code: 'dateNotAllowed',
  field: 'calledInOn',
  met: (question) => outOfTime(question) === null,
  because: (question) => outOfTime(question) ?? '',
  rule: 'The call-in was asked for within the time that the settings gave on publication.',
  missing: (question) => [{ field: 'calledInOn', detail: outOfTime(question) ?? '' }],
}

const textOfChange: Requirement<Extract<DecisionEvent, { type: 'change' }>, DecisionSubject> = {
  code: 'fieldMissing',
  field: 'resolved',
  met: ({ event: { resolved } }) => Array.isArray(resolved) && resolved.some((each) => each.trim() !== ''),
  because: 'Give the text as it is resolved now.',
  missing: () => [{ field: 'resolved', detail: 'Give the text as it is resolved now.' }],
}

/** What each event of a decision needs, beyond the state it may happen in. */
export const decisionRequirements: Requirements<DecisionEvent, DecisionSubject> = {
  publish: [
    actorIs('administrator'),
    {
      code: 'dateNotAllowed',
      field: 'publishedOn',
      met: ({ decision, event: { publishedOn }, today }) =>
        typeof publishedOn === 'string' &&
        isDay(publishedOn) &&
        decision.decidedOn <= publishedOn &&
        publishedOn <= today,
      because: 'Give the day on which it was published: today or earlier, and not before the decision.',
      missing: () => [
        {
          field: 'publishedOn',
          detail: 'Give the day on which it was published: today or earlier, and not before the decision.',
        },
      ],
    },
  ],
  takeEffect: [
    actorIs('administrator'),
    {
      code: 'decisionNotEffective',
      met: ({ decision, now }) => canBeCarriedOut(decision, now),
      because: 'It can still be called in. It takes effect by itself once that time is over.',
    },
  ],
  callIn: [
    actorIs('administrator'),
    {
      code: 'exemptFromCallIn',
      met: ({ decision }) => decision.state === 'recorded' || decision.callIn !== null,
      because: 'The decision is exempt from call-in.',
    },
    textGiven('calledInBy', 'Say who asked for the call-in.'),
    inTime,
    textGiven('reason', 'Say why the decision is called in.'),
  ],
  confirm: [actorIs('administrator'), textGiven('reason', 'Say why the decision is confirmed.')],
  change: [actorIs('administrator'), textOfChange, textGiven('reason', 'Say why the decision is changed.')],
}

/**
 * A decision's life: recorded, published, in effect once it can no longer be called in; or called in once, and then
 * confirmed or changed. Nobody has to say that it takes effect: `stateAt` gives that by the clock.
 */
export const decisionMachine = setup({
  types: {
    context: {} as Context<DecisionSubject>,
    events: {} as DecisionEvent,
    input: {} as Context<DecisionSubject>,
  },
  guards: guardsOf(decisionRequirements),
}).createMachine({
  id: 'decision',
  initial: 'recorded',
  context: ({ input }) => input,
  states: {
    recorded: { on: { publish: { target: 'published', guard: 'mayPublish' } } },
    published: {
      on: {
        takeEffect: { target: 'effective', guard: 'mayTakeEffect' },
        callIn: { target: 'calledIn', guard: 'mayCallIn' },
      },
    },
    // A call-in that was asked for in time may be recorded later.
    effective: { on: { callIn: { target: 'calledIn', guard: 'mayCallIn' } } },
    calledIn: {
      on: {
        confirm: { target: 'confirmed', guard: 'mayConfirm' },
        change: { target: 'changed', guard: 'mayChange' },
      },
    },
    confirmed: {},
    changed: {},
  },
})

export const decisionWorkflow: Workflow<DecisionEvent, DecisionSubject> = {
  machine: decisionMachine,
  requirements: decisionRequirements,
  effects: {
    publish: ({ decision, around, event: { publishedOn } }) => {
      if (decision.callInExempt) return { ...decision, publishedOn, effectiveAt: londonHour(publishedOn, 0) }
      const callIn = callInRuleOf(around.plan.callIn)
      const until = callInUntil(publishedOn, callIn)
      return { ...decision, publishedOn, callIn, callInUntil: until, effectiveAt: until }
    },
    takeEffect: ({ decision }) => decision,
    callIn: ({ decision, event }) => ({
      ...decision,
      calledInOn: event.calledInOn,
      calledInBy: event.calledInBy.trim(),
      calledInReason: event.reason.trim(),
      effectiveAt: null,
    }),
    confirm: ({ decision, event, today, now }) => ({
      ...decision,
      settledOn: today,
      settledReason: event.reason.trim(),
      effectiveAt: now,
    }),
    change: ({ decision, event, today, now }) => ({
      ...decision,
      resolvedBefore: decision.resolved,
      resolved: event.resolved.map((each) => each.trim()).filter((each) => each !== ''),
      settledOn: today,
      settledReason: event.reason.trim(),
      effectiveAt: now,
    }),
  },
  notices: {},
  stateOf: ({ decision }) => decision.state,
  withState: (decision, state) => ({ ...decision, state: state as DecisionState }),
}
