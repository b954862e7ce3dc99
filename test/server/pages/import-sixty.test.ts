import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { eq } from '#db/connection/drizzle.ts'
import { actions, plans } from '#db/schema/index.ts'
import { useApi } from '#test/support/api.ts'
import { axeViolations } from '#test/support/browser.ts'
import { useVisits } from '#test/support/pages.ts'
import { givenPlan } from '#test/support/plans.ts'
import { press } from '#test/support/press.ts'
import { mainText } from '#test/support/visitor.ts'
import { sixtyRows } from '#test/support/workbooks/sixty.ts'

const api = useApi('2026-11-30T10:00:00.000Z')
const { newPage } = useVisits(() => api().app)

/** What a person needs for each, in seconds: to read a page, to press, to choose and to type an answer. */
const pace = { page: 20, press: 3, choice: 6, typed: 15 }

/** An administrator at a browser, of whom all that they do is counted. */
function counting(page: Page) {
  const done = { pages: 0, presses: 0, choices: 0, typed: 0 }
  return {
    done,
    open: async (address: string) => {
      done.pages++
      await page.goto(address)
    },
    go: async (words: string) => {
      done.presses++
      done.pages++
      await press(page, page.locator('main a, main button', { hasText: words }).first())
    },
    choose: async (name: RegExp, words: string) => {
      done.choices++
      await page.getByRole('group', { name }).getByRole('radio', { name: words }).check()
    },
    type: async (label: RegExp, text: string) => {
      done.typed++
      await page.getByLabel(label).first().fill(text)
    },
    seconds: () =>
      done.pages * pace.page +
      done.presses * pace.press +
      done.choices * pace.choice +
      done.typed * pace.typed,
  }
}

const names: [RegExp, string][] = [
  [/Owner: ‘Jane Smith’/, 'Jane Smith <jane.smith@council.example>'],
  [/Owner: ‘MW’/, 'Mary West <mary.west@council.example>'],
  [/Owner: ‘Head of Service’/, 'Ann Lowe <ann.lowe@council.example>'],
  [/Owner: ‘Priti Shah’/, 'priti.shah@council.example'],
  [/Owner: ‘T. Okoro’/, 'Tunde Okoro <tunde.okoro@council.example>'],
  [/Owner: ‘Sam Lee’/, 'nobody'],
]
const others: [RegExp, string][] = [
  [/about Due date ‘TBC’/, '31/03/2028'],
  [/about Due date ‘ongoing’/, '30 September 2027'],
  [/about Owner ‘LSCB’/, 'Jane Smith'],
  [/about Due date ‘31\/06\/2027’/, 'next summer'],
  [/about Title ‘Write down/, 'Write down what every team does and why'],
]

test('an administrator loads a messy tracker of sixty rows in under 15 minutes of a person’s pace', async () => {
  const { people } = await givenPlan(api().app.db)
  const page = await newPage(people.administrator, { viewport: { width: 1280, height: 900 } })
  const { done, open, go, choose, type, seconds } = counting(page)

  await open(`${api().app.url}/plans`)
  await go('Start one from a spreadsheet')
  await type(/Title of the new plan/, 'Improvement plan')
  await page.setInputFiles('#file', {
    name: 'Tracker v7 FINAL.xlsx',
    mimeType: '',
    buffer: await sixtyRows(),
  })
  await go('Read the spreadsheet')
  expect(await axeViolations(page)).toEqual([])
  expect(await mainText(page)).toContain('Nothing is in the plan before you import it')

  await go('Answer what is not clear')
  expect(await axeViolations(page)).toEqual([])
  for (const [label, answer] of names) await type(label, answer)
  await choose(/FFC000/, 'Amber')
  await choose(/00B050/, 'Green')
  await choose(/FF0000/, 'Red')
  await choose(/^Status: ‘Complete’/, 'submitted')
  await choose(/Completed. Next phase/, 'In progress')
  await choose(/30 Sept 2027/, '30 September 2027')
  await choose(/MW \/ Priti Shah/, 'Priti Shah')
  for (const [label, answer] of others) await type(label, answer)
  await go('Save the answers')
  // An answer that answers nothing is said, with all others kept.
  expect(await mainText(page)).toContain('1 question')
  expect(await axeViolations(page)).toEqual([])
  await type(/about Due date ‘31\/06\/2027’/, '30 June 2027')
  await go('Save the answers')
  expect(await mainText(page)).toContain('Every row can be read.')
  await go('See what it makes of the plan')
  expect(await axeViolations(page)).toEqual([])
  await go('Make the plan')
  const [plan] = await api().app.db.select().from(plans).where(eq(plans.title, 'Improvement plan'))
  const loaded = await api()
    .app.db.select()
    .from(actions)
    .where(eq(actions.planId, plan?.id ?? ''))
  expect(loaded).toHaveLength(60)
  expect(done.presses).toBeLessThanOrEqual(7)
  expect(seconds()).toBeLessThan(15 * 60)
})
