import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { drawing } from '../../support/child-processes.ts'
import { givenIssued } from '../../support/issued-report.ts'
import { usePages } from '../../support/pages.ts'
import { givenPlan } from '../../support/plans.ts'
import { get, mainText } from '../../support/visitor.ts'

const now = '2026-11-23T10:00:00.000Z'
const { app, open, pageFaults } = usePages({ now })
const hangs = join(import.meta.dirname, '../documents/fixtures/hangs.ts')
const slow = usePages({ now, renderLimits: { program: hangs } })

const seconds = (count: number) => new Promise((resolve) => setTimeout(resolve, count * 1000))

describe('the page of an edition', () => {
  test('gives its files, with their sizes and hashes once they are made, and has no fault', async () => {
    const plan = await givenPlan(app.db)
    const { id } = await givenIssued(app, plan)
    const path = `/reports/${id}/editions/1`
    const page = await open(plan.people.member, path)
    while (!/Word \(\d+ kB\)/.test(await mainText(page))) {
      await seconds(0.2)
      await page.reload()
    }
    expect(await mainText(page)).toMatch(/PDF \(\d+ kB\)[\s\S]*SHA-256: [0-9a-f]{64}[\s\S]*Data \(JSON\)/)
    for (const [name, ending] of [
      ['Word', 'docx'],
      ['PDF', 'pdf'],
      ['Data (JSON)', 'json'],
    ]) {
      const download = page.waitForEvent('download')
      await page.locator(`main a:has-text("${name}")`).first().click()
      expect((await download).suggestedFilename()).toBe(`Our strategy, 14 December 2026, edition 1.${ending}`)
    }
    expect(await pageFaults({ personId: plan.people.member, path })).toEqual([])
    expect(await pageFaults({ personId: plan.people.member, path: `${path}/word/making` })).toEqual([])
  })
})

describe('a file that is being made', () => {
  test('has a page that says so, looks again by itself unless it is asked not to, and has no fault', async () => {
    const plan = await givenPlan(slow.app.db)
    const { id } = await givenIssued(slow.app, plan)
    const cookie = await slow.app.signInAs(plan.people.member)
    const path = `/reports/${id}/editions/1`
    for (const kind of ['word', 'pdf']) {
      const making = `${path}/${kind}/making`
      const asked = await get(slow.app, `${path}/${kind}`, cookie)
      expect([asked.status, asked.location]).toEqual([303, making])
      const shown = await get(slow.app, making, cookie)
      expect(shown.text).toContain('is being made')
      expect(shown.headers.get('refresh')).toBe(`4; url=${making}`)
      const still = await get(slow.app, `${making}?still=1`, cookie)
      expect([still.headers.get('refresh'), still.text.includes('does not look again')]).toEqual([null, true])
      const shownFaults = await slow.pageFaults({ personId: plan.people.member, path: making })
      expect(shownFaults).toEqual([])
    }
  })

  test.runIf(process.platform === 'linux')(
    'whose process is killed has a page that says what to do, from which it is made; the application goes on',
    async () => {
      const plan = await givenPlan(slow.app.db)
      const { id } = await givenIssued(slow.app, plan)
      const cookie = await slow.app.signInAs(plan.people.member)
      const making = `/reports/${id}/editions/1/pdf/making`
      for (let shown = await get(slow.app, making, cookie); ; shown = await get(slow.app, making, cookie)) {
        if (shown.text.includes('was not made')) {
          expect([shown.status, shown.headers.get('refresh')]).toEqual([503, null])
          expect(shown.text).toContain('nothing of it was kept: try again')
          break
        }
        for (const pid of drawing()) process.kill(pid, 'SIGKILL')
        await seconds(0.1)
      }
      expect((await get(slow.app, `/reports/${id}/editions/1`, cookie)).status).toBe(200)
      const again = await get(slow.app, `${making}?again=1`, cookie)
      expect([again.status, again.location]).toEqual([303, making])
      expect((await get(slow.app, making, cookie)).text).toContain('is being made')
    },
  )

  test('is given by that page once it is made', async () => {
    const plan = await givenPlan(app.db)
    const { id } = await givenIssued(app, plan)
    const page = await open(plan.people.member, '/')
    const download = page.waitForEvent('download')
    // Where the file is there already, the address is the download itself.
    await page.goto(`${app.url}/reports/${id}/editions/1/pdf`).catch(() => undefined)
    expect((await download).suggestedFilename()).toBe('Our strategy, 14 December 2026, edition 1.pdf')
  })
})
