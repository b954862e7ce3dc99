import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { eq } from '#db/connection/drizzle.ts'
import { listMail } from '#db/read/mail.ts'
import { deliveries, memberships, plans, priorities } from '#db/schema/index.ts'
import { MOST_LINES, shares } from '#emails/digests/shown.ts'
import { sendOnce } from '#emails/ledger/sender.ts'
import { givenPlan, type TestPlan, putAction } from '#test/support/plans.ts'
import { fromMonday, MONDAY_EIGHT, overdue, sender, useMailRoom } from './harness.ts'

const room = useMailRoom()

/** The one email that a person got. */
async function emailTo(personId: string) {
  await sendOnce(sender(room.db(), room.transport(), MONDAY_EIGHT))
  const [mail, ...others] = await room.db().select().from(deliveries).where(eq(deliveries.personId, personId))
  expect(others).toEqual([])
  return mail
}

const put = (plan: TestPlan, ref: string, change: Parameters<typeof putAction>[3]) =>
  putAction(room.db(), plan, ref, change)

const oneLine = (text = '') => text.replace(/\s+/g, ' ')
const underlined = (text = '') =>
  [...text.matchAll(/^(.+)\n([=-])\2+$/gm)].map(([, title, mark]) => `${mark} ${title}`)

/** A plan whose owner leads its priority and chairs its board too, with something for each part. */
async function givenAllInOne() {
  const db = room.db()
  const plan = await givenPlan(
    db,
    [overdue, { ...overdue, ownerEmail: 'otherOwner' }, { ownerEmail: 'otherOwner', dueOn: '2027-01-29' }],
    fromMonday,
  )
  const { owner, otherOwner } = plan.people
  await db.update(priorities).set({ leadId: owner }).where(eq(priorities.planId, plan.planId))
  await db.insert(memberships).values([{ planId: plan.planId, personId: owner, role: 'viceChair' }])
  await put(plan, 'P1.S3', { state: 'submitted', submittedOn: '2026-11-18', submittedBy: otherOwner })
  return plan
}

describe('a person of several roles', () => {
  test('gets one email with a part for each, and is told of each action once', async () => {
    const plan = await givenAllInOne()
    const mail = await emailTo(plan.people.owner)
    expect(mail).toMatchObject({
      kind: 'weeklyDigest',
      state: 'sent',
      parts: ['ownerDigest', 'leadDigest', 'chairDigest'],
      subject: '2 things wait for you, 1 overdue: A plan for tests',
    })
    expect(underlined(mail?.text)).toEqual([
      '= WHAT YOU OWN',
      '- OVERDUE',
      '= WHAT YOU LEAD',
      '- TO ENDORSE OR RETURN',
      '- LONG OVERDUE',
      '= THE BOARDS YOU CHAIR',
      expect.stringContaining('- COLOURS NOW'),
    ])
    const text = oneLine(mail?.text)
    expect(text).toContain('This week, in one email: what you own, what you lead and the boards you chair.')
    for (const ref of ['P1.S1', 'P1.S2', 'P1.S3'])
      expect([ref, text.split(`${ref} What ${ref} commits to`).length - 1]).toEqual([ref, 1])
    expect(mail?.html.match(/<h2/g)).toHaveLength(3)
    expect(mail?.html.match(/class="wm-button"\n/g)).toHaveLength(2)
  })

  test('over two plans gets one email that says how many plans it is about', async () => {
    const plan = await givenAllInOne()
    const other = await givenPlan(room.db(), [{ ...overdue, dueOn: '2026-11-20' }], fromMonday)
    await put(other, 'P1.S1', { ownerId: plan.people.owner })
    const mail = await emailTo(plan.people.owner)
    expect(mail?.subject).toBe('3 things wait for you, 2 overdue: 2 plans')
  })

  test('of whom nothing waits is not told that something does', async () => {
    const plan = await givenAllInOne()
    await put(plan, 'P1.S1', { lastUpdateOn: '2026-11-20', dueOn: '2027-03-01' })
    await put(plan, 'P1.S3', { state: 'inProgress', lastUpdateOn: '2026-11-20' })
    const mail = await emailTo(plan.people.owner)
    expect(mail?.subject).toBe('1 action long overdue: A plan for tests')
    expect(mail?.text).not.toContain('WHAT YOU OWN')
  })
})

test('the name of a plan in a subject is shown only to those who may see that plan', async () => {
  const db = room.db()
  const plan = await givenPlan(db, [overdue], fromMonday)
  await db.update(plans).set({ title: 'A plan of which few know' }).where(eq(plans.id, plan.planId))
  const other = await givenPlan(db, [{ dueOn: '2027-05-01' }], fromMonday)
  await db.insert(memberships).values({ planId: other.planId, personId: plan.people.owner, role: 'viewer' })
  await emailTo(plan.people.owner)
  const seen = async (viewer: string) => {
    const filter = { person: plan.people.owner, kind: ['ownerDigest'] as const }
    return (await listMail(db, viewer, { filter, limit: 5, after: null })).items.map(({ subject }) => subject)
  }
  const subject = '1 action overdue: A plan of which few know'
  expect(await seen(plan.people.owner)).toEqual([subject])
  expect(await seen(plan.people.administrator)).toEqual([subject])
  expect(await seen(other.people.administrator)).toEqual([''])
})

test('long lists do not push out short ones', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(60), { maxLength: 6 }), (numbers) => {
      const given = shares(numbers, MOST_LINES)
      const sum = given.reduce((all, each) => all + each, 0)
      expect(sum).toBe(
        Math.min(
          MOST_LINES,
          numbers.reduce((all, each) => all + each, 0),
        ),
      )
      for (const [at, each] of given.entries()) {
        expect(each).toBeLessThanOrEqual(numbers[at] ?? 0)
        // A part that is cut shows no fewer lines than any other, but for the last line that has no room.
        if (each < (numbers[at] ?? 0)) expect(each).toBeGreaterThanOrEqual(Math.max(...given) - 1)
      }
    }),
  )
})
