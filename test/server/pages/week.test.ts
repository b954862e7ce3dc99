import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { and, eq } from '#db/connection/drizzle.ts'
import { newId } from '#db/connection/ids.ts'
import { readAction } from '#db/read/read-actions.ts'
import { actions, milestones, updates } from '#db/schema/index.ts'
import { changeAction } from '#db/write/transition.ts'
import { usePages } from '#test/support/pages.ts'
import { givenPlan, type TestPlan } from '#test/support/plans.ts'
import { press } from '#test/support/press.ts'
import { errorsOf, fillDay, mainText } from '#test/support/visitor.ts'

const { app, open, pageFaults } = usePages({ now: '2026-11-23T10:00:00.000Z' })

/** Six actions that wait: two overdue, one due soon, two without an update, and one returned with a late milestone. */
async function aFullWeek(): Promise<TestPlan> {
  const late = { title: 'The first team is trained', dueOn: '2026-11-16' }
  const plan = await givenPlan(app.db, [
    { title: 'Late', dueOn: '2026-11-09' },
    { title: 'Later', dueOn: '2026-10-30' },
    { title: 'Soon', dueOn: '2026-11-27' },
    { title: 'Quiet', dueOn: '2027-03-31' },
    { title: 'Silent', dueOn: '2027-03-31' },
    { title: 'With a milestone', dueOn: '2027-03-31', milestones: [late] },
  ])
  return plan
}

const facts = async (plan: TestPlan, ref: string) =>
  (await readAction(app.db, plan.actions[ref] ?? ''))?.facts
const field = (plan: TestPlan, ref: string, name: string) => `update-${plan.actions[ref]}-${name}`
const id = (name: string) => `[id="${name}"]`
const notes = async (plan: TestPlan) => {
  const rows = await app.db
    .select({ ref: actions.ref, note: updates.note })
    .from(updates)
    .innerJoin(actions, eq(actions.id, updates.actionId))
    .where(and(eq(actions.planId, plan.planId), eq(updates.by, plan.people.owner)))
  return Object.fromEntries(rows.map(({ ref, note }) => [ref, note]))
}
const saveAll = (page: Page) => press(page, '.wm-week__end button')

