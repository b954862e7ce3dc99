import { beforeAll, describe, expect, test } from 'vitest'
import { useApi } from '../../support/api.ts'
import { givenPlace, type Place } from '../../support/places.ts'

const api = useApi('2026-11-23T10:00:00Z')
let place: Place

beforeAll(async () => {
  place = await givenPlace(api())
})

const as = (who: 'administrator' | 'chair' | 'member' | 'owner') => place.plan.people[who]
const reports = () => `/plans/${place.subjects.plan}/reports`

async function made(more: object = {}) {
  const body = { template: 'strategy-on-a-page', forOn: '2026-12-14', cutOffOn: '2026-11-23', ...more }
  const answer = await api().post(reports(), { as: as('administrator'), body })
  expect([answer.status, answer.body.detail]).toEqual([201, undefined])
  return answer.body as { id: string; version: number }
}
const sectionsOf = async (id: string) =>
  (await api().get(`/reports/${id}/sections`, { as: as('member') })).body.items as {
    id: string
    kind: string
    number: number
    state: string
    version: number
  }[]
const step = (path: string, who: Parameters<typeof as>[0], body: object) =>
  api().post(`${path}/transitions`, { as: as(who), body, ifMatch: '*' })

describe('a report', () => {
  test('is made from a template, with its sections, and what it leaves out comes from that', async () => {
    const templates = (await api().get('/report-templates', { as: as('member') })).body.items
    expect(templates.map(({ id }: { id: string }) => id)).toEqual([
      'assurance-to-board',
      'strategy-on-a-page',
      'executive-member-to-council',
      'progress-to-cabinet',
      'record-of-decisions',
    ])
    const answer = await api().post(reports(), {
      as: as('administrator'),
      body: { template: 'assurance-to-board', forOn: '2026-12-14' },
    })
    expect(answer.body).toMatchObject({
      title: 'Assurance report to the board',
      body: 'Improvement board',
      cutOffOn: '2026-12-14',
      approverPost: 'Chair of the board',
      approver: null,
      state: 'draft',
      edition: 0,
      version: 1,
    })
    const parts = await sectionsOf(answer.body.id)
    expect(parts.map(({ number }) => number)).toEqual(parts.map((_, at) => at + 1))
    expect(parts.filter(({ kind }) => kind === 'performance').map(({ state }) => state)).toEqual(['accepted'])
    expect(parts.filter(({ kind }) => kind === 'narrative').every(({ state }) => state === 'waiting')).toBe(
      true,
    )
  })

  test('is made by the administrator alone, and not with an approver or a cut-off that cannot be', async () => {
    const body = { template: 'strategy-on-a-page', forOn: '2026-12-14' }
    expect((await api().post(reports(), { as: as('member'), body })).status).toBe(403)
    const late = await api().post(reports(), {
      as: as('administrator'),
      body: { ...body, cutOffOn: '2026-12-15' },
    })
    expect([late.status, late.body.errors[0].pointer]).toEqual([409, '/cutOffOn'])
    const stranger = await api().post(reports(), {
      as: as('administrator'),
      body: { ...body, approverId: place.who.stranger },
    })
    expect([stranger.status, stranger.body.errors[0].pointer]).toEqual([409, '/approverId'])
  })

  test('goes from its authors through its approver to an edition that never changes', async () => {
    const { id } = await made({ approverId: as('chair'), isPublic: true })
    const path = `/reports/${id}`
    const early = await step(path, 'administrator', { event: 'commission' })
    expect([early.status, early.body.code]).toEqual([409, 'incomplete'])
    expect(early.body.detail).toContain('Section 1, What we want, needs an author')
    const text = (await sectionsOf(id)).find(({ kind }) => kind === 'narrative')
    const section = `/sections/${text?.id}`
    const assigned = { event: 'reassign', authorId: as('owner'), dueOn: '2026-12-01' }
    expect((await step(section, 'administrator', assigned)).status).toBe(200)
    expect((await step(path, 'administrator', { event: 'commission' })).body.state).toBe('commissioned')

    const words = 'Every child is **safe**, heard and helped early.\n\n- at home\n- at school'
    expect((await step(section, 'member', { event: 'write', text: words })).body.code).toBe('notYourRole')
    expect((await step(section, 'owner', { event: 'saveDraft', text: 'Every' })).body).toMatchObject({
      state: 'waiting',
      text: 'Every',
    })
    expect((await step(section, 'owner', { event: 'write', text: words })).body.state).toBe('written')
    const open = await step(path, 'administrator', { event: 'submit' })
    expect(open.body.detail).toContain('has to be accepted first')
    const back = await step(section, 'administrator', { event: 'sendBack', reason: 'Say it shorter.' })
    expect(back.body).toMatchObject({ state: 'waiting', sentBack: 'Say it shorter.' })
    await step(section, 'owner', { event: 'write', text: words })
    expect((await step(section, 'administrator', { event: 'accept' })).body.state).toBe('accepted')
    expect((await step(path, 'administrator', { event: 'submit' })).body.state).toBe('inReview')
    expect((await step(section, 'owner', { event: 'write', text: 'Later' })).body.code).toBe('wrongState')

    expect((await step(path, 'administrator', { event: 'approve' })).body.code).toBe('notYourRole')
    expect((await step(path, 'chair', { event: 'approve' })).body.state).toBe('approved')
    const issued = await step(path, 'administrator', { event: 'issue' })
    expect(issued.body).toMatchObject({ state: 'issued', edition: 1 })
    const edition = await api().get(`${path}/editions/1`, { as: as('member') })
    expect(edition.body.sections[0].blocks[0]).toMatchObject({
      kind: 'paragraph',
      of: [{ text: 'Every child is ' }, { kind: 'strong' }, { text: ', heard and helped early.' }],
    })

    const corrected = await step(path, 'administrator', { event: 'correct', reason: 'A figure was wrong.' })
    expect(corrected.body).toMatchObject({ state: 'commissioned', correction: 'A figure was wrong.' })
    await step(section, 'administrator', { event: 'sendBack', reason: 'Mend it.' })
    await step(section, 'owner', { event: 'write', text: 'Every child is safe.' })
    await step(section, 'administrator', { event: 'accept' })
    await step(path, 'administrator', { event: 'submit' })
    await step(path, 'chair', { event: 'approve' })
    expect((await step(path, 'administrator', { event: 'issue' })).body.edition).toBe(2)
    const { files: _, ...first } = edition.body
    expect((await api().get(`${path}/editions/1`, { as: as('member') })).body).toMatchObject(first)
    const all = (await api().get(`${path}/editions`, { as: as('member') })).body.items
    expect(all).toMatchObject([
      { number: 2, correction: 'A figure was wrong.', isPublic: true },
      { number: 1, correction: null },
    ])
    expect((await api().get(`${path}/editions/3`, { as: as('member') })).status).toBe(404)
    const second = await api().get(`${path}/editions/2`, { as: as('member') })
    expect(second.body.cover).toContainEqual({ label: 'Corrects edition 1', value: 'A figure was wrong.' })
  })

  test('asks its author about a section that says what the report before said, and lets them keep it', async () => {
    const words =
      'Families hear within two days who will ring them, in every part of the town and in every week.'
    const written = async (forOn: string) => {
      const { id } = await made({ approverId: as('chair'), forOn })
      const text = (await sectionsOf(id)).find(({ kind }) => kind === 'narrative')
      const section = `/sections/${text?.id}`
      await step(section, 'administrator', { event: 'reassign', authorId: as('owner'), dueOn: '2026-12-01' })
      await step(`/reports/${id}`, 'administrator', { event: 'commission' })
      await step(section, 'owner', { event: 'write', text: words })
      await step(section, 'administrator', { event: 'accept' })
      const { items } = (await api().get(`${section}/findings`, { as: as('owner') })).body
      return { path: `/reports/${id}`, section, findings: items as { id: string; code: string }[] }
    }
    const first = await written('2027-01-11')
    expect(first.findings).toEqual([])
    await step(first.path, 'administrator', { event: 'submit' })
    await step(first.path, 'chair', { event: 'approve' })
    await step(first.path, 'administrator', { event: 'issue' })
    const next = await written('2027-02-08')
    expect(next.findings.map(({ code }) => code)).toEqual(['unchanged'])
    expect((await step(next.path, 'administrator', { event: 'submit' })).body.code).toBe('incomplete')
    const keep = { event: 'keep', key: next.findings[0]?.id, code: 'unchanged', reason: 'It still holds.' }
    await step(next.section, 'owner', keep)
    expect((await step(next.path, 'administrator', { event: 'submit' })).body.state).toBe('inReview')
  })

  test('is not approved by a person who wrote all of it, nor by anybody before its cut-off', async () => {
    const { id } = await made({ approverId: as('chair'), cutOffOn: '2026-12-10' })
    const text = (await sectionsOf(id)).find(({ kind }) => kind === 'narrative')
    const assigned = { event: 'reassign', authorId: as('chair'), dueOn: '2026-12-01' }
    await step(`/sections/${text?.id}`, 'administrator', assigned)
    await step(`/reports/${id}`, 'administrator', { event: 'commission' })
    await step(`/sections/${text?.id}`, 'chair', { event: 'write', text: 'Mine.' })
    await step(`/sections/${text?.id}`, 'administrator', { event: 'accept' })
    await step(`/reports/${id}`, 'administrator', { event: 'submit' })
    expect((await step(`/reports/${id}`, 'chair', { event: 'approve' })).body.code).toBe('ownWork')
    await step(`/reports/${id}`, 'chair', { event: 'return', reason: 'Let somebody else write it.' })
    await step(`/sections/${text?.id}`, 'administrator', { event: 'sendBack', reason: 'Somebody else.' })
    await step(`/sections/${text?.id}`, 'administrator', { ...assigned, authorId: as('owner') })
    await step(`/sections/${text?.id}`, 'owner', { event: 'write', text: 'Ours.' })
    await step(`/sections/${text?.id}`, 'administrator', { event: 'accept' })
    await step(`/reports/${id}`, 'administrator', { event: 'submit' })
    const ahead = await step(`/reports/${id}`, 'chair', { event: 'approve' })
    expect([ahead.status, ahead.body.code]).toEqual([409, 'dateNotAllowed'])
    expect(ahead.body.detail).toContain('Its cut-off, 10 December 2026, lies ahead')
  })

  test('has an edition for the public without what is exempt, and says that something is left out', async () => {
    const { id } = await made({ approverId: as('chair'), isPublic: true })
    const parts = await sectionsOf(id)
    const text = parts.find(({ kind }) => kind === 'narrative')
    const section = `/sections/${text?.id}`
    const bare = await api().patch(section, {
      as: as('administrator'),
      body: { exemptParagraph: 1 },
      ifMatch: '*',
    })
    expect([bare.status, bare.body.errors[0].pointer]).toEqual([409, '/exemptReason'])
    const exempt = { exemptParagraph: 1, exemptReason: 'It is about one person.' }
    await api().patch(section, { as: as('administrator'), body: exempt, ifMatch: '*' })
    await step(section, 'administrator', { event: 'reassign', authorId: as('owner'), dueOn: '2026-12-01' })
    await step(`/reports/${id}`, 'administrator', { event: 'commission' })
    await step(section, 'owner', { event: 'write', text: 'SECRETCANARY' })
    await step(section, 'administrator', { event: 'accept' })
    await step(`/reports/${id}`, 'administrator', { event: 'submit' })
    await step(`/reports/${id}`, 'chair', { event: 'approve' })
    await step(`/reports/${id}`, 'administrator', { event: 'issue' })
    const edition = async (query: string) =>
      JSON.stringify((await api().get(`/reports/${id}/editions/1${query}`, { as: as('member') })).body)
    expect(await edition('')).toContain('SECRETCANARY')
    const open = await edition('?public=true')
    expect(open).not.toContain('SECRETCANARY')
    expect(open).toContain('This part is left out of the public edition.')
    expect(open).toContain('paragraph 1 of Schedule 12A')
  })

  test('issued by two at once is issued once', async () => {
    const { id } = await made({ approverId: as('chair') })
    const text = (await sectionsOf(id)).find(({ kind }) => kind === 'narrative')
    await step(`/sections/${text?.id}`, 'administrator', {
      event: 'reassign',
      authorId: as('owner'),
      dueOn: '2026-12-01',
    })
    await step(`/reports/${id}`, 'administrator', { event: 'commission' })
    await step(`/sections/${text?.id}`, 'owner', { event: 'write', text: 'Once.' })
    await step(`/sections/${text?.id}`, 'administrator', { event: 'accept' })
    await step(`/reports/${id}`, 'administrator', { event: 'submit' })
    await step(`/reports/${id}`, 'chair', { event: 'approve' })
    const answers = await Promise.all(
      Array.from({ length: 4 }, () => step(`/reports/${id}`, 'administrator', { event: 'issue' })),
    )
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409, 409])
    expect((await api().get(`/reports/${id}/editions`, { as: as('member') })).body.items).toHaveLength(1)
  })

  test('is never submitted with a section that is sent back at the same moment', async () => {
    for (let round = 0; round < 6; round++) {
      const { id } = await made({ approverId: as('chair') })
      const section = `/sections/${(await sectionsOf(id)).find(({ kind }) => kind === 'narrative')?.id}`
      const assigned = { event: 'reassign', authorId: as('owner'), dueOn: '2026-12-01' }
      await step(section, 'administrator', assigned)
      await step(`/reports/${id}`, 'administrator', { event: 'commission' })
      await step(section, 'owner', { event: 'write', text: 'Both at once.' })
      await step(section, 'administrator', { event: 'accept' })
      await Promise.all([
        step(section, 'chair', { event: 'sendBack', reason: 'Once more.' }),
        step(`/reports/${id}`, 'administrator', { event: 'submit' }),
      ])
      const states = [
        (await api().get(`/reports/${id}`, { as: as('member') })).body.state,
        (await api().get(section, { as: as('member') })).body.state,
      ]
      expect([
        ['inReview', 'accepted'],
        ['commissioned', 'waiting'],
      ]).toContainEqual(states)
    }
  })

  test('tells figures as they were known at its cut-off: what came later stands in the next one', async () => {
    const body = { ref: 'KNOWN', title: 'Visits', unit: 'percent', polarity: 'higherIsBetter' }
    const path = `/plans/${place.subjects.plan}/measures`
    const measure = (await api().post(path, { as: as('administrator'), body })).body.id
    const figure = async (value: number, asAtOn: string) => {
      const told = { asAtOn, published: `${value}%`, value, status: 'validated' }
      const answer = await api().post(`/measures/${measure}/observations`, {
        as: as('administrator'),
        body: told,
      })
      expect(answer.status).toBe(201)
    }
    await figure(58, '2026-08-31')
    await figure(61, '2026-09-30')
    const { id } = await made({ cutOffOn: '2026-11-23', forOn: '2026-12-01' })
    api().moveTo('2026-11-25T10:00:00Z')
    await figure(77, '2026-10-31')
    const cells = async (report: string) => {
      const { sections } = (await api().get(`/reports/${report}/draft`, { as: as('member') })).body
      const rows = sections.at(-1).blocks[0].rows as { text: string }[][][]
      const row = rows.find(([name]) => name?.[0]?.text === 'KNOWN Visits')
      return [row?.[1]?.[0]?.text, row?.[3]?.[0]?.text]
    }
    expect(await cells(id)).toEqual(['61%', '58%'])
    const next = await made({ cutOffOn: '2026-11-25', forOn: '2026-12-01' })
    expect(await cells(next.id)).toEqual(['77%', '61%'])
    api().moveTo('2026-11-23T10:00:00Z')
  })
})
