import { isDeepStrictEqual } from 'node:util'
import { beforeAll, describe, expect, test } from 'vitest'
import { type SQL, sql } from '#db/connection/drizzle.ts'
import { asFault } from '#server/ui/forms/forms.ts'
import { useApi } from '#test/support/api.ts'
import { type LimitName, limitOf } from '#test/support/limit-names.ts'
import { formLimits } from '#test/support/limit-table-forms.ts'
import { faultOn, formOn, sentOf } from '#test/support/page-forms.ts'
import { givenPlace, type Place } from '#test/support/places.ts'
import { get } from '#test/support/visitor.ts'
import { beyond } from '#workflows/limits.ts'

const api = useApi('2026-11-23T10:00:00Z')
let place: Place
let cookie: string

beforeAll(async () => {
  place = await givenPlace(api())
  cookie = await api().app.signInAs(place.who.administrator)
})

/** Longer than any text may be. */
const LONG = 12_000

type Stored = {
  noun: string
  /** Writes values into the database that lie beyond their limits. */
  write: (at: Place) => SQL[]
  page: (at: Place) => string
  route: string
  /** Where the API changes it, and a change of something that fits. */
  patch: (at: Place) => [path: string, change: object]
}

const long = (table: string, columns: string[], id: string, more: SQL = sql``): SQL =>
  sql`update ${sql.identifier(table)} set ${sql.join(
    columns.map((column) => sql`${sql.identifier(column)} = repeat(${column.charAt(0)}::text, ${LONG}::int)`),
    sql`, `,
  )} ${more} where id = ${id}`

const days = ['due_soon', 'stale', 'far_late', 'embed_after'].map((name) => sql.identifier(`${name}_days`))
const thousand = sql.join(
  [...days, sql.identifier('escalate_agenda_days'), sql.identifier('often_extended')].map(
    (column) => sql`${column} = 1000`,
  ),
  sql`, `,
)

const stored: Stored[] = [
  {
    noun: 'a plan with its horizons',
    write: ({ subjects: { plan } }) => [
      long(
        'plans',
        ['title', 'description', 'vision', 'owner_body'],
        plan,
        sql`, first_on = '1850-01-01', challenges = array_fill(repeat('c', 600), array[60])`,
      ),
      sql`update horizons set label = repeat('h', 600) where plan_id = ${plan}`,
    ],
    page: ({ subjects: { plan } }) => `/plans/${plan}/edit`,
    route: '/plans/:id/edit',
    patch: ({ subjects: { plan } }) => [`/plans/${plan}`, { lastOn: '2028-05-30' }],
  },
  {
    noun: 'the settings of a plan',
    write: ({ subjects: { plan } }) => [sql`update plans set ${thousand} where id = ${plan}`],
    page: ({ subjects: { plan } }) => `/plans/${plan}/settings`,
    route: '/plans/:id/settings',
    patch: ({ subjects: { plan } }) => [`/plans/${plan}`, { vision: 'Another' }],
  },
  {
    noun: 'a recommendation',
    write: ({ subjects: { recommendation } }) => [
      long('recommendations', ['source', 'paragraph', 'text'], recommendation),
    ],
    page: ({ subjects: { plan } }) => `/plans/${plan}/recommendations/R1/edit`,
    route: '/plans/:id/recommendations/:ref/edit',
    patch: ({ subjects: { plan, recommendation } }) => [
      `/plans/${plan}/recommendations/${recommendation}`,
      { text: 'Another' },
    ],
  },
  {
    noun: 'a priority',
    write: ({ subjects: { priority } }) => [long('priorities', ['title', 'impact', 'description'], priority)],
    page: ({ subjects: { plan } }) => `/plans/${plan}/priorities/P1/edit`,
    route: '/plans/:id/priorities/:ref/edit',
    patch: ({ subjects: { priority } }) => [`/priorities/${priority}`, { confidenceNote: 'Another' }],
  },
  {
    noun: 'the verdict on a priority',
    write: ({ subjects: { priority } }) => [long('priorities', ['confidence_note'], priority)],
    page: ({ subjects: { plan } }) => `/plans/${plan}/priorities/P1/outcome`,
    route: '/plans/:id/priorities/:ref/outcome',
    patch: ({ subjects: { priority } }) => [`/priorities/${priority}`, { outcomeConfidence: 'low' }],
  },
  {
    noun: 'an action with its closure criteria',
    write: ({ subjects: { action } }) => [
      long('actions', ['title', 'description'], action, sql`, state = 'draft', start_on = '1850-01-01'`),
      sql`update criteria set text = repeat('t', 3000) where action_id = ${action}`,
    ],
    page: ({ subjects: { action } }) => `/actions/${action}/edit`,
    route: '/actions/:id/edit',
    patch: ({ subjects: { action } }) => [`/actions/${action}`, { critical: true }],
  },
  {
    noun: 'a milestone',
    write: ({ subjects: { milestone } }) => [long('milestones', ['title'], milestone)],
    page: ({ subjects: { action, milestone } }) => `/actions/${action}/milestones/${milestone}/edit`,
    route: '/actions/:id/milestones/:partId/edit',
    patch: ({ subjects: { milestone } }) => [`/milestones/${milestone}`, { title: 'Another' }],
  },
  {
    noun: 'a meeting',
    write: ({ subjects: { meeting } }) => [long('meetings', ['title', 'place'], meeting)],
    page: ({ subjects: { meeting } }) => `/meetings/${meeting}/edit`,
    route: '/meetings/:id/edit',
    patch: ({ subjects: { meeting } }) => [`/meetings/${meeting}`, { heldOn: '2026-12-08' }],
  },
  {
    noun: 'a decision',
    write: ({ subjects: { decision } }) => [
      long(
        'decision_records',
        ['title', 'reasons', 'alternatives'],
        decision,
        sql`, decided_on = '1850-01-01'`,
      ),
    ],
    page: ({ subjects: { decision } }) => `/decisions/${decision}/edit`,
    route: '/decisions/:id/edit',
    patch: ({ subjects: { decision } }) => [`/decisions/${decision}`, { agendaItem: '7a' }],
  },
  {
    noun: 'an inspection',
    write: ({ subjects: { inspection } }) => [
      long('inspections', ['title', 'judgement', 'note'], inspection, sql`, inspected_on = '1850-01-01'`),
    ],
    page: ({ subjects: { inspection } }) => `/inspections/${inspection}/edit`,
    route: '/inspections/:id/edit',
    patch: ({ subjects: { inspection } }) => [`/inspections/${inspection}`, { urn: 'SC1' }],
  },
  {
    noun: 'a template of reports',
    write: ({ subjects: { reportTemplate } }) => [
      long('report_templates', ['title', 'body', 'approver'], reportTemplate),
    ],
    page: ({ subjects: { reportTemplate } }) => `/report-templates/${reportTemplate}/edit`,
    route: '/report-templates/:id/edit',
    patch: ({ subjects: { reportTemplate } }) => [
      `/report-templates/${reportTemplate}`,
      { for: 'The board every month' },
    ],
  },
  {
    noun: 'a person',
    write: ({ subjects: { member } }) => [
      long('people', ['name', 'post'], member, sql`, email = repeat('e', 300) || '@plan.example'`),
    ],
    page: ({ subjects: { plan, member } }) => `/plans/${plan}/people/${member}/edit`,
    route: '/plans/:id/people/:personId/edit',
    patch: ({ subjects: { member } }) => [`/people/${member}`, { agencyId: null }],
  },
]

