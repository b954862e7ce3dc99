import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { eq } from '#db/connection/drizzle.ts'
import { readHistory } from '#db/read/history.ts'
import { readAction } from '#db/read/read-actions.ts'
import { actions } from '#db/schema/index.ts'
import { usePages } from '#test/support/pages.ts'
import { type CastName, givenPlan, type TestPlan } from '#test/support/plans.ts'
import { press, unfold } from '#test/support/press.ts'
import { fillDay, get, mainText, post } from '#test/support/visitor.ts'
import { type ActionEventName, actionEventNames } from '#workflows/action/action-events.ts'
import type { ActionState } from '#workflows/action/action-facts.ts'

const { app, open } = usePages({ now: '2026-11-23T10:00:00.000Z' })

const as = (plan: TestPlan, who: CastName, path: string) => open(plan.people[who], path)

const facts = async (id: string | undefined) => (await readAction(app.db, id ?? ''))?.facts
const draft = { criteria: [], ownerEmail: null, dueOn: null }

type Way = {
  state: ActionState
  who: CastName
  /** What is special about the action beforehand. */
  given?: (plan: TestPlan) => Partial<typeof actions.$inferInsert>
  /** From the action's own page to the last press. */
  does: (page: Page, plan: TestPlan) => Promise<void>
}

const decide = async (page: Page, choice: string) => {
  await press(page, 'main .wm-panel a[href$="/decide"]')
  await page.check(`label:has-text("${choice}")`)
}
const other = async (page: Page, link: string) => {
  await unfold(page, 'Other things you can do')
  await press(page, `a:has-text("${link}")`)
}
const sole = (page: Page) => press(page, 'main form button')

/** How each event is made by a page. An event that is not here fails the type check and the test. */
const ways: Record<ActionEventName, Way> = {
  agree: {
    state: 'draft',
    who: 'chair',
    does: async (page) => {
      await press(page, 'text=Agree this action')
      await sole(page)
    },
  },
  start: {
    state: 'agreed',
    who: 'owner',
    does: async (page) => {
      await other(page, 'Start work without an update')
      await sole(page)
    },
  },
  report: {
    state: 'inProgress',
    who: 'contributor',
    does: async (page) => {
      await press(page, 'text=Update this action')
      await page.fill('#note', 'Going on.')
      await sole(page)
    },
  },
  submit: {
    state: 'inProgress',
    who: 'owner',
    does: async (page) => {
      await press(page, 'text=Submit for sign-off')
      for (const title of await page.locator('input[id^="evidence-"][id$="-title"]').all())
        await title.fill('Audit')
      for (const url of await page.locator('input[id^="evidence-"][id$="-url"]').all())
        await url.fill('https://documents.example/1')
      await page.fill('#whatChanged', 'Families wait less.')
      await press(page, 'button:has-text("Submit for sign-off")')
    },
  },
  withdraw: {
    state: 'submitted',
    who: 'owner',
    does: async (page) => {
      await other(page, 'Take the submission back')
      await sole(page)
    },
  },
  endorse: {
    state: 'submitted',
    who: 'lead',
    does: async (page) => {
      await decide(page, 'Endorse it')
      await page.fill('#endorse-statement', 'Opened the audit; it shows it.')
      await press(page, 'text=Confirm this decision')
    },
  },
  return: {
    state: 'submitted',
    who: 'lead',
    does: async (page) => {
      await decide(page, 'Return it')
      await page.check('label:has-text("The first thing is shown")')
      await page.fill('#return-reason', 'Two schools are missing.')
      await press(page, 'text=Confirm this decision')
    },
  },
  signOff: {
    state: 'endorsed',
    who: 'chair',
    does: async (page) => {
      await decide(page, 'Sign it off')
      await press(page, 'text=Confirm this decision')
    },
  },
  embed: {
    state: 'signedOff',
    who: 'chair',
    given: () => ({ signedOffOn: '2026-08-03' }),
    does: async (page, plan) => {
      await addLaterEvidence(plan)
      await page.reload()
      await decide(page, 'It has stuck')
      await press(page, 'text=Confirm this decision')
    },
  },
  askEvidence: {
    state: 'signedOff',
    who: 'chair',
    given: () => ({ signedOffOn: '2026-08-03' }),
    does: async (page) => {
      await press(page, 'main .wm-panel a[href$="/decide"]')
      await press(page, 'button:has-text("Ask the owner for it")')
    },
  },
  reopen: {
    state: 'embedded',
    who: 'chair',
    does: async (page) => {
      await press(page, 'main .wm-panel a[href$="/decide"]')
      await page.fill('#reopen-reason', 'It came back.')
      await fillDay(page, 'reopen-dueOn', '2027-03-01')
      await sole(page)
    },
  },
  cancel: {
    state: 'inProgress',
    who: 'chair',
    does: async (page) => {
      await other(page, 'Cancel this action')
      await page.fill('#cancel-reason', 'No longer needed.')
      await sole(page)
    },
  },
  supersede: {
    state: 'agreed',
    who: 'chair',
    does: async (page) => {
      await other(page, 'Have another action take over')
      await page.selectOption('#supersede-successorId', { label: 'P1.S2 What P1.S2 commits to' })
      await sole(page)
    },
  },
  reinstate: {
    state: 'cancelled',
    who: 'chair',
    does: async (page) => {
      await press(page, 'main .wm-panel a[href$="/decide"]')
      await page.fill('#reinstate-reason', 'Needed after all.')
      await fillDay(page, 'reinstate-dueOn', '2027-03-01')
      await sole(page)
    },
  },
  transfer: {
    state: 'inProgress',
    who: 'administrator',
    does: async (page, plan) => {
      await other(page, 'Hand it over to another owner')
      await page.selectOption('#transfer-ownerId', plan.people.otherOwner)
      await page.fill('#transfer-reason', 'She has a new post.')
      await sole(page)
    },
  },
}