describe('the weekly form', () => {
  test.each([
    [false, 360],
    [true, 1440],
  ])('answers all that waits with one press (scripts: %s, %i pixels)', async (scripts, width) => {
    const plan = await aFullWeek()
    const page = await open(plan.people.owner, '/week', scripts)
    await page.setViewportSize({ width, height: 800 })
    await page.fill(id(field(plan, 'P1.S1', 'note')), 'The trainer was ill; the course is on 8 December.')
    await fillDay(page, field(plan, 'P1.S1', 'forecastOn'), '2026-12-08')
    await page.check(id(`milestone-${await milestoneOf(plan)}-met`))
    await page.check(id('rest'))
    await saveAll(page)
    expect(await mainText(page)).toContain('Saved: P1.S2')
    expect(await mainText(page)).toContain('An update was given today. You need not answer again this week.')
    expect(await notes(plan)).toEqual({
      'P1.S1': 'The trainer was ill; the course is on 8 December.',
      'P1.S2': 'No change since the last update.',
      'P1.S3': 'No change, still on course.',
      'P1.S4': 'No change, still on course.',
      'P1.S5': 'No change, still on course.',
      'P1.S6': 'No change, still on course.',
    })
    expect(await facts(plan, 'P1.S1')).toMatchObject({ forecastOn: '2026-12-08', state: 'inProgress' })
    expect((await facts(plan, 'P1.S6'))?.milestones).toMatchObject([{ state: 'met', metOn: '2026-11-23' }])
    expect(await mainText(page)).not.toContain('Milestones past their date')
  })

  test('saves one action by its own button and keeps what was typed for the others', async () => {
    const plan = await aFullWeek()
    const page = await open(plan.people.owner, '/week')
    await page.fill(id(field(plan, 'P1.S3', 'note')), 'Nearly there')
    await page.fill(id(field(plan, 'P1.S4', 'note')), 'Half written')
    await press(page, `button[name="one"][value="${plan.actions['P1.S3']}"]`)
    expect(await mainText(page)).toContain('Saved: P1.S3.')
    expect(await page.inputValue(id(field(plan, 'P1.S4', 'note')))).toBe('Half written')
    expect(await notes(plan)).toEqual({ 'P1.S3': 'Nearly there' })
    await saveAll(page)
    expect(await notes(plan)).toEqual({ 'P1.S3': 'Nearly there', 'P1.S4': 'Half written' })
  })

  test('saves what it can where one is refused, and keeps that one’s text with the reason', async () => {
    const plan = await aFullWeek()
    const page = await open(plan.people.owner, '/week')
    await page.fill(id(field(plan, 'P1.S3', 'note')), 'Nearly there')
    await page.fill(id(field(plan, 'P1.S4', 'note')), 'It will be done last week')
    await fillDay(page, field(plan, 'P1.S4', 'forecastOn'), '2026-11-16')
    await saveAll(page)
    const errors = await errorsOf(page)
    expect(errors[0]).toBe('Saved: P1.S3.')
    expect(errors[1]).toContain('today or later')
    expect(await page.inputValue(id(field(plan, 'P1.S4', 'note')))).toBe('It will be done last week')
    expect(await notes(plan)).toEqual({ 'P1.S3': 'Nearly there' })
    await fillDay(page, field(plan, 'P1.S4', 'forecastOn'), '2026-12-16')
    await saveAll(page)
    expect(await notes(plan)).toEqual({ 'P1.S3': 'Nearly there', 'P1.S4': 'It will be done last week' })
  })

  test('saves nothing over what another person changed meanwhile, and then on what stands there', async () => {
    const plan = await aFullWeek()
    const page = await open(plan.people.owner, '/week')
    const other = await open(plan.people.contributor, `/actions/${plan.actions['P1.S4']}/update`)
    await other.fill('#note', 'I have seen the new rota')
    await press(other, 'button:has-text("Save this update")')
    await page.fill(id(field(plan, 'P1.S4', 'note')), 'Still no rota')
    await press(page, `button[name="one"][value="${plan.actions['P1.S4']}"]`)
    expect((await errorsOf(page))[0]).toContain('P1.S4 was changed while you were writing')
    expect(await page.inputValue(id(field(plan, 'P1.S4', 'note')))).toBe('Still no rota')
    expect(await mainText(page)).toContain('Answered while you were writing')
    expect(await notes(plan)).toEqual({})
    await saveAll(page)
    expect(await notes(plan)).toEqual({ 'P1.S4': 'Still no rota' })
  })

  test('shows what was typed for an action that was handed over meanwhile, and saves the rest', async () => {
    const plan = await aFullWeek()
    const page = await open(plan.people.owner, '/week')
    await page.fill(id(field(plan, 'P1.S3', 'note')), 'Nearly there')
    await page.fill(id(field(plan, 'P1.S4', 'note')), 'I wrote this for nothing')
    await app.db
      .update(actions)
      .set({ ownerId: plan.people.otherOwner })
      .where(eq(actions.id, plan.actions['P1.S4'] ?? ''))
    await saveAll(page)
    const [saved, gone] = await errorsOf(page)
    expect(saved).toBe('Saved: P1.S3.')
    expect(gone).toContain('What you typed for it: I wrote this for nothing')
    expect(await notes(plan)).toEqual({ 'P1.S3': 'Nearly there' })
  })

  test('never refuses what it filled in: a forecast that is past by now is left empty, and told', async () => {
    const plan = await aFullWeek()
    await app.db
      .update(actions)
      .set({ forecastOn: '2026-11-03' })
      .where(eq(actions.id, plan.actions['P1.S5'] ?? ''))
    const page = await open(plan.people.owner, '/week')
    expect(await mainText(page)).toContain('Last time you expected 3 November 2026, which is past.')
    await page.check(id(field(plan, 'P1.S5', 'same')))
    await saveAll(page)
    expect(await notes(plan)).toEqual({ 'P1.S5': 'No change, still on course.' })
  })

  test('takes a day on which a milestone was met, and asks for the tick where only the day is there', async () => {
    const plan = await aFullWeek()
    const milestone = await milestoneOf(plan)
    const page = await open(plan.people.owner, '/week')
    await fillDay(page, `milestone-${milestone}-metOn`, '2026-11-17')
    await saveAll(page)
    expect(await errorsOf(page)).toEqual(['Tick it if the milestone is met'])
    await page.check(id(`milestone-${milestone}-met`))
    await saveAll(page)
    expect((await facts(plan, 'P1.S6'))?.milestones).toMatchObject([{ state: 'met', metOn: '2026-11-17' }])
  })

  test('keeps the owner’s own rating where it is still worse than the rule', async () => {
    const plan = await aFullWeek()
    await app.db
      .update(actions)
      .set({ ownRating: 'red' })
      .where(eq(actions.id, plan.actions['P1.S5'] ?? ''))
    const page = await open(plan.people.owner, '/week')
    await page.check(id(field(plan, 'P1.S5', 'same')))
    await saveAll(page)
    expect((await facts(plan, 'P1.S5'))?.ownRating).toBe('red')
  })

  test('adds no update to an action that a contributor answered meanwhile', async () => {
    const plan = await aFullWeek()
    const page = await open(plan.people.owner, '/week')
    const said = { note: 'I have seen the new rota' }
    await reportAs(plan.people.contributor, plan, 'P1.S4', said.note)
    await page.check(id('rest'))
    await page.fill(id(field(plan, 'P1.S3', 'note')), 'Nearly there')
    await saveAll(page)
    expect(await notes(plan)).toMatchObject({
      'P1.S3': 'Nearly there',
      'P1.S5': 'No change, still on course.',
    })
    expect(await notes(plan)).not.toHaveProperty(['P1.S4'])
    expect((await facts(plan, 'P1.S4'))?.lastUpdate).toMatchObject(said)
  })

  test('says that nothing is left to answer where contributors answered all of it meanwhile', async () => {
    const plan = await givenPlan(app.db, [{ title: 'Quiet', dueOn: '2027-03-31' }])
    const page = await open(plan.people.owner, '/week')
    await reportAs(plan.people.contributor, plan, 'P1.S1', 'I have seen the new rota')
    await page.check(id('rest'))
    await saveAll(page)
    expect(await mainText(page)).toContain(
      'All of it was answered while you were writing. Nothing was added.',
    )
    expect(await notes(plan)).toEqual({})
  })

  test('asks for something when nothing is said, and says so where nothing waits', async () => {
    const plan = await aFullWeek()
    const page = await open(plan.people.owner, '/week')
    await saveAll(page)
    expect(await errorsOf(page)).toEqual(['Say how it is going, or tick that nothing has changed'])
    expect(await pageFaults({ personId: plan.people.owner, path: '/week' })).toEqual([])
    const idle = await open(plan.people.member, '/week')
    expect(await mainText(idle)).toContain('Nothing waits for you this week')
  })
})

async function reportAs(actorId: string, plan: TestPlan, ref: string, note: string): Promise<void> {
  await changeAction(
    app.db,
    { actionId: plan.actions[ref] ?? '', actorId, now: '2026-11-23T10:00:00.000Z', notify: false },
    { subject: 'action', event: { type: 'report', updateId: newId(), note } },
  )
}

async function milestoneOf(plan: TestPlan): Promise<string> {
  const [found] = await app.db
    .select({ id: milestones.id })
    .from(milestones)
    .where(eq(milestones.actionId, plan.actions['P1.S6'] ?? ''))
  return found?.id ?? ''
}
