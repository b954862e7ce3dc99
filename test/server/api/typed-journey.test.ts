import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inArray } from '#db/connection/drizzle.ts'
import { people } from '#db/schema/index.ts'
import { useApi } from '../../support/api.ts'
import { digestOfDocument, journeyDocument } from '../../support/journey-document.ts'
import { type Mailbox, openMailbox } from '../../support/mailbox.ts'
import { givenPlan, type TestPlan } from '../../support/plans.ts'
import { typedClient } from '../../support/typed-client.ts'

const NOW = '2026-11-24T10:00:00Z'
const api = useApi(NOW)
let mailbox: Mailbox
let plan: TestPlan
const emails: Record<string, string> = {}

beforeAll(async () => {
  const { app } = api()
  mailbox = await openMailbox(app, NOW)
  plan = await givenPlan(app.db)
  const { owner, lead, chair } = plan.people
  for (const { id, email } of await app.db
    .select()
    .from(people)
    .where(inArray(people.id, [owner, lead, chair])))
    emails[id] = email
})

afterAll(() => mailbox?.close())

/** A client of a person who signed in with the code that they were mailed. */
async function signedIn(personId: string) {
  const email = emails[personId] ?? ''
  const anyone = typedClient(api().app.url)
  const { challenge } = await anyone.post('/api/v1/auth/code', { body: { email } })
  await mailbox.send()
  const code = (await mailbox.newestCode(email)) ?? ''
  const { accessToken } = await anyone.post('/api/v1/auth/token', {
    body: { grant: 'emailCode', challenge, code },
  })
  return typedClient(api().app.url, accessToken)
}

test('a client with generated types signs in, finds its action, reports, submits it and sees it signed off', async () => {
  const owner = await signedIn(plan.people.owner)
  const { items } = await owner.get('/api/v1/actions', { query: { owner: 'me', sort: 'ref' } })
  const [mine] = items
  if (!mine) throw new Error('the owner has an action')
  const { id, criteria } = mine
  expect([mine.state, mine.priority.ref, mine.owner?.name]).toEqual(['agreed', 'P1', 'The owner'])

  const reported = await owner.post('/api/v1/actions/{id}/updates', { id, body: { note: 'Well under way.' } })
  expect(reported.lastUpdate?.note).toBe('Well under way.')
  const step = async (client: typeof owner, body: Parameters<typeof stepOf>[1]['body']) => {
    const { version } = await client.get('/api/v1/actions/{id}', { id })
    return client.post('/api/v1/actions/{id}/transitions', { id, ifMatch: `"${version}"`, body })
  }
  if (reported.state === 'agreed') await step(owner, { event: 'start' })
  for (const criterion of criteria) {
    await owner.post('/api/v1/actions/{id}/evidence', {
      id,
      body: {
        criterionId: criterion.id,
        kind: 'document',
        title: 'What was done',
        url: 'https://documents.example/done',
        datedOn: '2026-11-20',
        independent: true,
      },
    })
  }
  const submitted = await step(owner, { event: 'submit', whatChanged: 'Children wait a week less.' })
  expect(submitted.state).toBe('submitted')

  const lead = await signedIn(plan.people.lead)
  const endorsed = await step(lead, { event: 'endorse', statement: 'I opened the evidence: it shows it.' })
  expect(endorsed.state).toBe('endorsed')
  const chair = await signedIn(plan.people.chair)
  expect((await step(chair, { event: 'signOff', minuteRef: '7.3' })).state).toBe('signedOff')
})

const stepOf = typedClient('').post<'/api/v1/actions/{id}/transitions'>

test('the generated types are those of the document: npm run api-types', async () => {
  const path = join(import.meta.dirname, '../../support/api-types.d.ts')
  const digest = digestOfDocument(journeyDocument(api().app.app.swagger()))
  expect((await readFile(path, 'utf8')).split('\n')[0]).toContain(digest)
})
