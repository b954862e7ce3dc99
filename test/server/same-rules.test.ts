import { describe, expect, test } from 'vitest'
import { useApi } from '#test/support/api.ts'
import { actionRules } from '#test/support/rules/action-rules.ts'
import { partRules } from '#test/support/rules/part-rules.ts'
import { peopleRules } from '#test/support/rules/people-rules.ts'
import { planRules } from '#test/support/rules/plan-rules.ts'
import { toldByApi, toldByForm } from '#test/support/rules/rule.ts'

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

// On the board the id of the request stands behind the name of the field.
function isOf(shown: string, field: string): boolean {
  return shown === field || new RegExp(`^${field}-[0-9a-f]{8}-[0-9a-f-]{27}$`).test(shown)
}
