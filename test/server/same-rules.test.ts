import { describe, expect, test } from 'vitest'
import { useApi } from '#test/support/api.ts'
import { givenPlan } from '#test/support/plans.ts'
import { actionRules } from '#test/support/rules/action-rules.ts'
import { partRules } from '#test/support/rules/part-rules.ts'
import { peopleRules } from '#test/support/rules/people-rules.ts'
import { planRules } from '#test/support/rules/plan-rules.ts'
import { toldByApi, toldByForm } from '#test/support/rules/rule.ts'
import { actionEditRequirements } from '#workflows/action/action-edits.ts'
import { actionRequirements } from '#workflows/action/action-requirements.ts'
import { meetingRequirements } from '#workflows/meeting/meeting.ts'
import { blockerWorkflow } from '#workflows/parts/blocker.ts'
import { extensionRequirements } from '#workflows/parts/extension-requirements.ts'
import { milestoneWorkflow } from '#workflows/parts/milestone.ts'
import { planRequirements } from '#workflows/plan/plan.ts'
import { priorityRequirements } from '#workflows/priority/priority.ts'

const api = useApi('2026-11-23T10:00:00.000Z')
const rules = [...actionRules, ...partRules, ...planRules, ...peopleRules]

describe('a form and the API refuse the same value, naming the same field with the same sentence, where', () => {
  test.each(rules.map((rule) => [rule.wrong, rule] as const))('%s', async (_, { field, typedIn, tell }) => {
    const wrong = await tell(api())
    const form = await toldByForm(api(), wrong)
    const asked = await toldByApi(api(), wrong)
    const named = asked.faults.find((fault) => fault.field === field)
    expect({ form: form.refused, api: asked.refused, field: named?.field }).toEqual({
      form: true,
      api: true,
      field,
    })
    const own = form.faults.filter((fault) => isOf(fault.field, typedIn ?? field))
    expect(own.map(({ said }) => said)).toEqual([named?.said])
  })
})

test('a closed plan is described anew neither by its form nor by the API', async () => {
  const { planId, people } = await givenPlan(api().app.db, [], { state: 'closed' })
  const wrong = {
    as: people.administrator,
    form: { path: `/plans/${planId}/edit`, fields: { title: 'Other words' } },
    request: { method: 'PATCH', path: `/plans/${planId}`, body: { title: 'Other words' } },
  } as const
  expect((await toldByForm(api(), wrong)).refused).toBe(true)
  expect((await toldByApi(api(), wrong)).refused).toBe(true)
  const settings = { ...wrong, request: { ...wrong.request, body: { staleDays: 40 } } }
  expect((await toldByApi(api(), settings)).refused).toBe(false)
})

// Closure criteria stand in fields of their own in the form, each once; one that has evidence is asked for in its tests.
const notTyped = ['edit.criteria']

test('every requirement on what a field of an event may hold is among these rules', () => {
  const tables = [
    actionRequirements,
    actionEditRequirements,
    milestoneWorkflow.requirements,
    blockerWorkflow.requirements,
    extensionRequirements,
    planRequirements,
    priorityRequirements,
    meetingRequirements,
  ]
  const asked = tables.flatMap((table) =>
    Object.entries(table as Record<string, readonly { code: string; field?: string }[]>).flatMap(
      ([event, requirements]) =>
        requirements.flatMap(({ code, field }) =>
          field === undefined || code === 'fieldMissing' ? [] : [`${event}.${field}`],
        ),
    ),
  )
  const told = rules.flatMap(({ of, field }) => (of === undefined ? [] : [`${of}.${field}`]))
  expect([...new Set([...told, ...notTyped])].toSorted()).toEqual([...new Set(asked)].toSorted())
})

// On the board the id of the request stands behind the name of the field.
function isOf(shown: string, field: string): boolean {
  return shown === field || new RegExp(`^${field}-[0-9a-f]{8}-[0-9a-f-]{27}$`).test(shown)
}
