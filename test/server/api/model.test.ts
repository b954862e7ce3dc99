import { describe, expect, test } from 'vitest'
import { type AnyStateMachine, createMachine } from 'xstate'
import { getShortestPaths } from 'xstate/graph'
import { actionWorkflow } from '#workflows/action/action.ts'
import { decisionWorkflow } from '#workflows/decision/decision.ts'
import { meetingWorkflow } from '#workflows/meeting/meeting.ts'
import { blockerWorkflow } from '#workflows/parts/blocker.ts'
import { extensionWorkflow } from '#workflows/parts/extension.ts'
import { milestoneWorkflow } from '#workflows/parts/milestone.ts'
import { planWorkflow } from '#workflows/plan/plan.ts'
import { priorityWorkflow } from '#workflows/priority/priority.ts'
import { useApi } from '../../support/api.ts'
import { doStep, type Life, lives, read, type Subject, today, transit } from '../../support/lives.ts'
import type { CastName } from '../../support/plans.ts'
import { refusals } from '../../support/refusals.ts'
import { runSequences } from '../../support/sequences.ts'

const api = useApi(`${today}T10:00:00Z`)

type Edge = { from: string; event: string; to: string }

/** A machine without its guards, to find ways through it: whether each step is allowed is the server's to say. */
function graphOf(guarded: AnyStateMachine) {
  const config = guarded.config.states as Record<string, { on?: Record<string, { target: string }> }>
  const states = Object.fromEntries(
    Object.entries(config).map(([name, { on = {} }]) => [
      name,
      { on: Object.fromEntries(Object.entries(on).map(([event, { target }]) => [event, target])) },
    ]),
  )
  const edges = Object.entries(states).flatMap(([from, { on }]) =>
    Object.entries(on).map(([event, to]): Edge => ({ from, event, to })),
  )
  const machine = createMachine({ initial: String(guarded.config.initial), states })
  const paths = getShortestPaths(machine)
  const wayTo = (state: string) => {
    const path = paths.find((each) => each.state.value === state)
    if (!path) throw new Error(`no way leads to ${state}`)
    return path.steps.map((step) => step.event.type).filter((type) => type !== 'xstate.init')
  }
  return { states: Object.keys(states), edges, wayTo, events: [...new Set(edges.map(({ event }) => event))] }
}

/** A subject that has been led to a state, by the people who usually do that. */
async function ledTo(life: Life, state: string): Promise<Subject> {
  const subject = await life.begin(api())
  for (const event of graphOf(life.machine).wayTo(state)) await take(life, subject, event)
  return subject
}

async function take(life: Life, subject: Subject, event: string) {
  const step = life.steps[event]
  if (!step) throw new Error(`nobody says how to ${event}`)
  const { status, body } = await doStep(api(), subject, event, step)
  expect([event, status, body.detail]).toEqual([event, 200, undefined])
  return body
}

const people: CastName[] = ['owner', 'contributor', 'lead', 'chair', 'viceChair', 'administrator', 'member']

const requirements = [
  planWorkflow,
  priorityWorkflow,
  actionWorkflow,
  milestoneWorkflow,
  blockerWorkflow,
  extensionWorkflow,
  meetingWorkflow,
  decisionWorkflow,
].map((workflow) => workflow.requirements)

describe.each(Object.entries(lives))('the machine of the %s', (_, life) => {
  const graph = graphOf(life.machine)

  test('has a step for every event', () => {
    expect(Object.keys(life.steps).toSorted()).toEqual(graph.events.toSorted())
  })

  test.each(graph.edges)('takes $event from $from to $to', async ({ from, event, to }) => {
    const subject = await ledTo(life, from)
    const before = await read(api(), subject)
    expect(before.state).toBe(from)
    const after = await take(life, subject, event)
    expect([after.state, (await read(api(), subject)).state]).toEqual([to, to])
    const history = await api().get(`${subject.path}/history?limit=1`, {
      as: subject.plan.people.administrator,
    })
    expect(history.body.items[0]).toMatchObject({ event, from, to, version: after.version })
  })

  test.each(graph.states)(
    'refuses in %s whatever it says is not possible, to everybody, with the reason given, and changes nothing',
    async (state) => {
      const subject = await ledTo(life, state)
      const before = await read(api(), subject)
      const leaving = new Set(graph.edges.filter(({ from }) => from === state).map(({ event }) => event))
      for (const by of people) {
        const as = subject.plan.people[by]
        const asked = await api().get(`${subject.path}/transitions`, { as })
        // Who has no part in a plan that was only just made does not see it.
        if (asked.status === 404) continue
        const items: { event: string; allowed: boolean; code: string; because: string }[] = asked.body.items
        for (const { event, allowed, code, because } of items) {
          const step = life.steps[event]
          // What brings a part into being is no step of it.
          if (!step) continue
          if (allowed) expect([state, by, event, leaving.has(event)]).toEqual([state, by, event, true])
          else {
            const answer = await transit(api(), subject, event, by, await step.fields?.(subject, api()))
            expect([state, by, event, answer.status, answer.body.code, answer.body.detail]).toEqual([
              state,
              by,
              event,
              code === 'notYourRole' ? 403 : 409,
              code,
              because,
            ])
            expect(answer.body.allowed).toEqual(items.flatMap((item) => (item.allowed ? [item.event] : [])))
          }
        }
      }
      expect(await read(api(), subject)).toEqual(before)
    },
  )
})

describe('what is refused for what is there and not for who asks or when', () => {
  test.each(refusals)('%s: %s', async (code, _, ask) => {
    const { status, body } = await ask(api())
    expect([status, body.code]).toEqual([409, code])
    expect(body.detail).toMatch(/^['A-Z].{12,}\.$/)
  })

  test('covers every code that the requirements of the machines can give', () => {
    const codes = Object.values(requirements)
      .flatMap((each) => Object.values(each as unknown as Record<string, { code: string }[]>).flat())
      .map(({ code }) => code)
    // Of the person and of the state: above, for every machine. Fields are refused before a workflow is asked.
    const elsewhere = ['notYourRole', 'wrongState', 'fieldMissing']
    expect([...new Set([...refusals.map(([code]) => code), ...elsewhere])].toSorted()).toEqual(
      [...new Set([...codes, ...elsewhere])].toSorted(),
    )
  })
})

test(
  'random ways through every machine by several people keep all that is promised of states, history, emails and dates',
  {
    timeout: 600_000,
  },
  async () => {
    const seed = 20_261_123
    const { steps, accepted, refused, faults } = await runSequences(api(), 60, seed)
    expect({ seed, faults }).toEqual({ seed, faults: [] })
    expect(steps).toBeGreaterThan(240)
    // Most of it happened, or it would mean little.
    expect(accepted.size).toBeGreaterThan(20)
    expect(refused.size).toBeGreaterThan(4)
    expect(refused.get('versionStale')).toBeGreaterThan(10)
  },
)
