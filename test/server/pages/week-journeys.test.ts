import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { readAction } from '#db/read/read-actions.ts'
import { sidewaysScroll } from '#test/support/browser.ts'
import { usePages } from '#test/support/pages.ts'
import { type CastName, givenPlan, type TestPlan, putAction } from '#test/support/plans.ts'
import { press } from '#test/support/press.ts'
import { mainText } from '#test/support/visitor.ts'

const { app, open } = usePages({ now: '2026-11-23T10:00:00.000Z', demonstration: true })

const screens = [
  [360, false],
  [1440, true],
] as const

describe.each(screens)('at %i pixels (scripts: %s)', (width, scripts) => {
  /** A page as this person sees it on this screen. */
  async function as(plan: TestPlan, who: CastName, path = '/'): Promise<Page> {
    const page = await open(plan.people[who], path, scripts)
    await page.setViewportSize({ width, height: 900 })
    return page
  }
  const put = (plan: TestPlan, ref: string, change: Parameters<typeof putAction>[3]) =>
    putAction(app.db, plan, ref, change)
  const said = async (page: Page) => {
    expect(await sidewaysScroll(page)).toBe(0)
    return (await mainText(page)).replaceAll(/\s+/g, ' ')
  }

  test('an owner answers a milestone from My work on its own page', async () => {
    const plan = await givenPlan(app.db, [
      { dueOn: '2027-03-31', milestones: [{ title: 'The first team is trained', dueOn: '2026-11-16' }] },
    ])
    const page = await as(plan, 'owner')
    await press(page, 'a:has-text("The first team is trained")')
    expect(await said(page)).toContain('The first team is trained')
    await page.check('label:has-text("Met")')
    await press(page, 'main form button')
    expect((await readAction(app.db, plan.actions['P1.S1'] ?? ''))?.facts.milestones).toMatchObject([
      { state: 'met' },
    ])
  })

  test('an owner reads last month’s forecast as past, and is not refused for it', async () => {
    const plan = await givenPlan(app.db, [{ dueOn: '2026-12-18' }])
    await put(plan, 'P1.S1', { forecastOn: '2026-11-03' })
    const page = await as(plan, 'owner')
    await press(page, 'a:has-text("Update")')
    expect(await said(page)).toMatch(/Last time .* expected 3 November 2026, which is past\./)
    expect(await said(page)).toContain('Owner expects 3 November 2026, which is past')
    await page.fill('#note', 'Both teams have begun.')
    await press(page, 'button:has-text("Save this update")')
    expect(await said(page)).toContain('Your update of P1.S1 is saved.')
  })

  test('a chair asks for the evidence of a check with one press, and its owner brings it from My work', async () => {
    const plan = await givenPlan(app.db, [{ criteria: ['It is shown'] }])
    await put(plan, 'P1.S1', {
      state: 'signedOff',
      signedOffOn: '2026-08-03',
      signedOffBy: plan.people.chair,
      embedCheckOn: '2026-11-02',
    })
    const page = await as(plan, 'chair', `/plans/${plan.planId}/board`)
    await press(page, `a[href="/actions/${plan.actions['P1.S1']}/decide"]`)
    expect(await said(page)).toContain('Has the change stuck?')
    await press(page, 'button[value="askEvidence"]')
    const work = await as(plan, 'owner')
    expect(await said(work)).toContain('Evidence a check still needs')
    await press(work, `a[href="/actions/${plan.actions['P1.S1']}/evidence"]`)
    expect(await said(work)).toContain('It is shown')
  })

  test('an administrator finds what to put right on My work, and mends it from there', async () => {
    const plan = await givenPlan(app.db, [{ ownerEmail: null }])
    await put(plan, 'P1.S1', { state: 'draft', agreedOn: null })
    const page = await as(plan, 'administrator')
    expect(await said(page)).toContain('Actions without an owner 1')
    await press(page, `main a[href="/actions/${plan.actions['P1.S1']}/edit"]`)
    await page.selectOption('#ownerId', plan.people.owner)
    await press(page, 'button:has-text("Save the action")')
    const again = await as(plan, 'administrator')
    expect(await said(again)).not.toContain('Actions without an owner')
  })

  test('a member sees at a glance how the plan stands, and reads it with one press', async () => {
    const plan = await givenPlan(app.db, [{ title: 'Late now', dueOn: '2026-11-20' }, {}])
    const page = await as(plan, 'member')
    expect(await said(page)).toContain('How your plans stand')
    await press(page, `main a[href="/plans/${plan.planId}"]`)
    expect(await said(page)).toContain('Late now')
  })

  test('an administrator withdraws a plan that was started by mistake, and reinstates it', async () => {
    const plan = await givenPlan(app.db, [{}], { state: 'draft', title: 'Started twice' })
    const page = await as(plan, 'administrator', `/plans/${plan.planId}`)
    await press(page, 'a:has-text("Withdraw the plan")')
    await page.fill('#withdraw-reason', 'It was started twice.')
    await press(page, 'main form button')
    expect(await page.innerText('body')).toContain('This plan is withdrawn.')
    await press(page, 'a:has-text("Reinstate")')
    await page.fill('[name="reinstate-reason"]', 'It is wanted after all.')
    await press(page, 'main form button')
    expect(await page.innerText('body')).not.toContain('This plan is withdrawn.')
  })

  test('a chair reads what is approved before they approve it', async () => {
    const plan = await givenPlan(app.db, [{ recommendations: ['R1'] }], { state: 'submitted' })
    const page = await as(plan, 'chair')
    await press(page, `a[href="/plans/${plan.planId}/decide"]`)
    expect(await said(page)).toContain('What is approved Priorities 1 Actions 1 Owners 1')
    await page.check('label:has-text("Approve")')
    await press(page, 'main form button')
    expect((await readAction(app.db, plan.actions['P1.S1'] ?? ''))?.plan.state).toBe('active')
  })
})
