import { strictEqual as equal, ok } from 'node:assert'
import * as fc from 'fast-check'
import { describe, test } from 'vitest'
import type { ActionFacts } from '#workflows/action/action-facts.ts'
import { actionWorkflow } from '#workflows/action/action.ts'
import { refusalCodes } from '#workflows/engine/requirement.ts'
import { possibilities, step, type Workflow } from '#workflows/engine/step.ts'
import { blockerWorkflow } from '#workflows/parts/blocker.ts'
import { extensionWorkflow } from '#workflows/parts/extension.ts'
import { milestoneWorkflow } from '#workflows/parts/milestone.ts'
import { defaultSettings } from '#workflows/plan/plan-settings.ts'
import { NOW, surroundings, TODAY } from '../support/facts.ts'
import { anyAction, anyText, dayOrNot } from '../support/generate.ts'
import { deepFreeze, names } from '../support/tell.ts'

const around = { planId: 'plan', priorityId: 'priority', horizonId: 'short', personIds: [...names] }
const person = fc.constantFrom(...names)
const day = dayOrNot(TODAY)

const anyStanding = fc.record({
  personId: person,
  owner: fc.boolean(),
  contributor: fc.boolean(),
  lead: fc.boolean(),
  chair: fc.boolean(),
  viceChair: fc.boolean(),
  administrator: fc.boolean(),
})

/** Any of the fields that events have, well filled in or badly, and some of them missing. */
function anyFields({ criteria, milestones, blockers, extensions }: ActionFacts) {
  const ids = [...criteria, ...milestones, ...blockers, ...extensions].map(({ id }) => id)
  const part = fc.constantFrom(...ids, 'none', '')
  const texts = [
    'note',
    'whatChanged',
    'statement',
    'reason',
    'text',
    'what',
    'waitingOn',
    'how',
    'regulatorAgreement',
  ]
  const days = ['embedCheckOn', 'dueOn', 'fromOn', 'metOn', 'sinceOn']
  const parts = ['criterionId', 'milestoneId', 'blockerId', 'extensionId']
  const record: Record<string, fc.Arbitrary<unknown>> = {
    ...Object.fromEntries([...each(texts, anyText), ...each(days, day), ...each(parts, part)]),
    forecastOn: fc.option(day),
    ownRating: fc.constantFrom('amber', 'red', null),
    reasonCode: fc.constantFrom('capacity', 'other', 'mood'),
    ownerId: person,
    successorId: fc.constantFrom('successor', 'action', ''),
  }
  return fc.record(record, { requiredKeys: [] })
}

const questions = anyAction(around, defaultSettings, TODAY).chain((action) =>
  fc.record({ action: fc.constant(action), fields: anyFields(action), standing: anyStanding }),
)

function each<T>(fields: string[], value: fc.Arbitrary<T>): [string, fc.Arbitrary<T>][] {
  return fields.map((field) => [field, value])
}

/** Any event of the workflow is answered for what it is, and as was said to be possible beforehand. */
function answersAnything<E extends { type: string }>(workflow: Workflow<E>) {
  const types = Object.keys(workflow.requirements)
  const property = fc.property(questions, fc.constantFrom(...types), ({ action, fields, standing }, type) => {
    const asked = deepFreeze({ action, around: surroundings(), standing, today: TODAY, now: NOW })
    const answer = step(workflow, { ...asked, event: { ...fields, type } as unknown as E })
    if (answer.ok) equal(answer.after.version, action.version + 1)
    else ok(refusalCodes.includes(answer.code))

    const { milestoneId, blockerId, extensionId } = fields
    const blank = (name: string) => ({ milestoneId, blockerId, extensionId, type: name }) as unknown as E
    const possible = possibilities(workflow, asked, blank).find(({ event }) => event === type)
    if (answer.ok) equal(possible?.allowed, true)
    else if (!possible?.allowed) equal(answer.code, possible?.code)
  })
  fc.assert(property, { numRuns: 1_000 })
}

describe('any event about any action is answered, and never thrown over', () => {
  test('by the workflow of an action', () => answersAnything(actionWorkflow))
  test('by the workflow of a milestone', () => answersAnything(milestoneWorkflow))
  test('by the workflow of a blocker', () => answersAnything(blockerWorkflow))
  test('by the workflow of an extension', () => answersAnything(extensionWorkflow))
})
