import { beforeAll, describe, expect, test } from 'vitest'
import { decisionsReported } from '#db/read/decisions-reported.ts'
import { signToken } from '#server/http/plugins/tokens.ts'
import { readPdf, wordParts, wordText } from '#test/support/documents/extract.ts'
import { plainTextOf } from '#workflows/report/text/plain-text.ts'
import type { ReportDocument } from '#workflows/report/text/text-tree.ts'
import { useApi } from '../../support/api.ts'
import { givenPlan, type TestPlan } from '../../support/plans.ts'
import { reportCycle } from '../../support/report-cycle.ts'

const api = useApi('2026-11-23T10:00:00Z')
let plan: TestPlan
let meetingId: string
let reportId: string

const open = {
  title: 'Weekend cover',
  resolved: ['That two workers be engaged.', 'That a report come in May.'],
  reasons: 'The costing shows that it pays.',
  alternatives: 'To wait for the budget.',
  interests: 'A member declared an interest.',
  dispensations: 'None were asked for.',
  decisionMaker: 'Cabinet',
  decidedOn: '2026-11-20',
}
const exempt = {
  ...open,
  title: 'Purchase of a house',
  resolved: ['That the house be bought.'],
  reasons: 'SECRETREASON',
  alternatives: 'SECRETALTERNATIVE',
  callInExempt: true,
  exemptionReason: 'SECRETWHY',
  exemptionAgreedBy: 'The mayor',
  exemptParagraph: 3,
  exemptReason: 'The price is not agreed yet.',
}

const asks = async (path: string, body: object, as = plan.people.administrator) => {
  const answer = await api().post(path, { as, body, ifMatch: '*' })
  if (answer.status > 201) throw new Error(JSON.stringify(answer.body))
  return answer.body
}
const textOf = ({ sections }: ReportDocument) =>
  sections.map(({ heading, blocks }) => `${heading}\n${plainTextOf(blocks)}`).join('\n')
const edition = async (query = ''): Promise<string> =>
  textOf((await api().get(`/reports/${reportId}/editions/1${query}`, { as: plan.people.member })).body)

async function givenRecord(more: object = {}): Promise<string> {
  const { administrator, owner, chair } = plan.people
  const cycle = reportCycle(api, plan.planId)
  const { id, toWrite } = await cycle.given(administrator, 'record-of-decisions', [owner], {
    cutOffOn: '2026-11-20',
    approverId: chair,
    isPublic: true,
    ...more,
  })
  expect(toWrite.map(({ heading }) => heading)).toEqual(['What was considered', 'Proper officer'])
  await cycle.report(id, administrator, { event: 'commission' })
  for (const section of toWrite) {
    await cycle.section(section.id, owner, { event: 'write', text: 'The director presented the report.' })
    await cycle.section(section.id, administrator, { event: 'accept' })
  }
  await cycle.report(id, administrator, { event: 'submit' })
  await cycle.report(id, chair, { event: 'approve' })
  await cycle.report(id, administrator, { event: 'issue' })
  return id
}

beforeAll(async () => {
  plan = await givenPlan(api().app.db)
  const { id } = await asks(`/plans/${plan.planId}/meetings`, { title: 'The board', heldOn: '2026-11-20' })
  meetingId = id
  await asks(`/meetings/${id}/transitions`, { event: 'freeze' })
  await asks(`/meetings/${id}/transitions`, { event: 'issue' }, plan.people.chair)
  const first = await asks(`/plans/${plan.planId}/decisions`, { ...open, meetingId })
  await asks(`/plans/${plan.planId}/decisions`, { ...exempt, meetingId })
  await asks(`/plans/${plan.planId}/decisions`, { ...open, title: 'By the cabinet', decidedOn: '2026-11-18' })
  await asks(`/decisions/${first.id}/transitions`, { event: 'publish', publishedOn: '2026-11-23' })
  reportId = await givenRecord({ meetingId })
})

