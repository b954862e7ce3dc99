import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { newId } from '#db/connection/ids.ts'
import { readAction } from '#db/read/read-actions.ts'
import type { ActionChangeRequest } from '#db/write/action-change.ts'
import { changeAction } from '#db/write/transition.ts'
import { usePages } from '#test/support/pages.ts'
import { type CastName, givenPlan, type TestPlan } from '#test/support/plans.ts'
import { pressKey, tickByKey } from '#test/support/press.ts'
import { mainText } from '#test/support/visitor.ts'

const now = '2026-11-23T10:00:00.000Z'

const { app, visitAs } = usePages({ now })

/** Moves on by the Tab key until the selector's element has the focus, and sees to it that every stop shows. */
async function tabTo(page: Page, selector: string): Promise<void> {
  const target = JSON.stringify(selector)
  for (let presses = 0; presses < 80; presses++) {
    await page.keyboard.press('Tab')
    const stop = await page.evaluate<{ there: boolean; shown: boolean; what: string }>(`(() => {
      const at = document.activeElement
      const drawn = at.matches('.govuk-radios__input, .govuk-checkboxes__input')
        ? getComputedStyle(at.nextElementSibling, '::before') : getComputedStyle(at)
      return {
        there: at.matches(${target}),
        shown: drawn.outlineStyle !== 'none' && drawn.outlineWidth !== '0px' || drawn.boxShadow !== 'none',
        what: at.outerHTML.slice(0, 100),
      }
    })()`)
    expect(stop).toMatchObject({ shown: true })
    if (stop.there) return
  }
  throw new Error(`no way to ${selector} by the Tab key`)
}

async function openedAs(personId: string, path: string): Promise<Page> {
  const page = await visitAs(personId, { width: 1280, colorScheme: 'light' })
  await page.goto(app.url + path)
  return page
}

const pathOf = (page: Page) => new URL(page.url()).pathname
const factsOf = async (id: string | undefined) => (await readAction(app.db, id ?? ''))?.facts

async function happen(plan: TestPlan, ref: string, who: CastName, ...changes: ActionChangeRequest[]) {
  for (const change of changes) {
    const context = { actionId: plan.actions[ref] ?? '', actorId: plan.people[who], now }
    expect((await changeAction(app.db, context, change)).outcome).toBe('done')
  }
}

describe('by the keyboard alone, with the focus in sight at every stop', () => {
  test('the first stop of a page is the link that skips to its main part', async () => {
    const { people } = await givenPlan(app.db)
    const page = await openedAs(people.owner, '/')
    await page.keyboard.press('Tab')
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to main content')
    await pressKey(page, 'Enter')
    await page.keyboard.press('Tab')
    expect(await page.evaluate(`document.activeElement.closest('main, footer') !== null`)).toBe(true)
  })

  test('an owner updates an action, and submits it with evidence', async () => {
    const plan = await givenPlan(app.db, [{ dueOn: '2026-11-13', criteria: ['It is shown'] }])
    const id = plan.actions['P1.S1'] ?? ''
    const page = await openedAs(plan.people.owner, '/')
    await tabTo(page, `a[href="/actions/${id}/update"]`)
    await pressKey(page, 'Enter')
    expect(pathOf(page)).toBe(`/actions/${id}/update`)
    await tabTo(page, '#note')
    await page.keyboard.type('Two of three teams work in the new way.')
    await tabTo(page, 'main button[type=submit], main .govuk-button')
    await pressKey(page, 'Enter')
    expect(pathOf(page)).toBe(`/actions/${id}`)
    expect(await mainText(page)).toContain('Your update of P1.S1 is saved.')

    await tabTo(page, `a[href="/actions/${id}/submit"]`)
    await pressKey(page, 'Enter')
    expect(pathOf(page)).toBe(`/actions/${id}/submit`)
    const [criterion] = (await factsOf(id))?.criteria ?? []
    const answers: [selector: string, text: string][] = [
      [`[id="evidence-${criterion?.id}-title"]`, 'Audit'],
      [`[id="evidence-${criterion?.id}-url"]`, 'https://documents.example/audit'],
      ['#whatChanged', 'Families are seen within ten days.'],
    ]
    const order = await page.evaluate<string[]>(
      `[...document.querySelectorAll('main input, main textarea')].map(({ id }) => id)`,
    )
    for (const [selector, text] of answers.toSorted(
      ([a], [b]) => order.findIndex((each) => a.includes(each)) - order.findIndex((each) => b.includes(each)),
    )) {
      await tabTo(page, selector)
      await page.keyboard.type(text)
    }
    await tabTo(page, 'main form button[type=submit], main form .govuk-button')
    await pressKey(page, 'Enter')
    expect(pathOf(page)).toBe(`/actions/${id}`)
    expect((await factsOf(id))?.state).toBe('submitted')
  })

  test('a chair ticks two sign-offs with the space bar, signs them off, and refuses more time', async () => {
    const plan = await givenPlan(app.db, [{}, {}, {}])
    for (const ref of ['P1.S1', 'P1.S2']) await endorsed(plan, ref)
    await happen(plan, 'P1.S3', 'owner', {
      subject: 'extension',
      event: {
        type: 'request',
        extensionId: newId(),
        dueOn: '2027-03-31',
        reasonCode: 'partner',
        text: 'The venue opens in March.',
      },
    })
    const path = `/plans/${plan.planId}/board`
    const page = await openedAs(plan.people.chair, path)
    for (const ref of ['P1.S1', 'P1.S2']) {
      await tabTo(page, `[id="tick-${plan.actions[ref]}"]`)
      await tickByKey(page)
    }
    await tabTo(page, '.wm-signoffs__all button')
    await pressKey(page, 'Enter')
    expect(await mainText(page)).toContain('You signed off P1.S1 and P1.S2.')
    await tabTo(page, 'textarea[name^="reason-"]')
    await page.keyboard.type('The venue is not needed.')
    await tabTo(page, 'button[value="refuse"]')
    await pressKey(page, 'Space')
    expect(await page.locator('.govuk-notification-banner').innerText()).toContain('refused')
    expect((await factsOf(plan.actions['P1.S1']))?.state).toBe('signedOff')
    expect((await factsOf(plan.actions['P1.S3']))?.extensions[0]?.state).toBe('refused')
  })
})

async function endorsed(plan: TestPlan, ref: string): Promise<void> {
  const criteria = (await factsOf(plan.actions[ref]))?.criteria ?? []
  const evidence = criteria.map(({ id: criterionId }): ActionChangeRequest => ({
    subject: 'action',
    event: {
      type: 'addEvidence',
      evidenceId: newId(),
      criterionId,
      kind: 'audit',
      title: 'Audit',
      url: 'https://documents.example/audit',
      datedOn: '2026-11-02',
      independent: true,
    },
  }))
  await happen(plan, ref, 'owner', { subject: 'action', event: { type: 'start' } }, ...evidence, {
    subject: 'action',
    event: { type: 'submit', whatChanged: 'Families are seen sooner.' },
  })
  await happen(plan, ref, 'lead', {
    subject: 'action',
    event: { type: 'endorse', statement: 'I opened it.' },
  })
}
