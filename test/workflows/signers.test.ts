import { describe, expect, test } from 'vitest'
import type { ActionFacts, ActionState, ActionSurroundings } from '#workflows/action/action-facts.ts'
import { actionWorkflow } from '#workflows/action/action.ts'
import { signersOf, whyNobodySignsOff } from '#workflows/action/signers.ts'
import { step } from '#workflows/engine/step.ts'
import { anActionIn, NOW, standing, surroundings, TODAY } from '../support/facts.ts'

type Row = [
  who: string[],
  what: string,
  state: ActionState,
  facts: Partial<ActionFacts>,
  around: Partial<ActionSurroundings>,
]
const rows: Row[] = [
  [['chair'], 'the chair alone, where there is one', 'endorsed', {}, {}],
  [['viceChair'], 'the vice-chair, where the chair endorsed it', 'endorsed', { endorsedBy: 'chair' }, {}],
  [['viceChair'], 'the vice-chair, where the plan has no chair', 'endorsed', {}, { chairIds: [] }],
  [
    [],
    'nobody, where the vice-chair endorsed it then',
    'endorsed',
    { endorsedBy: 'viceChair' },
    { chairIds: [] },
  ],
  [[], 'nobody, where the plan has neither', 'endorsed', {}, { chairIds: [], viceChairIds: [] }],
  [
    [],
    'nobody, where the chair owns it and stands alone',
    'endorsed',
    { ownerId: 'chair' },
    { viceChairIds: [] },
  ],
  [
    [],
    'nobody, where one owns it and the other endorsed it',
    'endorsed',
    { ownerId: 'chair', endorsedBy: 'viceChair' },
    {},
  ],
]

describe('an action may be signed off by', () => {
  test.each(rows)('%j: %s', (who, _, state, facts, special) => {
    const action = anActionIn(state, facts)
    const around = surroundings(special)
    expect(signersOf(action, around)).toEqual(who)
    // What is said of it is what the workflow enforces, of each of the two.
    for (const name of ['chair', 'viceChair'] as const) {
      const listed = [...around.chairIds, ...around.viceChairIds].includes(name)
      const owns = action.ownerId === name
      const asked = { ...standing(name), owner: owns, personId: name }
      const event = { type: 'signOff' } as const
      const answer = step(actionWorkflow, { action, around, standing: asked, today: TODAY, now: NOW, event })
      if (listed) expect([name, answer.ok]).toEqual([name, who.includes(name)])
    }
    const because = whyNobodySignsOff(action, around)
    if (who.length > 0) expect(because).toBeNull()
    else
      expect(because).toMatch(
        /^(This plan has no chair|The chair).* so nobody can sign this action off\. The plan/,
      )
  })

  test.each<[string, string[], string[]]>([
    ['The chair and the vice-chair both own, submitted or endorsed it', ['owner'], ['owner']],
    ['The chair owns, submitted or endorsed it, and this plan has no vice-chair', ['owner'], []],
    ['This plan has no chair, and the vice-chair owns, submitted or endorsed it', [], ['owner']],
    ['This plan has no chair', [], []],
  ])('nobody, which is told with who is missing: %s', (told, chairIds, viceChairIds) => {
    const because = whyNobodySignsOff(anActionIn('endorsed'), surroundings({ chairIds, viceChairIds }))
    expect(because).toContain(`${told}, so nobody`)
  })

  test('nobody yet, without that being told, before it waits for that', () => {
    const none = surroundings({ chairIds: [], viceChairIds: [] })
    for (const state of ['inProgress', 'submitted', 'signedOff', 'returned'] as const)
      expect(whyNobodySignsOff(anActionIn(state), none)).toBeNull()
  })
})
