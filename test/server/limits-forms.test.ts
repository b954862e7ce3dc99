import { beforeAll, describe, expect, test } from 'vitest'
import { sql } from '#db/connection/drizzle.ts'
import { asFault } from '#server/ui/forms/forms.ts'
import { shownAs } from '#server/ui/forms/shown-as.ts'
import { useApi } from '#test/support/api.ts'
import { formsOf, type Standing } from '#test/support/form-table.ts'
import { givenHostilePlan, type HostilePlan } from '#test/support/hostile-plan.ts'
import { newJar } from '#test/support/jar.ts'
import { inOtherStates, keep } from '#test/support/kept-rows.ts'
import { type LimitName, limitOf, textOf } from '#test/support/limit-names.ts'
import { formLimits } from '#test/support/limit-table-forms.ts'
import { faultOn, formOn, type PageField, sentOf } from '#test/support/page-forms.ts'
import { viewers } from '#test/support/page-table.ts'
import type { CastName } from '#test/support/plans.ts'
import { isWhole, shareOf } from '#test/support/shares.ts'
import { get } from '#test/support/visitor.ts'
import { beyond, days } from '#workflows/limits.ts'

const api = useApi('2026-11-23T10:00:00.000Z')
let plan: HostilePlan
let forms: (Standing & { before?: () => Promise<unknown> })[]
let restore: () => Promise<void>
const cookies = new Map<string, string>()

beforeAll(async () => {
  plan = await givenHostilePlan(api())
  await api().app.db.execute(
    sql`update actions set regulator_date = true where id = ${plan.actions['P1.S2']}`,
  )
  for (const who of ['chair', 'lead', 'owner', ...viewers] as const) {
    if (cookies.has(who)) continue
    cookies.set(who, await api().app.signInAs(who === 'viewer' ? plan.viewer : plan.people[who]))
  }
  const asked = newJar(api().app)
  await asked.post('/sign-in', { email: 'somebody@plan.example' })
  cookies.set('nobody', [...asked.cookies].map((each) => each.join('=')).join('; '))
  forms = [...(await formsOf(api().app, plan, cookies)), ...inOtherStates(api().app.db, plan)]
  restore = await keep(api().app.db)
}, 90_000)

/** Fields for text that hold no text of anybody's: a code of six digits, a time of day, and the parts of a day. */
const unlimited = /^(code|startsAt|endsAt)$|-(day|month|year)$/

