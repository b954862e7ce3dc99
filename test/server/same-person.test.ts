import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { clockFrom } from '#db/connection/clock.ts'
import { eq, inArray } from '#db/connection/drizzle.ts'
import { personOfIdentity } from '#db/read/identities.ts'
import { agencies, people, signInCodes } from '#db/schema/index.ts'
import { createPlan } from '#db/write/create-plan.ts'
import { invite } from '#db/write/invite.ts'
import { readPlanFile } from '#server/import/read-plan-file.ts'
import { useApi } from '../support/api.ts'
import { newJar } from '../support/jar.ts'
import { type Mailbox, openMailbox } from '../support/mailbox.ts'
import { problemsOf } from '../support/plan-files.ts'
import { listOf } from '../support/plan-people.ts'
import { givenPlan, type TestPlan } from '../support/plans.ts'
import { post, protection } from '../support/visitor.ts'
import { runWaymark } from '../support/waymark.ts'
import { agencyWritings, refWritings, writings } from '../support/writings.ts'

const now = '2026-11-23T10:00:00.000Z'
const api = useApi(now)
const clock = clockFrom(now)
let plan: TestPlan
let mailbox: Mailbox
let personId = ''

beforeAll(async () => {
  const { app } = api()
  plan = await givenPlan(app.db)
  mailbox = await openMailbox(app, now)
  const [[, email] = ['', '']] = writings
  const added = await api().post('/people', {
    as: plan.people.administrator,
    body: { name: 'José Brown', email },
  })
  expect(added.status).toBe(201)
  personId = added.body.id
})
afterAll(async () => mailbox.close())

/** Everybody whose name is that of the one person. */
const listed = () => api().app.db.select().from(people).where(eq(people.name, 'José Brown'))
const oneOnly = async () => expect((await listed()).map(({ id }) => id)).toEqual([personId])

describe.each(writings)('an address %s is the person’s who has it', (_, written) => {
  test('where the API adds a person: refused as taken, with whose it is and what to do', async () => {
    const { status, body } = await api().post('/people', {
      as: plan.people.administrator,
      body: { name: 'José Brown', email: written },
    })
    const detail =
      'José Brown (josé.brown@münchen.example) is listed with this address already. Choose them, or give another address.'
    expect([status, body.code, body.errors]).toEqual([
      409,
      'conflict',
      [{ pointer: '/email', code: 'taken', detail }],
    ])
    await oneOnly()
  })

  test('where the form adds a person: found as listed already', async () => {
    const { app } = api()
    const cookie = await app.signInAs(plan.people.administrator)
    const page = `${listOf(plan)}/new`
    const typed = {
      ...(await protection(app, page, cookie)),
      email: written,
      name: 'José Brown',
      role: 'none',
    }
    expect((await post(app, page, cookie, typed)).status).toBe(303)
    await oneOnly()
  })

  test('where a person is invited: invited again', async () => {
    const again = await invite(api().app.db, clock, { email: written, name: 'José Brown' })
    expect(again).toMatchObject({ id: personId, isNew: false, email: 'josé.brown@münchen.example' })
    await oneOnly()
  })

  test('in a plan file: the person who is known', async () => {
    const { draft } = readPlanFile(fileWith(written), { name: 'plan.yaml' })
    const ids = await createPlan(api().app.db, draft, { by: written, now })
    expect([...ids.person.values()]).toEqual([personId])
    await oneOnly()
  })

  test('where they sign in: the code goes to the address that is listed', async () => {
    const jar = newJar(api().app)
    expect((await jar.post('/sign-in', { email: written })).status).toBe(303)
    await mailbox.send()
    const code = await mailbox.newestCode('josé.brown@münchen.example')
    expect((await jar.post('/sign-in/code', { code: code ?? '' })).status).toBe(303)
    await api().app.db.delete(signInCodes)
  })
})

test('two writings of one address in a plan file are refused, with the line of the first', () => {
  for (const [, written] of writings.slice(1)) {
    const text = fileWith(writings[0]?.[1] ?? '').replace(
      'members:',
      `  - { name: Another, email: ${JSON.stringify(written)} }\nmembers:`,
    )
    const [problem] = problemsOf(text)
    expect(problem?.wrong).toContain('is already given on line 4')
  }
})

test('single sign-on lets in who has the same mailbox to the letter, and no other with the same letters but for accents', async () => {
  const { db } = api().app
  const vouched = (email: string, subject: string) =>
    personOfIdentity(db, clock, { issuer: 'https://id.example', subject, email, emailVerified: true })
  expect(await vouched('jose.brown@munchen.example', 'another')).toBeNull()
  expect(await vouched('JOSE\u0301.BROWN@xn--mnchen-3ya.example', 'them')).toMatchObject({ id: personId })
})

test('the commands find them in other writings too', async () => {
  const { databaseUrl } = api().app
  const own = { DATABASE_URL: databaseUrl, JWT_KEYS: `k1:${'x'.repeat(44)}` }
  const invited = await runWaymark(
    ['invite', 'Brown <JOSE.BROWN@xn--mnchen-3ya.example.>', '--name', 'José Brown'],
    own,
  )
  expect(invited.out).toContain('José Brown <josé.brown@münchen.example> was here already')
  await oneOnly()
}, 30_000)