describe('a record of decisions', () => {
  test('tells of a meeting what the register says of each of its decisions', async () => {
    const text = await edition()
    for (const told of [
      '1.1 Weekend cover',
      'That two workers be engaged.',
      'That a report come in May.',
      'The costing shows that it pays.',
      'To wait for the budget.',
      'A member declared an interest.',
      'None were asked for.',
      'Cabinet',
      '23 November 2026',
      'Can be called in until the end of Monday 30 November 2026',
      '1 December 2026',
      '1.2 Purchase of a house',
      'Not published yet',
      'SECRETREASON',
      'SECRETWHY',
    ])
      expect(text).toContain(told)
    expect(text).not.toContain('By the cabinet')
  })

  test('keeps from the public what is exempt of a decision, and not its title or what was resolved', async () => {
    const text = await edition('?public=true')
    expect(text).toContain('Purchase of a house')
    expect(text).toContain('That the house be bought.')
    expect(text).toContain('Exempt under paragraph 3 of Schedule 12A')
    expect(text).toContain('The rest of its record is left out of the public edition.')
    expect(text).toContain('The costing shows that it pays.')
    const raw = await api().get(`/reports/${reportId}/editions/1?public=true`, { as: plan.people.member })
    expect(JSON.stringify(raw.body)).not.toContain('SECRET')
  })

  test('says the same as Word and as PDF', async () => {
    const { app, url } = api().app
    const authorization = `Bearer ${signToken(app, plan.people.member)}`
    const file = async (kind: string) => {
      const answer = await fetch(`${url}/api/v1/reports/${reportId}/editions/1/${kind}`, {
        headers: { authorization },
      })
      return Buffer.from(await answer.arrayBuffer())
    }
    const word = wordText((await wordParts(await file('word')))['word/document.xml'] ?? '')
    const { text: pdf } = await readPdf(await file('pdf'))
    for (const told of ['1.2 Purchase of a house', 'That the house be bought.', 'To wait for the budget.'])
      expect([word.includes(told), pdf.includes(told)]).toEqual([true, true])
  })

  test('tells without a meeting what was decided since the record before, up to its cut-off', async () => {
    const id = await givenRecord({ cutOffOn: '2026-11-23' })
    const read = await api().get(`/reports/${id}/editions/1`, { as: plan.people.member })
    // The record before has its cut-off on the day of the meeting, so that nothing was decided since.
    expect(textOf(read.body)).toContain('No decision is in the register for this report.')
    const early = await givenRecord({ cutOffOn: '2026-11-18' })
    const told = textOf((await api().get(`/reports/${early}/editions/1`, { as: plan.people.member })).body)
    expect([told.includes('D1 By the cabinet'), told.includes('Weekend cover')]).toEqual([true, false])
  })

  test('tells without a meeting no decision that a board minuted, and the public none that is not published', async () => {
    const titles = async (whole: 'all' | 'public') => {
      const asked = { planId: plan.planId, meetingId: null, cutOffOn: '2026-11-23' }
      const told = await decisionsReported(api().app.db, asked, { since: null, whole })
      return told.map(({ title }) => title)
    }
    expect(await titles('all')).toEqual(['By the cabinet'])
    expect(await titles('public')).toEqual([])
    const { items } = (await api().get(`/plans/${plan.planId}/decisions`, { as: plan.people.member })).body
    const own = items.find(({ title }: { title: string }) => title === 'By the cabinet')
    const published = await api().post(`/decisions/${own.id}/transitions`, {
      as: plan.people.administrator,
      ifMatch: '*',
      body: { event: 'publish', publishedOn: '2026-11-23' },
    })
    expect(published.status).toBe(200)
    expect(await titles('public')).toEqual(['By the cabinet'])
  })

  test('keeps from the public all records of a section that is exempt, and tells what was resolved', async () => {
    const { administrator, owner, chair } = plan.people
    const cycle = reportCycle(api, plan.planId)
    const more = { cutOffOn: '2026-11-20', approverId: chair, isPublic: true, meetingId }
    const { id, toWrite } = await cycle.given(administrator, 'record-of-decisions', [owner], more)
    const section = (await cycle.sectionsOf(id, administrator)).find(({ kind }) => kind === 'decisions')
    const body = { text: 'SECRETTEXT', exemptParagraph: 1, exemptReason: 'It is about one person.' }
    await api().patch(`/sections/${section?.id}`, { as: administrator, ifMatch: '*', body })
    await cycle.report(id, administrator, { event: 'commission' })
    for (const { id: each } of toWrite) {
      await cycle.section(each, owner, { event: 'write', text: 'The director presented the report.' })
      await cycle.section(each, administrator, { event: 'accept' })
    }
    await cycle.report(id, administrator, { event: 'submit' })
    await cycle.report(id, chair, { event: 'approve' })
    await cycle.report(id, administrator, { event: 'issue' })
    const read = await api().get(`/reports/${id}/editions/1?public=true`, { as: plan.people.member })
    const told = JSON.stringify(read.body)
    expect(told).toContain('That two workers be engaged.')
    for (const left of ['SECRET', 'The costing shows']) expect(told).not.toContain(left)
  })
})
