import { beforeAll, describe, expect, test } from 'vitest'
import { newId } from '#db/connection/ids.ts'
import { changeAction } from '#db/write/transition.ts'
import { addDays } from '#workflows/calendar/calendar.ts'
import { compareRefs } from '#workflows/plan/reference-order.ts'
import { type Answer, useApi } from '../../support/api.ts'
import { givenPlan, type TestPlan } from '../../support/plans.ts'

const api = useApi('2026-11-23T10:00:00Z')
let plan: TestPlan

type Item = Record<string, string | null> & { id: string; ref: string; title: string }

beforeAll(async () => {
  // Few days for many actions, some with none: so that ties and gaps are met on every page.
  const actions = Array.from({ length: 23 }, (_, at) => ({
    dueOn: at % 4 === 3 ? null : addDays('2026-12-01', (at * 7) % 5),
    startOn: at % 3 === 0 ? null : addDays('2026-06-01', at % 2),
    title: `Title ${at % 6}`,
  }))
  plan = await givenPlan(api().app.db, [
    ...actions,
    {
      title: 'Foster carers are trained',
      description: 'In three boroughs.',
      criteria: ['Sixty have finished'],
    },
    { ref: 'P1.L1', title: 'Placements', description: 'Carer training is audited', horizon: 'long' },
  ])
  // Another plan, whose actions are not to be seen here.
  await givenPlan(api().app.db, [{ title: 'Foster carers elsewhere' }])
}, 60_000)

const asMember = () => ({ as: plan.people.member })

/** Every item of a list, page after page, by the `Link` of each answer. */
async function followed(path: string): Promise<Item[]> {
  const items: Item[] = []
  let next: string | undefined = path
  while (next) {
    const { status, headers, body }: Answer = await api().get(next, asMember())
    expect([next, status]).toEqual([next, 200])
    items.push(...body.items)
    const [, link] = /^<\/api\/v1(.+)>; rel="next"$/.exec(headers.get('link') ?? '') ?? []
    expect(link?.includes(encodeURIComponent(body.page.next ?? 'none')) ?? false).toBe(
      body.page.next !== null,
    )
    next = link
  }
  return items
}

describe('a list of actions', () => {
  test.each([
    'dueOn',
    '-dueOn',
    'dueOn,-updatedAt',
    '-dueOn,title,ref',
    'startOn,dueOn',
    '-startOn,-title',
    'title,-dueOn,-ref',
    'forecastOn,createdAt',
    '-baselineDueOn,ref',
  ])('sorted by %s is in that order on pages of four, without a gap or a repeat', async (sort) => {
    const items = await followed(`/actions?sort=${sort}&limit=4`)
    expect(new Set(items.map(({ id }) => id)).size).toBe(25)
    const keys = sort.split(',')
    const wrong = items.filter((item, at) => at > 0 && compare(items[at - 1] as Item, item, keys) > 0)
    expect(wrong).toEqual([])
  })

  test('repeats the same order when asked again', async () => {
    const refs = async () => (await followed('/actions?sort=title&limit=7')).map(({ ref }) => ref)
    expect(await refs()).toEqual(await refs())
  })

  test.each([
    ['foster', ['P1.S24']],
    ['foster carer', ['P1.S24']],
    ['training', ['P1.L1', 'P1.S24']],
    ['"carer training"', ['P1.L1']],
    ['sixty', ['P1.S24']],
    ['placements or boroughs', ['P1.L1', 'P1.S24']],
    ['training -audited', ['P1.S24']],
    ['P1.S24', ['P1.S24']],
    ['l1', ['P1.L1']],
    ["'; drop table actions --", []],
    ['&!|:*', []],
    ['nowhere', []],
  ])('finds the words %s', async (words, refs) => {
    const { status, body } = await api().get(`/actions?q=${encodeURIComponent(words)}&sort=ref`, asMember())
    expect([status, body.items.map(({ ref }: Item) => ref)]).toEqual([200, refs])
  })

  test('counts all that the filter leaves when asked to, and only then', async () => {
    const { body } = await api().get('/actions?horizon=short,long&q=training&limit=1&count=true', asMember())
    expect([body.items.length, body.total]).toEqual([1, 2])
    expect((await api().get('/actions?limit=1', asMember())).body).not.toHaveProperty('total')
  })

  test('takes several values with a comma for any of them, and several filters for all of them', async () => {
    const refs = async (query: string) =>
      (await api().get(`/actions?sort=ref&${query}`, asMember())).body.items.map(({ ref }: Item) => ref)
    expect(await refs('horizon=long,medium')).toEqual(['P1.L1'])
    expect(await refs(`owner=${plan.people.owner},me&horizon=long`)).toEqual(['P1.L1'])
    expect(await refs('horizon=long&state=draft')).toEqual([])
    expect(await refs(`plan=${newId()}`)).toEqual([])
    expect((await refs(`plan=${newId()},${plan.planId}&state=draft`)).length).toBe(5)
  })
})