test('of two that are added at the same moment one is', async () => {
  const twins = ['zoë@council.example', 'ZOE\u0308@council.example', 'zoe@council.example']
  const answers = await Promise.all(
    twins.map((email) =>
      api().post('/people', { as: plan.people.administrator, body: { name: 'Zoë Twin', email } }),
    ),
  )
  expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409, 409])
  const invited = await Promise.all(
    ['kim@council.example', 'KIM@council.example.', 'kím@council.example'].map((email) =>
      invite(api().app.db, clock, { email, name: 'Kim' }),
    ),
  )
  expect(new Set(invited.map(({ id }) => id)).size).toBe(1)
})

test('of plans that are loaded at the same moment with the same people and agencies, each gets those there are', async () => {
  const { db } = api().app
  const drafts = ['Ann@council.example', 'ann@council.example', 'ánn@council.example'].map(
    (email, at) =>
      readPlanFile(fileWith(email, ['Twin Body', 'TWIN BODY', 'Twin  Body'][at]), { name: 'plan.yaml' })
        .draft,
  )
  const made = await Promise.all(drafts.map((draft) => createPlan(db, draft, { by: null, now })))
  expect(new Set(made.flatMap(({ person }) => [...person.values()])).size).toBe(1)
  expect(new Set(made.flatMap(({ agency }) => [...agency.values()])).size).toBe(1)
})

describe('one agency in several writings is one', () => {
  test('where the API adds it: refused, and the one there is named', async () => {
    const add = (name: string) => api().post('/agencies', { as: plan.people.administrator, body: { name } })
    const answers = await Promise.all(agencyWritings.map(add))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([
      201,
      ...Array.from({ length: agencyWritings.length - 1 }, () => 409),
    ])
    const there = answers.find(({ status }) => status === 201)?.body.name as string
    for (const name of agencyWritings) {
      const { body } = await add(name)
      expect(body.errors[0]).toMatchObject({
        pointer: '/name',
        detail: `There is an agency ‘${there}’ already. Choose it, or give this one another name.`,
      })
    }
  })

  test('where the form adds a person of it, and in plan files: the one there is', async () => {
    const { app } = api()
    const cookie = await app.signInAs(plan.people.administrator)
    const page = `${listOf(plan)}/new`
    for (const [at, newAgency] of agencyWritings.entries()) {
      const email = `worker.${at}@council.example`
      const typed = {
        ...(await protection(app, page, cookie)),
        email,
        name: 'Worker',
        newAgency,
        role: 'none',
      }
      expect((await post(app, page, cookie, typed)).status).toBe(303)
      const { draft } = readPlanFile(fileWith(`filed.${at}@council.example`, newAgency), {
        name: 'plan.yaml',
      })
      await createPlan(app.db, draft, { by: null, now })
    }
    const emails = agencyWritings.flatMap((_, at) => [
      `worker.${at}@council.example`,
      `filed.${at}@council.example`,
    ])
    const rows = await app.db.select().from(people).where(inArray(people.email, emails))
    expect(rows).toHaveLength(emails.length)
    expect(new Set(rows.map(({ agencyId }) => agencyId)).size).toBe(1)
    const all = await app.db.select().from(agencies)
    expect(all.filter(({ name }) => /harbour|Har\u200bbour/i.test(name))).toHaveLength(1)
  })
})

describe('one reference in several writings is one', () => {
  const bodies = {
    actions: (ref: string) => ({ priorityId: '', ref, title: 'An action', horizon: 'short' }),
    priorities: (ref: string) => ({ ref, title: 'A priority' }),
    measures: (ref: string) => ({ ref, title: 'A measure', unit: 'count', polarity: 'higherIsBetter' }),
    recommendations: (ref: string) => ({ ref, text: 'Do this.' }),
  }

  test.each(Object.keys(bodies) as (keyof typeof bodies)[])(
    'of %s, also where all come at once',
    async (noun) => {
      const { administrator } = plan.people
      const { body: priorities } = await api().get(`/priorities?plan=${plan.planId}`, { as: administrator })
      const path =
        noun === 'actions' ? `/priorities/${priorities.items[0].id}/actions` : `/plans/${plan.planId}/${noun}`
      const add = (ref: string) => {
        const { priorityId: _, ...body } = bodies[noun](ref) as Record<string, unknown>
        return api().post(path, { as: administrator, body })
      }
      const answers = await Promise.all(refWritings.map(add))
      const added = answers.filter(({ status }) => status === 201)
      expect(
        answers
          .map(({ status, body }) => [status, body.detail])
          .filter(([status]) => status !== 201 && status !== 409),
      ).toEqual([])
      expect(added).toHaveLength(1)
      const { body } = await add('q7')
      expect(body.errors[0]).toMatchObject({ pointer: '/ref', code: 'taken' })
      expect(body.detail).toMatch(
        /^This reference is taken: the plan has ‘.+’ already\. Choose another one\.$/,
      )
    },
  )

  test('and a plan file that has two of them is refused, with the line of the first', () => {
    const text = `${fileWith('sam@council.example')}recommendations:
  - { ref: R7, text: Do this. }
  - { ref: r7, text: Do that. }
`
    expect(problemsOf(text).map(({ wrong }) => wrong)).toEqual([
      expect.stringContaining('is already given on line'),
    ])
  })
})

function fileWith(email: string, agency?: string): string {
  return `waymark: 1
title: A plan
people:
  - { name: José Brown, email: ${JSON.stringify(email)}${agency === undefined ? '' : `, agency: ${JSON.stringify(agency)}`} }
members:
  - { email: ${JSON.stringify(email)}, role: viewer }
`
}
