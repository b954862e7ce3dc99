import { expect } from 'vitest'
import type { ActionFacts } from '#workflows/action/action-facts.ts'
import { possibilities, step, type Workflow } from '#workflows/engine/step.ts'
import { NOW, type StandingName, standing, standingNames, surroundings, TODAY } from './facts.ts'

/** By state and by who acts: the events allowed. `none` is the state of what is not there yet. */
export type Table<State extends string, Name extends string> = Record<
  State | 'none',
  Partial<Record<StandingName, Name[]>>
>

/** One person's answers and possibilities about an action, today and with nothing around it in the way. */
export function ask<E extends { type: string }>(
  workflow: Workflow<E>,
  action: ActionFacts,
  by: StandingName,
) {
  const question = { action, around: surroundings(), standing: standing(by), today: TODAY, now: NOW }
  return {
    answerTo: (event: E) => step(workflow, { ...question, event }),
    possible: (idOf: object) =>
      possibilities<E>(workflow, question, (type) => ({ ...idOf, type }) as unknown as E),
  }
}

/**
 * Holds a workflow to a table written by hand: by what it answers to every event of every kind of person in every
 * state, and by what it says is possible. Every refusal has a sentence.
 */
export function holdsTable<E extends { type: string }>(
  workflow: Workflow<E>,
  table: Table<string, E['type']>,
  events: { [K in E['type']]: Extract<E, { type: K }> },
  actionWith: (state: string) => ActionFacts,
  idOf: object,
) {
  holdsTableOf(
    workflow,
    table,
    events,
    (state) => ({ action: actionWith(state), around: surroundings() }),
    idOf,
  )
}

/** As `holdsTable`, for a subject of any kind. */
export function holdsTableOf<E extends { type: string }, S>(
  workflow: Workflow<E, S>,
  table: Record<string, Partial<Record<StandingName, E['type'][]>>>,
  events: { [K in E['type']]: Extract<E, { type: K }> },
  subjectIn: (state: string) => S,
  idOf: object = {},
) {
  for (const [state, byName] of Object.entries(table)) {
    for (const name of standingNames) {
      const asked = { ...subjectIn(state), standing: standing(name), today: TODAY, now: NOW }
      const answers = Object.entries<E>(events).map(([type, event]) => ({
        type,
        answer: step(workflow, { ...asked, event }),
      }))
      const listed = (byName[name] ?? []).toSorted()
      const possible = possibilities<E, S>(
        workflow,
        asked as never,
        (type) => ({ ...idOf, type }) as unknown as E,
      )
      const accepted = answers.filter(({ answer }) => answer.ok).map(({ type }) => type)
      expect({ state, name, allowed: accepted.toSorted() }).toEqual({ state, name, allowed: listed })
      const offered = possible.filter(({ allowed }) => allowed).map(({ event }) => event)
      expect({ state, name, allowed: offered.toSorted() }).toEqual({ state, name, allowed: listed })
      for (const { type, answer } of answers) {
        if (answer.ok) continue
        expect(answer.because).toMatch(/^['A-Z].{12,}\.$/)
        expect(possible.find(({ event }) => event === type)).toMatchObject({ code: answer.code })
      }
    }
  }
}