describe('every list', () => {
  let lists: string[]
  beforeAll(async () => {
    const action = `/actions/${plan.actions['P1.S1']}`
    const { body } = await api().get(`/plans/${plan.planId}/priorities`, asMember())
    const below = ['history', 'updates', 'evidence', 'milestones'].map((name) => `${action}/${name}`)
    const ofPlan = ['history', 'priorities'].map((name) => `/plans/${plan.planId}/${name}`)
    lists = [
      '/actions',
      '/plans',
      '/priorities',
      `/priorities/${body.items[0].id}/history`,
      ...below,
      ...ofPlan,
    ]
    await parts()
  })

  /** Three of everything below the first action, so that each list has more than one page. */
  async function parts(): Promise<void> {
    const action = `/actions/${plan.actions['P1.S1']}`
    const { criteria } = (await api().get(action, { as: plan.people.owner })).body
    for (const turn of [1, 2, 3]) {
      const post = (name: string, body: object) =>
        api().post(`${action}/${name}`, { as: plan.people.owner, body })
      const evidence = { kind: 'data', title: `Figures ${turn}`, url: 'https://documents.example/1' }
      const answers = [
        await post('updates', { note: `Going on ${turn}` }),
        await post('evidence', { ...evidence, criterionId: criteria[0].id, datedOn: '2026-11-20' }),
        await post('milestones', { title: `Step ${turn}`, dueOn: '2026-11-30' }),
      ]
      expect(answers.map(({ status }) => status)).toEqual([201, 201, 201])
    }
  }

  test('goes on by Link from page to page, and ends with next null', async () => {
    for (const path of lists) {
      const whole = (await api().get(path, asMember())).body
      expect([path, whole.page.next]).toEqual([path, null])
      expect([path, await followed(`${path}?limit=1`)]).toEqual([path, whole.items])
    }
  })

  test('refuses a parameter it does not know, by name', async () => {
    for (const path of lists) {
      const { status, body } = await api().get(`${path}?sorted=yes`, asMember())
      expect([path, status, body.code, body.errors[0].pointer]).toEqual([
        path,
        400,
        'invalidRequest',
        '/sorted',
      ])
    }
  })

  test('refuses a page that no page before it gave', async () => {
    const forged = [
      ['dueOn', 'x', newId()],
      ['dueOn', '2026-12-01', 'x'],
      ['dueOn', '2026-12-01'],
      ['dueOn'],
      7,
      null,
    ]
    const tokens = forged.map((each) => Buffer.from(JSON.stringify(each)).toString('base64url'))
    for (const path of lists) {
      for (const after of ['nonsense', '-1', '99999999999', 'a\0b', ...tokens]) {
        const { status, body } = await api().get(`${path}?after=${encodeURIComponent(after)}`, asMember())
        expect([path, after, status, body.errors?.[0].pointer]).toEqual([path, after, 400, '/after'])
      }
    }
  })

  test('refuses to go on with another sort than the page before had', async () => {
    const { body } = await api().get('/actions?sort=ref&limit=1', asMember())
    expect((await api().get(`/actions?sort=title&after=${body.page.next}`, asMember())).status).toBe(400)
  })

  test.each([
    'sort=dueOn,dueOn',
    'sort=dueOn,-dueOn',
    'sort=',
    'sort=colour',
    'q=',
    'q=%00',
    'dueBefore=0000-01-01',
    'staleSince=9999-12-31',
    'plan=,',
  ])('refuses ?%s', async (query) => {
    const { status, body } = await api().get(`/actions?${query}`, asMember())
    expect([status, body.code]).toEqual([400, 'invalidRequest'])
  })
})

test('an action that changes while one turns the pages is not shown twice on a list by reference', async () => {
  const first = (await api().get('/actions?sort=ref&limit=10', asMember())).body
  const event = { type: 'report' as const, updateId: newId(), note: 'Meanwhile' }
  const actionId = plan.actions['P1.S2'] ?? ''
  const now = '2026-11-23T11:00:00.000Z'
  await changeAction(
    api().app.db,
    { actionId, actorId: plan.people.owner, now },
    { subject: 'action', event },
  )
  const rest = (await api().get(`/actions?sort=ref&limit=200&after=${first.page.next}`, asMember())).body
  expect(new Set([...first.items, ...rest.items].map(({ ref }: Item) => ref)).size).toBe(25)
})

function compare(a: Item, b: Item, keys: string[]): number {
  for (const key of keys) {
    const name = key.replace('-', '')
    const [x, y] = [a[name] ?? null, b[name] ?? null]
    if (x === y) continue
    // What is missing comes last in either direction.
    if (x === null || y === null) return x === null ? 1 : -1
    const order = name === 'ref' ? compareRefs(x, y) : x < y ? -1 : 1
    return order * (key.startsWith('-') ? -1 : 1)
  }
  return 0
}
