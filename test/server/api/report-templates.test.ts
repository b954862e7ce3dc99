import { beforeEach, describe, expect, test } from 'vitest'
import { clockFrom } from '#db/connection/clock.ts'
import { eq } from '#db/connection/drizzle.ts'
import { seal } from '#db/history/seal.ts'
import { verify } from '#db/history/verify.ts'
import { cutOffBefore } from '#db/read/reports.ts'
import { reports } from '#db/schema/index.ts'
import { useApi } from '../../support/api.ts'
import { dumpOf } from '../../support/dump.ts'
import { type CastName, givenPlan, type TestPlan } from '../../support/plans.ts'

const NOW = '2026-11-30T10:00:00Z'
const api = useApi(NOW)
let plan: TestPlan

beforeEach(async () => {
  plan = await givenPlan(api().app.db)
})

type Section = { id: string; kind: string; heading: string; guidance: string; text: string }
const as = (who: CastName = 'administrator') => plan.people[who]
const list = () => `/plans/${plan.planId}/report-templates`
const listed = async () => (await api().get(list(), { as: as('member') })).body.items
const copy = (body: object, who: CastName = 'administrator') => api().post(list(), { as: as(who), body })
const change = (id: string, body: object, ifMatch = '*') =>
  api().patch(`/report-templates/${id}`, { as: as(), body, ifMatch })
const step = (id: string, event: string) =>
  api().post(`/report-templates/${id}/transitions`, {
    as: as(),
    body: { event, reason: 'The board wants another one' },
    ifMatch: '*',
  })
const make = (template: string, more: object = {}) =>
  api().post(`/plans/${plan.planId}/reports`, { as: as(), body: { template, forOn: '2026-12-14', ...more } })
const withoutIds = ({ sections }: { sections: Section[] }) => sections.map(({ id: _, ...rest }) => rest)
const sectionsOf = async (report: string): Promise<Section[]> =>
  (await api().get(`/reports/${report}/sections`, { as: as() })).body.items

describe("a plan's own templates", () => {
  test('stand before those that ship, which stay as they are', async () => {
    const shipped = (await api().get('/report-templates', { as: as() })).body.items
    const made = await copy({ from: 'assurance-to-board', title: 'Monthly report' })
    expect(made.status).toBe(201)
    const [own, ...others] = await listed()
    expect(own).toEqual({ ...shipped[0], id: made.body.id, title: 'Monthly report', own: true })
    expect(others).toEqual(shipped.map((each: object) => ({ ...each, own: false })))
    expect((await api().get('/report-templates', { as: as() })).body.items).toEqual(shipped)
    const csv = await api().get(list(), { as: as(), headers: { accept: 'text/csv' } })
    expect(csv.body.split('\n')[0]).toContain('own')
  })

  test('are copied from what ships and from one another, each with sections of its own', async () => {
    const { body: first } = await copy({ from: 'progress-to-cabinet' })
    expect(first).toMatchObject({ title: 'Progress update to cabinet', state: 'inUse', version: 1 })
    expect(first.sections[3]).toMatchObject({ kind: 'standing', heading: 'Members’ interests' })
    expect(first.sections[3].text).toContain('Members are asked to declare')
    const { body: second } = await copy({ from: first.id, title: 'Shorter' })
    expect(withoutIds(second)).toEqual(withoutIds(first))
    expect(second.sections[0].id).not.toBe(first.sections[0].id)
  })

  test.each([
    ['no template of the plan', '01900000-0000-7000-8000-000000000001', 409, 'reportTemplateUnknown'],
    ['no code', 'monthly', 400, 'invalidRequest'],
  ] as const)('and their reports are made from none that is %s', async (_, name, status, code) => {
    const answers = { '/from': await copy({ from: name }), '/template': await make(name) }
    for (const [field, { status: is, body }] of Object.entries(answers))
      expect([is, body.code, body.errors[0].pointer]).toEqual([status, code, field])
  })

  test('of another plan are none of this one', async () => {
    const other = await givenPlan(api().app.db)
    const theirs = await api().post(`/plans/${other.planId}/report-templates`, {
      as: other.people.administrator,
      body: { from: 'assurance-to-board' },
    })
    expect((await make(theirs.body.id)).body.code).toBe('reportTemplateUnknown')
    expect((await copy({ from: theirs.body.id })).body.code).toBe('reportTemplateUnknown')
    expect((await api().get(`/report-templates/${theirs.body.id}`, { as: as() })).status).toBe(404)
  })
})

describe('a change of an own template', () => {
  test('takes sections in their order: those with an id stay what they are, those without are new', async () => {
    const { id, sections } = (await copy({ from: 'strategy-on-a-page' })).body as {
      id: string
      sections: Section[]
    }
    const [first, second] = sections
    const added = { kind: 'standing', heading: 'Background papers', text: 'The plan.' }
    const changed = await change(id, { for: 'Families', sections: [second, added, first] }, '"1"')
    expect(changed.body).toMatchObject({ for: 'Families', version: 2 })
    const now: Section[] = changed.body.sections
    expect(now.map(({ id: each }) => each)).toEqual([second?.id, expect.stringMatching(/^0/), first?.id])
    expect(now[1]).toMatchObject({ ...added, guidance: '' })
    expect((await change(id, { title: 'Late' }, '"1"')).body.code).toBe('versionStale')
    const history = (await api().get(`/report-templates/${id}/history`, { as: as('member') })).body.items
    expect(history.map(({ event }: { event: string }) => event)).toEqual(['edit', 'create'])
  })

  test.each([
    ['none', () => [], 'A report needs a section.'],
    [
      'one id twice',
      ([first]: Section[]) => [first, first],
      'One id stands at two sections. Leave the id of a new section out.',
    ],
  ] as const)('with %s is refused, and says what to do', async (_, wanted, because) => {
    const { id, sections } = (await copy({ from: 'strategy-on-a-page' })).body
    const refused = await change(id, { sections: wanted(sections) })
    expect([refused.status, refused.body.code]).toEqual([409, 'fieldMissing'])
    expect(refused.body.detail).toContain(because)
  })
})

