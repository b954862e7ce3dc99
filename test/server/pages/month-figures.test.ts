import type { Page } from 'playwright-core'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { paths } from '#server/paths.ts'
import { useApi } from '#test/support/api.ts'
import { axeViolations } from '#test/support/browser.ts'
import { useVisits } from '#test/support/pages.ts'
import { givenPlan } from '#test/support/plans.ts'
import { press, pressKey, unfold } from '#test/support/press.ts'
import { errorsOf, mainText, post, protection } from '#test/support/visitor.ts'

const api = useApi('2026-11-23T10:00:00.000Z')
const { newPage } = useVisits(() => api().app)
let plan: Awaited<ReturnType<typeof givenPlan>>
let ids: Record<string, string>

const units = { W1: 'percent', W2: 'count', W3: 'currency', W4: 'grade', W5: 'rate' } as const
const titles = {
  W1: 'Visits in time',
  W2: 'Families helped',
  W3: 'Agency spend',
  W4: 'Audit grades',
  W5: 'Referrals',
}

beforeAll(async () => {
  plan = await givenPlan(api().app.db, [{}])
})
beforeEach(async () => {
  await api().app.db.execute(`update measures set active = false`)
  const made = await Promise.all(
    Object.entries(units).map(async ([ref, unit]) => {
      const told = {
        ref: `${ref}-${Math.random().toString(36).slice(2, 8)}`,
        title: titles[ref as keyof typeof titles],
        unit,
        polarity: 'higherIsBetter',
        supplierId: plan.people.member,
        every: unit === 'rate' ? 'quarter' : 'month',
        dueFromOn: '2026-09-01',
        ...(unit === 'grade' && { scale: ['Good', 'Poor'] }),
        ...(unit === 'rate' && { per: 10_000 }),
      }
      const { status, body } = await api().post(`/plans/${plan.planId}/measures`, {
        as: plan.people.administrator,
        body: told,
      })
      expect(status).toBe(201)
      return [ref, body] as const
    }),
  )
  ids = Object.fromEntries(made.map(([ref, { id }]) => [ref, id]))
  refs = Object.fromEntries(made.map(([name, { ref }]) => [name, ref]))
})
let refs: Record<string, string>

async function open(width = 1440, path = paths.figures.at({ id: plan.planId })) {
  const page = await newPage(plan.people.member, { viewport: { width, height: 900 } })
  await page.goto(api().app.url + path)
  return page
}
const box = (page: Page, ref: string) => page.locator(`#figure-${ids[ref]}`)
const save = (page: Page) => press(page, page.getByRole('button', { name: 'Save the figures' }))
async function paste(page: Page, ...rows: string[]) {
  if (!(await page.locator('#pasted').isVisible())) await unfold(page, 'Paste them from a spreadsheet')
  await page.locator('#pasted').fill(rows.join('\n'))
  await press(page, page.getByRole('button', { name: 'Read what is pasted' }))
}
const figuresOf = async (ref: string) =>
  (await api().get(`/measures/${ids[ref]}/observations`, { as: plan.people.member })).body.items
const none = async () => expect((await Promise.all(Object.keys(ids).map(figuresOf))).flat()).toEqual([])