describe.each(stored)('$noun, stored before there were limits', ({ write, page, route, patch }) => {
  test('is read, and another field of it changed, through the API', async () => {
    await begin()
    const [path, body] = patch(place)
    const changed = await api().patch(path, { as: place.who.administrator, body, ifMatch: '*' })
    expect([changed.status, changed.body]).toEqual([200, expect.objectContaining(shownOf(body))])
  })

  test('comes whole into its form, and another field of it is changed there', async () => {
    const wrong: string[] = []
    for (const [name, limit] of await longFields()) {
      await begin()
      const { status, text } = await send({ [name]: fits(limit) })
      if (status !== 303) wrong.push(`${name}: ${status} ${summaryOf(text)}`)
      const others = (await longFields()).filter(([other]) => other !== name)
      await begin()
      const before = (await longFields()).filter(([other]) => other !== name)
      if (!isDeepStrictEqual(others, before)) wrong.push(`${name}: others did not stay as they were`)
    }
    expect(wrong).toEqual([])
  })

  test('is not changed to something else that lies beyond the limit', async () => {
    const wrong: string[] = []
    await begin()
    for (const [name, limit, value] of await longFields()) {
      const { status, text } = await send({ [name]: worse(limit, value) })
      const said = faultOn(text, name)
      if (status !== 400 || !said?.toLowerCase().endsWith(asFault(beyond(limitOf(limit))).toLowerCase()))
        wrong.push(`${name}: ${status} ${said}`)
    }
    expect(wrong).toEqual([])
  })

  async function begin(): Promise<void> {
    for (const each of write(place)) await api().app.db.execute(each)
  }

  /** The fields of the form that hold more than their limit, whole. */
  async function longFields(): Promise<[name: string, limit: LimitName, value: string][]> {
    if (times++ === 0) await begin()
    return (await fieldsNow()).flatMap(({ name, value }): [string, LimitName, string][] => {
      const limit = formLimits[route]?.[name.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '*')]
      return limit !== undefined && isBeyond(limit, value) ? [[name, limit, value]] : []
    })
  }

  async function fieldsNow() {
    const { text } = await get(api().app, page(place), cookie)
    const fields = formOn(text, page(place))
    if (fields === null) throw new Error(`there is no form on ${page(place)}`)
    return fields
  }

  async function send(typed: Record<string, string>) {
    const response = await fetch(api().app.url + page(place), {
      method: 'POST',
      body: new URLSearchParams(sentOf(await fieldsNow(), typed)),
      headers: { cookie },
      redirect: 'manual',
    })
    return { status: response.status, text: await response.text() }
  }

  let times = 0
})

function isBeyond(name: LimitName, value: string): boolean {
  const limit = limitOf(name)
  if (limit.kind === 'number') return Number(value) > limit.most
  return 'most' in limit && value.split('\n').some((line) => line.length > limit.most)
}

function fits(name: LimitName): string {
  const limit = limitOf(name)
  if (limit.kind === 'number') return String(limit.most)
  return name === 'person.email' ? 'fits@plan.example' : 'It fits'
}

function worse(name: LimitName, value: string): string {
  const limit = limitOf(name)
  if (limit.kind === 'number') return String(limit.most + 1)
  return name === 'person.email' ? `x${value}` : `${value}x`
}

function shownOf(body: object): object {
  return 'agencyId' in body ? { agency: null } : body
}

function summaryOf(text: string): string {
  const [summary = ''] = /govuk-error-summary[\s\S]*?<\/ul>/.exec(text) ?? []
  return summary
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .slice(0, 300)
}
