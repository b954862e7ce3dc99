import { beforeAll, expect, test } from 'vitest'
import { clockFrom } from '#db/connection/clock.ts'
import { eq } from '#db/connection/drizzle.ts'
import { newId } from '#db/connection/ids.ts'
import { loadDemonstration } from '#db/demo/load.ts'
import { memberships, plans, wordTemplates } from '#db/schema/index.ts'
import { sendOnce } from '#emails/ledger/sender.ts'
import { outboxTransport } from '#emails/outbox.ts'
import { making } from '#server/demonstration.ts'
import { sender } from '../../emails/harness.ts'
import { useApi } from '../../support/api.ts'
import { independentJudge, type PublishedDocument } from '../../support/independent.ts'

const NOW = '2026-11-23T08:00:02.000Z'
const api = useApi(NOW, { demonstration: true })

type Item = { id: string; own?: boolean }
/** What some have to be asked for, by the end of their path. */
const queries: Record<string, string> = { '/changes': '?since=2026-06-01', '/search': '?q=the+or+to' }
/** What meetings and reports have only once their pack was taken, or they were issued. */
const mayLack = ['/pack', '/editions/{number}']
let as: string
let document: PublishedDocument
/** Paths of every GET by the path that the document names: one for each thing of its kind. */
let asked: Map<string, string[]>

beforeAll(async () => {
  const { db, databaseUrl, url } = api().app
  await loadDemonstration(databaseUrl, NOW, making)
  await db.update(plans).set({ digestsFrom: '2026-11-23' })
  await sendOnce(sender(db, outboxTransport(), clockFrom(NOW)))
  document = (await (await fetch(`${url}/api/v1/openapi.json`)).json()) as PublishedDocument
  const [administrator] = await db.select().from(memberships).where(eq(memberships.role, 'administrator'))
  as = administrator?.personId ?? ''
  const [action] = await all('/actions')
  const headers = { 'content-type': 'application/octet-stream' }
  await api().post(`/actions/${action?.id}/files?name=minutes.pdf`, { as, headers, body: '%PDF-1.7 %%EOF' })
  const [planOf] = await all('/plans')
  const rows = { headers: { 'content-type': 'text/csv' }, body: 'Ref,Priority,Action\nX.1,P1,Do it\n' }
  await api().post('/imports?title=Another&name=new.csv', { as, ...rows })
  const sheet = await api().post(`/plans/${planOf?.id}/imports?name=tracker.csv`, { as, ...rows })
  expect(sheet.status).toBe(201)
  const idsOf = await everyId()
  await db.insert(wordTemplates).values({
    id: newId(),
    planId: idsOf['plans']?.[0] ?? '',
    styles: '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>',
    size: 100,
    sha256: '0'.repeat(64),
    setBy: as,
    setAt: NOW,
  })
  await api().app.signInAs(as)
  await api().post('/me/tokens', { as, body: { name: 'A report' } })
  const deputyId = idsOf['people']?.find((id) => id !== as)
  const deputy = { deputyId, fromOn: '2026-11-24', untilOn: '2026-11-30' }
  await api().send('PUT', '/me/deputy', { as, body: deputy })
  // Word, PDF and Excel are bytes, which edition-files.test.ts and export-plan.test.ts read.
  const gets = Object.entries(document.paths).filter(
    ([path, methods]) => 'get' in methods && !/\/(word|pdf|export)$/.test(path),
  )
  asked = new Map(
    gets.map(([path]) => {
      const below = path.slice('/api/v1'.length)
      const ids = below.includes('{id}') ? (idsOf[below.split('/')[1] ?? ''] ?? []) : ['']
      const query = queries[below.slice(below.lastIndexOf('/'))] ?? ''
      const filled = below.replace('{week}', '2026-11-23').replace('{number}', '1')
      return [path, ids.map((id) => filled.replace('{id}', id) + query)]
    }),
  )
}, 120_000)

// A file is told of as JSON only to those who ask for that.
const asJson = { accept: 'application/json' }
const get = async (path: string) => (await api().get(path, { as, headers: asJson })).body

async function all(path: string): Promise<Item[]> {
  const items: Item[] = []
  for (let after: string | null = ''; after !== null;) {
    const { items: more, page } = await get(`${path}?limit=200${after && `&after=${after}`}`)
    items.push(...more)
    after = page.next
  }
  return items
}

