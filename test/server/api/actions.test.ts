import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Answer, useApi } from '../../support/api.ts'
import { givenPlan, type TestPlan } from '../../support/plans.ts'

const api = useApi('2026-11-23T10:00:00Z')
let plan: TestPlan
let path: string

beforeAll(async () => {
  plan = await givenPlan(api().app.db, [
    {},
    { dueOn: '2026-11-20' },
    { dueOn: '2026-11-23' },
    { ref: 'P1.M1', horizon: 'medium', startOn: '2027-01-01', dueOn: '2027-05-31' },
    { ref: 'P1.M2', horizon: 'medium', dueOn: null },
  ])
  path = `/actions/${plan.actions['P1.S1']}`
})

describe('an action over REST', () => {
  test('reads as the contract says, with a colour that explains itself', async () => {
    const { status, headers, body } = await api().get(`/actions/${plan.actions['P1.S2']}`, {
      as: plan.people.owner,
    })
    expect(status).toBe(200)
    expect(headers.get('etag')).toMatch(new RegExp(`^"${body.version}-[\\w-]{16}"$`))
    expect(body).toMatchObject({
      ref: 'P1.S2',
      horizon: 'short',
      state: 'agreed',
      owner: { id: plan.people.owner, post: 'Post of the owner', agency: 'Agency of the owner' },
      dueOn: '2026-11-20',
      baselineDueOn: '2026-11-20',
      overdueDays: 3,
      rating: { rating: 'red', code: 'overdue', because: expect.stringContaining('20 November 2026') },
      lastUpdate: null,
      openExtension: null,
      openBlockers: [],
    })
  })

  test('is never given to somebody who has left: neither a new one nor a draft that is edited', async () => {
    const { administrator, member } = plan.people
    const left = { as: administrator, ifMatch: '*', body: { leftOn: '2026-11-20' } }
    expect((await api().patch(`/people/${member}`, left)).status).toBe(200)
    const refused = [409, 'personNotFound']
    const draft = `/actions/${plan.actions['P1.M2']}`
    const edited = await api().patch(draft, { as: administrator, ifMatch: '*', body: { ownerId: member } })
    expect([edited.status, edited.body.code]).toEqual(refused)
    const { body } = await api().get(draft, { as: administrator })
    const made = await api().post(`/priorities/${body.priority.id}/actions`, {
      as: administrator,
      body: { ref: 'P1.M9', title: 'Theirs', horizon: 'medium', ownerId: member },
    })
    expect([made.status, made.body.code]).toEqual(refused)
    await api().patch(`/people/${member}`, { ...left, body: { leftOn: null } })
    const back = await api().patch(draft, {
      as: administrator,
      ifMatch: '*',
      body: { ownerId: plan.people.owner },
    })
    expect(back.status).toBe(200)
  })

  test('is not overdue on the day it is due', async () => {
    const { body } = await api().get(`/actions/${plan.actions['P1.S3']}`, { as: plan.people.owner })
    expect(body.overdueDays).toBe(0)
    expect(body.rating.code).not.toBe('overdue')
  })

  test('answers 304 to a reader who has this version already', async () => {
    const { headers } = await api().get(path, { as: plan.people.owner })
    const again = await api().get(path, {
      as: plan.people.owner,
      headers: { 'if-none-match': headers.get('etag') ?? '' },
    })
    expect(again.status).toBe(304)
  })

  describe('that has not changed', () => {
    let fresh: TestPlan
    /** Asks again for what was read, by its tag. */
    let known: () => Promise<Answer>
    let readAgain: () => Promise<void>

    beforeEach(async () => {
      fresh = await givenPlan(api().app.db, [{ dueOn: '2026-12-20' }])
      const as = fresh.people.owner
      const own = `/actions/${fresh.actions['P1.S1']}`
      await api().post(`${own}/milestones`, { as, body: { title: 'A first step', dueOn: '2026-11-24' } })
      await api().post(`${own}/updates`, { as, body: { note: 'Begun' } })
      const [first] = (await api().get(own, { as })).body.milestones
      const both = [own, `/milestones/${first.id}`]
      let tags: (string | null)[] = []
      readAgain = async () => {
        tags = await Promise.all(
          both.map(async (each) => (await api().get(each, { as })).headers.get('etag')),
        )
      }
      known = async () => {
        const [action, milestone] = await Promise.all(
          both.map((each, at) => api().get(each, { as, headers: { 'if-none-match': tags[at] ?? '' } })),
        )
        expect(action?.status).toBe(milestone?.status)
        return action as Answer
      }
      await readAgain()
      expect([(await known()).status, tags[0]]).toEqual([304, '"4"'])
    })
    afterEach(() => api().moveTo('2026-11-23T10:00:00Z'))

    test('is 304 on later days too, as long as it reads the same', async () => {
      api().moveTo('2026-11-24T10:00:00Z')
      expect((await known()).status).toBe(304)
    })

    test('is given whole once a day has changed what it says, and is 304 again to who read that', async () => {
      api().moveTo('2026-11-25T10:00:00Z')
      const { status, headers, body } = await known()
      expect([status, body.version, body.rating.code]).toEqual([200, 4, 'milestoneMissed'])
      const tag = headers.get('etag') ?? ''
      expect(tag).toMatch(/^"4-[\w-]{16}"$/)
      await readAgain()
      expect((await known()).status).toBe(304)
      const path = `/actions/${fresh.actions['P1.S1']}`
      const patch = (ifMatch: string) =>
        api().patch(path, { as: fresh.people.administrator, ifMatch, body: { description: 'More' } })
      expect((await patch(tag)).status).toBe(200)
      expect((await patch(tag)).body).toMatchObject({ code: 'versionStale', version: 5 })
    })

    test.each<[string, () => Promise<Answer>]>([
      [
        'the threshold of its plan',
        () =>
          api().patch(`/plans/${fresh.planId}`, {
            as: fresh.people.administrator,
            ifMatch: '*',
            body: { dueSoonDays: 40 },
          }),
      ],
      [
        'the name of its owner',
        () =>
          api().patch(`/people/${fresh.people.owner}`, {
            as: fresh.people.administrator,
            ifMatch: '*',
            body: { name: 'The owner under a new name' },
          }),
      ],
      [
        'the title of its priority',
        async () => {
          const as = fresh.people.administrator
          const { body } = await api().get(`/plans/${fresh.planId}/priorities`, { as })
          const path = `/priorities/${body.items[0].id}`
          return api().patch(path, { as, ifMatch: '*', body: { title: 'Another title' } })
        },
      ],
    ])('is given whole after a change of %s', async (_, changed) => {
      api().moveTo('2026-11-23T10:00:05Z')
      expect((await changed()).status).toBe(200)
      expect((await known()).status).toBe(200)
    })
  })

  test('is not there for somebody outside the plan', async () => {
    const { status, body } = await api().get(path, { as: plan.people.stranger })
    expect([status, body.code]).toEqual([404, 'notFound'])
  })

  test('says what may be done next and what each event needs', async () => {
    const { body } = await api().get(`${path}/transitions`, { as: plan.people.owner })
    const of = (event: string) => body.items.find((item: { event: string }) => item.event === event)
    expect(of('report')).toMatchObject({ allowed: true, needs: ['note'] })
    expect(of('endorse')).toMatchObject({ allowed: false, code: 'ownWork' })
    expect(of('submit')).toMatchObject({ allowed: false, code: 'wrongState' })
  })

  test('takes an update, and the same update as an event', async () => {
    const { body: before } = await api().get(path, { as: plan.people.owner })
    const update = await api().post(`${path}/updates`, {
      as: plan.people.owner,
      body: { note: 'Begun', forecastOn: '2026-12-10' },
    })
    expect([update.status, update.body.state, update.body.version]).toEqual([
      201,
      'inProgress',
      before.version + 1,
    ])
    const event = await api().post(`${path}/transitions`, {
      as: plan.people.owner,
      ifMatch: update.body.version,
      body: { event: 'report', note: 'Going on' },
    })
    expect([event.status, event.body.lastUpdate.note, event.body.forecastOn]).toEqual([
      200,
      'Going on',
      '2026-12-10',
    ])
    const { body: updates } = await api().get(`${path}/updates`, { as: plan.people.owner })
    expect(updates.items.map(({ note }: { note: string }) => note)).toEqual(['Going on', 'Begun'])
  })

  test('refuses to be submitted without evidence: 409 with code, sentence and what is missing', async () => {
    const { body: action } = await api().get(path, { as: plan.people.owner })
    const { status, headers, body } = await api().post(`${path}/transitions`, {
      as: plan.people.owner,
      ifMatch: action.version,
      body: { event: 'submit', whatChanged: 'Families wait less.' },
    })
    expect(status).toBe(409)
    expect(headers.get('content-type')).toContain('application/problem+json')
    expect(body).toMatchObject({
      code: 'evidenceMissing',
      state: 'inProgress',
      detail: expect.stringContaining('evidence'),
    })
    expect(body.missing).toEqual([
      'Add evidence for: The first thing is shown',
      'Add evidence for: The second thing is shown',
    ])
    expect(body.allowed).toContain('report')
  })

  test('refuses to be signed off by its owner: 409', async () => {
    const { status, body } = await api().post(`${path}/transitions`, {
      as: plan.people.owner,
      ifMatch: '*',
      body: { event: 'signOff' },
    })
    expect([status, body.code]).toEqual([409, 'ownWork'])
  })

  test('refuses what somebody may see but not do: 403', async () => {
    const { status, body } = await api().post(`${path}/transitions`, {
      as: plan.people.member,
      ifMatch: '*',
      body: { event: 'report', note: 'From the side' },
    })
    expect([status, body.code]).toEqual([403, 'notYourRole'])
  })

  test('takes one of two changes on the same version: one 200, one 412 with the current version', async () => {
    const { body: action } = await api().get(path, { as: plan.people.owner })
    const report = (as: string) =>
      api().post(`${path}/transitions`, {
        as,
        ifMatch: action.version,
        body: { event: 'report', note: `By ${as}` },
      })
    const answers = await Promise.all([report(plan.people.owner), report(plan.people.contributor)])
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 412])
    const stale = answers.find(({ status }) => status === 412)
    expect(stale?.body).toMatchObject({ code: 'versionStale', version: action.version + 1 })
  })

  test('asks for If-Match: 428 without it', async () => {
    const { status, body } = await api().post(`${path}/transitions`, {
      as: plan.people.owner,
      body: { event: 'start' },
    })
    expect([status, body.code]).toEqual([428, 'versionMissing'])
  })

  test('goes its whole way over REST, and its history tells it newest first', async () => {
    const start = (await api().get(path, { as: plan.people.owner })).body
    for (const { id } of start.criteria) {
      const evidence = {
        criterionId: id,
        kind: 'audit',
        title: 'Dip sample',
        url: 'https://documents.example/1',
        datedOn: '2026-11-20',
      }
      const { status } = await api().post(`${path}/evidence`, { as: plan.people.owner, body: evidence })
      expect(status).toBe(201)
    }
    const step = async (as: string, body: object) => {
      const { status, body: action } = await api().post(`${path}/transitions`, { as, ifMatch: '*', body })
      expect([status, body]).toEqual([200, body])
      return action
    }
    await step(plan.people.owner, { event: 'submit', whatChanged: 'Families wait less.' })
    await step(plan.people.lead, { event: 'endorse', statement: 'I opened the sample.' })
    const done = await step(plan.people.chair, { event: 'signOff', minuteRef: '7/3' })
    expect(done).toMatchObject({ state: 'signedOff', rating: { rating: 'green', code: 'completeEmbedding' } })
    const { body: history } = await api().get(`${path}/history?limit=3`, { as: plan.people.member })
    expect(history.items.map(({ event }: { event: string }) => event)).toEqual([
      'signOff',
      'endorse',
      'submit',
    ])
    expect(history.items[0]).toMatchObject({
      from: 'endorsed',
      to: 'signedOff',
      actor: { name: 'The chair' },
      payload: { minuteRef: '7/3' },
    })
    const next = await api().get(`${path}/history?after=${history.page.next}`, { as: plan.people.member })
    expect(next.body.items[0].version).toBe(history.items[2].version - 1)
  })
})

