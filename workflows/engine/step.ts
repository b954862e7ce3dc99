import { type AnyStateMachine, transition } from 'xstate'
import type { ActionFacts } from '#workflows/action/action-facts.ts'
import {
  type ActionSubject,
  type AggregateOf,
  type Effects,
  type Missing,
  type Notice,
  type Notices,
  type Question,
  type RefusalCode,
  type Requirement,
  type Requirements,
  sentence,
  unmet,
} from './requirement.ts'

/** One noun's life: its machine, and beside it why an event is refused and what an accepted one changes. */
export type Workflow<E extends { type: string }, S = ActionSubject> = {
  machine: AnyStateMachine
  requirements: Requirements<E, S>
  effects: Effects<E, S>
  notices: Notices<E, S>
  /** The event that brings a subject into being, in the initial state of its machine. */
  begins?: E['type']
  /** State of the subject that the event is about; null when it is not there (yet). */
  stateOf: (question: Question<E, S>) => string | null
  /** The aggregate with the subject of the event in another state. */
  withState: (aggregate: AggregateOf<S>, state: string, event: E) => AggregateOf<S>
}

export type Accepted<A = ActionFacts> = {
  ok: true
  from: string | null
  to: string
  /** The aggregate as it stands afterwards, one version on. */
  after: A
  notices: Notice[]
}

export type Refused = {
  ok: false
  code: RefusalCode
  because: string
  missing: Missing[]
  state: string | null
}

/**
 * Decides an event: the aggregate as it stands afterwards and the notices owed, or the refusal with its code, its
 * sentence and what is missing. Pure: the caller gives the day, the facts and how the actor stands towards them.
 */
export function step<E extends { type: string }, S = ActionSubject>(
  workflow: Workflow<E, S>,
  question: Question<E, S>,
): Accepted<AggregateOf<S>> | Refused {
  const from = workflow.stateOf(question)
  const refusal = refusalOf(workflow, question, from)
  if (refusal) return refusal
  const { event, standing } = question
  const to =
    event.type === workflow.begins
      ? String(workflow.machine.config.initial)
      : target(workflow, question, from)
  const notices = workflow.notices[event.type as E['type']] as
    | ((question: Question<E, S>) => Notice[])
    | undefined
  return {
    ok: true,
    from,
    to,
    after: oneOn(workflow.withState(effectOf(workflow.effects, question), to, event), question),
    notices: (notices?.(question) ?? []).filter(({ personId }) => personId !== standing.personId),
  }
}

function target<E extends { type: string }, S>(
  workflow: Workflow<E, S>,
  question: Question<E, S>,
  from: string | null,
): string {
  const { event, ...context } = question
  const snapshot = workflow.machine.resolveState({ value: from as string, context })
  // A refused event is silent in XState: the same snapshot comes back. So `can` is always asked first.
  if (!snapshot.can(event)) throw new Error(`machine and requirements disagree on ${event.type} in ${from}`)
  const [next] = transition(workflow.machine, snapshot, event)
  return String(next.value)
}

export type Possibility<Name extends string = string> = {
  event: Name
  allowed: boolean
  code: RefusalCode | null
  because: string | null
  needs: string[]
  missing: Missing[]
}

/**
 * What this person may do next: every event of the workflow, allowed or with the reason why not, and the fields
 * it cannot do without. Answered by the same conditions that `step` enforces.
 */
export function possibilities<E extends { type: string }, S = ActionSubject>(
  workflow: Workflow<E, S>,
  question: Omit<Question<E, S>, 'event'>,
  eventOf: (name: E['type']) => E = (name) => ({ type: name }) as E,
): Possibility<E['type']>[] {
  return (Object.keys(workflow.requirements) as E['type'][]).map((name) => {
    const asked = { ...question, event: eventOf(name) } as unknown as Question<E, S>
    const refusal = refusalOf(workflow, asked, workflow.stateOf(asked), 'ignoringFields')
    return {
      event: name,
      allowed: refusal === null,
      code: refusal?.code ?? null,
      because: refusal?.because ?? null,
      needs: needsOf(workflow, asked),
      missing: refusal?.missing ?? [],
    }
  })
}

