import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { newId } from '#db/connection/ids.ts'
import { changeAction } from '#db/write/transition.ts'
import { tested } from '#server/features/help/tested.ts'
import { axeViolations, policyBreaches, sidewaysScroll, watchPolicy } from '#test/support/browser.ts'
import { usePages } from '#test/support/pages.ts'
import { type TestPlan } from '#test/support/plans.ts'
import { press, unfold } from '#test/support/press.ts'
import { get, post, protection } from '#test/support/visitor.ts'

const now = '2026-11-23T10:00:00.000Z'
let visits: [who: keyof TestPlan['people'] | null, path: string][]

const { app, plan, newPage } = usePages({
  now,
  demonstration: true,
  given: [
    [
      {
        dueOn: '2026-11-06',
        milestones: [{ title: 'The draft is out', dueOn: '2026-10-30' }],
        recommendations: ['R1'],
        critical: true,
      },
      {
        title: `A title with one very long word, ${'Donaudampfschifffahrt'.repeat(4)}, that must not widen the page`,
      },
      {},
      { startOn: '2027-02-01' },
      { ownerEmail: null, dueOn: null },
    ],
  ],
})

beforeAll(async () => {
  const [late = '', submitted = '', asked = ''] = ['P1.S1', 'P1.S2', 'P1.S3'].map((ref) => plan.actions[ref])
  await happen(late, 'owner', [
    {
      subject: 'action',
      event: {
        type: 'report',
        updateId: newId(),
        note: 'Two of three work in the new way.',
        forecastOn: '2026-12-24',
      },
    },
    {
      subject: 'blocker',
      event: {
        type: 'raise',
        blockerId: newId(),
        what: 'The contract',
        waitingOn: 'Legal services',
        sinceOn: '2026-11-02',
      },
    },
  ])
  await submit(submitted)
  await happen(asked, 'owner', [
    {
      subject: 'extension',
      event: {
        type: 'request',
        extensionId: newId(),
        dueOn: '2027-01-08',
        reasonCode: 'partner',
        text: 'The venue opens in January.',
      },
    },
  ])
  const page = await openAs('owner', 360)
  await page.goto(`${app.url}/actions/${late}`)
  const milestone = await page.locator('.wm-table a').first().getAttribute('href')
  const blocker = await page.locator('.wm-blocker a').first().getAttribute('href')
  visits = [
    [null, '/sign-in'],
    [null, '/help/rating'],
    [null, '/help/accessibility'],
    [null, '/help/personal-data'],
    ['owner', '/'],
    ['lead', '/'],
    ['member', '/'],
    ['member', '/plans'],
    ['stranger', '/plans'],
    ['owner', `/plans/${plan.planId}`],
    ['owner', `/plans/${plan.planId}?rating=blue`],
    ['owner', `/actions/${late}`],
    ['lead', `/actions/${submitted}`],
    ['chair', `/actions/${asked}`],
    ['member', `/actions/${plan.actions['P1.S5']}`],
    ['owner', `/actions/${late}/update`],
    ['owner', `/actions/${late}/submit`],
    ['owner', `/actions/${late}/extension`],
    ['owner', `/actions/${asked}/extension`],
    ['owner', `/actions/${late}/evidence`],
    ['lead', `/actions/${submitted}/decide`],
    ['lead', `/actions/${asked}/decide`],
    ['owner', `/actions/${submitted}/decide`],
    ['owner', `/actions/${submitted}/decide?on=withdraw`],
    ['lead', `/actions/${late}/decide?on=transfer`],
    ['chair', `/actions/${late}/decide?on=supersede`],
    ['owner', milestone ?? ''],
    ['lead', blocker ?? ''],
    ['owner', '/outbox'],
    ['owner', '/nowhere'],
  ]
})

// What the accessibility statement says was looked at is what is looked at here.
const looks = tested.mainPages.map(({ width, colours }) => [width, colours] as const)

type Seen = { faults: Record<string, string[]>; headings: number; title: string; small: string[] }
/** What each page shows, by who opened it: every page is opened once, and seen at both widths. */
const seen: Record<string, Seen> = {}

beforeAll(async () => {
  for (const who of new Set(visits.map(([visitor]) => visitor))) {
    const page = await openAs(who, 1440, 'dark')
    for (const [, path] of visits.filter(([visitor]) => visitor === who)) {
      await page.goto(app.url + path)
      seen[`${who} ${path}`] = await lookAt(page)
    }
  }
})

const ofEach = <T>(part: (page: Seen) => T) =>
  Object.fromEntries(Object.entries(seen).map(([name, page]) => [name, part(page)]))
const everywhere = <T>(answer: T) => ofEach(() => answer)