/** Ids of everything in the demonstration, by the path of its noun. */
async function everyId(): Promise<Record<string, string[]>> {
  const [plan] = await all('/plans')
  const actions = await all('/actions')
  const ids = (items: Item[]) => items.map(({ id }) => id)
  const below = async (path: string, part: string, from: Item[]) =>
    ids((await Promise.all(from.map(({ id }) => all(`${path}/${id}/${part}`)))).flat())
  const partsOf = (part: string) => below('/actions', part, actions)
  const reports = await all(`/plans/${plan?.id}/reports`)
  return {
    plans: [plan?.id ?? ''],
    actions: ids(actions),
    priorities: ids(await all('/priorities')),
    people: ids(await all('/people')),
    measures: ids(await all(`/plans/${plan?.id}/measures`)),
    meetings: ids(await all(`/plans/${plan?.id}/meetings`)),
    decisions: ids(await all(`/plans/${plan?.id}/decisions`)),
    inspections: ids(await all(`/plans/${plan?.id}/inspections`)),
    reports: ids(reports),
    imports: ids(await all(`/plans/${plan?.id}/imports`)),
    'report-templates': ids(
      (await all(`/plans/${plan?.id}/report-templates`)).filter(({ own }) => own === true),
    ),
    sections: await below('/reports', 'sections', reports),
    milestones: await partsOf('milestones'),
    blockers: await partsOf('blockers'),
    extensions: await partsOf('extensions'),
    files: await partsOf('files'),
  }
}

test('every GET of the API answers in the demonstration as the document says, by a validator of its own', async () => {
  const judge = independentJudge(document)
  const faults: string[] = []
  const answered = new Set<string>()
  for (const [path, addresses] of asked) {
    for (const address of addresses) {
      const { status, body } = await api().get(address, { as, headers: asJson })
      if (status === 404 && mayLack.some((part) => path.endsWith(part))) continue
      faults.push(...judge(path, 'get', status, body))
      if (!('items' in body) || body.items.length > 0) answered.add(path)
    }
  }
  expect(faults).toEqual([])
  // What the demonstration has none of would be judged by an empty list.
  expect([...asked.keys()].filter((path) => !answered.has(path))).toEqual([])
}, 120_000)

test('the validator notices a field that is missing, one that is new, and one of another kind', async () => {
  const judge = independentJudge(document)
  const [address = ''] = asked.get('/api/v1/actions/{id}') ?? []
  const body = await get(address)
  const judged = (changed: object) => judge('/api/v1/actions/{id}', 'get', 200, changed)
  const { owner: _, ...without } = body
  expect(judged(body)).toEqual([])
  for (const wrong of [without, { ...body, extra: 1 }, { ...body, dueOn: 'soon' }, { ...body, state: 'x' }]) {
    expect(judged(wrong)).not.toEqual([])
  }
})

test('every list says of a noun what the noun says when it is read by its id', async () => {
  // A spreadsheet has thousands of rows, which a list of spreadsheets leaves out.
  const singles = [...asked.keys()].filter(
    (path) => /^\/api\/v1\/[a-z]+\/\{id\}$/.test(path) && path !== '/api/v1/imports/{id}',
  )
  const compared = new Map<string, number>()
  for (const [path, addresses] of asked) {
    const item = itemNameOf(path)
    const single = singles.find((each) => item !== null && schemaOf(each) === item)
    if (single === undefined) continue
    for (const address of addresses) {
      const [first] = (await get(address)).items as Item[]
      if (!first) continue
      const alone = await get(single.slice('/api/v1'.length).replace('{id}', first.id))
      expect([path, first]).toEqual([path, alone])
      compared.set(single, (compared.get(single) ?? 0) + 1)
    }
  }
  expect([...compared.keys()].toSorted()).toEqual(singles.toSorted())
}, 120_000)

/** The name of the schema that a GET answers with. */
function schemaOf(path: string): string | null {
  const response = document.paths[path]?.['get']?.responses['200']
  const named = response?.$ref
    ? document.components.responses[response.$ref.split('/').at(-1) ?? '']
    : response
  const { $ref = '' } = (named?.content?.['application/json']?.schema ?? {}) as { $ref?: string }
  return $ref.split('/').at(-1) || null
}

function itemNameOf(path: string): string | null {
  return /^(\w+)Page$/.exec(schemaOf(path) ?? '')?.[1] ?? null
}
