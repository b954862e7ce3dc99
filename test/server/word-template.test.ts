import { describe, expect, test } from 'vitest'
import { signToken } from '#server/http/plugins/tokens.ts'
import { wordParts } from '#test/support/documents/extract.ts'
import { councilStyles, zipOf } from '#test/support/documents/templates.ts'
import { asker, givenIssued } from '#test/support/issued-report.ts'
import { usePages } from '#test/support/pages.ts'
import { type CastName, givenPlan, type TestPlan } from '#test/support/plans.ts'
import { press } from '#test/support/press.ts'
import { errorsOf, mainText } from '#test/support/visitor.ts'

const { app, open, pageFaults } = usePages({ now: '2026-11-23T10:00:00.000Z' })

const template = (more: Record<string, string | Buffer> = {}) =>
  zipOf({ 'word/document.xml': '<a/>', ...councilStyles, ...more })

async function send(plan: TestPlan, method: string, body?: Buffer, who: CastName = 'administrator') {
  const authorization = `Bearer ${signToken(app.app, plan.people[who])}`
  const answer = await fetch(`${app.url}/api/v1/plans/${plan.planId}/word-template`, {
    method,
    headers: { authorization, ...(body && { 'content-type': 'application/octet-stream' }) },
    ...(body && { body: new Uint8Array(body) }),
  })
  const text = await answer.text()
  return { status: answer.status, body: text === '' ? null : JSON.parse(text) }
}

async function stylesOf(plan: TestPlan, id: string): Promise<string> {
  const authorization = `Bearer ${signToken(app.app, plan.people.member)}`
  const answer = await fetch(`${app.url}/api/v1/reports/${id}/editions/1/word`, {
    headers: { authorization },
  })
  return (await wordParts(Buffer.from(await answer.arrayBuffer())))['word/styles.xml'] ?? ''
}

describe('the Word styles of a plan', () => {
  test('are those of the file its administrator sent, in Word files made from then on, until they are removed', async () => {
    const plan = await givenPlan(app.db)
    const before = await givenIssued(app, plan)
    expect(await stylesOf(plan, before.id)).not.toContain('FF0099')
    const file = template()
    const set = await send(plan, 'PUT', file)
    expect([set.status, set.body]).toEqual([
      200,
      {
        size: file.length,
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
        setBy: { id: plan.people.administrator, name: expect.any(String) },
        setAt: expect.stringMatching(/^2026-11-23T/),
      },
    ])
    expect((await send(plan, 'GET', undefined, 'member')).body).toEqual(set.body)
    const after = await givenIssued(app, plan)
    expect(await stylesOf(plan, after.id)).toContain('FF0099')
    expect(await stylesOf(plan, before.id)).not.toContain('FF0099')
    const { items } = await asker(app, plan)('GET', `/plans/${plan.planId}/history`, 'member')
    expect(items[0]).toMatchObject({
      event: 'setWordTemplate',
      actor: { id: plan.people.administrator },
      payload: { size: file.length, sha256: set.body.sha256 },
    })
    expect((await send(plan, 'DELETE')).status).toBe(204)
    expect((await send(plan, 'GET')).status).toBe(404)
    expect((await send(plan, 'DELETE')).status).toBe(404)
    expect(await stylesOf(plan, (await givenIssued(app, plan)).id)).not.toContain('FF0099')
  })

  test.each<[string, () => Buffer, RegExp]>([
    ['is no Word file', () => Buffer.from('Dear board'), /is no Word document.*saved by Word/],
    ['holds macros', () => template({ 'word/vbaProject.bin': 'x' }), /holds macros: save it as .docx/],
    ['is encrypted', () => Buffer.from(`d0cf11e0a1b11ae1${'00'.repeat(600)}`, 'hex'), /has a password/],
    ['is a bomb', () => template({ 'word/styles.xml': Buffer.alloc(200_000_000, 32) }), /Open it in Word/],
    ['is too large', () => Buffer.alloc(5_000_002, 'PK'), /more than 5 MB: take the pictures out/],
  ])('are not taken from a file that %s, and those before stay', async (_, file, words) => {
    const plan = await givenPlan(app.db)
    const set = await send(plan, 'PUT', template())
    const refused = await send(plan, 'PUT', file())
    expect([400, 413]).toContain(refused.status)
    expect(refused.body.detail).toMatch(words)
    expect((await send(plan, 'GET')).body).toEqual(set.body)
  })

  test('are set by the administrator alone', async () => {
    const plan = await givenPlan(app.db)
    const other = await givenPlan(app.db)
    expect((await send(plan, 'PUT', template(), 'member')).status).toBe(403)
    expect((await send({ ...plan, people: other.people }, 'PUT', template())).status).toBe(404)
    expect((await send(plan, 'GET')).status).toBe(404)
  })

  test('are sent and removed on a page of theirs, which has no fault', async () => {
    const plan = await givenPlan(app.db)
    const path = `/plans/${plan.planId}/word-template`
    const page = await open(plan.people.administrator, `/plans/${plan.planId}/reports`)
    await press(page, 'text=Word styles of this plan')
    await press(page, 'button:has-text("Use the styles")')
    expect(await errorsOf(page)).toEqual(['Choose a Word file'])
    const bad = { name: 'bad.docx', mimeType: 'application/x', buffer: Buffer.from('x') }
    await page.setInputFiles('input[type=file]', bad)
    await press(page, 'button:has-text("Use the styles")')
    expect((await errorsOf(page))[0]).toMatch(/^The template is no Word document/)
    await page.setInputFiles('input[type=file]', { ...bad, name: 'council.docx', buffer: template() })
    await press(page, 'button:has-text("Use the styles")')
    expect(await mainText(page)).toContain('The Word styles are set.')
    expect(await pageFaults({ personId: plan.people.administrator, path })).toEqual([])
    expect(await pageFaults({ personId: plan.people.member, path })).toEqual([])
    expect((await send(plan, 'GET')).body.size).toBe(template().length)
    await press(page, 'text=Remove them')
    await press(page, 'button:has-text("Remove them")')
    expect(await mainText(page)).toContain('The Word styles are removed.')
  })
})