describe('every page', () => {
  test.each(looks)(
    'has no fault that axe can find, keeps to the policy and does not scroll sideways at %i pixels, %s',
    (width) => {
      expect(ofEach(({ faults }) => faults[width])).toEqual(everywhere([]))
    },
  )

  test('has one heading of the first level, and a title of its own', () => {
    expect(Object.keys(seen)).toHaveLength(visits.length)
    expect(ofEach(({ headings }) => headings)).toEqual(everywhere(1))
    const titles = visits.map(([who, path]) => `${who} ${seen[`${who} ${path}`]?.title}`)
    const filtered = titles.filter((title, at) => titles.indexOf(title) !== at)
    // A narrowed list keeps the title of the whole.
    expect(filtered).toEqual(['owner A plan for tests – Waymark'])
  })

  test('gives a thumb 44 pixels on every control', () => {
    expect(ofEach(({ small }) => small)).toEqual(everywhere([]))
  })
})

test.each([360, 1440])(
  'a form that came back with faults, and one that was stale, have none that axe can find at %i pixels',
  async (width) => {
    const path = `/actions/${plan.actions['P1.S3']}`
    const page = await openAs('owner', width)
    await page.goto(`${app.url}${path}/update`)
    await unfold(page, 'Add evidence')
    await page.fill('#evidence-title', 'Audit')
    await press(page, 'text=Save this update')
    await page.locator('.govuk-error-summary').waitFor()
    expect(await axeViolations(page)).toEqual([])
    const cookie = await app.signInAs(plan.people.contributor)
    await post(app, `${path}/update`, cookie, {
      ...(await protection(app, `${path}/update`, cookie)),
      note: 'Meanwhile.',
    })
    await page.fill('#note', 'Mine.')
    await page.fill('#evidence-title', '')
    await press(page, 'text=Save this update')
    await page.locator('.wm-stale').waitFor()
    expect(await axeViolations(page)).toEqual([])
    expect(await policyBreaches(page)).toEqual([])
    expect(await sidewaysScroll(page)).toBe(0)
  },
  600_000,
)

/** What a page shows at both widths; a phone is the last. */
async function lookAt(page: Page): Promise<Seen> {
  const faults: Record<string, string[]> = {}
  for (const [width, colorScheme] of looks) {
    await page.setViewportSize({ width, height: 800 })
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    faults[width] = [
      ...(await axeViolations(page)),
      ...(await policyBreaches(page)),
      ...((await sidewaysScroll(page)) > 0 ? ['scrolls sideways'] : []),
    ]
  }
  const headings = await page.locator('h1').count()
  return { faults, headings, title: await page.title(), small: await page.evaluate<string[]>(tooSmall) }
}

const tooSmall = `[...document.querySelectorAll('button, .govuk-button, input:not([type=hidden]), select, textarea, summary')]
  .filter((control) => control.checkVisibility() && control.getBoundingClientRect().height < ${tested.controlHeight - 0.1})
  .map((control) => control.outerHTML.slice(0, 80))`

async function openAs(
  who: keyof TestPlan['people'] | null,
  width: number,
  colorScheme: 'light' | 'dark' = 'light',
): Promise<Page> {
  const page = await newPage(who === null ? undefined : plan.people[who], {
    viewport: { width, height: 800 },
    colorScheme,
  })
  await watchPolicy(page)
  return page
}

type Change = Parameters<typeof changeAction>[2]

async function happen(actionId: string, who: keyof TestPlan['people'], changes: Change[]): Promise<void> {
  for (const change of changes) {
    const made = await changeAction(app.db, { actionId, actorId: plan.people[who], now }, change)
    expect(made.outcome).toBe('done')
  }
}

async function submit(actionId: string): Promise<void> {
  await happen(actionId, 'owner', [{ subject: 'action', event: { type: 'start' } }])
  const cookie = await app.signInAs(plan.people.owner)
  const form = await protection(app, `/actions/${actionId}/submit`, cookie)
  const { text } = await get(app, `/actions/${actionId}/submit`, cookie)
  const parts = [...text.matchAll(/name="(evidence-[0-9a-f-]{36})-title"/g)].map(([, part]) => part ?? '')
  const evidence = Object.fromEntries(
    parts.flatMap((part) => [
      [`${part}-title`, 'Audit of 20 files'],
      [`${part}-url`, `https://documents.example/${'a-very-long-address-without-any-break/'.repeat(4)}`],
      [`${part}-kind`, 'audit'],
      [`${part}-datedOn-day`, '2'],
      [`${part}-datedOn-month`, '11'],
      [`${part}-datedOn-year`, '2026'],
    ]),
  )
  const sent = await post(app, `/actions/${actionId}/submit`, cookie, {
    ...form,
    ...evidence,
    whatChanged: 'Seen sooner.',
  })
  expect(sent.status).toBe(303)
}