describe('the list of actions', () => {
  test('pages by keyset without a gap or a repeat, in either direction, with undated actions last', async () => {
    for (const sort of ['dueOn', '-dueOn', 'ref', '-updatedAt']) {
      const seen: string[] = []
      let after: string | null = ''
      while (after !== null) {
        const { body }: Answer = await api().get(
          `/actions?plan=${plan.planId}&sort=${sort}&limit=2${after && `&after=${after}`}`,
          { as: plan.people.member },
        )
        seen.push(...body.items.map(({ ref }: { ref: string }) => ref))
        after = body.page.next
      }
      expect(seen.toSorted()).toEqual(['P1.M1', 'P1.M2', 'P1.S1', 'P1.S2', 'P1.S3'])
      if (sort.endsWith('dueOn')) expect(seen.at(-1)).toBe('P1.M2')
    }
  })

  test.each([
    ['overdue=true', ['P1.S2']],
    ['horizon=medium', ['P1.M1', 'P1.M2']],
    ['state=draft,signedOff', ['P1.M2', 'P1.S1']],
    ['rating=red', ['P1.S2']],
    ['rating=grey', ['P1.M1']],
    ['dueBefore=2026-12-01', ['P1.S2', 'P1.S3']],
    ['dueAfter=2026-12-31', ['P1.M1']],
    ['owner=me&horizon=short', ['P1.S1', 'P1.S2', 'P1.S3']],
  ])('filtered by %s holds what matches', async (query, refs) => {
    const { body } = await api().get(`/actions?${query}&count=true`, { as: plan.people.owner })
    expect(body.items.map(({ ref }: { ref: string }) => ref).toSorted()).toEqual(refs)
    expect(body.total).toBe(refs.length)
  })

  test.each([
    ['colour=red'],
    ['rating=purple'],
    ['limit=0'],
    ['limit=many'],
    ['after=nonsense'],
    ['dueBefore=2026-02-30'],
    ['owner=somebody'],
  ])('refuses ?%s and names it', async (query) => {
    const { status, body } = await api().get(`/actions?${query}`, { as: plan.people.owner })
    expect([status, body.code]).toEqual([400, 'invalidRequest'])
    expect(body.errors[0].pointer).toContain(query.split('=')[0])
  })

  test('is empty for somebody outside every plan', async () => {
    const { body } = await api().get('/actions', { as: plan.people.stranger })
    expect(body).toEqual({ items: [], page: { next: null } })
  })
})

