import { beforeAll, describe, expect, test } from 'vitest'
import { sql } from '#db/connection/drizzle.ts'
import { useApi } from '#test/support/api.ts'
import { formsOf, type Standing } from '#test/support/form-table.ts'
import { givenHostilePlan, type HostilePlan } from '#test/support/hostile-plan.ts'
import { faultOn, formOn, type PageField, sentOf } from '#test/support/page-forms.ts'
import { viewers } from '#test/support/page-table.ts'
import { get } from '#test/support/visitor.ts'

const api = useApi('2026-11-23T10:00:00.000Z')
let plan: HostilePlan
let forms: Standing[]
const cookies = new Map<string, string>()

beforeAll(async () => {
  plan = await givenHostilePlan(api())
  await age()
  for (const who of ['chair', 'lead', 'owner', ...viewers] as const) {
    cookies.set(who, await api().app.signInAs(who === 'viewer' ? plan.viewer : plan.people[who]))
  }
  forms = await formsOf(api().app, plan, cookies)
})

/** Every day that was expected is past, and some of those who were named have left. */
async function age(): Promise<void> {
  const { db } = api().app
  const { contributor, viceChair } = plan.people
  await db.execute(sql`update people set left_on = '2026-11-20' where id in (${contributor}, ${viceChair})`)
  await db.execute(sql`update actions set forecast_on = '2026-11-03', own_rating = 'amber'`)
  await db.execute(sql`update deputies set from_on = '2026-10-01', until_on = '2026-11-01'`)
  await db.execute(sql`update extensions set due_on = '2026-11-12'`)
  await db.execute(sql`update actions set due_on = '2026-10-12' where ref like 'P1.S2%'`)
}

describe('a form that is sent as it was opened', () => {
  test('is never refused for what it filled in itself, when days have passed and people have left', async () => {
    const found: Record<string, string[]> = {}
    let sent = 0
    const inOrder = forms
      .filter(({ route }) => !needMore.test(route))
      .toSorted((a, b) => Number(endings.test(a.route)) - Number(endings.test(b.route)))
    for (const form of [...inOrder, ...named()]) {
      const faults = await refusedAsOpened(form)
      sent++
      if (faults.length > 0) found[`${form.who} ${form.route} on ${form.page}`] = faults
    }
    expect(found).toEqual({})
    expect(sent).toBeGreaterThan(40)
  })

  test('says of a forecast that is past what it was, in the place of filling it in', async () => {
    await age()
    const { text } = await get(api().app, `/actions/${plan.actions['P1.S1']}/update`, cookies.get('owner'))
    expect(text).toContain('Last time you expected 3 November 2026, which is past.')
    expect(text).toMatch(/name="forecastOn-day"(?![^>]*value="\d)/)
  })
})

/** Decisions that no person waits for, each on its own page. */
function named(): Standing[] {
  const events = { transfer: 'administrator', supersede: 'chair', cancel: 'chair' }
  return Object.entries(events).map(([event, who]) => {
    const action = `/actions/${plan.actions['P1.S3']}/decide`
    return { route: '/actions/:id/decide', who, page: `${action}?on=${event}`, action }
  })
}

/** Forms that cannot be sent whole without a key of a device, or a file. */
const needMore = /^\/(account|sign-in)\/passkeys?$|\/file$/
/** What ends what other forms are about, so that it is sent last. */
const endings = /\/(decide|leaving|handover|back|role|board\/[\w-]+)$/

/** What is refused of a form in which only what it asks for is typed, for each thing that may be chosen in it. */
async function refusedAsOpened(form: Standing): Promise<string[]> {
  const fields = (await fieldsOf(form)) ?? []
  const decisions = fields.filter(({ name, kind }) => name === 'decision' && kind === 'radio')
  // What buttons alone say cannot be refused for what was filled in.
  if (fields.every(({ kind }) => kind === 'hidden')) return []
  const choices = decisions.length === 0 ? [{}] : decisions.map(({ value }) => ({ decision: value }))
  const faults: string[] = []
  for (const choice of choices) faults.push(...(await sentThrice(form, choice)))
  return faults
}

/** Sends a form up to three times: what was refused because it was empty is filled in before the next. */
async function sentThrice(form: Standing, choice: Record<string, string>): Promise<string[]> {
  const typed: Record<string, string> = choice
  for (let time = 0; time < 3; time++) {
    const fields = await fieldsOf(form)
    if (fields === null) return []
    const { status, text } = await send(form, sentOf(fields, typed))
    if (status < 400) return []
    const names = [...new Set(fields.map(({ name }) => dateOf(name)))]
    const faults = names.flatMap((name) => {
      const fault = faultOn(text, name)
      return fault === null ? [] : [{ name, fault }]
    })
    const held = faults.filter(({ name }) => !(name in typed) && isFilledIn(fields, name))
    if (held.length > 0) return held.map(({ name, fault }) => `${JSON.stringify(choice)} ${name}: ${fault}`)
    if (faults.length === 0) return [`${JSON.stringify(choice)} ${status}: ${summaryOf(text)}`]
    for (const { name } of faults) Object.assign(typed, answerTo(fields, name))
  }
  return []
}

const dateOf = (name: string) => name.replace(/-(day|month|year)$/, '')

function isFilledIn(fields: readonly PageField[], name: string): boolean {
  return fields.some(
    (field) =>
      dateOf(field.name) === name &&
      (field.kind === 'radio' || field.kind === 'checkbox' ? field.chosen : field.value !== ''),
  )
}

function answerTo(fields: readonly PageField[], name: string): Record<string, string> {
  const first = fields.find((field) => dateOf(field.name) === name)
  if (first === undefined) return {}
  // A working day: another one is asked about first.
  if (first.name !== name) return { [`${name}-day`]: '21', [`${name}-month`]: '12', [`${name}-year`]: '2026' }
  if (first.kind === 'radio' || first.kind === 'checkbox') return { [name]: first.value }
  if (first.kind === 'select') return { [name]: first.offered.find((value) => value !== '') ?? '' }
  if (/email/i.test(name)) return { [name]: 'somebody.new@plan.example' }
  return { [name]: /url$/i.test(name) ? 'https://documents.example/new' : 'What is asked for' }
}

async function fieldsOf({ who, page, action }: Standing): Promise<PageField[] | null> {
  return formOn((await get(api().app, page, cookies.get(who))).text, action)
}

async function send({ who, page, action }: Standing, fields: [string, string][]) {
  const response = await fetch(api().app.url + (page.startsWith(`${action}?`) ? page : action), {
    method: 'POST',
    body: new URLSearchParams(fields),
    headers: { cookie: cookies.get(who) ?? '' },
    redirect: 'manual',
  })
  return { status: response.status, text: await response.text() }
}

function summaryOf(text: string): string {
  const [summary = text.slice(text.indexOf('<main'), text.indexOf('<main') + 600)] =
    /govuk-error-summary[\s\S]*?<\/ul>/.exec(text) ?? []
  return summary
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .slice(0, 300)
}