describe('a report of an own template', () => {
  test('is made with its sections, and goes on when that is changed or withdrawn', async () => {
    const { id } = (await copy({ from: 'assurance-to-board', title: 'Monthly report' })).body
    const parts = [
      { kind: 'narrative', heading: 'Summary', guidance: 'Good and bad' },
      { kind: 'standing', heading: 'Background papers', text: 'The plan.' },
    ]
    await change(id, { body: 'The partnership', approver: 'Its chair', sections: parts })
    const made = await make(id)
    expect(made.body).toMatchObject({
      template: id,
      title: 'Monthly report',
      body: 'The partnership',
      approverPost: 'Its chair',
    })
    const before = await sectionsOf(made.body.id)
    expect(before.map(({ heading, text, guidance }) => [heading, text, guidance])).toEqual([
      ['Summary', '', 'Good and bad'],
      ['Background papers', 'The plan.', ''],
    ])

    await change(id, { sections: [{ kind: 'grades', heading: 'Grades' }] })
    expect((await step(id, 'withdraw')).body.state).toBe('withdrawn')
    expect(await sectionsOf(made.body.id)).toEqual(before)
    expect((await listed()).some(({ own }: { own: boolean }) => own)).toBe(false)
    for (const refused of [await make(id), await copy({ from: id })])
      expect([refused.status, refused.body.code]).toEqual([409, 'reportTemplateUnknown'])
    expect((await change(id, { title: 'x' })).body.code).toBe('wrongState')
    const edited = { as: as(), ifMatch: '*', body: { title: 'Monthly report of December' } }
    expect((await api().patch(`/reports/${made.body.id}`, edited)).status).toBe(200)

    expect((await step(id, 'reinstate')).body.state).toBe('inUse')
    expect((await sectionsOf((await make(id)).body.id)).map(({ heading }) => heading)).toEqual(['Grades'])
  })
})

test('the report before one of an own template is the one before of that, whatever became of it meanwhile', async () => {
  const { db } = api().app
  const { id } = (await copy({ from: 'strategy-on-a-page', title: 'Monthly' })).body
  const [shipped, first] = [
    await make('strategy-on-a-page', { forOn: '2026-10-20' }),
    await make(id, { forOn: '2026-10-12' }),
  ]
  for (const { body } of [shipped, first])
    await db.update(reports).set({ edition: 1, state: 'issued' }).where(eq(reports.id, body.id))
  await change(id, { title: 'Quarterly', sections: [{ kind: 'changes', heading: 'Changes' }] })
  const second = (await make(id)).body
  expect(await cutOffBefore(db, second)).toBe('2026-10-12')
})

test('are at most 50 in use, also where several are copied or reinstated at once, and one that is withdrawn makes room', async () => {
  const first = (await copy({ from: 'strategy-on-a-page' })).body.id
  for (let at = 2; at <= 48; at++) expect((await copy({ from: 'strategy-on-a-page' })).status).toBe(201)
  const many = () => Promise.all(Array.from({ length: 5 }, () => copy({ from: 'strategy-on-a-page' })))
  const answers = await many()
  expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 201, 409, 409, 409])
  const refused = answers.find(({ status }) => status === 409)?.body
  expect([refused.code, refused.detail]).toEqual([
    'templatesFull',
    'The plan has 50 templates in use, as many as it holds. Withdraw one that is not needed any more first.',
  ])
  expect((await step(first, 'withdraw')).status).toBe(200)
  const [back, another] = await Promise.all([step(first, 'reinstate'), copy({ from: 'strategy-on-a-page' })])
  expect([back.status, another.status].filter((status) => status === 409)).toHaveLength(1)
  const inUse = (await listed()).filter(({ own }: { own: boolean }) => own)
  expect(inUse.length).toBe(50)
})

test('of a section of a template what must not be there goes in every version', async () => {
  const { id, sections } = (await copy({ from: 'strategy-on-a-page' })).body as {
    id: string
    sections: Section[]
  }
  const [first] = sections as [Section]
  for (const text of ['Ask the aunt of Wren', 'Ask Wren herself'])
    await change(id, { sections: [{ ...first, text }] })
  const asked = { as: as('chair'), body: { field: `sections/${first.id}/text`, reason: 'A child is named' } }
  expect((await api().post(`/report-templates/${id}/redactions`, asked)).status).toBe(201)
  const now = (await api().get(`/report-templates/${id}`, { as: as() })).body
  expect(now.sections[0]).toMatchObject({ heading: first.heading, text: '[taken out]' })
  expect(await dumpOf(api().app.db)).not.toContain('Wren')
})

test('the history of templates holds: it is sealed, whole and verified', async () => {
  const { id } = (await copy({ from: 'strategy-on-a-page' })).body
  await change(id, { title: 'Ours' })
  await step(id, 'withdraw')
  await seal(api().app.db, clockFrom(NOW))
  expect((await verify(api().app.db, clockFrom(NOW))).faults).toEqual([])
})