describe('every text and number that a form has', () => {
  test('has a limit in the table, which has no field that no form has', async () => {
    const seen = new Set<string>()
    for (const form of forms) {
      await prepare(form)
      for (const { name } of textsOf(await fieldsOf(form))) seen.add(`${form.route} ${patternOf(name)}`)
    }
    const listed = Object.entries(formLimits).flatMap(([route, fields]) =>
      Object.keys(fields).map((name) => `${route} ${name}`),
    )
    expect([...seen].filter((field) => !listed.includes(field))).toEqual([])
    expect(listed.filter((field) => !seen.has(field))).toEqual([])
  })

  test('is refused beyond its limit, with its field and the sentence of the limit, and stays as it was typed', async () => {
    const wrong: string[] = []
    for (const form of shareOf(forms, 3)) {
      await prepare(form)
      for (const { typed, limited } of fillings(form, await fieldsOf(form), 1)) {
        if (form.route === '/imports/new') continue
        const { status, text } = await send(form, typed)
        for (const [name, limit] of limited) {
          const said = faultOn(text, name)
          if (status !== 400 || !says(said, limit)) wrong.push(`${form.route} ${name}: ${status} ${said}`)
          const kept = (formOn(text, form.action) ?? []).find((field) => field.name === name)?.value
          if (kept !== typed[name]) wrong.push(`${form.route} ${name}: kept ${kept?.length} characters`)
        }
      }
    }
    expect(wrong).toEqual([])
  })

  test('and every day lies in the years that any field takes', async () => {
    const wrong: string[] = []
    let asked = 0
    for (const form of shareOf(forms, 3, 1)) {
      await prepare(form)
      const fields = await fieldsOf(form)
      for (const day of fields.filter(({ name }) => name.endsWith('-day'))) {
        const name = day.name.replace(/-day$/, '')
        const [option = ''] = name.split('-')
        const chosen = fields.some((field) => field.name === 'decision' && field.value === option)
        for (const year of ['1899', '2200']) {
          asked++
          const typed = { [`${name}-day`]: '1', [`${name}-month`]: '2', [`${name}-year`]: year }
          const { text } = await send(form, {
            ...typed,
            ...touched(name),
            ...(chosen && { decision: option }),
          })
          if (faultOn(text, name) !== asFault(beyond(days)))
            wrong.push(`${form.route} ${name} ${year}: ${faultOn(text, name)}`)
        }
      }
    }
    expect(wrong).toEqual([])
    expect(asked).toBeGreaterThan(isWhole ? 60 : 12)
  })

  test('is taken at its limit, all of a form together', async () => {
    const wrong: string[] = []
    const taken = new Set<string>()
    const some = shareOf(forms, 3, 2)
    for (const form of some) {
      await prepare(form)
      for (const { typed, limited } of fillings(form, await fieldsOf(form), 0)) {
        await prepare(form)
        const { status, text } = await send(form, { ...typed, ...(await standing(form, typed)) })
        if (status === done(form)) for (const [name] of limited) taken.add(`${form.route} ${patternOf(name)}`)
        const faults = limited.filter(([name, limit]) => says(faultOn(text, name), limit))
        if (faults.length > 0) wrong.push(`${form.route}: ${faults.map(([name]) => name).join(', ')}`)
      }
    }
    expect(wrong).toEqual([])
    const all = Object.entries(formLimits).flatMap(([route, fields]) =>
      isWhole ? Object.keys(fields).map((name) => `${route} ${name}`) : [],
    )
    expect(taken.size).toBeGreaterThan(isWhole ? 100 : 20)
    expect(all.filter((field) => !taken.has(field) && !elsewhere.test(field))).toEqual([])
  })
})

// A form with a file is sent in parts, and what answers a question is more than its length: import-limits.test.ts.
const elsewhere = /^\/imports\/(new|:id\/questions|:id\/columns|:id\/rows\/:row) /

/** Everything as it was at first, or in the state in which the form stands. Who got another address was signed out. */
async function prepare({ who, before }: (typeof forms)[number]): Promise<void> {
  await restore()
  await before?.()
  if (who === 'nobody') return
  cookies.set(who, await api().app.signInAs(who === 'viewer' ? plan.viewer : plan.people[who as CastName]))
}

async function fieldsOf(form: Standing): Promise<PageField[]> {
  const { text } = await get(api().app, form.page, cookies.get(form.who) ?? '')
  return formOn(text, form.action) ?? []
}

function textsOf(fields: readonly PageField[]): PageField[] {
  return fields.filter(({ kind, name }) => kind === 'text' && !unlimited.test(name))
}

const patternOf = (name: string) =>
  name.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '*').replace(/^q-[0-9a-f]{12}$/, 'q-*')

type Filling = { typed: Record<string, string>; limited: [string, LimitName][] }

/** A form filled in soundly but for its texts and numbers, which lie so far over their limits: once for each choice. */
function fillings(form: Standing, fields: readonly PageField[], over: number): Filling[] {
  const decisions = fields.filter(({ kind, name }) => kind === 'radio' && name === 'decision')
  const options = decisions.length > 0 ? decisions.map(({ value }) => value) : [null]
  return options.flatMap((option) => {
    const own = fields.filter(({ name }) => option === null || name.startsWith(`${option}-`))
    const limited = textsOf(own).flatMap(({ name }): [string, LimitName][] => {
      const limit = formLimits[form.route]?.[patternOf(name)]
      return limit ? [[name, limit]] : []
    })
    if (limited.length === 0) return []
    return [
      {
        limited,
        typed: {
          ...choicesOf(own),
          ...(option !== null && { decision: option }),
          ...daysOf(
            own,
            /milestones|leaving|figure|inspections|decisions\/(new|:id\/(edit|decide))/.test(form.route),
          ),
          ...(own.some(({ name }) => name === 'newAgency') && { agencyId: '' }),
          // A notice comes before the day of the decision.
          ...(own.some(({ name }) => name === 'noticeOn-day') && {
            'noticeOn-day': '1',
            'noticeOn-month': '10',
            'noticeOn-year': '2026',
          }),
          // Only a rate is told per so many.
          ...(own.some(({ name }) => name === 'per') && { unit: 'rate' }),
          ...Object.fromEntries(limited.map(([name, limit]) => [name, valueOf(limit, over)])),
        },
      },
    ]
  })
}