describe('writing actions', () => {
  const fresh = { ref: 'P1.S9', horizon: 'short', title: 'A new commitment' }
  let priorityId: string
  beforeAll(async () => {
    priorityId = (await api().get(`/plans/${plan.planId}/priorities`, { as: plan.people.chair })).body
      .items[0].id
  })

  test('the lead and the administrator create drafts; others may not', async () => {
    const made = await api().post(`/priorities/${priorityId}/actions`, { as: plan.people.lead, body: fresh })
    expect([made.status, made.body.state, made.body.rating.rating]).toEqual([201, 'draft', 'none'])
    const refused = await api().post(`/priorities/${priorityId}/actions`, {
      as: plan.people.owner,
      body: { ...fresh, ref: 'P1.S10' },
    })
    expect([refused.status, refused.body.code]).toEqual([403, 'forbidden'])
  })

  test('a taken reference is a conflict that names the field', async () => {
    const { status, body } = await api().post(`/priorities/${priorityId}/actions`, {
      as: plan.people.lead,
      body: { ...fresh, ref: 'P1.S1' },
    })
    expect([status, body.code, body.errors[0].pointer]).toEqual([409, 'conflict', '/ref'])
  })

  test('a merge patch changes what it names and leaves the rest', async () => {
    const target = `/actions/${plan.actions['P1.M2']}`
    const { body: before } = await api().get(target, { as: plan.people.administrator })
    const { status, body } = await api().patch(target, {
      as: plan.people.administrator,
      ifMatch: before.version,
      body: {
        title: 'Renamed',
        dueOn: '2027-03-31',
        criteria: [{ ...before.criteria[0], evidence: undefined }, { text: 'A third thing' }],
      },
    })
    expect(status).toBe(200)
    expect(body).toMatchObject({
      title: 'Renamed',
      dueOn: '2027-03-31',
      horizon: 'medium',
      version: before.version + 1,
    })
    expect(body.criteria.map(({ text }: { text: string }) => text)).toEqual([
      'The first thing is shown',
      'A third thing',
    ])
  })

  test('the due date of an agreed action does not move by a patch', async () => {
    const { status, body } = await api().patch(`/actions/${plan.actions['P1.S3']}`, {
      as: plan.people.administrator,
      ifMatch: '*',
      body: { dueOn: '2027-12-31' },
    })
    expect([status, body.code]).toEqual([409, 'wrongState'])
    expect(body.detail).toContain('the due date by a request for more time')
  })

  test('unknown fields are refused by name and nothing is changed', async () => {
    const target = `/actions/${plan.actions['P1.S3']}`
    const { status, body } = await api().patch(target, {
      as: plan.people.administrator,
      ifMatch: '*',
      body: { title: 'X', state: 'signedOff' },
    })
    expect([status, body.errors]).toEqual([
      400,
      [{ pointer: '/state', code: 'unknownField', detail: expect.any(String) }],
    ])
    expect((await api().get(target, { as: plan.people.owner })).body.title).not.toBe('X')
  })

  test('an empty patch says so', async () => {
    const { status, body } = await api().patch(`/actions/${plan.actions['P1.S3']}`, {
      as: plan.people.administrator,
      ifMatch: '*',
      body: {},
    })
    expect([status, body.code]).toEqual([400, 'emptyChange'])
  })

  test('nothing is coerced: every wrong type is named at once', async () => {
    const { status, body } = await api().post(`/priorities/${priorityId}/actions`, {
      as: plan.people.lead,
      body: { ref: 7, horizon: 'soon', title: '', critical: 'yes' },
    })
    expect(status).toBe(400)
    expect(body.errors.map(({ pointer }: { pointer: string }) => pointer).toSorted()).toEqual([
      '/critical',
      '/horizon',
      '/ref',
      '/title',
    ])
  })

  test('milestones lie within the action', async () => {
    const target = `/actions/${plan.actions['P1.S3']}/milestones`
    const late = await api().post(target, {
      as: plan.people.owner,
      body: { title: 'Too late', dueOn: '2026-12-24' },
    })
    expect([late.status, late.body.code]).toEqual([409, 'dateNotAllowed'])
    const made = await api().post(target, {
      as: plan.people.owner,
      body: { title: 'In time', dueOn: '2026-11-20' },
    })
    expect(made.body.milestones).toMatchObject([{ title: 'In time', overdue: true }])
  })
})
