import { beforeAll, describe, expect, test } from 'vitest'
import { rowsOf } from '#db/connection/connect.ts'
import { sql } from '#db/connection/drizzle.ts'
import { wordParts, wordText } from '#test/support/documents/extract.ts'
import { asker, givenIssued } from '../support/issued-report.ts'
import { usePages } from '../support/pages.ts'
import { givenPlan, type TestPlan } from '../support/plans.ts'
import { routesOf } from '../support/routes.ts'
import { seenFaults } from '../support/seen-faults.ts'
import { get, mainText } from '../support/visitor.ts'

const { app, newPage, open } = usePages({ now: '2026-11-23T10:00:00.000Z' })
const secret = { isPublic: true, exempt: true, text: 'SECRETCANARY' }
const nowhere = '01900000-0000-7000-8000-000000000000'

let plan: TestPlan
let id: string
beforeAll(async () => {
  plan = await givenPlan(app.db)
  id = (await givenIssued(app, plan, { ...secret, title: 'Our strategy' })).id
})

const forms = ['', '/word', '/pdf', '/data', '/word/making', '/pdf/making']

describe('an edition of a report that is marked public', () => {
  test('is read by everybody without what is exempt and without anything else of the plan', async () => {
    const page = await newPage(undefined, { javaScriptEnabled: false })
    await page.goto(`${app.url}/public/reports/${id}/editions/1`)
    const text = await mainText(page)
    expect(text).toContain('Our strategy')
    expect(text).toContain('This part is left out of the public edition.')
    expect(await page.content()).not.toContain('SECRETCANARY')
    const links = await page.$$eval('a', (all) => all.map((link) => link.getAttribute('href') ?? ''))
    expect(links.filter((href) => /^\/(?:plans|reports|actions)\b/.test(href))).toEqual([])
    expect((await get(app, `/public/reports/${id}/editions/1`)).headers.get('x-robots-tag')).toBe('noindex')
    const seen = await newPage()
    for (const form of ['', '/word/making']) {
      await seen.goto(`${app.url}/public/reports/${id}/editions/1${form}?still=1`)
      expect(await seenFaults(seen)).toEqual([])
    }
  })

  test('is given as Word, PDF and data of the public kind', async () => {
    const place = `${app.url}/public/reports/${id}/editions/1`
    const bytesOf = async (form: string) => {
      for (;;) {
        const answer = await fetch(`${place}${form}`, { redirect: 'manual' })
        const bytes = Buffer.from(await answer.arrayBuffer())
        if (answer.status === 200) return { bytes, name: answer.headers.get('content-disposition') }
        expect([answer.status, answer.headers.get('location')]).toEqual([
          303,
          `${new URL(place).pathname}${form}/making`,
        ])
        await fetch(`${place}${form}/making`)
      }
    }
    const word = await bytesOf('/word')
    expect(word.name).toContain('Our strategy_ 14 December 2026_ edition 1_ public.docx')
    const said = wordText((await wordParts(word.bytes))['word/document.xml'] ?? '')
    expect([said.includes('left out of the public edition'), said.includes('SECRETCANARY')]).toEqual([
      true,
      false,
    ])
    expect((await bytesOf('/pdf')).bytes.subarray(0, 5).toString()).toBe('%PDF-')
    expect((await bytesOf('/data')).bytes.toString()).not.toContain('SECRETCANARY')
  })

  test('has an address that its page tells people of the plan, and that of another has not', async () => {
    const other = await givenIssued(app, plan)
    const [mine, closed] = [
      await open(plan.people.member, `/reports/${id}/editions/1`),
      await open(plan.people.member, `/reports/${other.id}/editions/1`),
    ]
    expect(await mainText(mine)).toContain(`/public/reports/${id}/editions/1`)
    expect(await mainText(closed)).not.toContain('/public/')
  })

  test('opens no other page: those that everybody may open are these, and none names it', async () => {
    const pages = routesOf(app.app).filter(
      ({ method, path }) => method === 'GET' && !/^\/(api\/|assets\/|healthz|readyz)/.test(path),
    )
    const opened: string[] = []
    for (const { path } of pages) {
      const address = path.replace(':id', id).replace(':number', '1').replaceAll(/:\w+/g, id)
      const { status, text } = await get(app, address)
      if (status !== 200) continue
      opened.push(path)
      if (!path.startsWith('/public/')) expect([path, text.includes('/public/')]).toEqual([path, false])
    }
    const public_ = opened.filter((path) => path.startsWith('/public/'))
    expect(public_.toSorted()).toEqual(
      forms.map((form) => `/public/reports/:id/editions/:number${form}`).toSorted(),
    )
    expect(opened.filter((path) => !/^\/(?:public|help|sign-in)\b/.test(path))).toEqual([])
  })
})

test('what is not public is answered as what is not there', async () => {
  const closed = await givenIssued(app, plan)
  const withdrawn = await givenIssued(app, plan, secret)
  await asker(app, plan)('POST', `/reports/${withdrawn.id}/transitions`, 'chair', {
    event: 'withdraw',
    reason: 'It was wrong.',
  })
  const ofWithdrawnPlan = await givenPlan(app.db)
  const gone = await givenIssued(app, ofWithdrawnPlan, secret)
  await rowsOf(app.db, sql`update plans set state = 'withdrawn' where id = ${ofWithdrawnPlan.planId}`)
  const unmarked = await givenIssued(app, plan, secret)
  await rowsOf(app.db, sql`update reports set is_public = false where id = ${unmarked.id}`)
  const places = [
    `${closed.id}/editions/1`,
    `${withdrawn.id}/editions/1`,
    `${gone.id}/editions/1`,
    `${unmarked.id}/editions/1`,
    `${id}/editions/2`,
    `${id}/editions/x`,
    `${nowhere}/editions/1`,
    `not-an-id/editions/1`,
  ]
  const bare = (text: string) =>
    text.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '').replaceAll(/not-an-id/g, '')
  const main = (text: string) => bare(text.slice(text.indexOf('<main'), text.indexOf('</main>')))
  const cookie = await app.signInAs(plan.people.administrator)
  const nothing = main((await get(app, '/public/nothing')).text)
  for (const place of places)
    for (const form of forms) {
      const { status, text } = await get(app, `/public/reports/${place}${form}`)
      expect([place, form, status, main(text)]).toEqual([place, form, 404, nothing])
      expect((await get(app, `/public/reports/${place}${form}`, cookie)).status).toBe(404)
    }
})
