import { beforeAll, describe, expect, test } from 'vitest'
import { signToken } from '#server/http/plugins/tokens.ts'
import { paths } from '#server/paths.ts'
import { useApi } from '#test/support/api.ts'
import { axeViolations } from '#test/support/browser.ts'
import { dumpOf } from '#test/support/dump.ts'
import { useVisits } from '#test/support/pages.ts'
import { givenPlace, type Place } from '#test/support/places.ts'
import { press } from '#test/support/press.ts'
import { errorsOf, mainText } from '#test/support/visitor.ts'

const api = useApi('2026-11-23T10:00:00.000Z')
const { newPage } = useVisits(() => api().app)
let place: Place

beforeAll(async () => {
  place = await givenPlace(api())
  const action = `/actions/${place.subjects.action}`
  const body = { note: 'Nightjar Lane was named, and Nightjar Lane answered' }
  await api().post(`${action}/updates`, { as: place.who.owner, body })
  await api().post(`${action}/evidence`, {
    as: place.who.owner,
    body: {
      criterionId: place.subjects.criterion,
      kind: 'document',
      title: 'Minutes',
      url: `${api().app.url}/files/${place.subjects.file}`,
      datedOn: '2026-11-02',
    },
  })
})

async function openAs(who: 'chair' | 'owner', width = 1440) {
  return newPage(place.who[who], { viewport: { width, height: 900 } })
}
const at = (path: string) => api().app.url + path
const takeOutPath = () => paths.planTakeOut.at({ id: place.subjects.plan })

describe('the chair who finds a name that must not be there', () => {
  test('comes from the action to where it is taken out, and loses nothing that was typed', async () => {
    const page = await openAs('chair')
    await page.goto(at(paths.action.at({ id: place.subjects.action })))
    await press(page, page.getByRole('link', { name: 'Take it out' }))
    await page.getByLabel('Which words must go?').fill('Nowhere at all')
    await press(page, page.getByRole('button', { name: 'Look where they stand' }))
    expect(await errorsOf(page)).toEqual([
      'Nothing of that stands in this plan. Copy the words from the page just as they stand there',
      'Say why they have to be taken out',
    ])
    expect(await page.getByLabel('Which words must go?').inputValue()).toBe('Nowhere at all')
  })

  test.each([360, 1440])('sees first where it stands, then takes it out, at %i pixels', async (width) => {
    const page = await openAs('chair', width)
    await page.goto(at(takeOutPath()))
    const words = width === 360 ? 'answered' : 'nightjar lane'
    await page.getByLabel('Which words must go?').fill(words)
    await page.getByLabel('Why?').fill('A child could be recognised')
    await press(page, page.getByRole('button', { name: 'Look where they stand' }))
    expect(await page.title()).not.toMatch(/^Error/)
    expect(await mainText(page)).toMatch(/P1\.S1.*\s+Update, note: “?\[taken out\]|Update, note/)
    expect(await axeViolations(page)).toEqual([])
    expect(await dumpOf(api().app.db)).toMatch(new RegExp(words, 'i'))
    await press(page, page.getByRole('button', { name: 'Take them out' }))
    expect(await page.locator('.govuk-notification-banner').innerText()).toMatch(/Taken out of 1 text/)
    expect(await dumpOf(api().app.db)).not.toMatch(new RegExp(words, 'i'))
    await page.goto(at(paths.action.at({ id: place.subjects.action })))
    const text = await mainText(page)
    expect(text).toContain('[taken out]')
    expect(text).toMatch(
      /Took out a text that must not be here\s+The chair, .*\s+Because: A child could be recognised/,
    )
  })

  test('takes a file out from beside its evidence', async () => {
    const page = await openAs('chair')
    await page.goto(at(paths.action.at({ id: place.subjects.action })))
    await press(page, page.getByRole('link', { name: 'Take the file out' }))
    expect(await axeViolations(page)).toEqual([])
    await page.getByLabel('Why must it go?').fill('A child could be recognised')
    await press(page, page.getByRole('button', { name: 'Take the file out' }))
    const text = await mainText(page)
    expect(text).toMatch(/Took out a file that must not be here/)
    expect(text).toMatch(/Minutes \[taken out\]/)
    expect(await page.getByRole('link', { name: 'Take the file out' }).count()).toBe(0)
    const { body } = await api().get(`/actions/${place.subjects.action}/transitions`, { as: place.who.owner })
    const submit = body.items.find(({ event }: { event: string }) => event === 'submit')
    expect(submit.missing.map(({ detail }: { detail: string }) => detail)).toContain(
      'Add evidence for: The first thing is shown',
    )
    expect((await page.goto(at(`/files/${place.subjects.file}`)))?.status()).toBe(410)
    expect(await mainText(page)).toMatch(/This file was taken out on 23 November 2026/)
  })
})

test('a file that no evidence leads to stands on the page of its action, and the chair takes it out', async () => {
  const other = `/actions/${place.plan.actions['P1.S2']}`
  const path = `${other}/files?name=${encodeURIComponent('Nobody used it.txt')}`
  const sent = await fetch(`${api().app.url}/api/v1${path}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${signToken(api().app.app, place.who.owner)}`,
      'content-type': 'application/octet-stream',
    },
    body: 'Words',
  })
  expect(sent.status).toBe(201)
  const page = await openAs('chair')
  await page.goto(at(other))
  expect(await mainText(page)).toMatch(/Sent, and not used as evidence\s+Nobody used it\.txt/)
  expect(await axeViolations(page)).toEqual([])
  await press(page, page.getByRole('link', { name: 'Take the file out' }))
  await page.getByLabel('Why must it go?').fill('A child could be recognised')
  await press(page, page.getByRole('button', { name: 'Take the file out' }))
  expect(await mainText(page)).not.toContain('Nobody used it')
})

test('an owner is told whom to ask, and finds no way to take anything out', async () => {
  const page = await openAs('owner')
  await page.goto(at(takeOutPath()))
  expect(await mainText(page)).toMatch(/Only the chair of the board or the plan administrator can do this/)
  expect(await page.getByRole('button', { name: 'Look where they stand' }).count()).toBe(0)
  await page.goto(at(paths.action.at({ id: place.subjects.action })))
  expect(await page.getByRole('link', { name: /Take/ }).count()).toBe(0)
})