describe('the supplier of figures', () => {
  test.each([360, 1440])(
    'types those of the last month and saves them by one press, at %i pixels',
    async (width) => {
      const page = await open(width)
      expect(await page.locator('h1').textContent()).toContain('Figures for October 2026')
      expect(await axeViolations(page)).toEqual([])
      expect(await mainText(page)).not.toContain('Referrals')
      await box(page, 'W1').fill('42 of 56')
      await box(page, 'W2').fill('1,204')
      await page.locator(`#grade-${ids['W4']}-0`).fill('7')
      await page.locator(`#grade-${ids['W4']}-1`).fill('0')
      await page.getByLabel('Source (optional)').fill('Case system')
      await save(page)
      expect(await mainText(page)).toContain('3 figures for October 2026 are recorded')
      const told = { asAtOn: '2026-10-31', precision: 'month', status: 'provisional', source: 'Case system' }
      expect(await figuresOf('W1')).toMatchObject([
        { ...told, published: '75% (42 of 56)', value: 75, numerator: 42, denominator: 56 },
      ])
      expect(await figuresOf('W2')).toMatchObject([{ ...told, published: '1,204', value: 1204 }])
      expect(await figuresOf('W4')).toMatchObject([
        {
          ...told,
          distribution: [
            { grade: 'Good', count: 7 },
            { grade: 'Poor', count: 0 },
          ],
        },
      ])
      expect(await figuresOf('W3')).toEqual([])
      expect(await page.getByRole('link', { name: /^Correct/ }).count()).toBe(3)
      expect(await axeViolations(page)).toEqual([])
    },
  )

  test('pastes a table, sees what was read of which cell before anything is saved, and saves it', async () => {
    const page = await open()
    await box(page, 'W2').fill('7')
    await paste(
      page,
      'Measure\tSep 2026\tOct 2026',
      'Visits in time\t91%\t94%',
      `${refs['W3']}\t\t£2,800`,
      'Total\t\t',
    )
    const said = await mainText(page)
    expect(said).toContain('2 figures were read, and nothing is saved yet')
    expect(said).toContain('Row 4: Total')
    expect(said).toContain('Sep 2026 was not read')
    expect(said).toContain('From cell C2')
    await none()
    expect(await box(page, 'W1').inputValue()).toBe('94%')
    expect(await box(page, 'W2').inputValue()).toBe('7')
    expect(await axeViolations(page)).toEqual([])
    await save(page)
    expect(await mainText(page)).toContain('3 figures for October 2026 are recorded')
    expect(await figuresOf('W3')).toMatchObject([{ published: '£2,800', value: 2800 }])
  })

  test('is told the cell, what was read and what to do of a wrong paste, and loses nothing', async () => {
    const page = await open()
    await paste(page, `${refs['W1']}\t130%`, `${refs['W2']}\t1,5`, 'M99\t40')
    const errors = await errorsOf(page)
    expect(await mainText(page)).toContain('No figure was read, and nothing is saved yet')
    expect(errors).toEqual([
      expect.stringMatching(/^Cell B1: .*130% does not/),
      expect.stringMatching(/^Cell B2: ‘1,5’ could be 1\.5 or 15/),
      expect.stringMatching(/^Cell A3: ‘M99’ is none of the measures below/),
    ])
    expect(await axeViolations(page)).toEqual([])
    expect(await page.locator('#pasted').inputValue()).toContain('M99\t40')
    expect(await box(page, 'W2').inputValue()).toBe('1,5')
    await none()
    await box(page, 'W1').fill('93%')
    await box(page, 'W2').fill('15')
    await box(page, 'W2').focus()
    await pressKey(page, 'Enter')
    expect((await errorsOf(page)).join(' ')).toMatch(/Nothing is saved yet, because .*Cell A3: ‘M99’/)
    await none()
    await page.getByLabel('Leave out what is marked').check()
    await save(page)
    expect(await mainText(page)).toContain(
      '2 figures for October 2026 are recorded. Left out: cell A3 (M99).',
    )
  })

  test('keeps what was typed beside another figure that is pasted, and is told what is recorded already', async () => {
    for (const [ref, value] of [
      ['W2', 40],
      ['W3', 2800],
    ] as const) {
      const body = { asAtOn: '2026-10-31', published: String(value), value, status: 'provisional' }
      await api().post(`/measures/${ids[ref]}/observations`, { as: plan.people.administrator, body })
    }
    const page = await open()
    await box(page, 'W1').fill('50%')
    const rows = ['W1\t60%', 'W2\t40', 'W3\t99', 'W4\t12'].map((row) =>
      row.replace(/^W\d/, (name) => refs[name] ?? ''),
    )
    await paste(page, ...rows)
    expect(await errorsOf(page)).toEqual([
      'Cell B1: 60% is pasted, and 50% was typed here before, which stays. Change it if the cell is right.',
      expect.stringMatching(
        /^Cell B3: .*Agency spend: £2800 is recorded, and 99 is pasted. Correct it on its own form/,
      ),
      expect.stringMatching(/^Cell B4: .*is told in grades: type how many have each in its boxes/),
    ])
    expect(await mainText(page)).toContain('Families helped: 40 is recorded already')
    expect(await mainText(page)).toContain('No figure was read')
    expect(await box(page, 'W1').inputValue()).toBe('50%')
    expect(await axeViolations(page)).toEqual([])
    await box(page, 'W1').fill('')
    await paste(page, `${refs['W1']}\t61%`)
    expect(await mainText(page)).toContain('1 figure was read')
    await paste(page, `${refs['W1']}\t62%`)
    expect(await page.locator('.govuk-error-summary').count()).toBe(0)
    expect(await box(page, 'W1').inputValue()).toBe('62%')
    await box(page, 'W1').fill('63%')
    await paste(page, `${refs['W1']}\t64%`)
    expect(await errorsOf(page)).toEqual([
      expect.stringMatching(/64% is pasted, and 63% was typed here before/),
    ])
    await save(page)
    expect(await figuresOf('W1')).toMatchObject([{ published: '63%', value: 63 }])
  })

  test('is told of few rows where very many are pasted', async () => {
    const { app } = api()
    const [cookie, path] = [await app.signInAs(plan.people.member), paths.figures.at({ id: plan.planId })]
    const pasted = `${refs['W1']}\t94%\n${'9\n'.repeat(45_000)}`
    const fields = { ...(await protection(app, path, cookie)), pasted, step: 'read' }
    const { status, text } = await post(app, path, cookie, fields)
    expect(status).toBe(400)
    expect(text).toContain('and 44,980 more rows')
    expect(text.match(/is none of the measures below/g)?.length).toBeLessThan(25)
    expect(text.length).toBeLessThan(pasted.length + 60_000)
  })

  test.each([
    ['W1', '130%', /between 0% and 100%/],
    ['W1', '4 of 0', /share of 0/],
    ['W2', '1e9', /in figures/],
    ['W2', '1,5', /1\.5 or 15/],
    ['W2', '–', /no figure/],
    ['W2', '3', /could be recognised/],
  ] as const)(
    'is told beside the box of %s what is wrong with ‘%s’, and none of the others is saved',
    async (ref, typed, said) => {
      const page = await open()
      await box(page, ref).fill(typed)
      await box(page, 'W3').fill('£2,800')
      await save(page)
      expect((await errorsOf(page)).join(' ')).toMatch(said)
      expect(await axeViolations(page)).toEqual([])
      expect(await box(page, ref).inputValue()).toBe(typed)
      expect(await box(page, 'W3').inputValue()).toBe('£2,800')
      await none()
    },
  )

  test('says once more that a small count may be published, and is asked about a figure far from the one before', async () => {
    const body = { asAtOn: '2026-09-30', published: '£2,800', value: 2800, status: 'validated' }
    await api().post(`/measures/${ids['W3']}/observations`, { as: plan.people.member, body })
    const page = await open()
    await box(page, 'W2').fill('3')
    await box(page, 'W3').fill('£28,000')
    await save(page)
    await page.getByLabel('It may be published all the same').check()
    await save(page)
    expect(await mainText(page)).toContain(`${refs['W3']}: £28,000 is far from the figure before it, £2,800`)
    await none2('W2')
    await press(page, page.getByRole('button', { name: 'Save it as it is' }))
    expect(await mainText(page)).toContain('2 figures for October 2026 are recorded')
  })

  test('ticks what is validated beside new figures, and is told where it is another by now', async () => {
    for (const [ref, value] of [
      ['W1', 91],
      ['W3', 2800],
    ] as const) {
      const body = { asAtOn: '2026-10-31', published: String(value), value, status: 'provisional' }
      await api().post(`/measures/${ids[ref]}/observations`, { as: plan.people.member, body })
    }
    const page = await open()
    await page.locator(`#validated-${ids['W1']}`).check()
    await box(page, 'W2').fill('40')
    await save(page)
    expect(await mainText(page)).toContain('1 figure for October 2026 is recorded, 1 is validated')
    expect(await figuresOf('W1')).toMatchObject([{ status: 'validated', value: 91, revision: 2 }])
    expect(await page.locator(`#validated-${ids['W1']}`).count()).toBe(0)
    await page.locator(`#validated-${ids['W3']}`).check()
    const [{ id: corrects }] = await figuresOf('W3')
    const body = {
      asAtOn: '2026-10-31',
      published: '29',
      value: 29,
      status: 'provisional',
      corrects,
      reason: 'Typed wrong',
    }
    await api().post(`/measures/${ids['W3']}/observations`, { as: plan.people.administrator, body })
    await save(page)
    expect((await errorsOf(page)).join(' ')).toMatch(/changed meanwhile/)
    expect(await figuresOf('W3')).toMatchObject([{ status: 'provisional', value: 29 }])
  })

  test('finds the figure of somebody who was quicker, and keeps what was typed', async () => {
    const page = await open()
    await box(page, 'W2').fill('40')
    const body = { asAtOn: '2026-10-31', published: '41', value: 41, status: 'provisional' }
    await api().post(`/measures/${ids['W2']}/observations`, { as: plan.people.administrator, body })
    await save(page)
    expect((await errorsOf(page)).join(' ')).toMatch(/There is a figure for it already: 41/)
    expect(await box(page, 'W2').inputValue()).toBe('40')
    expect(await mainText(page)).toContain('41 is recorded')
  })

  test('turns to other months, a quarter among them, and not to one that lies ahead', async () => {
    const page = await open()
    await press(page, page.getByRole('link', { name: 'Earlier: September 2026' }))
    expect(await mainText(page)).toContain('Referrals')
    expect(await mainText(page)).toContain('Of the whole quarter: July 2026 to September 2026')
    await box(page, 'W5').fill('62.5 per 10k')
    await save(page)
    expect(await figuresOf('W5')).toMatchObject([{ precision: 'quarter', asAtOn: '2026-09-30', value: 62.5 }])
    for (const on of ['2027-03', '2026-13', 'October', '']) {
      await page.goto(`${api().app.url}${paths.figures.at({ id: plan.planId })}?on=${on}`)
      expect(await mainText(page)).toContain('Give a month up to this one, as on=2026-11')
    }
  })
})

