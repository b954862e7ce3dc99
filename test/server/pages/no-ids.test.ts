import { beforeAll, expect, test } from 'vitest'
import { useApi } from '#test/support/api.ts'
import { formsOf, type Standing } from '#test/support/form-table.ts'
import { givenHostilePlan, type HostilePlan } from '#test/support/hostile-plan.ts'
import { inOtherStates, keep } from '#test/support/kept-rows.ts'
import { faultOn, formOn, type PageField, sentOf } from '#test/support/page-forms.ts'
import { viewers } from '#test/support/page-table.ts'
import type { CastName } from '#test/support/plans.ts'
import { get } from '#test/support/visitor.ts'

const api = useApi('2026-11-23T10:00:00.000Z')
/** Ticks on actions of the board, each with a fault above all of them. */
const above = '/plans/:id/board/sign-off action'
const id = /[0-9a-f]{8}-[0-9a-f-]{27}/
let plan: HostilePlan
let restore: () => Promise<void>
let forms: (Standing & { before?: () => Promise<unknown> })[]

beforeAll(async () => {
  plan = await givenHostilePlan(api())
  const cookies = new Map<string, string>()
  for (const who of ['chair', 'lead', 'owner', ...viewers] as const) cookies.set(who, await cookieOf(who))
  forms = [...(await formsOf(api().app, plan, cookies)), ...inOtherStates(api().app.db, plan)]
  restore = await keep(api().app.db)
}, 90_000)

const cookieOf = (who: string) =>
  api().app.signInAs(who === 'viewer' ? plan.viewer : plan.people[who as CastName])

test('what is no id in the place of one is refused, and never more than what was asked for', async () => {
  const wrong: string[] = []
  const asked = new Set<string>()
  for (const form of forms) {
    await restore()
    await form.before?.()
    const cookie = await cookieOf(form.who)
    const fields = await fieldsOf(form, cookie)
    const names = Map.groupBy(fields.filter(takesId), ({ name }) => name.replace(id, '*'))
    for (const [pattern, [{ name = '' } = {}]] of names) {
      const chosen = fields.find((field) => field.name === 'decision' && name.startsWith(`${field.value}-`))
      const role = fields.find((field) => field.name === 'role')?.value
      const typed = {
        ...textsOf(fields),
        ...(role && { role }),
        [name]: 'zz',
        ...(chosen && { decision: chosen.value }),
      }
      const { status, text } = await send(form, cookie, sentOf(fields, typed))
      asked.add(`${form.route} ${pattern}`)
      const faulty = [name, name.replace(/-[^-]{8}-.*/, '')].some((each) => faultOn(text, each) !== null)
      if (status !== 400 || (!faulty && `${form.route} ${pattern}` !== above))
        wrong.push(`${form.route} ${pattern}: ${status}, ${faulty ? 'with' : 'without'} a fault beside it`)
    }
  }
  expect(wrong).toEqual([])
  expect(asked.size).toBeGreaterThan(20)
})

test.each(['contributor', 'recommendation'])('so is a %s that a form does not offer', async (noun) => {
  await restore()
  const own = forms.filter(({ route }) => /^\/actions\/:id\/edit$|\/actions\/new$/.test(route))
  expect(own.length).toBeGreaterThan(1)
  for (const form of own) {
    const cookie = await cookieOf(form.who)
    const fields = await fieldsOf(form, cookie)
    const horizonId = fields.find(({ name }) => name === 'horizonId')?.value ?? ''
    const typed = { title: 'What is done', horizonId, [`${noun}Ids-x`]: 'zz' }
    const { status, text } = await send(form, cookie, sentOf(fields, typed))
    expect([form.route, status, faultOn(text, `${noun}Ids`)]).toEqual([
      form.route,
      400,
      `Choose ${noun}s from the list`,
    ])
  }
})

async function fieldsOf(form: Standing, cookie: string): Promise<PageField[]> {
  return formOn((await get(api().app, form.page, cookie)).text, form.action) ?? []
}

async function send(form: Standing, cookie: string, fields: [string, string][]) {
  const answer = await fetch(api().app.url + form.action, {
    method: 'POST',
    body: new URLSearchParams(fields),
    headers: { cookie },
    redirect: 'manual',
  })
  return { status: answer.status, text: await answer.text() }
}

const takesId = ({ kind, value, offered }: PageField) =>
  kind === 'select'
    ? offered.some((each) => id.test(each))
    : (kind === 'radio' || kind === 'checkbox') && id.test(value)

function textsOf(fields: readonly PageField[]): Record<string, string> {
  const empty = fields.filter(
    ({ kind, name, value }) => kind === 'text' && value === '' && name !== 'newAgency',
  )
  return Object.fromEntries(empty.map(({ name }) => [name, sound[name.split('-').at(-1) ?? ''] ?? 'Typed']))
}
const sound: Record<string, string> = { day: '5', month: '11', year: '2027', email: 'typed@plan.example' }
