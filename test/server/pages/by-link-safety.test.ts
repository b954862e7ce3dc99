import { beforeEach, describe, expect, test } from 'vitest'
import { type Db, rowsOf } from '#db/connection/connect.ts'
import { eq, sql } from '#db/connection/drizzle.ts'
import { newId } from '#db/connection/ids.ts'
import { deliveries, idempotencyKeys, people, updates } from '#db/schema/index.ts'
import { changeAction } from '#db/write/transition.ts'
import { usePages } from '#test/support/pages.ts'
import type { TestPlan } from '#test/support/plans.ts'
import { press } from '#test/support/press.ts'
import { get, mainText, post, takeSession } from '#test/support/visitor.ts'
import { givenWeek, linkIn } from '#test/support/weekly-link.ts'

const { app, open } = usePages({ now: '2026-11-23T10:00:00.000Z', answersByLink: true })
let plan: TestPlan
let path: string
beforeEach(async () => {
  plan = await givenWeek(app.db)
  path = await linkIn(app.db, plan)
})

const note = (ref: string) => `update-${plan.actions[ref]}-note`
const notes = async () =>
  (await app.db.select().from(updates).where(eq(updates.by, plan.people.owner))).map((row) => row.note)
const hiddenIn = (text: string) =>
  Object.fromEntries(
    [...text.matchAll(/type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [
      name,
      value,
    ]),
  )

test('no table keeps the link, whatever is answered by it, and a second press still finds its way back', async () => {
  await app.db.update(deliveries).set({ text: '', html: '' })
  const form = { ...hiddenIn((await get(app, path)).text), [note('P1.S1')]: 'Answered once' }
  expect((await post(app, path, '', form)).status).toBe(200)
  expect(await app.db.select().from(idempotencyKeys)).toHaveLength(1)
  expect(await tablesThatHold(app.db, path.split('/').at(-1) ?? '')).toEqual([])
  expect((await post(app, path, '', form)).location).toBe(path)
})

describe('the link ends', () => {
  test('when its person is given another address, for the email is in a mailbox that is no longer theirs', async () => {
    const email = `${newId()}@plan.example`
    await app.db.update(people).set({ email }).where(eq(people.id, plan.people.owner))
    expect((await get(app, path)).status).toBe(404)
  })

  test('for good when its person leaves, even where they are back in the same week', async () => {
    const as = plan.people.owner
    await app.db
      .execute(sql`insert into events (id, plan_id, subject_kind, subject_id, aggregate_id, version, event,
      actor_id, at, payload, after) values (${newId()}, null, 'person', ${as}, ${as}, 2, 'leave', ${as},
      '2026-11-23T09:00:00Z', '{}', '{}')`)
    expect((await get(app, path)).status).toBe(404)
  })

  test('with the next weekly email of another weekday, once that has gone', async () => {
    const [mail] = await app.db.select().from(deliveries).where(eq(deliveries.personId, plan.people.owner))
    if (!mail) throw new Error('the owner has an email')
    const thursday = { slot: 'thu14-englandAndWales', period: '2026-11-23 thu14-englandAndWales' }
    const later = { ...mail, ...thursday, id: newId(), dueAt: '2026-11-26T14:00:00.000Z' }
    await app.db.insert(deliveries).values({ ...later, state: 'nothingDue' })
    expect((await get(app, path)).status).toBe(200)
    await app.db.update(deliveries).set({ state: 'sent' }).where(eq(deliveries.id, later.id))
    expect((await get(app, path)).status).toBe(404)
  })
})

describe('in a browser in which somebody signs in', () => {
  test('what its person typed before they signed in elsewhere is saved, and not refused', async () => {
    const tab = await open(undefined, path)
    await tab.fill(`[id="${note('P1.S1')}"]`, 'Typed before I signed in')
    await takeSession(tab.context(), app, plan.people.owner)
    await press(tab, 'button:has-text("Send my answers")')
    expect(await mainText(tab)).toContain('Saved: P1.S1.')
    expect(await notes()).toEqual(['Typed before I signed in'])
  })

  test('another person answers nothing in the name of its person, and loses no word', async () => {
    const tab = await open(undefined, path)
    await tab.fill(`[id="${note('P1.S1')}"]`, 'Typed by a person who stands in')
    await takeSession(tab.context(), app, plan.people.otherOwner)
    await press(tab, 'button:has-text("Send my answers")')
    expect(await mainText(tab)).toContain('This link is for The owner')
    expect(await mainText(tab)).toContain('Typed by a person who stands in')
    expect(await notes()).toEqual([])

    const seen = await get(app, path, await app.signInAs(plan.people.otherOwner))
    expect(seen.status).toBe(403)
    expect(seen.text).toContain('You are signed in as')
    expect(seen.text).not.toMatch(/You are not signed in|Late/)
  })
})

/** The tables in which some column of a row holds a text. */
async function tablesThatHold(db: Db, text: string): Promise<string[]> {
  const tables = await rowsOf<{ name: string }>(
    db,
    sql`select quote_ident(table_name) as name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE' order by table_name`,
  )
  expect(tables.length).toBeGreaterThan(15)
  const found: string[] = []
  for (const { name } of tables) {
    const rows = await rowsOf(
      db,
      sql`select from ${sql.raw(name)} as whole where strpos(whole::text, ${text}) > 0 limit 1`,
    )
    if (rows.length > 0) found.push(name)
  }
  return found
}

test('a word that was overtaken is told the way to what was said meanwhile, which this page does not show', async () => {
  const [id, as] = [plan.actions['P1.S1'] ?? '', plan.people.contributor]
  const sent = hiddenIn((await get(app, path)).text)
  const event = { type: 'report' as const, updateId: newId(), note: 'Said by a contributor' }
  const context = { actionId: id, actorId: as, now: '2026-11-23T09:30:00.000Z' }
  await changeAction(app.db, context, { subject: 'action', event })
  const refused = await post(app, path, '', { ...sent, [note('P1.S1')]: 'Said by the owner' })
  expect(refused.status).toBe(412)
  expect(refused.text).toContain(
    'P1.S1 was changed while you were writing. Sign in to see what was said last',
  )
  expect(refused.text).not.toMatch(/Look at what was said last|Said by a contributor/)
  expect(await notes()).toEqual([])
  const again = await post(app, path, '', { ...hiddenIn(refused.text), [note('P1.S1')]: 'Said by the owner' })
  expect(again.text).toContain('Saved: P1.S1.')
})