/** Each list and each group of buttons with something chosen, where nothing is. */
function choicesOf(fields: readonly PageField[]): Record<string, string> {
  const lists = fields.flatMap(({ kind, name, value, offered }) =>
    kind === 'select' && value === '' && offered[1] !== undefined ? [[name, offered[1]]] : [],
  )
  const groups = Map.groupBy(
    fields.filter(({ kind, name }) => (kind === 'radio' && name !== 'decision') || name === 'action'),
    ({ name }) => name,
  )
  const buttons = [...groups.values()].flatMap((group) =>
    group.some(({ chosen }) => chosen) || !group[0] ? [] : [[group[0].name, group[0].value]],
  )
  return Object.fromEntries([...lists, ...buttons]) as Record<string, string>
}

function daysOf(fields: readonly PageField[], past: boolean): Record<string, string> {
  return Object.fromEntries(
    fields.flatMap(({ name, value }) => {
      const part = /-(day|month|year)$/.exec(name)?.[1]
      if (part === undefined || value !== '') return []
      const month = past ? '11' : '12'
      return [[name, { day: '5', month, year: '2026' }[part] ?? '']]
    }),
  )
}

function valueOf(name: LimitName, over: number): string {
  const limit = limitOf(name)
  if (limit.kind === 'number') return String(limit.most + over)
  if (limit.kind === 'figure') return '9'.repeat(limit.before + over)
  return 'most' in limit ? textOf(name, limit.most + over, `${times++}`) : ''
}
let times = 0

// The settings stand in one form, so their sentences begin with the name of the field.
/** A part of a form that is read only once something of it is typed. */
function touched(name: string): Record<string, string> {
  if (name.startsWith('evidence')) return { [name.replace('datedOn', 'title')]: 'An audit' }
  return name.startsWith('blocker') ? { 'blocker-what': 'A reply' } : {}
}

/** Words can only be taken out of where they stand, and where that is ticked. */
async function standing({ route }: Standing, { words, pasted }: Record<string, string>) {
  // Of a measure in words any text is a figure.
  if (route === '/measures/:id/figure' || route === '/measures/:id/comparators')
    await api().app.db.execute(sql`update measures set unit = 'words'`)
  // What is pasted is read before anything is saved.
  if (route === '/plans/:id/figures' && pasted !== undefined) return { shown: shownAs(pasted) }
  if (route !== '/plans/:id/take-out' || words === undefined) return {}
  const { planId } = plan
  await api().app.db.execute(sql`update plans set description = ${words} where id = ${planId}`)
  return { step: 'take', shown: shownAs(words), [`things-${planId}`]: planId }
}

const done = ({ route }: Standing) => (route === '/account/tokens' ? 200 : 303)

function says(said: string | null, name: LimitName): boolean {
  return said !== null && said.toLowerCase().endsWith(asFault(beyond(limitOf(name))).toLowerCase())
}

async function send(form: Standing, typed: Record<string, string>) {
  const fields = await fieldsOf(form)
  const body = new URLSearchParams(sentOf(fields, typed))
  if (form.route === '/plans/:id/board/extension') body.set('decision', 'grant')
  const first = await sendBody(form, body)
  // A form that asks first whether it is meant is sent as it is.
  const [tag = ''] = /<button[^>]*name="(?:asItIs|seen)"[^>]*>/.exec(first.text) ?? []
  if (first.status !== 200 || tag === '') return first
  body.set(/name="(\w+)"/.exec(tag)?.[1] ?? '', /value="([^"]*)"/.exec(tag)?.[1] ?? '')
  return sendBody(form, body)
}

async function sendBody(form: Standing, body: URLSearchParams) {
  const response = await fetch(api().app.url + form.action, {
    method: 'POST',
    body,
    headers: { cookie: cookies.get(form.who) ?? '' },
    redirect: 'manual',
  })
  return { status: response.status, text: await response.text() }
}