const none2 = async (ref: string) => expect(await figuresOf(ref)).toEqual([])

test('a person who records nothing is told whose it is', async () => {
  const page = await newPage(plan.people.owner)
  await page.goto(api().app.url + paths.figures.at({ id: plan.planId }))
  expect(await mainText(page)).toContain('No figures are asked of you for October 2026')
})

describe('the figures of a month by API', () => {
  const send = (figures: object[], more: object = {}) =>
    api().post(`/plans/${plan.planId}/figures`, {
      as: plan.people.member,
      body: { asAtOn: '2026-10-31', figures, ...more },
    })

  test('are recorded all at once, by id or reference', async () => {
    const sent = await send([
      { measure: refs['W1'], published: '42 of 56' },
      { measure: ids['W4'], distribution: [{ grade: 'Good', count: 7 }] },
    ])
    expect(sent).toMatchObject({
      status: 201,
      body: {
        items: [
          { published: '75% (42 of 56)', n: 56 },
          { n: 7, distribution: [{ percent: 100 }] },
        ],
      },
    })
  })

  test('or none of them, with an error for each', async () => {
    const sent = await send([
      { measure: refs['W3'], published: '£2,800' },
      { measure: refs['W1'], published: '130%' },
      { measure: 'M99', published: '4' },
      { measure: refs['W3'], published: '£1' },
      { measure: refs['W2'] },
    ])
    expect(sent.status).toBe(400)
    expect(sent.body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual([
      '/figures/1/published',
      '/figures/2/measure',
      '/figures/4/published',
      '/figures/3/measure',
    ])
    const small = await send([
      { measure: refs['W3'], published: '£2,800' },
      { measure: refs['W2'], published: '3' },
    ])
    expect(small.body).toMatchObject({ code: 'smallCount', errors: [{ pointer: '/figures/1/published' }] })
    const ahead = await send([{ measure: refs['W3'], published: '£2,800' }], { asAtOn: '2026-12-31' })
    expect(ahead.body).toMatchObject({ code: 'dateNotAllowed', errors: [{ pointer: '/figures/0/asAtOn' }] })
    await none()
  })

  test.each([
    ['are of the scale', [{ grade: 'Excellent', count: 40 }]],
    [
      'have one number each',
      [
        { grade: 'Good', count: 40 },
        { grade: 'good', count: 41 },
      ],
    ],
    ['somebody has', [{ grade: 'Good', count: 0 }]],
  ])('have grades that %s, as on the page', async (_, distribution) => {
    const sent = await send([{ measure: refs['W4'], distribution }])
    expect(sent).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/figures/0/distribution' }] },
    })
    await none()
  })

  test('have grades under the names of the measure, and of a measure of grades alone', async () => {
    const grades = [{ grade: ' good', count: 40 }]
    const other = await send([{ measure: refs['W1'], distribution: grades }])
    expect([other.status, other.body.detail]).toEqual([
      400,
      'The measure has no grades. Give its figure as people write it.',
    ])
    const bare = await send([{ measure: refs['W4'], published: '40' }])
    expect([bare.status, bare.body.errors[0].pointer]).toEqual([400, '/figures/0/published'])
    await none()
    expect((await send([{ measure: refs['W4'], distribution: grades }])).status).toBe(201)
    expect(await figuresOf('W4')).toMatchObject([{ distribution: [{ grade: 'Good', count: 40 }] }])
  })

  test('are refused at something that stands in the request, and none is withdrawn', async () => {
    const parts = await send([{ measure: refs['W1'], published: '4 of 56' }])
    expect(parts.body).toMatchObject({ code: 'smallCount', errors: [{ pointer: '/figures/0/published' }] })
    const withdrawn = await send([{ measure: refs['W3'], published: '£2,800' }], { status: 'withdrawn' })
    expect(withdrawn.body).toMatchObject({
      errors: [{ pointer: '/status', detail: 'Give one of: provisional, validated, notStated.' }],
    })
    await none()
  })
})