async function addLaterEvidence(plan: TestPlan): Promise<void> {
  const cookie = await app.signInAs(plan.people.lead)
  const path = `/actions/${plan.actions['P1.S1']}/evidence`
  for (const kind of ['audit', 'feedback']) {
    const { text } = await get(app, path, cookie)
    const value = (name: string) =>
      new RegExp(`name="${name}" value="([^"]*)"`).exec(text.slice(text.indexOf('<main')))?.[1] ?? ''
    const [criterion] = (await facts(plan.actions['P1.S1']))?.criteria ?? []
    const part = Object.fromEntries(
      Object.entries({
        criterionId: criterion?.id ?? '',
        kind,
        title: kind,
        url: 'https://documents.example/2',
        independent: 'yes',
        'datedOn-day': '20',
        'datedOn-month': '10',
        'datedOn-year': '2026',
      }).map(([name, typed]) => [`evidence-${name}`, typed]),
    )
    const sent = { _csrf: value('_csrf'), version: value('version'), ...part }
    expect((await post(app, path, cookie, sent)).status).toBe(303)
  }
}

test('every event of the action machine has a way through the pages', () => {
  expect(Object.keys(ways).toSorted()).toEqual([...actionEventNames].toSorted())
})

test.each(actionEventNames)('whoever may make it makes %s by a page', async (event) => {
  const { state, who, given, does } = ways[event]
  const plan = await givenPlan(app.db, [{}, {}])
  const id = plan.actions['P1.S1'] ?? ''
  await app.db
    .update(actions)
    .set({ state, ...given?.(plan) })
    .where(eq(actions.id, id))
  const page = await as(plan, who, `/actions/${id}`)
  await does(page, plan)
  expect(await page.locator('.govuk-error-summary').count()).toBe(0)
  expect((await readHistory(app.db, id, { limit: 1 })).map((entry) => entry.event)).toEqual([event])
  expect(new URL(page.url()).pathname).toBe(`/actions/${id}`)
})

test('what is held up says why on the action’s page', async () => {
  const plan = await givenPlan(app.db, [{ ...draft, recommendations: ['R1'] }])
  const page = await as(plan, 'chair', `/actions/${plan.actions['P1.S1']}`)
  const text = await mainText(page)
  expect(text).toMatch(
    /It cannot be agreed yet\.(.|\n)*Name one owner\.(.|\n)*Set a due date\.(.|\n)*Add at least one closure criterion\./,
  )
  expect(text).toMatch(/It cannot be cancelled\. A recommendation would be left without/)
})