/** The fields that the event cannot do without: those of the conditions that fail while nothing is filled in. */
function needsOf<E extends { type: string }, S>(workflow: Workflow<E, S>, blank: Question<E, S>): string[] {
  const fields = unmet(workflow.requirements, blank).flatMap(({ field }) => (field ? [field] : []))
  return [...new Set(fields)]
}

/** Decides a change that leaves every state as it is: accepted where all requirements hold. */
export function edit<E extends { type: string }, S = ActionSubject>(
  requirements: Requirements<E, S>,
  effects: Effects<E, S>,
  question: Question<E, S>,
): Accepted<AggregateOf<S>> | Refused {
  const { state } = aggregateOf(question)
  const [first] = unmet(requirements, question)
  if (first) return refusal(first, question, state)
  return {
    ok: true,
    from: state,
    to: state,
    after: oneOn(effectOf(effects, question), question),
    notices: [],
  }
}

const nouns = [
  'action',
  'plan',
  'priority',
  'meeting',
  'inspection',
  'report',
  'section',
  'reportTemplate',
  'sheetImport',
  'decision',
] as const

/** The row that a question is about: an action for all its parts. */
export function aggregateOf<E extends { type: string }, S>(question: Question<E, S>): AggregateOf<S> {
  const held = question as Partial<Record<string, AggregateOf<S>>>
  return held[nouns.find((noun) => noun in held) ?? ''] as AggregateOf<S>
}

function effectOf<E extends { type: string }, S>(
  effects: Effects<E, S>,
  question: Question<E, S>,
): AggregateOf<S> {
  const effect = effects[question.event.type as E['type']] as unknown as (
    question: Question<E, S>,
  ) => AggregateOf<S>
  return effect(question)
}

function oneOn<E extends { type: string }, S>(
  after: AggregateOf<S>,
  question: Question<E, S>,
): AggregateOf<S> {
  return { ...after, version: aggregateOf(question).version + 1, updatedAt: question.now }
}

function refusalOf<E extends { type: string }, S>(
  workflow: Workflow<E, S>,
  question: Question<E, S>,
  state: string | null,
  fields: 'ignoringFields' | 'withFields' = 'withFields',
): Refused | null {
  const failing = unmet(workflow.requirements, question).filter(
    ({ field }) => fields === 'withFields' || field === undefined,
  )
  // Whose work it is comes first: it stays true in every state, and is the more useful answer.
  const person = failing.find(({ code }) => code === 'ownWork' || code === 'notYourRole')
  if (person) return refusal(person, question, state)
  if (!isPossible(workflow, question.event.type, state)) {
    return {
      ok: false,
      code: 'wrongState',
      because: wrongState(question.event.type, state),
      missing: [],
      state,
    }
  }
  const [first] = failing
  return first ? refusal(first, question, state) : null
}

/** A subject begins once: an event that begins one is not possible where it is already there. */
function isPossible<E extends { type: string }, S>(
  { begins, machine }: Workflow<E, S>,
  event: string,
  state: string | null,
): boolean {
  if (state === null) return event === begins
  return event in (machine.states[state]?.config.on ?? {})
}

function refusal<E extends { type: string }, S>(
  requirement: Requirement<E, S>,
  question: Question<E, S>,
  state: string | null,
): Refused {
  return {
    ok: false,
    code: requirement.code,
    because: sentence(requirement, question),
    missing: requirement.missing?.(question) ?? [],
    state,
  }
}

function wrongState(event: string, state: string | null): string {
  return state === null
    ? 'It is not part of this action. Read the action again and choose one that is listed.'
    : `'${event}' is not possible in the state '${state}'.`
}
