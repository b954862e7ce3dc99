import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '#db/connection/ids.ts'
import { readAction } from '#db/read/read-actions.ts'
import { changeAction } from '#db/write/transition.ts'
import { startTestApp, type TestApp } from '#test/support/app.ts'
import { givenPlan } from '#test/support/plans.ts'
import { get, post } from '#test/support/visitor.ts'

const now = '2026-11-23T10:00:00.000Z'
let app: TestApp

beforeAll(async () => {
  app = await startTestApp({ now })
}, 60_000)

afterAll(() => app?.close())

type Field = 'reason' | 'regulatorAgreement'
type Faults = [field: Field, said: RegExp][]

const agreed = 'The regulator, on 20 November 2026'
const letters = (number: number) => 'a'.repeat(number)
const tooLong = letters(5_001)
const keepShort = /^Keep it to ([\d,]+) characters/
const missing = /^P1\.S1: .*Say who agreed for the regulator, and when\./

const wrong: [what: string, decision: string, typed: Partial<Record<Field, string>>, faults: Faults][] = [
  ['a refusal without a reason', 'refuse', {}, [['reason', /^Say why the request is refused/]]],
  ['a refusal with a reason too long', 'refuse', { reason: tooLong }, [['reason', keepShort]]],
  ['a grant without the agreement', 'grant', {}, [['regulatorAgreement', missing]]],
  [
    'a grant with an agreement of white space',
    'grant',
    { regulatorAgreement: ' \n ' },
    [['regulatorAgreement', missing]],
  ],
  [
    'a grant with an agreement too long',
    'grant',
    { regulatorAgreement: tooLong },
    [['regulatorAgreement', keepShort]],
  ],
  [
    'a grant with a word to the owner too long',
    'grant',
    { reason: tooLong, regulatorAgreement: agreed },
    [['reason', keepShort]],
  ],
  [
    'a grant with both too long',
    'grant',
    { reason: tooLong, regulatorAgreement: tooLong },
    [
      ['regulatorAgreement', keepShort],
      ['reason', keepShort],
    ],
  ],
]

describe('a request for more time, decided from the board, for a date that a regulator fixed', () => {
  test.each(wrong)(
    '%s blames the field that is wrong, with its own limit',
    async (_, decision, typed, faults) => {
      const { id, send, dueOn } = await asked()
      const { text, status } = await send(decision, typed)
      expect(status).toBeGreaterThanOrEqual(400)
      const named = faults.map(([field, said]) => [`${field}-${id}`, expect.stringMatching(said)])
      expect(summaryOf(text)).toEqual(named)
      expect(besideFields(text)).toEqual(named)
      expect(await dueOn()).toBe('2026-12-18')
    },
  )

  test.each(['reason', 'regulatorAgreement'] as const)(
    'takes as much for the %s as it says',
    async (field) => {
      const { send } = await asked()
      const { text } = await send('grant', { regulatorAgreement: agreed, [field]: tooLong })
      const [, said = ''] = summaryOf(text)[0] ?? []
      const most = Number(keepShort.exec(said)?.[1]?.replaceAll(',', ''))
      const again = await send('grant', { regulatorAgreement: agreed, [field]: letters(most + 1) })
      expect(again.status).toBe(400)
      expect((await send('grant', { regulatorAgreement: agreed, [field]: letters(most) })).status).toBe(303)
    },
  )

  test('is granted with the agreement, which is kept', async () => {
    const { send, facts } = await asked()
    expect((await send('grant', { regulatorAgreement: agreed })).status).toBe(303)
    expect(await facts()).toMatchObject({
      dueOn: '2027-03-31',
      extensions: [{ state: 'granted', regulatorAgreement: agreed }],
    })
  })

  test('is refused whatever stands in the field of the agreement, which nobody asks for then', async () => {
    const { send, facts } = await asked()
    const typed = { reason: 'It can wait no longer', regulatorAgreement: tooLong }
    expect((await send('refuse', typed)).status).toBe(303)
    expect(await facts()).toMatchObject({ dueOn: '2026-12-18', extensions: [{ state: 'refused' }] })
  })
})

async function asked() {
  const plan = await givenPlan(app.db, [{ regulatorDate: true }])
  const [actionId, id] = [plan.actions['P1.S1'] ?? '', newId()]
  await changeAction(
    app.db,
    { actionId, actorId: plan.people.owner, now },
    {
      subject: 'extension',
      event: {
        type: 'request',
        extensionId: id,
        dueOn: '2027-03-31',
        reasonCode: 'partner',
        text: 'It opens then',
      },
    },
  )
  const cookie = await app.signInAs(plan.people.chair)
  const path = `/plans/${plan.planId}/board`
  const { text } = await get(app, path, cookie)
  const hidden = (name: string) =>
    new RegExp(`name="${name}" value="([^"]+)"`).exec(text.slice(text.indexOf('<main')))?.[1] ?? ''
  const facts = async () => (await readAction(app.db, actionId))?.facts
  return {
    id,
    facts,
    dueOn: async () => (await facts())?.dueOn,
    send: (decision: string, typed: Partial<Record<Field, string>>) =>
      post(app, `${path}/extension`, cookie, {
        _csrf: hidden('_csrf'),
        actionId,
        extensionId: id,
        version: hidden('version'),
        decision,
        ...Object.fromEntries(Object.entries(typed).map(([field, value]) => [`${field}-${id}`, value])),
      }),
  }
}

function summaryOf(text: string): string[][] {
  const summary = /<ul class="govuk-list govuk-error-summary__list">([^]*?)<\/ul>/.exec(text)?.[1] ?? ''
  return [...summary.matchAll(/<a href="#([^"]*)">([^<]*)/g)].map(([, href = '', said = '']) => [
    href,
    said.trim(),
  ])
}

function besideFields(text: string): string[][] {
  const found = text.matchAll(
    /<p id="([^"]*)-error" class="govuk-error-message">\s*<span[^>]*>Error:<\/span>([^<]*)/g,
  )
  return [...found].map(([, field = '', said = '']) => [field, said.trim()])
}
