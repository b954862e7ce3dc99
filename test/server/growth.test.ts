import { afterAll, beforeAll, expect, test } from 'vitest'
import { useApi } from '#test/support/api.ts'
import { loaded } from '#test/support/database.ts'
import { givenHostilePlan, type HostilePlan } from '#test/support/hostile-plan.ts'
import { copyPlans } from '#test/support/many-plans.ts'
import { contractOf } from '#test/support/openapi.ts'
import { addressOf, pageRoutes } from '#test/support/page-table.ts'
import { type ReadCost, readCosts } from '#test/support/read-costs.ts'
import { get } from '#test/support/visitor.ts'

const api = useApi('2026-11-23T10:00:00.000Z', { demonstration: true })
const FEW = 12
const MANY = 120

/** Blocks that ten times as many plans may add: deeper indexes, and small tables that are read whole. */
const SLACK = 150

/** Reads that grow with a site, and why they may. */
const growing: [what: RegExp, why: string][] = [
  [/^\/(sign-in|outbox) /, 'The demonstration offers everybody to sign in as, and shows every email.'],
  [
    /export\/json /,
    'All of a plan is taken out seldom, and is looked for in tables that are kept by action.',
  ],
  [/"isOfPlan" from "people"/, 'Forms offer people who are listed and take part in no plan yet.'],
]

type Visited = { route: string; status: number; reads: ReadCost[] }

let plan: HostilePlan
let costs: Awaited<ReturnType<typeof readCosts>>
let few: Visited[]
let many: Visited[]

beforeAll(async () => {
  plan = await givenHostilePlan(api())
  const { app } = api()
  costs = await readCosts(app.db, app.databaseUrl)
  await loaded(app, (admin) => copyPlans(admin, { first: 1, last: FEW }))
  few = await visitAll()
  await loaded(app, (admin) => copyPlans(admin, { first: FEW + 1, last: MANY }))
  many = await visitAll()
}, 300_000)
afterAll(() => costs.close())

/** Every page, and every GET of the API, as the administrator of the first plan. */
async function visitAll(): Promise<Visited[]> {
  const { app } = api()
  const as = plan.people.administrator
  const cookie = await app.signInAs(as)
  const pages = pageRoutes(app.app).map((route) => ({ route, from: (at: string) => get(app, at, cookie) }))
  const answers = contractOf(app.app)
    .operations.filter(({ method }) => method === 'GET')
    .map(({ path }) => ({
      route: path.replaceAll(/\{(\w+)\}/g, ':$1'),
      from: (at: string) => api().get(at, { as }),
    }))
  const visited: Visited[] = []
  for (const { route, from } of [...pages, ...answers])
    visited.push({ route, ...(await costs.of(() => from(addressOf(route, plan).address))) })
  return visited
}

test('no page and no answer of the API reads more because others have plans', () => {
  expect(many.filter(({ status, reads }) => status === 200 && reads.length > 0).length).toBeGreaterThan(150)
  const grown = many.flatMap(({ route, reads }, at) =>
    reads.flatMap(({ text, blocks }, number) => {
      const before = few[at]?.reads[number]?.blocks ?? 0
      const what = `${route} ${before} to ${blocks} blocks: ${text.replaceAll(/\s+/g, ' ').slice(0, 400)}`
      const isKnown = growing.some(
        ([each]) => each.test(`${route} `) || each.test(text.replaceAll(/\s+/g, ' ')),
      )
      return blocks > 1.5 * before + SLACK && !isKnown ? [what] : []
    }),
  )
  expect(grown).toEqual([])
})
